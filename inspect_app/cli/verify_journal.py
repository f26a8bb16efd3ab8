"""Check that the journal's chain holds: nothing inserted, altered or removed."""

import argparse

from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.cli import open_instance
from inspect_app.store.staff import audit_log as audit_log_store


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(_args: argparse.Namespace) -> int:
    with open_instance().database.reading() as tx:
        breaks, size = audit_log_actions.verify(tx), audit_log_store.size(tx)
    for sentence in breaks:
        print(sentence)
    print(f"the journal of {size} steps {'does not hold' if breaks else 'holds'}")
    return 1 if breaks else 0
