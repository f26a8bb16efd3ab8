"""The months that have a key of their own, and those that are on hold."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from inspect_app.store import rows
from inspect_app.store.schema import checkins as checkin_tables


@dataclass(frozen=True)
class Period:
    id: str
    public_key: bytes
    expires: date
    held: int


def add(tx: Connection, period: Period) -> None:
    tx.execute(insert(checkin_tables.periods).values(**vars(period)))


def periods(tx: Connection) -> list[Period]:
    """Newest first."""
    return rows.many(Period, tx.execute(select(checkin_tables.periods).order_by(checkin_tables.periods.c.id.desc())))


def hold(tx: Connection, period_id: str, held: int) -> bool:
    """Sets or lifts a legal hold on a month; False when there is no such month any more."""
    return (
        tx.execute(
            update(checkin_tables.periods).where(checkin_tables.periods.c.id == period_id).values(held=held)
        ).rowcount
        == 1
    )


def drop(tx: Connection, period_id: str) -> None:
    tx.execute(delete(checkin_tables.periods).where(checkin_tables.periods.c.id == period_id))
