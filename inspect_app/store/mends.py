"""What was written in each field that a tablet may mend, by tablets and at the desk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from inspect_app.domain.mends import Write
from inspect_app.store import rows
from inspect_app.store import schema as t
from inspect_app.store.events import Kept


def add(tx: Connection, writes: Collection[Write]) -> None:
    if writes:
        tx.execute(insert(t.mends), [vars(one) for one in writes])


def of_subject(tx: Connection, kind: str, subject_id: str) -> list[Write]:
    """Everything written of one employer or site."""
    c = t.mends.c
    query = select(t.mends).where(c.subject_kind == kind, c.subject_id == subject_id)
    return rows.many(Write, tx.execute(query.order_by(c.field, c.place, c.n, c.source)))


def of_visit(tx: Connection, visit_id: str) -> list[Write]:
    return rows.many(Write, tx.execute(select(t.mends).where(t.mends.c.visit_id == visit_id)))


def drop_visit(tx: Connection, visit_id: str) -> None:
    """Before a visit's lines are written anew from its events."""
    tx.execute(delete(t.mends).where(t.mends.c.visit_id == visit_id))


def set_apart(tx: Connection, one: Write, apart: bool) -> None:
    c = t.mends.c
    tx.execute(update(t.mends).where(c.source == one.source, c.field == one.field).values(apart=apart))


@dataclass(frozen=True)
class Hand:
    """Whose a line is: who wrote it, for the visit of which day, and when it came from a tablet."""

    who: str | None
    day: date | None
    came: datetime | None


def hands(tx: Connection, kind: str, subject_id: str) -> dict[str, Hand]:
    """The hand of every line of one employer or site, by its source."""
    c = t.mends.c
    query = (
        select(c.source, t.staff.c.name, t.visits.c.planned_for, t.events.c.arrived_at)
        .join(t.staff, t.staff.c.id == c.by, isouter=True)
        .join(t.visits, t.visits.c.id == c.visit_id, isouter=True)
        .join(t.events, t.events.c.id == c.source, isouter=True)
        .where(c.subject_kind == kind, c.subject_id == subject_id)
        .distinct()
    )
    return {row.source: Hand(row.name, row.planned_for, row.arrived_at) for row in tx.execute(query)}


def aside(tx: Connection, subject_id: str) -> list[Kept]:
    """Mends of one employer or site that are set aside, the oldest first."""
    c = t.events.c
    query = select(t.events).where(c.what == "mended", c.state == "aside", c.body.contains(subject_id))
    return rows.many(Kept, tx.execute(query.order_by(c.arrived_at, c.id).limit(200)))


def undecided(tx: Connection) -> list[tuple[str, str, str, str]]:
    """(kind, id, name, field) where two values stand."""
    c = t.mends.c
    name = func.coalesce(t.employers.c.name, t.sites.c.name).label("name")
    query = (
        select(c.subject_kind, c.subject_id, name, c.field)
        .join(t.employers, and_(c.subject_kind == "employer", t.employers.c.id == c.subject_id), isouter=True)
        .join(t.sites, and_(c.subject_kind == "site", t.sites.c.id == c.subject_id), isouter=True)
        .where(c.apart)
        .group_by(c.subject_kind, c.subject_id, name, c.field)
    )
    found = tx.execute(query.order_by(name, c.subject_id, c.field))
    return [(kind, subject_id, called, field) for kind, subject_id, called, field in found]


def count_undecided(tx: Connection) -> int:
    c = t.mends.c
    places = select(c.subject_kind, c.subject_id, c.field).where(c.apart).distinct().subquery()
    return int(tx.execute(select(func.count()).select_from(places)).scalar_one())
