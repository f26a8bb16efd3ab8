"""Where pictures are kept: an object store, a local folder by default. Named by their own hash, written once."""

import os
from datetime import datetime
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore


class Evidence:
    """Build with a folder. A path is "sha256/ab/abcd…" for an original and "shown/ab/abcd….jpg" for a derived copy."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._store = LocalStore(folder)

    def put(self, path: str, content: bytes, day: datetime | None = None) -> None:
        """Writes whole or not at all; a path that is there already is left as it is. OSError when the disk is full.

        With a `day` the file carries that time, so that a listing does not tell in which order pictures came.
        """
        try:
            obstore.put(self._store, path, content, mode="create")
        except AlreadyExistsError:
            return
        except Exception as error:
            if "No space left" in str(error):
                raise OSError(28, "no space left for evidence") from error
            raise
        if day is not None:
            os.utime(self._folder / path, (day.timestamp(), day.timestamp()))

    def get(self, path: str) -> bytes:
        """The bytes; FileNotFoundError when there are none."""
        return bytes(obstore.get(self._store, path).bytes())

    def exists(self, path: str) -> bool:
        try:
            obstore.head(self._store, path)
        except FileNotFoundError:
            return False
        return True

    def delete(self, path: str) -> None:
        if self.exists(path):
            obstore.delete(self._store, path)


def original(sha256: str) -> str:
    return f"sha256/{sha256[:2]}/{sha256}"


def shown(sha256: str) -> str:
    return f"shown/{sha256[:2]}/{sha256}.jpg"
