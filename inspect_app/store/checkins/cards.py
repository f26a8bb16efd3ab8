"""Cards and their print runs, and what a typed code does.

`put` does the same statements and writes the same number of rows for every code that was ever typed, so that nothing
on the wire or on the disk tells a real card from an invented one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from inspect_app.store import changes, rows
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.schema import checkins as checkin_tables

# A poster on a wall can be answered by anyone, any number of times.
OPEN_A_DAY = 500
# Runs that workers answer with: only these count towards what a point may hand out.
COUNTED = ("worker", "handset")
_PILES = {"worker": "main", "handset": "main", "management": "unconfirmed"}
_NOBODY = bytes(32)


@dataclass(frozen=True)
class Run:
    id: str
    point: str
    kind: str
    n: int
    state: str
    sent: int = 0


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
    if (
        tx.execute(select(checkin_tables.runs.c.id).where(checkin_tables.runs.c.id == points_store.NOWHERE)).first()
        is not None
    ):
        return
    tx.execute(
        insert(checkin_tables.runs).values(
            id=points_store.NOWHERE, point=points_store.NOWHERE, kind="worker", n=0, state="void"
        )
    )
    tx.execute(insert(checkin_tables.cards).values(h=_NOBODY, run=points_store.NOWHERE, used=0))
    ring = [
        {"id": boxes_store.decoy_id(at), "point": points_store.NOWHERE, "pile": "unconfirmed", "c": c}
        for at, c in enumerate(decoys)
    ]
    tx.execute(insert(checkin_tables.boxes), ring)


def put(tx: Connection, hashes: Sequence[bytes], box_id: bytes, c: bytes, *, slot: int) -> None:
    """Takes one box in. `hashes` are the typed code under the pepper of every open point; `slot` a random decoy.

    A fresh card's box goes to its point's main pile (a management card's to quarantine), a used card's to *again*, a
    poster's to *open* (as many a day as `OPEN_A_DAY`), and a code that is no live card of an open point overwrites a
    decoy. The same bytes again change nothing.
    """
    card = _card(tx, hashes)
    known = tx.execute(select(checkin_tables.boxes.c.id).where(checkin_tables.boxes.c.id == box_id)).first() is not None
    quarantined = _outside_main(tx, card)
    point, pile, used = points_store.NOWHERE, "unconfirmed", 0
    if card is not None and card.live and not known:
        pile = "open" if card.kind == "poster" else "again" if card.used else _PILES[card.kind]
        point, used = card.point, 1
        if pile != "main" and quarantined >= card.room:
            # A card that is re-used a thousand times keeps as many such boxes as cards were handed out, no more.
            point, pile = points_store.NOWHERE, "unconfirmed"
    is_decoy = point == points_store.NOWHERE
    values = {"id": boxes_store.decoy_id(slot) if is_decoy else box_id, "point": point, "pile": pile, "c": c}
    boxes_store.upsert(tx, checkin_tables.boxes, values, ["c"])
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


def _outside_main(tx: Connection, card: _Card | None) -> int:
    """How many boxes the card's point holds outside the main pile; of posters their own."""
    b, poster = checkin_tables.boxes.c, card is not None and card.kind == "poster"
    # Two names each way, so that a poster's statement is every other code's.
    piles = ("open", "open") if poster else ("again", "unconfirmed")
    mine = (b.point == (card.point if card else points_store.NOWHERE), b.pile.in_(piles))
    return tx.execute(select(func.count()).select_from(checkin_tables.boxes).where(*mine)).scalar_one()


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


def add_run(tx: Connection, run: Run, hashes: Sequence[bytes]) -> None:
    """Adds a print run; only the fingerprints of its cards are kept."""
    tx.execute(insert(checkin_tables.runs).values(**vars(run)))
    tx.execute(insert(checkin_tables.cards), [{"h": h, "run": run.id, "used": 0} for h in sorted(hashes)])
    if run.kind in COUNTED:
        more = update(checkin_tables.points).where(
            checkin_tables.points.c.id == run.point, checkin_tables.points.c.state == "open"
        )
        changes.change(tx, more.values(cards_out=checkin_tables.points.c.cards_out + run.n), problem="point-closed")


def runs(tx: Connection, point_id: str) -> list[Run]:
    return rows.many(Run, tx.execute(select(checkin_tables.runs).where(checkin_tables.runs.c.point == point_id)))


def void_run(tx: Connection, point_id: str, run_id: str) -> bool:
    """Ends a run of a point before its time; False when the point has no such run."""
    mine = (checkin_tables.runs.c.id == run_id, checkin_tables.runs.c.point == point_id)
    return tx.execute(update(checkin_tables.runs).where(*mine).values(state="void")).rowcount == 1


def forget_cards(tx: Connection, point_id: str) -> None:
    """Deletes a counted point's cards and runs; its boxes stay sealed until the month's key dies."""
    own = select(checkin_tables.runs.c.id).where(checkin_tables.runs.c.point == point_id)
    tx.execute(delete(checkin_tables.cards).where(checkin_tables.cards.c.run.in_(own)))
    tx.execute(delete(checkin_tables.runs).where(checkin_tables.runs.c.point == point_id))


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
