"""Urgent calls from workers: a kind and a day, sometimes a point; never who."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from inspect_app.store import rows
from inspect_app.store.schema.checkins import urgent


@dataclass(frozen=True)
class Call:
    """`kind` is violence, locked_in, hurt or child; `due` is when the page the worker saw said someone would act."""

    id: str
    point: str | None
    kind: str
    day: date
    due: datetime | None
    handled_by: str | None
    handled_day: date | None


def waiting(tx: Connection) -> list[Call]:
    """Calls nobody has handled, the one due first on top."""
    query = select(urgent).where(urgent.c.handled_day.is_(None)).order_by(urgent.c.due, urgent.c.day, urgent.c.id)
    return rows.many(Call, tx.execute(query))


def get(tx: Connection, call_id: str) -> Call:
    return rows.one(Call, tx.execute(select(urgent).where(urgent.c.id == call_id)).first())


def handle(tx: Connection, call_id: str, *, by: str, day: date) -> None:
    """Marks a call handled; the first person to say so stays."""
    first = (urgent.c.id == call_id) & urgent.c.handled_day.is_(None)
    tx.execute(update(urgent).where(first).values(handled_by=by, handled_day=day))


def raise_once(tx: Connection, call: Call) -> None:
    """Adds a call unless its point already has one of this kind, waiting or handled: a thousand are one."""
    same = select(urgent.c.id).where(urgent.c.point == call.point, urgent.c.kind == call.kind)
    if tx.execute(same).first() is None:
        tx.execute(insert(urgent).values(**vars(call)))
