"""What the desk's lists need, each in one question of the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, select

from inspect_app.store import rows
from inspect_app.store import schema as t
from inspect_app.store import zones as zones_store
from inspect_app.store.fieldwork.events import PRIVATE
from inspect_app.store.register import corrections as corrections_store
from inspect_app.store.register import links as links_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.visits import orders as orders_store
from inspect_app.store.visits.visits import is_of

# The very words of the index that holds only these events, as in `_owed`.
_HELD = t.events.c.state == literal_column("'quarantined'")
STATES = ("planned", "under_way", "closed", "cancelled")


@dataclass(frozen=True)
class VisitLine:
    """A visit as lists show it; `reported` when a report of it was issued."""

    id: str
    state: str
    planned_for: date
    employer_id: str
    employer: str
    site: str
    city: str
    reported: bool
    expected_back: datetime | None


@dataclass(frozen=True)
class SiteLine:
    """A site as the choice of where to go shows it."""

    id: str
    name: str
    city: str
    employer_id: str
    employer: str


@dataclass(frozen=True)
class PlannedGate:
    """A visit that is planned, and where the gate of its site is (degrees)."""

    visit_id: str
    planned_for: date
    site: str
    employer: str
    lat: float
    lon: float


@dataclass(frozen=True)
class QuarantinedEvent:
    """An event that does not count; `site` and `employer` are None when no visit has its number."""

    id: str
    visit_id: str
    what: str
    why: str
    arrived_at: datetime
    body: str
    site: str | None
    employer: str | None


def sent_by(agency: str) -> ColumnElement[bool]:
    """An event is of the agency whose tablet sent it: no visit may have its number."""
    own = select(t.devices.c.id).join(t.staff, t.staff.c.id == t.devices.c.staff_id)
    return own.where(t.devices.c.id == t.events.c.device_id, t.staff.c.agency_id == agency).exists()


def _lines(agency: str) -> Select:
    return (
        select(
            t.visits,
            t.employers.c.name.label("employer"),
            t.sites.c.name.label("site"),
            t.sites.c.city,
            t.visits.c.reported_at.is_not(None).label("reported"),
        )
        .join(t.employers, t.employers.c.id == t.visits.c.employer_id)
        .join(t.sites, t.sites.c.id == t.visits.c.site_id)
        .where(t.visits.c.agency_id == agency)
    )


def visits(tx: Connection, agency: str, state: str, *, limit: int, offset: int = 0) -> list[VisitLine]:
    """Visits in a state: what is ahead by the nearest day, what is behind by the newest."""
    day = t.visits.c.planned_for
    query = _lines(agency).where(t.visits.c.state == state)
    query = query.order_by(day if state in ("planned", "under_way") else day.desc(), t.visits.c.id)
    return rows.many(VisitLine, tx.execute(query.limit(limit).offset(offset)))


def visits_on(tx: Connection, agency: str, there: Mapping[str, date], *, limit: int = 50) -> list[VisitLine]:
    """Visits of today where they are (`there`: today in each zone), and those begun earlier that are under way."""
    live = and_(t.visits.c.planned_for == zones_store.today(there, t.sites.c.time_zone), t.visits.c.state == "planned")
    # Said once more by itself, it lets the database find them by their state instead of reading every visit.
    open_ = t.visits.c.state.in_(("planned", "under_way"))
    query = _lines(agency).where(open_, live | (t.visits.c.state == "under_way"))
    query = query.order_by(t.visits.c.planned_for, t.visits.c.id)
    return rows.many(VisitLine, tx.execute(query.limit(limit)))


def planned_gates(tx: Connection, agency_id: str, *, without_site: str, limit: int = 500) -> list[PlannedGate]:
    """The agency's planned visits, the nearest days first, to other sites whose gate a person has confirmed."""
    s, v = t.sites.c, t.visits.c
    query = (
        select(v.id.label("visit_id"), v.planned_for, s.name.label("site"), t.employers.c.name.label("employer"))
        .add_columns(s.lat, s.lon)
        .join(t.sites, s.id == v.site_id)
        .join(t.employers, t.employers.c.id == v.employer_id)
        .where(v.agency_id == agency_id, v.state == "planned", v.site_id != without_site)
        .where(s.precision.in_(("gps", "hand")), s.confirmed_at.is_not(None), s.lat.is_not(None), s.lon.is_not(None))
        .order_by(v.planned_for, v.id)
    )
    return rows.many(PlannedGate, tx.execute(query.limit(limit)))


def unreported(tx: Connection, agency: str, *, limit: int = 50) -> list[VisitLine]:
    """Closed visits whose report nobody has issued, the oldest first."""
    query = _lines(agency).where(*_owed(agency)).order_by(t.visits.c.closed_at, t.visits.c.id)
    return rows.many(VisitLine, tx.execute(query.limit(limit)))


def count_visits(tx: Connection, agency: str) -> dict[str, int]:
    query = select(t.visits.c.state, func.count()).where(t.visits.c.agency_id == agency).group_by(t.visits.c.state)
    found = {state: int(n) for state, n in tx.execute(query)}
    return {state: found.get(state, 0) for state in STATES}


def count_unreported(tx: Connection, agency: str) -> int:
    return int(tx.execute(_unreported(agency)).scalar_one())


def counts(tx: Connection, agency: str, now: datetime, there: Mapping[str, date]) -> dict[str, int]:
    """What needs attention, in one statement. `there`: today in each zone.

    late: visits under way whose team is not back though it said it would be; overdue: orders; unreported: closed
    visits without an issued report; to_review: reports that wait for a supervisor; links, undecided, to_locate: what
    waits in the register; quarantined: events that arrived but could not be folded in.
    """
    return rows.counts(
        tx,
        {
            "late": _late(agency, now),
            "overdue": orders_store.counting(agency, "overdue", there),
            "unreported": _unreported(agency),
            "to_review": _to_review(agency),
            "links": links_store.counting("proposed"),
            "undecided": corrections_store.counting_undecided(),
            "to_locate": sites_store.counting_to_locate(),
            "quarantined": _quarantined(agency),
        },
    )


def _unreported(agency: str) -> Select[int]:
    return select(func.count()).select_from(t.visits).where(*_owed(agency))


def _owed(agency: str) -> tuple[ColumnElement[bool], ...]:
    """The very words of the index that holds only these visits: a bound value would not let the database use it."""
    return (
        t.visits.c.agency_id == agency,
        t.visits.c.state == literal_column("'closed'"),
        t.visits.c.reported_at.is_(None),
    )


def _late(agency: str, now: datetime) -> Select[int]:
    late = and_(t.visits.c.agency_id == agency, t.visits.c.state == "under_way", t.visits.c.expected_back < now)
    return select(func.count()).select_from(t.visits).where(late)


def _to_review(agency: str) -> Select[int]:
    waits = t.reports.c.state.in_((literal_column("'submitted'"), literal_column("'resubmitted'")))
    return select(func.count()).select_from(t.reports).where(waits, is_of(t.reports.c.visit_id, agency))


def _quarantined(agency: str) -> Select[int]:
    return select(func.count()).select_from(t.events).where(_HELD, sent_by(agency))


def quarantined(tx: Connection, agency: str, *, limit: int = 200) -> list[QuarantinedEvent]:
    """Events set aside, visit by visit, in the order that counts."""
    e = t.events.c
    query = (
        select(
            e.id,
            e.visit_id,
            e.what,
            e.why,
            e.arrived_at,
            e.body,
            t.sites.c.name.label("site"),
            t.employers.c.name.label("employer"),
        )
        .join(t.visits, t.visits.c.id == e.visit_id, isouter=True)
        .join(t.sites, t.sites.c.id == t.visits.c.site_id, isouter=True)
        .join(t.employers, t.employers.c.id == t.visits.c.employer_id, isouter=True)
        .where(_HELD, sent_by(agency))
    )
    private = e.what == PRIVATE
    return rows.many(
        QuarantinedEvent, tx.execute(query.order_by(e.visit_id, private, e.n, e.device_id, e.seq, e.id).limit(limit))
    )


def sites(tx: Connection, typed: str, *, employer_id: str | None = None, limit: int = 30) -> list[SiteLine]:
    """Sites to visit, by what was typed of their name, place or employer."""
    query = select(t.sites, t.employers.c.name.label("employer")).join(
        t.employers, t.employers.c.id == t.sites.c.employer_id
    )
    if employer_id:
        query = query.where(t.sites.c.employer_id == employer_id)
    for word in typed.lower().split():
        text = func.lower(t.sites.c.name + " " + t.sites.c.city + " " + t.employers.c.name)
        query = query.where(text.contains(word, autoescape=True))
    return rows.many(SiteLine, tx.execute(query.order_by(t.employers.c.name, t.sites.c.name).limit(limit)))
