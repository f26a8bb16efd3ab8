"""Check checklist files and print every mistake: file, line, item, what is wrong, how to mend it."""

import argparse
from pathlib import Path

from inspect_app.adapters.data import library
from inspect_app.domain.checklists.checklist import Mistakes


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")


def run(args: argparse.Namespace) -> int:
    wrong = 0
    for path in args.files:
        try:
            one, _source = library.read(path)
            print(f"{path}: version {one.n} of {one.key} reads well, {sum(1 for _ in one.items())} items")
        except Mistakes as mistakes:
            print(mistakes)
            wrong += 1
        except OSError as error:
            print(f"{path} could not be opened: {error.strerror}. Nothing was changed. Check its name.")
            wrong += 1
    return 1 if wrong else 0
