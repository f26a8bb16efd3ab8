"""Sealed boxes: how many there are, how long they stay, and that nothing on the disk tells when one came."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Table, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from inspect_app.store import rows
from inspect_app.store.checkins import points as points_store
from inspect_app.store.schema import checkins as checkin_tables

# Rows that stand for nothing: unknown codes overwrite them, so a flood cannot fill the disk that staff need.
DECOYS = 64
_HAS_GRANTS = text("select to_regprocedure('spotcheck_grants()') is not null")


@dataclass(frozen=True)
class Box:
    id: bytes
    point: str
    pile: str
    c: bytes


def upsert(tx: Connection, table: Table, values: Mapping[str, object], changing: Sequence[str]) -> None:
    """Adds a row, or writes the columns `changing` of the one with its id: one statement and one row either way.

    The new values are named, not read back (`excluded`): on PostgreSQL the worker's role may write boxes and read none.
    """
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values)
    changed = {name: values[name] for name in changing}
    tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changed))


def decoy_id(at: int) -> bytes:
    return b"decoy" + at.to_bytes(11, "big")


def of_point(tx: Connection, point_id: str) -> list[Box]:
    return rows.many(Box, tx.execute(select(checkin_tables.boxes).where(checkin_tables.boxes.c.point == point_id)))


def lift_open(tx: Connection) -> None:
    """Remembers how many poster boxes each open point has tonight; tomorrow may bring `OPEN_A_DAY` more."""
    for point in points_store.points(tx, "open"):
        mine = (checkin_tables.boxes.c.point == point.id, checkin_tables.boxes.c.pile == "open")
        held = tx.execute(select(func.count()).select_from(checkin_tables.boxes).where(*mine)).scalar_one()
        tx.execute(update(checkin_tables.points).where(checkin_tables.points.c.id == point.id).values(open_floor=held))


def drop_boxes(tx: Connection, closed_before: date) -> list[str]:
    """Deletes the boxes of points that closed before the day; returns the ids of those points."""
    past = select(checkin_tables.points.c.id).where(
        checkin_tables.points.c.state == "closed", checkin_tables.points.c.closes < closed_before
    )
    found = [row.id for row in tx.execute(past)]
    tx.execute(delete(checkin_tables.boxes).where(checkin_tables.boxes.c.point.in_(found)))
    return found


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
