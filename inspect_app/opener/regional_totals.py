"""The pool's share of a tick: boxes of standing points and of sites never shown by themselves, counted together.

Which boxes were released for which question is remembered in the opener's own folder (`pooled.json`) and nowhere else;
it goes with the boxes.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_app.adapters.system import randomness
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins import regional_totals as regional_totals_rules
from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.domain.checkins.checkins import CheckIn
from inspect_app.domain.checkins.regional_totals import RegionalAnswer, RegionalTotal
from inspect_app.opener import boxes
from inspect_app.opener.boxes import Meaning
from inspect_app.store import Connection
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import regional_totals as regional_totals_store
from inspect_app.store.checkins.points import Point

# item -> ids of the boxes that were released for it.
Spent = dict[str, set[str]]
Cell = tuple[str, str, str]
PILES = {"main": "", "open": snapshots_rules.OPEN}


@dataclass(frozen=True)
class Drawn:
    """What a night adds to the pool, and the memory with it."""

    lines: list[RegionalTotal]
    after: Spent


def feeds(point: Point) -> bool:
    """Whether a point's boxes go to the pool, and so nowhere else."""
    return point.is_public or not snapshots_rules.shown_at_all(point.headcount)


def draw(tx: Connection, points: Sequence[Point], folder: Path, meaning: Meaning, month: str) -> Drawn:
    """Every cell that has enough new answers from enough points, each counted once."""
    cells: dict[Cell, list[RegionalAnswer]] = {}
    held: set[str] = set()
    for point in filter(feeds, points):
        sealed = boxes_store.of_point(tx, point.id)
        for pile, prefix in PILES.items():
            for box, one in boxes.opened(sealed, folder, meaning, pile).items():
                held.add(box.hex())
                for cell, sign in _answers(point, one, meaning, prefix):
                    cells.setdefault(cell, []).append(RegionalAnswer(box, point.id, sign))
    # Kept only while the box could still be opened and counted again.
    after = {item: ids & held for item, ids in spent(folder).items()}
    seqs, lines = regional_totals_store.seqs(tx), []
    for cell in sorted(cells):
        done = after.setdefault(cell[2], set())
        new = [said for said in cells[cell] if said.box.hex() not in done]
        band = regional_totals_rules.release(new, lambda: randomness.below(3) - 1)
        if band is not None:
            lines.append(RegionalTotal(*cell, seqs.get(cell, 0) + 1, band, month))
            done |= {said.box.hex() for said in new}
    return Drawn(lines, {item: ids for item, ids in after.items() if ids})


def spent(folder: Path) -> Spent:
    path = folder / "pooled.json"
    kept: Mapping[str, list[str]] = json.loads(path.read_text()) if path.exists() else {}
    return {item: set(ids) for item, ids in kept.items()}


def _answers(point: Point, one: CheckIn, meaning: Meaning, prefix: str) -> Iterator[tuple[Cell, bool]]:
    """Each answer with its cell; none where the kind of work or the county is not known.

    At a standing point workers say both themselves; of a site they were copied to the point when it opened.
    """
    sector, county = point.sector, point.county
    if point.is_public:
        sector, county = one.answers.get(checkins_rules.SECTOR), one.answers.get(checkins_rules.COUNTY)
    if sector and county and county != "unknown":
        yield from (((sector, county, prefix + item), sign) for item, sign in meaning.signs(one).items())
