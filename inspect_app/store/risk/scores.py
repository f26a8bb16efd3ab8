"""Scores as they were made, and what they may be made from. Rows are never changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import Connection, case, func, insert, or_, select

from inspect_app.domain import days
from inspect_app.domain.risk import Complaint, Current, Fact, Linked
from inspect_app.store import rows
from inspect_app.store import schema as t


@dataclass(frozen=True)
class StoredScore:
    """A score's row: `body` is its canonical JSON and `hash` the SHA-256 of that."""

    id: str
    employer_id: str
    as_of: date
    model: str
    weights_hash: str
    inputs_hash: str
    points: float
    low: float
    high: float
    evidence: str
    body: str
    hash: str
    at: datetime


def put(tx: Connection, kept: StoredScore) -> bool:
    """Adds a score; False and nothing added when the employer's newest one has the same bytes."""
    before = newest(tx, kept.employer_id)
    if before is not None and before.hash == kept.hash:
        return False
    tx.execute(insert(t.scores).values(**vars(kept)))
    return True


def newest(tx: Connection, employer_id: str) -> StoredScore | None:
    c = t.scores.c
    query = select(t.scores).where(c.employer_id == employer_id).order_by(c.at.desc(), c.id).limit(1)
    return rows.maybe(StoredScore, tx.execute(query).first())


def facts(tx: Connection, employer_id: str) -> tuple[Fact, ...]:
    """Past visits of one employer, oldest first."""
    c = t.facts.c
    query = select(t.facts).where(c.employer_id == employer_id, c.kind == "inspection").order_by(c.on_day, c.id)
    return tuple(
        Fact(one.on_day, bool(one.serious), bool(one.unannounced), one.contested, one.visit_id)
        for one in tx.execute(query)
    )


def complaints(tx: Connection, employer_id: str) -> tuple[Complaint, ...]:
    c = t.facts.c
    query = select(t.facts).where(c.employer_id == employer_id, c.kind == "complaint").order_by(c.on_day, c.id)
    return tuple(Complaint(one.on_day, one.contested) for one in tx.execute(query))


def zone_name(tx: Connection, employer_id: str) -> str:
    """The zone of an employer's days: of its work site where most people are; of no site, the one of no place."""
    s = t.sites.c
    query = select(s.time_zone).where(s.employer_id == employer_id)
    query = query.order_by(s.kind.desc(), func.coalesce(s.headcount, 0).desc(), s.id).limit(1)
    return str(tx.execute(query).scalar() or days.HOME)


def current(tx: Connection, employer_id: str, zone: Callable[[str], tzinfo]) -> Current | None:
    """What the newest closed visit showed of the eleven ILO indicators, by number of the framework's order.

    `zone` finds a zone by its name: the visit's day is the day it was closed where the site is.
    """
    v, f = t.visits.c, t.findings.c
    at_site = t.visits.join(t.sites, t.sites.c.id == v.site_id)
    closed = (
        select(t.visits, t.sites.c.time_zone)
        .select_from(at_site)
        .where(v.employer_id == employer_id, v.state == "closed")
    )
    visit = tx.execute(closed.order_by(v.planned_for.desc(), v.closed_at.desc(), v.id).limit(1)).first()
    if visit is None:
        return None
    found = tx.execute(select(f.code, f.state).where(f.visit_id == visit.id, f.framework == "ilo11"))
    urgent = select(f.urgent).where(f.visit_id == visit.id, f.urgent.is_not(None)).distinct().order_by(f.urgent)
    day = days.day_at(visit.closed_at, zone(visit.time_zone)) if visit.closed_at else visit.planned_for
    states = {code: state for code, state in found}
    return Current(day, visit.id, states, tuple(tx.execute(urgent).scalars()))


def sector(tx: Connection, code: str | None) -> tuple[float, float]:
    """(unannounced visits, serious ones) of the whole sector; contested facts are left out."""
    if code is None:
        return 0.0, 0.0
    c = t.facts.c
    serious = func.coalesce(func.sum(case((c.serious.is_(True), 1), else_=0)), 0)
    query = (
        select(func.count(), serious)
        .select_from(t.facts.join(t.employers, t.employers.c.id == c.employer_id))
        .where(t.employers.c.sector == code, c.kind == "inspection", c.unannounced.is_(True), c.contested.is_(False))
    )
    visits, bad = tx.execute(query).one()
    return float(visits), float(bad)


def linked(tx: Connection, employer_id: str) -> tuple[Linked, ...]:
    """Employers that a person confirmed as belonging together, with their facts."""
    c = t.links.c
    here = or_(c.a_id == employer_id, c.b_id == employer_id)
    query = select(t.links).where(here, c.state == "confirmed", c.a_kind == "employer", c.b_kind == "employer")
    found = []
    for link in tx.execute(query.order_by(c.id)):
        other = link.b_id if link.a_id == employer_id else link.a_id
        found.append(Linked(link.kind, other, facts(tx, other)))
    return tuple(found)


def headcount(tx: Connection, employer_id: str) -> int | None:
    """The people at all of an employer's work sites, where known."""
    s = t.sites.c
    query = select(func.sum(s.headcount)).where(s.employer_id == employer_id, s.kind == "work")
    total = tx.execute(query).scalar()
    return int(total) if total else None
