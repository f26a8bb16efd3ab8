"""Speak what workers hear in every language a machine can, until a person has recorded it. The set-up runs this.

Two languages at a time, and only those whose words, recordings or machine have changed since.
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from inspect_app.adapters.data import languages
from inspect_app.adapters.data.languages import DATA
from inspect_app.adapters.media import voices

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        type=Path,
        default=ROOT / "static" / "checkin_app" / "build",
        help="voices/ in it for the worker's page, alone/ for the tablet's questions",
    )


def run(args: argparse.Namespace) -> int:
    if not voices.is_here():
        print(
            "make-voices: espeak-ng and lame are not installed. No speaker is shown; nothing else changes.",
            file=sys.stderr,
        )
        return 1
    whole = [one for one in languages.all_of_them() if not one.missing]
    wanted = {
        args.to / "voices": {one.code: one.spoken() for one in whole},
        args.to / "alone": {one.code: one.spoken_self_interview() for one in whole if one.can_self_interview},
    }
    with ThreadPoolExecutor(AT_ONCE) as authors:
        for folder, texts in wanted.items():
            for gone in {old.stem for old in folder.glob("*.*")} - set(texts):
                voices.forget(folder, gone)
            # Each waits in a process of its own (espeak-ng, lame), so threads are enough; `list` lets an error through.
            list(authors.map(_speak, [folder] * len(texts), texts, texts.values()))
    return 0


def _speak(folder: Path, code: str, texts: Sequence[str]) -> None:
    recordings = DATA / "voices"
    of = voices.made_of(code, texts, recordings)
    if voices.made_before(folder, code) == of:
        return
    made = voices.make(code, texts, recordings)
    if made is None:
        voices.forget(folder, code)
    else:
        voices.write(made, folder, code, of)
