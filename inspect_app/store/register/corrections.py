"""What was written in each field that a tablet may mend, by tablets and at the desk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Select, and_, delete, func, insert, literal_column, select, update

from inspect_app.domain.register.corrections import Write
from inspect_app.store import rows
from inspect_app.store import schema as t
from inspect_app.store.fieldwork.events import StoredEvent


def add(tx: Connection, writes: Collection[Write]) -> None:
    if writes:
        tx.execute(insert(t.corrections), [vars(one) for one in writes])


def of_subject(tx: Connection, kind: str, subject_id: str) -> list[Write]:
    """Everything written of one employer or site."""
    c = t.corrections.c
    query = select(t.corrections).where(c.subject_kind == kind, c.subject_id == subject_id)
    return rows.many(Write, tx.execute(query.order_by(c.field, c.place, c.n, c.source)))


def of_visit(tx: Connection, visit_id: str) -> list[Write]:
    return rows.many(Write, tx.execute(select(t.corrections).where(t.corrections.c.visit_id == visit_id)))


def drop_visit(tx: Connection, visit_id: str) -> None:
    """Before a visit's lines are written anew from its events."""
    tx.execute(delete(t.corrections).where(t.corrections.c.visit_id == visit_id))


def mark_conflict(tx: Connection, one: Write, conflicting: bool) -> None:
    c = t.corrections.c
    tx.execute(
        update(t.corrections).where(c.source == one.source, c.field == one.field).values(conflicting=conflicting)
    )


@dataclass(frozen=True)
class Author:
    """Whose a line is: who wrote it, for the visit of which day, and when it came from a tablet."""

    who: str | None
    day: date | None
    came: datetime | None


def authors(tx: Connection, kind: str, subject_id: str) -> dict[str, Author]:
    """The hand of every line of one employer or site, by its source."""
    c = t.corrections.c
    query = (
        select(c.source, t.staff.c.name, t.visits.c.planned_for, t.events.c.arrived_at)
        .join(t.staff, t.staff.c.id == c.by, isouter=True)
        .join(t.visits, t.visits.c.id == c.visit_id, isouter=True)
        .join(t.events, t.events.c.id == c.source, isouter=True)
        .where(c.subject_kind == kind, c.subject_id == subject_id)
        .distinct()
    )
    return {row.source: Author(row.name, row.planned_for, row.arrived_at) for row in tx.execute(query)}


def quarantined(tx: Connection, subject_id: str) -> list[StoredEvent]:
    """Mends of one employer or site that are set aside, the oldest first."""
    c = t.events.c
    # The very words of the index that holds only corrections.
    corrected = c.what == literal_column("'corrected'")
    query = select(t.events).where(corrected, c.state == "quarantined", c.body.contains(subject_id))
    return rows.many(StoredEvent, tx.execute(query.order_by(c.arrived_at, c.id).limit(200)))


def undecided(tx: Connection) -> list[tuple[str, str, str, str]]:
    """(kind, id, name, field) where two values stand."""
    c = t.corrections.c
    name = func.coalesce(t.employers.c.name, t.sites.c.name).label("name")
    query = (
        select(c.subject_kind, c.subject_id, name, c.field)
        .join(t.employers, and_(c.subject_kind == "employer", t.employers.c.id == c.subject_id), isouter=True)
        .join(t.sites, and_(c.subject_kind == "site", t.sites.c.id == c.subject_id), isouter=True)
        .where(c.conflicting)
        .group_by(c.subject_kind, c.subject_id, name, c.field)
    )
    found = tx.execute(query.order_by(name, c.subject_id, c.field))
    return [(kind, subject_id, called, field) for kind, subject_id, called, field in found]


def counting_undecided() -> Select[int]:
    """The query that counts the fields where two values stand, for `rows.counts`."""
    c = t.corrections.c
    places = select(c.subject_kind, c.subject_id, c.field).where(c.conflicting).distinct().subquery()
    return select(func.count()).select_from(places)
