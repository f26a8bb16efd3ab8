"""Writing to the journal, and checking that it still holds."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection

from inspect_app.adapters import clock, dice
from inspect_app.domain import journal as domain
from inspect_app.domain.journal import Entry
from inspect_app.domain.people import Staff
from inspect_app.store import Database
from inspect_app.store import journal as store


def note(
    tx: Connection,
    *,
    act: str,
    by: Staff | None,
    now: datetime,
    about: tuple[str, str] | None = None,
    detail: Mapping[str, object] | None = None,
    veil: bytes | None = None,
) -> None:
    """Appends one act or look. `about` is (kind, id); for veiled kinds `veil` keys a pseudonym and only the day stays.

    `detail` must be free of answers, texts and anything about a worker: the journal outlives them.
    """
    seq, prev = store.head(tx)
    kind, subject = about or (None, None)
    who = by.id if by else None
    if kind in domain.VEILED:
        who = hmac.new(veil or b"", (who or "").encode(), hashlib.sha256).hexdigest()
        now = clock.day_only(now)
    entry = Entry(
        seq=seq + 1,
        salt=dice.salt(),
        at=now,
        act=act,
        who=who,
        agency_id=by.agency_id if by else None,
        about_kind=kind,
        about_id=subject,
        detail=dict(detail or {}),
    )
    store.add(tx, entry, domain.chain(entry.seq, prev, domain.content_hash(entry)))


class AlreadyDone(Exception):
    """Raised inside `recorded`: the same form did this deed before. Nothing is done and no line is written."""


@contextmanager
def recorded(
    database: Database,
    checkin_database: Database,
    *,
    act: str,
    by: Staff | None,
    now: datetime,
    about: tuple[str, str],
    detail: Mapping[str, object] | None = None,
    veil: bytes | None = None,
) -> Iterator[Connection]:
    """The writing transaction of the check-in database for a deed whose line stands in the staff database.

    The line is committed once the deed is done and before it is committed: a crash between the two leaves a line
    without its deed, never a deed without its line. A deed that was refused leaves neither.
    """
    with checkin_database.begin() as checkin_tx:
        try:
            yield checkin_tx
        except AlreadyDone:
            return
        with database.begin() as tx:
            note(tx, act=act, by=by, now=now, about=about, detail=detail, veil=veil)


def look(tx: Connection, kind: str, subject: str, *, by: Staff, now: datetime, veil: bytes) -> None:
    """Someone opened a page about people. Written in a transaction of its own before the page is read."""
    note(tx, act="see-journal" if kind == "journal" else "look", by=by, now=now, about=(kind, subject), veil=veil)


def verify(tx: Connection) -> list[str]:
    """Every break in the chain, as sentences; empty when it holds."""
    return domain.broken(store.links(tx), {entry.seq: entry for entry in store.all_entries(tx)})
