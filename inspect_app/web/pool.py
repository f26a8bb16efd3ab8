"""What the pool has released: workers of one kind of work in one region, over many points together."""

from datetime import date

from flask import Blueprint, Response

from inspect_app.adapters import languages
from inspect_app.domain import pool, regions, snapshots
from inspect_app.domain.pool import Pooled
from inspect_app.store import Connection
from inspect_app.store import pool as store
from inspect_app.web.doors import allow, checkin_look, language, page
from inspect_app.web.points import asked

bp = Blueprint("pool", __name__)


@bp.get("/desk/pool")
@allow("see-voice")
def shown() -> Response:
    with checkin_look() as tx:
        lines = store.newest(tx)
    cells: dict[tuple[str, str], dict[str, list[Pooled]]] = {}
    for line in lines:
        channel = "open" if line.item.startswith(snapshots.OPEN) else "cards"
        cells.setdefault((line.county, line.sector), {"cards": [], "open": []})[channel].append(line)
    found = [(where(sector, county), said) for (county, sector), said in cells.items()]
    return page("desk/pool.html", found=sorted(found, key=lambda one: one[0]), asked=asked(), prefix=snapshots.OPEN)


def loud(tx: Connection, today: date) -> list[tuple[tuple[str, str], int]]:
    """((county, kind of work), how many signs most people named) of the few cells that say most: for "where next"."""
    lines = store.newest(tx, pool.fresh_from(today))
    return [(where(sector, county), n) for sector, county, n in pool.loud(lines)[: pool.NEXT]]


def where(sector: str, county: str) -> tuple[str, str]:
    """(county, kind of work in the words that workers read)."""
    spoken = languages.find(language()) or languages.all_of_them()[0]
    return regions.name(county), spoken.words[f"sector_{sector}"]
