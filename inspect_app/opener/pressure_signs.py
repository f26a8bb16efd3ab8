"""The signs that somebody told workers what to answer, read from one point's check-ins for its team alone."""

from collections.abc import Sequence

from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.domain.checkins.checkins import CheckIn
from inspect_app.domain.checkins.snapshots import Piles
from inspect_app.opener.boxes import Meaning
from inspect_app.store import Connection
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins.boxes import Box
from inspect_app.store.checkins.points import Point

# The item by which each set of questions asks whether somebody told them what to say.
COACHED = {"worker-check-in": "coached", "worker-check-in-young": "young_told"}


def read(
    tx: Connection, point: Point, held: Sequence[Box], opened: list[CheckIn], meaning: Meaning
) -> tuple[str, tuple[str, ...]]:
    """(none, some or strong; the names of the signs). `held`: all boxes of the point; `opened`: its main pile."""
    grown = [one for one in opened if one.set.startswith("worker-check-in/")]
    items = sorted({item for one in grown for item in one.answers if item not in checkins_rules.OWN_QUESTIONS})
    vectors = [(one.lang, *(one.answers.get(item) for item in items)) for one in grown]
    told = [signs[name] for one in opened for name in COACHED.values() if name in (signs := meaning.signs(one))]
    flawless = [v for v, one in zip(vectors, grown, strict=True) if not any(meaning.signs(one).values())]
    piles = Piles(
        cards_out=point.cards_out,
        main=sum(box.pile == "main" for box in held),
        again=sum(box.pile == "again" for box in held),
        management=cards_store.management_used(tx, point.id),
    )
    not_alone = sum(one.answers.get(checkins_rules.ALONE) == "no" for one in opened)
    return snapshots_rules.signs(vectors, told, not_alone, piles, flawless[0][1:] if flawless else None)
