"""Check that the journal's chain holds: nothing inserted, altered or removed."""

import argparse

from inspect_app.actions import journal
from inspect_app.cli import open_house
from inspect_app.store import journal as store


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(_args: argparse.Namespace) -> int:
    with open_house().database.look() as tx:
        breaks, size = journal.verify(tx), store.size(tx)
    for sentence in breaks:
        print(sentence)
    print(f"the journal of {size} steps {'does not hold' if breaks else 'holds'}")
    return 1 if breaks else 0
