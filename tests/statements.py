"""Counts the SQL statements that reach either database; beginning and ending a transaction are not counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

_TRANSACTION = ("BEGIN", "SELECT PG_ADVISORY_XACT_LOCK", "PRAGMA")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Yields a list that grows by the text of each statement, of every engine of this process, in the order sent."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.lstrip().upper().startswith(_TRANSACTION):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)
