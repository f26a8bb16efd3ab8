"""An employer's history: where it stands today, and everything that happened, newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from inspect_app.domain.days import day_at
from inspect_app.domain.visits.orders import LIVE, Order, days_late
from inspect_app.domain.visits.visits import Visit


@dataclass(frozen=True)
class FindingLine:
    """What a visit showed of one item or indicator; `state` is present, not_present or not_assessed."""

    visit_id: str
    framework: str
    code: str
    item: str | None
    basis: list[str] | None
    severity: int | None
    urgent: str | None
    state: str = "present"


@dataclass(frozen=True)
class Contravened:
    """A rule of law broken, with how it is known and to what standard of proof."""

    visit_id: str
    item: str
    citation: str
    jurisdiction: str
    program: str
    basis: list[str]
    standard: str


@dataclass(frozen=True)
class Issued:
    """An edition of a report, in any state."""

    id: str
    visit_id: str
    kind: str
    number: str
    version: int
    state: str
    language: str
    drafted_at: datetime
    issued_at: datetime | None


@dataclass(frozen=True)
class Scored:
    """A score as it was kept; `body` is the canonical JSON with its reasons."""

    id: str
    as_of: date
    model: str
    points: float
    low: float
    high: float
    evidence: str
    body: str
    at: datetime


@dataclass(frozen=True)
class PublicListing:
    """A public list that names the employer. Being on a list is no sign of risk."""

    id: str
    kind: str
    period: str | None
    imported_at: datetime
    positions: int | None


@dataclass(frozen=True)
class EmployerStanding:
    """What the one sentence on top says. `years` since the last visit, to one decimal; None when there was none."""

    open: int
    overdue: int
    years: float | None
    points: int | None
    evidence: str | None
    urgent: bool


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `what` names its words in templates/visits/history_words.html; `about` fills them."""

    when: date
    what: str
    href: str | None = None
    about: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Zones:
    """The zones that a history's days lie in: of each site by its id, of each visit's site by the visit's id, and of
    the desk that reads it."""

    sites: Mapping[str, tzinfo]
    visits: Mapping[str, tzinfo]
    desk: tzinfo


def stand(
    visits: Sequence[Visit],
    orders: Sequence[Order],
    score: Scored | None,
    shown: Sequence[FindingLine],
    now: datetime,
    zones: Zones,
) -> EmployerStanding:
    """Where an employer stands at a moment: an order is late when its last day is over where the site is."""
    closed = [_day(visit, zones) for visit in visits if visit.state == "closed"]
    return EmployerStanding(
        open=sum(order.state in LIVE for order in orders),
        overdue=sum(days_late(order, day_at(now, zones.visits[order.visit_id])) > 0 for order in orders),
        years=round((day_at(now, zones.desk) - max(closed)).days / 365.25, 1) if closed else None,
        points=round(score.points) if score else None,
        evidence=score.evidence if score else None,
        urgent=any(one.urgent for one in shown),
    )


def entries(
    visits: Sequence[Visit],
    orders: Sequence[Order],
    reports: Sequence[Issued],
    listings: Sequence[PublicListing],
    scores: Sequence[Scored],
    shown: Sequence[FindingLine],
    sites: Mapping[str, str],
    now: datetime,
    zones: Zones,
) -> list[Entry]:
    """The timeline, newest first. `sites` gives the name of each site by id."""
    found = [_visit(visit, sites, zones, [one for one in shown if one.visit_id == visit.id]) for visit in visits]
    for order in orders:
        found += _order(order, now, zones.visits[order.visit_id])
    for report in reports:
        if report.issued_at:
            about = {
                "number": report.number,
                "kind": report.kind,
                "language": report.language,
                "version": report.version,
            }
            day = day_at(report.issued_at, zones.visits[report.visit_id])
            found.append(Entry(day, "report", f"/desk/visits/{report.visit_id}#reports", about))
    for one in listings:
        day = day_at(one.imported_at, zones.desk)
        found.append(Entry(day, "listing", None, {"period": one.period, "positions": one.positions}))
    for score in scores:
        about = {
            "points": round(score.points),
            "low": round(score.low),
            "high": round(score.high),
            "model": score.model,
        }
        found.append(Entry(score.as_of, "score", None, about))
    return sorted(found, key=lambda entry: entry.when, reverse=True)


def _day(visit: Visit, zones: Zones) -> date:
    """The day of a visit: when it was closed, where the site is; until then the one it is planned for."""
    return day_at(visit.closed_at, zones.sites[visit.site_id]) if visit.closed_at else visit.planned_for


def _visit(visit: Visit, sites: Mapping[str, str], zones: Zones, shown: Sequence[FindingLine]) -> Entry:
    when = _day(visit, zones)
    about = {"state": visit.state, "kind": visit.kind, "site": sites.get(visit.site_id, ""), "shown": len(shown)}
    return Entry(when, "visit", f"/desk/visits/{visit.id}", about)


def _order(order: Order, now: datetime, zone: tzinfo) -> list[Entry]:
    href, words = f"/desk/orders/{order.id}", {"en": order.text_en, "fr": order.text_fr}
    given = Entry(
        day_at(order.issued_at, zone),
        "order",
        href,
        words | {"state": order.state, "due": order.due_on, "late": days_late(order, day_at(now, zone))},
    )
    if order.settled_on is None:
        return [given]
    return [given, Entry(order.settled_on, f"order-{order.state}", href, words)]
