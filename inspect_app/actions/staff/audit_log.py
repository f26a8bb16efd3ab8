"""Writing to the journal, and checking that it still holds."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection

from inspect_app.adapters.system import clock, randomness
from inspect_app.domain.staff import audit_log as audit_log_rules
from inspect_app.domain.staff.audit_log import Entry
from inspect_app.domain.staff.people import Staff
from inspect_app.store import Database
from inspect_app.store.staff import audit_log as audit_log_store


def note(
    tx: Connection,
    *,
    act: str,
    by: Staff | None,
    now: datetime,
    about: tuple[str, str] | None = None,
    detail: Mapping[str, object] | None = None,
    pseudonym_key: bytes | None = None,
) -> None:
    """Appends one act or look. `about` is (kind, id); for pseudonymised kinds `pseudonym_key` keys a pseudonym and
    only the day stays.

    `detail` must be free of answers, texts and anything about a worker: the journal outlives them.
    """
    seq, prev = audit_log_store.head(tx)
    kind, subject = about or (None, None)
    who = by.id if by else None
    if kind in audit_log_rules.PSEUDONYMISED:
        who = hmac.new(pseudonym_key or b"", (who or "").encode(), hashlib.sha256).hexdigest()
        now = clock.day_only(now)
    entry = Entry(
        seq=seq + 1,
        salt=randomness.salt(),
        at=now,
        act=act,
        who=who,
        agency_id=by.agency_id if by else None,
        about_kind=kind,
        about_id=subject,
        detail=dict(detail or {}),
    )
    audit_log_store.add(tx, entry, audit_log_rules.chain(entry.seq, prev, audit_log_rules.content_hash(entry)))


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
    pseudonym_key: bytes | None = None,
) -> Iterator[Connection]:
    """The writing transaction of the check-in database for a deed whose line stands in the staff database.

    The line is committed once the deed is done and before it is committed: a crash between the two leaves a line
    without its deed, never a deed without its line. A deed that was refused leaves neither.
    """
    with checkin_database.writing() as checkin_tx:
        try:
            yield checkin_tx
        except AlreadyDone:
            return
        with database.writing() as tx:
            note(tx, act=act, by=by, now=now, about=about, detail=detail, pseudonym_key=pseudonym_key)


def look(tx: Connection, kind: str, subject: str, *, by: Staff, now: datetime, pseudonym_key: bytes) -> None:
    """Someone opened a page about people. Written in a transaction of its own before the page is read."""
    note(
        tx,
        act="see-audit-log" if kind == "audit_log" else "look",
        by=by,
        now=now,
        about=(kind, subject),
        pseudonym_key=pseudonym_key,
    )


def verify(tx: Connection) -> list[str]:
    """Every break in the chain, as sentences; empty when it holds."""
    return audit_log_rules.broken(
        audit_log_store.links(tx), {entry.seq: entry for entry in audit_log_store.all_entries(tx)}
    )
