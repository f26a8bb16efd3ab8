"""What the pool has released: workers of one kind of work in one region, over many points together."""

from datetime import date

from flask import Blueprint, Response

from inspect_app.adapters.data import languages
from inspect_app.domain.checkins import regional_totals as regional_totals_rules
from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.domain.checkins.regional_totals import RegionalTotal
from inspect_app.domain.register import regions
from inspect_app.store import Connection
from inspect_app.store.checkins import regional_totals as regional_totals_store
from inspect_app.web.auth import allow
from inspect_app.web.checkins.points import asked
from inspect_app.web.context import checkin_reading, language, page

bp = Blueprint("regional_totals", __name__)


@bp.get("/desk/regional-results")
@allow("see-voice")
def shown() -> Response:
    with checkin_reading() as tx:
        lines = regional_totals_store.newest(tx)
    cells: dict[tuple[str, str], dict[str, list[RegionalTotal]]] = {}
    for line in lines:
        channel = "open" if line.item.startswith(snapshots_rules.OPEN) else "cards"
        cells.setdefault((line.county, line.sector), {"cards": [], "open": []})[channel].append(line)
    found = [(where(sector, county), said) for (county, sector), said in cells.items()]
    return page(
        "checkins/regional_totals.html",
        found=sorted(found, key=lambda one: one[0]),
        asked=asked(),
        prefix=snapshots_rules.OPEN,
    )


def loud(tx: Connection, today: date) -> list[tuple[tuple[str, str], int]]:
    """((county, kind of work), how many signs most people named) of the few cells that say most: for "where next"."""
    lines = regional_totals_store.newest(tx, regional_totals_rules.fresh_from(today))
    return [
        (where(sector, county), n)
        for sector, county, n in regional_totals_rules.loud(lines)[: regional_totals_rules.NEXT]
    ]


def where(sector: str, county: str) -> tuple[str, str]:
    """(county, kind of work in the words that workers read)."""
    spoken = languages.find(language()) or languages.all_of_them()[0]
    return regions.name(county), spoken.words[f"sector_{sector}"]
