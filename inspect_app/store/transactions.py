"""Which transactions a thread has open. One inside the other fails at once: it would wait for itself, or see two states
of one database. Whoever writes in both begins with the check-in database, so that no two wait for each other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

# Its first statement on PostgreSQL; advisory locks are each database's own, so one number serves them all.
WRITERS_LOCK = 727274


@dataclass(frozen=True)
class Transaction:
    """A transaction ("reading" or "writing") of the database at `address`; `private` is the check-in database's."""

    address: str
    kind: str
    private: bool


_open: ContextVar[tuple[Transaction, ...]] = ContextVar("transactions open in this thread", default=())


def in_writing() -> bool:
    """True while this thread has a writing transaction open, of whichever database: nothing slow may happen then."""
    return any(one.kind == "writing" for one in _open.get())


@contextmanager
def opened(mine: Transaction) -> Iterator[None]:
    """Notes a transaction for as long as it lasts.

    RuntimeError when this thread has one of that database open, or would come to the check-in database's line of
    writers while it holds up the staff database's.
    """
    for other in _open.get():
        if other.address == mine.address:
            raise RuntimeError(
                f"A {mine.kind} transaction was asked for while a {other.kind} one of the same database is open in "
                "this thread. Nothing was written. Pass on the transaction that is open, or leave it first."
            )
        if other.kind == mine.kind == "writing" and not (other.private and not mine.private):
            raise RuntimeError(
                "A writing transaction was asked for while this thread writes in another database. Nothing was "
                "written. Leave the first one before; whoever needs both begins with the check-in database."
            )
    _open.set((*_open.get(), mine))
    try:
        yield
    finally:
        _open.set(tuple(one for one in _open.get() if one != mine))
