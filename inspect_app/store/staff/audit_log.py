"""The journal's rows. Writers stand in line (`store.begin`): no two read the same head, and the chain has no forks."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from inspect_app.domain.staff import audit_log as audit_log_rules
from inspect_app.domain.staff.audit_log import Entry, Link
from inspect_app.store import rows
from inspect_app.store import schema as t


def head(tx: Connection) -> tuple[int, str]:
    """The last step's number and hash; (0, START) for an empty journal."""
    row = tx.execute(select(t.audit_log.c.seq, t.audit_log.c.hash).order_by(t.audit_log.c.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, audit_log_rules.START)


def add(tx: Connection, entry: Entry, link: Link) -> None:
    """Appends one step and what it stands for."""
    tx.execute(insert(t.audit_log).values(**vars(link)))
    tx.execute(insert(t.audit_contents).values(**vars(entry)))


def links(tx: Connection) -> list[Link]:
    """The whole chain in order."""
    return rows.many(Link, tx.execute(select(t.audit_log).order_by(t.audit_log.c.seq)))


def entries(
    tx: Connection,
    *,
    agency_id: str | None = None,
    who: str | None = None,
    about: tuple[str, str] | None = None,
    limit: int = 100,
    before: int | None = None,
) -> list[Entry]:
    """The newest entries first; if given, only of one agency, one person, about one (kind, id), before a step."""
    query = select(t.audit_contents).order_by(t.audit_contents.c.seq.desc()).limit(limit)
    if who is not None:
        query = query.where(t.audit_contents.c.who == who)
    if about is not None:
        query = query.where(t.audit_contents.c.about_kind == about[0], t.audit_contents.c.about_id == about[1])
    if agency_id is not None:
        query = query.where(t.audit_contents.c.agency_id == agency_id)
    if before is not None:
        query = query.where(t.audit_contents.c.seq < before)
    return rows.many(Entry, tx.execute(query))


def all_entries(tx: Connection) -> Sequence[Entry]:
    """Every entry still kept, for verifying."""
    return rows.many(Entry, tx.execute(select(t.audit_contents)))


def size(tx: Connection) -> int:
    """How many steps the chain has."""
    return tx.execute(select(func.count()).select_from(t.audit_log)).scalar_one()
