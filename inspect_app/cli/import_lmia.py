"""Add the employers of federal LMIA lists (.csv or .csv.gz, as published) to the register."""

import argparse
import hashlib
from pathlib import Path

from inspect_app.actions.register import lists as lists_actions
from inspect_app.actions.register.lists import Imported
from inspect_app.adapters.data import lists, postal_codes
from inspect_app.adapters.system import clock, randomness
from inspect_app.cli import open_instance
from inspect_app.domain.problem import Problem
from inspect_app.domain.register import lmia
from inspect_app.store import Database


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a .csv or .csv.gz as published")


def run(args: argparse.Namespace) -> int:
    """One transaction a file. 0 when every file was such a list; 1 when one was not, the others still imported."""
    database = open_instance().database
    employers = places = refused = unchanged = failed = 0
    for path in args.files:
        try:
            found, made = _import(database, path)
        except Problem as problem:
            failed += 1
            print(f"{path}: {problem}", flush=True)
            continue
        for wrong in found.refused:
            print(f"{path}:{wrong.line}: refused: {wrong.reason}")
        print(f"{path}: {made.employers} employers and {made.places} places are new", flush=True)
        employers, places = employers + made.employers, places + made.places
        refused, unchanged = refused + len(found.refused), unchanged + made.unchanged
    print(f"added {employers} employers, {places} places; refused {refused} rows; unchanged {unchanged}")
    return 1 if failed else 0


def _import(database: Database, path: Path) -> tuple[lmia.EmployerList, Imported]:
    data = lists.load(path)
    found = lmia.read(data, path.name)
    with database.writing() as tx:
        made = lists_actions.import_list(
            tx,
            found,
            file_name=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            by=None,
            now=clock.now(),
            new_id=randomness.new_id,
            locate=postal_codes.ontario().find,
        )
    return found, made
