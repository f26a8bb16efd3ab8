"""The released lines of the pool. They are only ever added to."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from inspect_app.domain.checkins.regional_totals import RegionalTotal
from inspect_app.store import rows
from inspect_app.store.schema.checkins import regional_totals


def add(tx: Connection, lines: Sequence[RegionalTotal]) -> None:
    if lines:
        tx.execute(insert(regional_totals), [vars(line) for line in lines])


def seqs(tx: Connection) -> dict[tuple[str, str, str], int]:
    """(sector, county, item) -> how many times it was released."""
    c = regional_totals.c
    query = select(c.sector, c.county, c.item, func.max(c.seq)).group_by(c.sector, c.county, c.item)
    return {(sector, county, item): seq for sector, county, item, seq in tx.execute(query)}


def newest(tx: Connection, since: str = "") -> list[RegionalTotal]:
    """The last line of each cell and question, of those counted in the month `since` ("2026-11") or later."""
    c = regional_totals.c
    query = select(regional_totals).where(c.month >= since).order_by(c.sector, c.county, c.item, c.seq)
    return list(
        {(one.sector, one.county, one.item): one for one in rows.many(RegionalTotal, tx.execute(query))}.values()
    )
