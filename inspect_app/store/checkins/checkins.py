"""Points, cards and boxes, in a database of their own.

`put` does the same statements and writes the same number of rows for every code that was ever typed, so that nothing
on the wire or on the disk tells a real card from an invented one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Table, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from inspect_app.domain import days
from inspect_app.store import changes, rows
from inspect_app.store.schema import checkins as checkin_tables

# Rows that stand for nothing: unknown codes overwrite them, so a flood cannot fill the disk that staff need.
DECOYS = 64
# A poster on a wall can be answered by anyone, any number of times.
OPEN_A_DAY = 500
# Runs that workers answer with: only these count towards what a point may hand out.
COUNTED = ("worker", "handset")
_PILES = {"worker": "main", "handset": "main", "management": "unconfirmed"}
_NOBODY = bytes(32)
_HAS_GRANTS = text("select to_regprocedure('spotcheck_grants()') is not null")
_NOWHERE = "0" * 32


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


@dataclass(frozen=True)
class Run:
    id: str
    point: str
    kind: str
    n: int
    state: str
    sent: int = 0


@dataclass(frozen=True)
class SnapshotLine:
    """One line of a snapshot."""

    point: str
    k: int
    seq: int
    item: str
    band: str
    pressure: str | None
    reasons: list[str] | None


@dataclass(frozen=True)
class Box:
    id: bytes
    point: str
    pile: str
    c: bytes


@dataclass(frozen=True)
class Period:
    id: str
    public_key: bytes
    expires: date
    held: int


@dataclass(frozen=True)
class _Card:
    h: bytes
    used: int
    point: str
    live: bool
    room: int
    kind: str


def prepare(tx: Connection, decoys: Sequence[bytes]) -> None:
    """Fills the ring of decoys once; `decoys` are as many random boxes. Also the one card that is nobody's."""
    if tx.execute(select(checkin_tables.runs.c.id).where(checkin_tables.runs.c.id == _NOWHERE)).first() is not None:
        return
    tx.execute(insert(checkin_tables.runs).values(id=_NOWHERE, point=_NOWHERE, kind="worker", n=0, state="void"))
    tx.execute(insert(checkin_tables.cards).values(h=_NOBODY, run=_NOWHERE, used=0))
    ring = [{"id": _slot(at), "point": _NOWHERE, "pile": "unconfirmed", "c": c} for at, c in enumerate(decoys)]
    tx.execute(insert(checkin_tables.boxes), ring)


def put(tx: Connection, hashes: Sequence[bytes], box_id: bytes, c: bytes, *, slot: int) -> None:
    """Takes one box in. `hashes` are the typed code under the pepper of every open point; `slot` a random decoy.

    A fresh card's box goes to its point's main pile (a management card's to quarantine), a used card's to *again*, a
    poster's to *open* (as many a day as `OPEN_A_DAY`), and a code that is no live card of an open point overwrites a
    decoy. The same bytes again change nothing.
    """
    card = _card(tx, hashes)
    known = tx.execute(select(checkin_tables.boxes.c.id).where(checkin_tables.boxes.c.id == box_id)).first() is not None
    quarantined = _aside(tx, card)
    point, pile, used = _NOWHERE, "unconfirmed", 0
    if card is not None and card.live and not known:
        pile = "open" if card.kind == "poster" else "again" if card.used else _PILES[card.kind]
        point, used = card.point, 1
        if pile != "main" and quarantined >= card.room:
            # A card that is re-used a thousand times keeps as many boxes aside as cards were handed out, no more.
            point, pile = _NOWHERE, "unconfirmed"
    is_decoy = point == _NOWHERE
    values = {"id": _slot(slot) if is_decoy else box_id, "point": point, "pile": pile, "c": c}
    upsert(tx, checkin_tables.boxes, values, ["c"])
    target = card.h if card is not None else _NOBODY
    state = card.used if card is not None and (known or not card.live) else used
    tx.execute(
        update(checkin_tables.cards)
        .where(checkin_tables.cards.c.h == target)
        .values(used=state if target != _NOBODY else 0)
    )


def _card(tx: Connection, hashes: Sequence[bytes]) -> _Card | None:
    p = checkin_tables.points.c
    query = (
        select(
            checkin_tables.cards.c.h,
            checkin_tables.cards.c.used,
            checkin_tables.runs.c.point,
            checkin_tables.runs.c.state,
            p.state,
            checkin_tables.runs.c.kind,
            p.cards_out,
            p.open_floor,
        )
        .join(checkin_tables.runs, checkin_tables.runs.c.id == checkin_tables.cards.c.run)
        .join(checkin_tables.points, checkin_tables.points.c.id == checkin_tables.runs.c.point)
        .where(checkin_tables.cards.c.h.in_(list(hashes) or [_NOBODY]))
    )
    row = tx.execute(query).first()
    if row is None:
        return None
    h, used, point, run, state, kind, cards_out, floor = row
    room = floor + OPEN_A_DAY if kind == "poster" else max(cards_out, 1)
    return _Card(bytes(h), used, point, run == "live" and state == "open", room, kind)


def place_of(tx: Connection, hashes: Sequence[bytes]) -> str | None:
    """The point of a code, whatever became of its card; None for a code of no open point."""
    card = _card(tx, hashes)
    return card.point if card else None


def _aside(tx: Connection, card: _Card | None) -> int:
    """How many boxes the card's point holds beside the main pile, those of posters apart."""
    b, poster = checkin_tables.boxes.c, card is not None and card.kind == "poster"
    # Two names each way, so that a poster's statement is every other code's.
    piles = ("open", "open") if poster else ("again", "unconfirmed")
    mine = (b.point == (card.point if card else _NOWHERE), b.pile.in_(piles))
    return tx.execute(select(func.count()).select_from(checkin_tables.boxes).where(*mine)).scalar_one()


def upsert(tx: Connection, table: Table, values: Mapping[str, object], changing: Sequence[str]) -> None:
    """Adds a row, or writes the columns `changing` of the one with its id: one statement and one row either way.

    The new values are named, not read back (`excluded`): on PostgreSQL the worker's role may write boxes and read none.
    """
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values)
    changed = {name: values[name] for name in changing}
    tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changed))


def _slot(at: int) -> bytes:
    return b"decoy" + at.to_bytes(11, "big")


def point_of(tx: Connection, hashes: Sequence[bytes]) -> str | None:
    """The open point whose card this is, fresh, used, void, a manager's or a poster's; None for every other code.

    `hashes` are the code under the pepper of every open point. One statement, whatever the code.
    """
    query = (
        select(checkin_tables.runs.c.point)
        .join(checkin_tables.cards, checkin_tables.cards.c.run == checkin_tables.runs.c.id)
        .where(checkin_tables.cards.c.h.in_(list(hashes)))
    )
    return tx.execute(query).scalar()


def add_point(tx: Connection, point: Point) -> None:
    tx.execute(insert(checkin_tables.points).values(**vars(point)))


def point(tx: Connection, point_id: str) -> Point:
    return rows.one(
        Point, tx.execute(select(checkin_tables.points).where(checkin_tables.points.c.id == point_id)).first()
    )


def zone_name(tx: Connection, point_id: str | None) -> str:
    """The zone of a point; the one of what belongs to no place when there is no such point."""
    query = select(checkin_tables.points.c.time_zone).where(checkin_tables.points.c.id == (point_id or _NOWHERE))
    return str(tx.execute(query).scalar() or days.HOME)


def zones(tx: Connection) -> dict[str, str]:
    """The zone's name of every open point."""
    query = select(checkin_tables.points.c.id, checkin_tables.points.c.time_zone).where(
        checkin_tables.points.c.state == "open"
    )
    return {point_id: name for point_id, name in tx.execute(query)}


def has_point(tx: Connection, point_id: str) -> bool:
    return (
        tx.execute(select(checkin_tables.points.c.id).where(checkin_tables.points.c.id == point_id)).first() is not None
    )


def points(tx: Connection, state: str | None = None) -> list[Point]:
    query = select(checkin_tables.points).order_by(checkin_tables.points.c.opens.desc(), checkin_tables.points.c.id)
    return rows.many(Point, tx.execute(query if state is None else query.where(checkin_tables.points.c.state == state)))


def points_of(tx: Connection, agency: str) -> list[Point]:
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


def add_run(tx: Connection, run: Run, hashes: Sequence[bytes]) -> None:
    """Adds a print run; only the fingerprints of its cards are kept."""
    tx.execute(insert(checkin_tables.runs).values(**vars(run)))
    tx.execute(insert(checkin_tables.cards), [{"h": h, "run": run.id, "used": 0} for h in sorted(hashes)])
    if run.kind in COUNTED:
        more = update(checkin_tables.points).where(
            checkin_tables.points.c.id == run.point, checkin_tables.points.c.state == "open"
        )
        changes.change(tx, more.values(cards_out=checkin_tables.points.c.cards_out + run.n), problem="point-closed")


def offered(tx: Connection) -> dict[str, bool]:
    """language -> whether the worker's page shows it, where a person has chosen."""
    return {row.language: bool(row.shown) for row in tx.execute(select(checkin_tables.offered))}


def offer(tx: Connection, language: str, *, shown: bool) -> None:
    values = {"language": language, "shown": int(shown)}
    changes.put(tx, checkin_tables.offered, values, key=("language",), changing=("shown",))


def runs(tx: Connection, point_id: str) -> list[Run]:
    return rows.many(Run, tx.execute(select(checkin_tables.runs).where(checkin_tables.runs.c.point == point_id)))


def void_run(tx: Connection, point_id: str, run_id: str) -> bool:
    """Ends a run of a point before its time; False when the point has no such run."""
    mine = (checkin_tables.runs.c.id == run_id, checkin_tables.runs.c.point == point_id)
    return tx.execute(update(checkin_tables.runs).where(*mine).values(state="void")).rowcount == 1


def close(tx: Connection, point_id: str) -> None:
    """Closes a point: no card of it counts from here on. The cards go with `forget_cards`, after the last count."""
    tx.execute(update(checkin_tables.points).where(checkin_tables.points.c.id == point_id).values(state="closed"))


def forget_cards(tx: Connection, point_id: str) -> None:
    """Deletes a counted point's cards and runs; its boxes stay sealed until the month's key dies."""
    own = select(checkin_tables.runs.c.id).where(checkin_tables.runs.c.point == point_id)
    tx.execute(delete(checkin_tables.cards).where(checkin_tables.cards.c.run.in_(own)))
    tx.execute(delete(checkin_tables.runs).where(checkin_tables.runs.c.point == point_id))


def boxes(tx: Connection, point_id: str) -> list[Box]:
    return rows.many(Box, tx.execute(select(checkin_tables.boxes).where(checkin_tables.boxes.c.point == point_id)))


def lift_open(tx: Connection) -> None:
    """Remembers how many poster boxes each open point has tonight; tomorrow may bring `OPEN_A_DAY` more."""
    for one in points(tx, "open"):
        mine = (checkin_tables.boxes.c.point == one.id, checkin_tables.boxes.c.pile == "open")
        held = tx.execute(select(func.count()).select_from(checkin_tables.boxes).where(*mine)).scalar_one()
        tx.execute(update(checkin_tables.points).where(checkin_tables.points.c.id == one.id).values(open_floor=held))


def drop_boxes(tx: Connection, closed_before: date) -> list[str]:
    """Deletes the boxes of points that closed before the day; returns the ids of those points."""
    past = select(checkin_tables.points.c.id).where(
        checkin_tables.points.c.state == "closed", checkin_tables.points.c.closes < closed_before
    )
    found = [row.id for row in tx.execute(past)]
    tx.execute(delete(checkin_tables.boxes).where(checkin_tables.boxes.c.point.in_(found)))
    return found


def management_used(tx: Connection, point_id: str) -> int:
    query = select(func.count()).select_from(
        checkin_tables.cards.join(checkin_tables.runs, checkin_tables.runs.c.id == checkin_tables.cards.c.run)
    )
    mine = (
        checkin_tables.runs.c.point == point_id,
        checkin_tables.runs.c.kind == "management",
        checkin_tables.cards.c.used == 1,
    )
    return tx.execute(query.where(*mine)).scalar_one()


def add_period(tx: Connection, period: Period) -> None:
    tx.execute(insert(checkin_tables.periods).values(**vars(period)))


def periods(tx: Connection) -> list[Period]:
    """Newest first."""
    return rows.many(Period, tx.execute(select(checkin_tables.periods).order_by(checkin_tables.periods.c.id.desc())))


def hold_period(tx: Connection, period_id: str, held: int) -> bool:
    """Sets or lifts a legal hold on a month; False when there is no such month any more."""
    return (
        tx.execute(
            update(checkin_tables.periods).where(checkin_tables.periods.c.id == period_id).values(held=held)
        ).rowcount
        == 1
    )


def drop_period(tx: Connection, period_id: str) -> None:
    tx.execute(delete(checkin_tables.periods).where(checkin_tables.periods.c.id == period_id))


def snapshot(tx: Connection, point_id: str, k: int) -> list[SnapshotLine]:
    """Every line of a point's edition, the oldest first."""
    c = checkin_tables.snapshots.c
    query = select(checkin_tables.snapshots).where(c.point == point_id, c.k == k).order_by(c.seq, c.item)
    return rows.many(SnapshotLine, tx.execute(query))


def add_snapshot(tx: Connection, lines: Sequence[SnapshotLine]) -> None:
    tx.execute(insert(checkin_tables.snapshots), [vars(line) for line in lines])


def rewrite(tx: Connection, chance: Callable[[], int]) -> None:
    """Copies cards and boxes into fresh tables in random order, so that no row's place or age tells when it came.

    On PostgreSQL `xmin` joins a card to its box even after VACUUM FULL, and in a SQLite file neighbours do; rows
    written together in one transaction carry one age. `chance()` is a large random number, asked once a row.
    """
    for table in (checkin_tables.cards, checkin_tables.boxes):
        held = [dict(row._mapping) for row in tx.execute(select(table))]
        held.sort(key=lambda _row: chance())
        table.drop(tx)
        table.create(tx)
        if held:
            tx.execute(insert(table), held)
    if tx.dialect.name == "postgresql" and tx.execute(_HAS_GRANTS).scalar_one():
        # Fresh tables have lost what each role may do with them (deploy/postgresql/check-ins.sql).
        tx.execute(text("select spotcheck_grants()"))


def end_log(tx: Connection) -> bool:
    """PostgreSQL: ends the write-ahead log's segment, which pairs cards and boxes as their rows once did.

    False when this role may not; the operator is told, and `docs/privacy.md` says what then remains.
    """
    if tx.dialect.name == "sqlite":
        return True
    may = text("select has_function_privilege('pg_switch_wal()', 'execute') and pg_has_role('pg_checkpoint', 'usage')")
    if not tx.execute(may).scalar_one():
        return False
    tx.execute(text("select pg_switch_wal()"))
    tx.execute(text("checkpoint"))
    return True
