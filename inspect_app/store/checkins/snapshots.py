"""Snapshots: what was counted of a point's answers, in bands."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from inspect_app.store import rows
from inspect_app.store.schema import checkins as checkin_tables


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


def of_point(tx: Connection, point_id: str, k: int) -> list[SnapshotLine]:
    """Every line of a point's edition, the oldest first."""
    c = checkin_tables.snapshots.c
    query = select(checkin_tables.snapshots).where(c.point == point_id, c.k == k).order_by(c.seq, c.item)
    return rows.many(SnapshotLine, tx.execute(query))


def add(tx: Connection, lines: Sequence[SnapshotLine]) -> None:
    tx.execute(insert(checkin_tables.snapshots), [vars(line) for line in lines])
