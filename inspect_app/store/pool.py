"""The released lines of the pool. They are only ever added to."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from inspect_app.domain.pool import Pooled
from inspect_app.store import rows
from inspect_app.store.schema.checkins import pool


def add(tx: Connection, lines: Sequence[Pooled]) -> None:
    if lines:
        tx.execute(insert(pool), [vars(line) for line in lines])


def seqs(tx: Connection) -> dict[tuple[str, str, str], int]:
    """(sector, county, item) -> how many times it was released."""
    c = pool.c
    query = select(c.sector, c.county, c.item, func.max(c.seq)).group_by(c.sector, c.county, c.item)
    return {(sector, county, item): seq for sector, county, item, seq in tx.execute(query)}


def newest(tx: Connection, since: str = "") -> list[Pooled]:
    """The last line of each cell and question, of those counted in the month `since` ("2026-11") or later."""
    c = pool.c
    query = select(pool).where(c.month >= since).order_by(c.sector, c.county, c.item, c.seq)
    return list({(one.sector, one.county, one.item): one for one in rows.many(Pooled, tx.execute(query))}.values())
