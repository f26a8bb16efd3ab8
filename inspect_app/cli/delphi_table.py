"""Print the Delphi rule as a table: `strong medium weak positive|negative`, for 0 to 5 of each."""

import argparse
from itertools import product

from inspect_app.adapters.data.frameworks import frameworks
from inspect_app.domain.fieldwork.delphi import positive


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments; needs no instance and touches none."""


def run(_args: argparse.Namespace) -> int:
    rule = frameworks().delphi.rule
    for counts in product(range(6), repeat=3):
        print(*counts, "positive" if positive(rule, *counts) else "negative")
    return 0
