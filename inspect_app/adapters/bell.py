"""huey: rings when there is work. It carries the id of a job as JSON and nothing else; the row is the truth.

A ring that is lost with a dying process does no harm: waiting and stale rows are found again by the jobs process.
"""

import contextlib
import json
import sqlite3
from pathlib import Path

from huey.storage import SqliteStorage


class Bell:
    """Build with a file that web and jobs share."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._storage = SqliteStorage("spotcheck", filename=str(path))

    def ring(self, job_id: str) -> None:
        # The job's row is committed already: a bell that has no space left must not say that it was not.
        with contextlib.suppress(sqlite3.OperationalError):
            self._storage.enqueue(json.dumps({"id": job_id}).encode())

    def heard(self) -> list[str]:
        """The ids that were rung since the last time, oldest first."""
        found: list[str] = []
        with contextlib.suppress(sqlite3.OperationalError):
            while (rung := self._storage.dequeue()) is not None:
                found.append(str(json.loads(rung)["id"]))
        return found

    def close(self) -> None:
        self._storage.close()
