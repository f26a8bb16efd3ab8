"""Bring the databases to the newest schema. The only command that needs the right to change tables."""

import argparse

from inspect_app.settings.environment import from_env
from inspect_app.store.instance import migrate_all
from inspect_app.store.migrate import WHICH


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", choices=WHICH, help="one of the two databases: they may lie on different machines")


def run(args: argparse.Namespace) -> int:
    """Runs the missing migrations of each database in one transaction; returns 0, also when there was nothing to do."""
    which = (args.only,) if args.only else WHICH
    migrate_all(from_env(), which)
    print(f"At the newest schema: {' and '.join(which)}. Processes that were waiting for it can start.")
    return 0
