"""Copy the staff database while it is in use. Check-ins are in no backup, on purpose, and are refused here."""

import argparse
import sys
from pathlib import Path

from inspect_app.cli import open_instance


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", type=Path, help="the file to write; it must not exist")
    parser.add_argument("--database", choices=("staff", "check-ins"), default="staff", help="check-ins is refused")


def run(args: argparse.Namespace) -> int:
    if args.database == "check-ins":
        print(
            "backup: check-ins are in no backup: two copies around one answer would show it. Nothing was copied.\n"
            "A lost disk loses open points; docs/privacy.md says so to workers.",
            file=sys.stderr,
        )
        return 2
    if args.target.exists():
        print(f"backup: {args.target} exists. Nothing was copied. Choose another name.", file=sys.stderr)
        return 2
    instance = open_instance()
    if not instance.database.is_sqlite:
        print(
            "backup: this is PostgreSQL. Use pg_dump for the staff cluster, never for the check-ins'.", file=sys.stderr
        )
        return 2
    instance.database.copy(args.target)
    args.target.chmod(0o600)
    print(
        f"backup: the staff database is in {args.target}. Evidence: copy the folder {instance.settings.evidence} too."
    )
    return 0
