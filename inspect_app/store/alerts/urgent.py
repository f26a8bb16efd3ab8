"""Urgent calls from workers: a kind and a day, sometimes a point; never who. And who is on duty to read them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from inspect_app.domain.alerts.duty import KINDS, Shift, worse
from inspect_app.store import rows
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.schema.checkins import duty, points, urgent

# A call from a place nobody knows is a case of its own.
_NOWHERE = "0" * 32
Days = Callable[[str | None], date]


@dataclass(frozen=True)
class Call:
    """`kind` is one of `KINDS`, or young (the count found that somebody asked us to tell someone about a child).

    `due`: until when somebody must have taken it, blank from then on; `handled_by` whoever took it, `handled_day` when
    it was done with.
    """

    id: str
    point: str | None
    kind: str
    day: date
    due: datetime | None
    handled_by: str | None
    handled_day: date | None


def tap(tx: Connection, hashes: Sequence[bytes], kind: str, *, call_id: str, days: Days, due: datetime) -> None:
    """One tap on "help now". `hashes` are the typed code under the pepper of every open point; `days` gives the day
    it is at a point, or at the ministry where no point is known.

    A place has one open case: the same tap again changes nothing, a more serious one raises it and asks again. The same
    statements run and as many rows are written for every code there is, was or never was; no code is used up or kept.
    """
    point = cards_store.place_of(tx, hashes)
    tap_at(tx, point, kind, call_id=call_id, day=days(point), due=due)


def tap_at(tx: Connection, point: str | None, kind: str, *, call_id: str, day: date, due: datetime) -> None:
    """The same for a place that is known, as a lent handset's is."""
    c = urgent.c
    same = (func.coalesce(c.point, _NOWHERE) == (point or _NOWHERE), c.handled_day.is_(None), c.kind.in_(KINDS))
    found = rows.maybe(Call, tx.execute(select(urgent).where(*same).order_by(c.id).limit(1)).first())
    if found is None:
        call = Call(call_id, point, kind, day, due, None, None)
    elif worse(found.kind, kind):
        call = Call(found.id, point, kind, day, due, None, None)
    else:
        call = found
    boxes_store.upsert(tx, urgent, vars(call), ["kind", "due", "handled_by"])


def is_of(agency: str) -> ColumnElement[bool]:
    """A call is its point's agency's; one from a place nobody knows is everybody's, so that somebody goes."""
    others = select(points.c.id).where(points.c.id == urgent.c.point, points.c.agency != agency)
    return ~others.exists()


def waiting(tx: Connection, agency: str) -> list[Call]:
    """Calls nobody has done with: those nobody has taken first, the earliest due on top."""
    c = urgent.c
    query = select(urgent).where(c.handled_day.is_(None), is_of(agency)).order_by(c.due.is_(None), c.due, c.day, c.id)
    return rows.many(Call, tx.execute(query))


def get(tx: Connection, call_id: str) -> Call:
    return rows.one(Call, tx.execute(select(urgent).where(urgent.c.id == call_id)).first())


def take(tx: Connection, call_id: str, *, by: str) -> bool:
    """Somebody has read it and goes: the moment is forgotten. False when another did so before."""
    free = (urgent.c.id == call_id) & urgent.c.handled_by.is_(None)
    return tx.execute(update(urgent).where(free).values(handled_by=by, due=None)).rowcount == 1


def handle(tx: Connection, call_id: str, *, by: str, day: date) -> bool:
    """Marks a call done with. False when another did so before: the first person to say so stays."""
    first = (urgent.c.id == call_id) & urgent.c.handled_day.is_(None)
    return tx.execute(update(urgent).where(first).values(handled_by=by, handled_day=day, due=None)).rowcount == 1


def raise_once(tx: Connection, call: Call) -> None:
    """Adds a call unless its point already has one of this kind, waiting or handled: a thousand are one."""
    same = select(urgent.c.id).where(urgent.c.point == call.point, urgent.c.kind == call.kind)
    if tx.execute(same).first() is None:
        tx.execute(insert(urgent).values(**vars(call)))


def forget(tx: Connection, handled_before: date) -> None:
    """Deletes the calls that were done with before the day."""
    tx.execute(delete(urgent).where(urgent.c.handled_day < handled_before))


def shifts(tx: Connection, after: datetime) -> list[Shift]:
    """The rota: every duty that has not ended at the moment, the next first."""
    query = select(duty).where(duty.c.ends > after).order_by(duty.c.starts, duty.c.id)
    return rows.many(Shift, tx.execute(query))


def count_waiting(tx: Connection, agency: str) -> int:
    """Calls of an agency that nobody has done with."""
    query = select(func.count()).select_from(urgent).where(urgent.c.handled_day.is_(None), is_of(agency))
    return int(tx.execute(query).scalar_one())


def add_shift(tx: Connection, shift: Shift) -> None:
    tx.execute(insert(duty).values(**vars(shift)))


def drop_shift(tx: Connection, shift_id: str) -> bool:
    return tx.execute(delete(duty).where(duty.c.id == shift_id)).rowcount == 1


def drop_shifts(tx: Connection, ended_before: datetime) -> None:
    tx.execute(delete(duty).where(duty.c.ends < ended_before))


def see(tx: Connection, staff_id: str, now: datetime) -> None:
    """Somebody on duty has the list of calls open at this moment."""
    c = duty.c
    tx.execute(update(duty).where(c.staff == staff_id, c.starts <= now, c.ends > now).values(seen=now))
