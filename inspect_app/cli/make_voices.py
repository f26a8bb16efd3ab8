"""Speak the worker's page in every language a machine can, until a person has recorded it. The set-up runs this."""

import argparse
import sys
from pathlib import Path

from inspect_app.adapters import languages, voices

ROOT = Path(__file__).resolve().parents[2]


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, default=ROOT / "static" / "worker" / "build" / "voices", help="the folder")


def run(args: argparse.Namespace) -> int:
    if not voices.is_here():
        print("make-voices: espeak-ng and lame are not installed. The page shows no speaker; nothing else changes.",
              file=sys.stderr)  # fmt: skip
        return 1
    for one in languages.all_of_them():
        made = voices.make(one.code, one.spoken(), languages.DATA / "voices") if not one.missing else None
        for old in args.to.glob(f"{one.code}.*"):
            old.unlink()
        if made is not None:
            voices.write(made, args.to, one.code)
    return 0
