"""Which transactions a thread has open. One inside the other fails at once: it would wait for itself, or see two states
of one database. A writing transaction is open in one database at a time, so that no two threads wait for each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Its first statement on PostgreSQL; advisory locks are each database's own, so one number serves them all.
WRITERS_LOCK = 727274

_open: ContextVar[tuple[tuple[str, str], ...]] = ContextVar("transactions open in this thread", default=())


def in_writing() -> bool:
    """True while this thread has a writing transaction open, of whichever database: nothing slow may happen then."""
    return any(kind == "writing" for _, kind in _open.get())


@contextmanager
def opened(address: str, kind: str) -> Iterator[None]:
    """Notes a transaction ("reading" or "writing") of the database at `address` for as long as it lasts.

    RuntimeError when this thread already has one of that database open, or writes in another one.
    """
    for other, before in _open.get():
        if other == address:
            raise RuntimeError(
                f"A {kind} transaction was asked for while a {before} one of the same database is open in this thread. "
                "Nothing was written. Pass on the transaction that is open, or leave it first."
            )
        if before == kind == "writing":
            raise RuntimeError(
                "A writing transaction was asked for while this thread writes in another database. "
                "Nothing was written. Leave the first one before: two threads that did so could wait for each other."
            )
    mine = (address, kind)
    _open.set((*_open.get(), mine))
    try:
        yield
    finally:
        _open.set(tuple(one for one in _open.get() if one != mine))
