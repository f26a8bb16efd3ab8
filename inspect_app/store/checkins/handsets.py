"""What lent handsets bring. A handset is a run whose cards have no paper: nobody ever saw their numbers, and each new
box uses up one of them, so that a handset brings no more answers than were dealt to it."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, select, update

from inspect_app.store import zones as zones_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.schema import checkins as checkin_tables


def live(tx: Connection, there: Mapping[str, date]) -> dict[str, str]:
    """run -> point of every handset that may still send. `there`: today in each zone."""
    today = zones_store.today(there, checkin_tables.points.c.time_zone)
    query = select(checkin_tables.runs.c.id, checkin_tables.runs.c.point).join(
        checkin_tables.points, checkin_tables.points.c.id == checkin_tables.runs.c.point
    )
    may = (
        checkin_tables.runs.c.kind == "handset",
        checkin_tables.runs.c.state == "live",
        checkin_tables.points.c.state == "open",
        checkin_tables.points.c.closes >= today,
    )
    return {run: point for run, point in tx.execute(query.where(*may))}


def put(tx: Connection, run_id: str, boxes: Sequence[tuple[bytes, bytes]], *, slot: int) -> None:
    """Takes in (id, box) pairs. A box that is here already changes nothing and uses up no card: a lost answer is not a
    second vote. Fingerprints are random, so the first free one is one drawn by chance."""
    card = (
        select(checkin_tables.cards.c.h)
        .where(checkin_tables.cards.c.run == run_id)
        .order_by(checkin_tables.cards.c.used, checkin_tables.cards.c.h)
        .limit(1)
    )
    for box_id, c in boxes:
        if tx.execute(select(checkin_tables.boxes.c.id).where(checkin_tables.boxes.c.id == box_id)).first() is None:
            cards_store.put(tx, [bytes(h) for h in tx.execute(card).scalars()], box_id, c, slot=slot)


def told(tx: Connection, run_id: str, *, away: bool) -> None:
    """The handset says that all it held has gone out; `away`: and that it is put away, so its run ends."""
    mine = update(checkin_tables.runs).where(checkin_tables.runs.c.id == run_id)
    tx.execute(mine.values(sent=1, state="void") if away else mine.values(sent=1))
