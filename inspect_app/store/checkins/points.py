"""Check-in points: where workers check in, in a database of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, insert, select, update

from inspect_app.domain import days
from inspect_app.store import changes, rows
from inspect_app.store.schema import checkins as checkin_tables

NOWHERE = "0" * 32


@dataclass(frozen=True)
class Point:
    """Where workers check in. `headcount` is a band; `k` the fewest answers that are ever shown together."""

    id: str
    visit: str | None
    host: str | None
    opens: date
    closes: date
    headcount: str
    cards_out: int
    k: int
    state: str
    contact: str
    approved_by: str | None
    agency: str
    raised: int = 0
    open_floor: int = 0
    host_kind: str | None = None
    place: str | None = None
    county: str | None = None
    sector: str | None = None
    time_zone: str = days.HOME

    @property
    def is_public(self) -> bool:
        """Of a host and of no employer: shown nowhere by itself."""
        return self.host is not None


def add(tx: Connection, point: Point) -> None:
    tx.execute(insert(checkin_tables.points).values(**vars(point)))


def get(tx: Connection, point_id: str) -> Point:
    return rows.one(
        Point, tx.execute(select(checkin_tables.points).where(checkin_tables.points.c.id == point_id)).first()
    )


def zone_name(tx: Connection, point_id: str | None) -> str:
    """The zone of a point; the one of what belongs to no place when there is no such point."""
    query = select(checkin_tables.points.c.time_zone).where(checkin_tables.points.c.id == (point_id or NOWHERE))
    return str(tx.execute(query).scalar() or days.HOME)


def zones(tx: Connection) -> dict[str, str]:
    """The zone's name of every open point."""
    query = select(checkin_tables.points.c.id, checkin_tables.points.c.time_zone).where(
        checkin_tables.points.c.state == "open"
    )
    return {point_id: name for point_id, name in tx.execute(query)}


def exists(tx: Connection, point_id: str) -> bool:
    return (
        tx.execute(select(checkin_tables.points.c.id).where(checkin_tables.points.c.id == point_id)).first() is not None
    )


def points(tx: Connection, state: str | None = None) -> list[Point]:
    query = select(checkin_tables.points).order_by(checkin_tables.points.c.opens.desc(), checkin_tables.points.c.id)
    return rows.many(Point, tx.execute(query if state is None else query.where(checkin_tables.points.c.state == state)))


def of_agency(tx: Connection, agency: str) -> list[Point]:
    """The points of one agency, the newest first."""
    query = (
        select(checkin_tables.points)
        .where(checkin_tables.points.c.agency == agency)
        .order_by(checkin_tables.points.c.opens.desc(), checkin_tables.points.c.id)
    )
    return rows.many(Point, tx.execute(query))


def approve(tx: Connection, point_id: str, staff_id: str) -> None:
    """Problem "point-closed" when the point was closed since it was read."""
    mine = (checkin_tables.points.c.id == point_id, checkin_tables.points.c.state == "open")
    changes.change(tx, update(checkin_tables.points).where(*mine).values(approved_by=staff_id), problem="point-closed")


def raise_cards(tx: Connection, point_id: str, n: int) -> None:
    """Problem "point-closed" when the point was closed since it was read."""
    more = update(checkin_tables.points).where(
        checkin_tables.points.c.id == point_id, checkin_tables.points.c.state == "open"
    )
    changes.change(tx, more.values(raised=checkin_tables.points.c.raised + n), problem="point-closed")


def of_visit(tx: Connection, visit_id: str) -> list[Point]:
    return rows.many(Point, tx.execute(select(checkin_tables.points).where(checkin_tables.points.c.visit == visit_id)))


def printed(tx: Connection, visit_ids: Sequence[str]) -> dict[str, int]:
    """Visit -> how many workers' cards were printed for its open points; a visit without one is left out."""
    c = checkin_tables.points.c
    query = select(c.visit, func.sum(c.cards_out)).where(c.visit.in_(visit_ids), c.state == "open").group_by(c.visit)
    return {visit_id: int(cards) for visit_id, cards in tx.execute(query)}


def later(tx: Connection, point: Point) -> list[Point]:
    """The open points of the same host that follow a standing one."""
    c = checkin_tables.points.c
    same = (
        c.agency == point.agency,
        c.host == point.host,
        c.host_kind == point.host_kind,
        c.place == point.place,
        c.county == point.county,
    )
    query = (
        select(checkin_tables.points).where(*same, c.state == "open", c.opens > point.closes).order_by(c.opens, c.id)
    )
    return rows.many(Point, tx.execute(query))


def close(tx: Connection, point_id: str) -> None:
    """Closes a point: no card of it counts from here on. The cards go with `forget_cards`, after the last count."""
    tx.execute(update(checkin_tables.points).where(checkin_tables.points.c.id == point_id).values(state="closed"))
