"""Public lists as files on disk: plain or gzip, and never larger than memory should hold."""

import gzip
import zlib
from pathlib import Path

from inspect_app.domain.problem import Problem

LARGEST = 200 * 1024 * 1024


def load(path: Path) -> bytes:
    """The bytes of a .csv or .csv.gz file. Raises Problem "unreadable-file" with why it cannot be read."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or "it is cut short or damaged"
        raise Problem("unreadable-file", file=path.name, why=why) from error
    if len(data) > LARGEST:
        raise Problem("unreadable-file", file=path.name, why="it holds more than 200 MB")
    return data
