"""Write one version of a checklist as the YAML it was read from, to change it or hand it on."""

import argparse
import sys
from pathlib import Path

from inspect_app.cli import open_instance
from inspect_app.domain.problem import Problem
from inspect_app.store.checklists import checklists as checklists_store


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", help="for example core-spot-check")
    parser.add_argument("n", type=int, nargs="?", help="the version; the newest published one when left out")
    parser.add_argument("--to", type=Path, metavar="FILE", help="a new file; the terminal when left out")


def run(args: argparse.Namespace) -> int:
    """0 when written; 1 with a sentence when there is no such version or the file is already there."""
    with open_instance().database.reading() as tx:
        version = (
            checklists_store.newest(tx, args.key) if args.n is None else checklists_store.find(tx, args.key, args.n)
        )
    if version is None:
        raise Problem("unknown-checklist", key=args.key, n=args.n)
    if args.to is None:
        sys.stdout.write(version.source_yaml)
        return 0
    try:
        with args.to.open("x", encoding="utf-8") as file:
            file.write(version.source_yaml)
    except OSError as error:
        print(f"{args.to} could not be written: {error.strerror}. Nothing was changed. Choose another file name.")
        return 1
    print(f"{args.to}: version {version.n} of {version.key}")
    return 0
