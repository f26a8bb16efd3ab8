"""The pool: what workers of one kind of work in one region said, over many points together.

Boxes of standing points and of sites too small to be shown (under ten people, or nobody knows) are shown nowhere else.
They are released here for a sector, a region and a question at a time, each box once for each question, so that no two
regional results can be subtracted from each other (docs/decisions/0027-regional-results.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.domain.checkins.disclosure import safe
from inspect_app.domain.checkins.snapshots import OPEN, WIDE

LEAST, POINTS = WIDE, 3
SECTORS = ("farm", "food", "construction", "care", "cleaning", "hospitality", "warehouse", "other")
# The longest beginning of a NAICS code that is listed decides (North American Industry Classification System, 2022).
_NAICS = {
    "11": "farm",
    "311": "food",
    "312": "food",
    "23": "construction",
    "62": "care",
    "814": "care",
    "5617": "cleaning",
    "56173": "other",
    "72": "hospitality",
    "48": "warehouse",
    "49": "warehouse",
}
# Bands in which many say that the sign is there.
LOUD = frozenset({"most", "nearly_all"})
# A line older than half a year says little about today; "where next" names so many cells.
FRESH = timedelta(days=183)
NEXT = 3


@dataclass(frozen=True)
class RegionalAnswer:
    """One answer in the pool: the box it came in, the point of that box, and whether the sign is there."""

    box: bytes
    point: str
    sign: bool


@dataclass(frozen=True)
class RegionalTotal:
    """One released line. `month` is the month it was counted in; nothing finer is kept."""

    sector: str
    county: str
    item: str
    seq: int
    band: str
    month: str


def sector_of(naics: str | None) -> str | None:
    """The kind of work a NAICS code belongs to; None for an employer without one."""
    code = (naics or "").strip()
    if not code.isdigit() or len(code) < 2:
        return None
    found = [start for start in _NAICS if code.startswith(start)]
    return _NAICS[max(found, key=len)] if found else "other"


def release(new: Sequence[RegionalAnswer], step: Callable[[], int]) -> str | None:
    """The band of answers that were never released before, or None while they must wait.

    Ten of them, from three points, none of which brought more than half; one random step, as in every edition that
    leaves a visit's team. Whether it waits depends on how many answered and where, never on what they said.
    """
    n, points = len(new), Counter(one.point for one in new)
    if n < LEAST or len(points) < POINTS or max(points.values()) * 2 > n:
        return None
    if not safe((), n, (WIDE,), snapshots_rules.words):
        return None
    return snapshots_rules.band(snapshots_rules.moved(sum(one.sign for one in new), n, step()), n)


def fresh_from(today: date) -> str:
    """The first month (YYYY-MM) whose lines still say something about today."""
    return f"{today - FRESH:%Y-%m}"


def loud(lines: Sequence[RegionalTotal]) -> list[tuple[str, str, int]]:
    """(sector, county, how many signs most people named) of each cell where there is any, the most first.

    For "where next": posters do not count, anybody may have answered one.
    """
    cells = Counter((one.sector, one.county) for one in lines if one.band in LOUD and not one.item.startswith(OPEN))
    return sorted(((*cell, n) for cell, n in cells.items()), key=lambda found: (-found[2], found[1], found[0]))
