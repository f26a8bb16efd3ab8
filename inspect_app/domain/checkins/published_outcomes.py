"""What the inspectors did, as everyone with a card of the point may read it: orders and days, nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspect_app.domain.visits.orders import Order

# What the page has room for, in characters of both languages together; the page on the wall has the whole words.
ROOM = 6000
MOST = 30


@dataclass(frozen=True)
class PublishedOutcome:
    """One order in the words the employer was given, and the day by which it must be done."""

    en: str
    fr: str
    until: date


@dataclass(frozen=True)
class PublishedOutcomes:
    visited: date
    orders: tuple[PublishedOutcome, ...]


def of(orders: Sequence[Order], visited: date) -> PublishedOutcomes:
    """The orders that stand, the earliest first; words too long for the page end in an ellipsis."""
    standing = [order for order in orders if order.state != "lifted"][:MOST]
    width = ROOM // 2 // max(1, len(standing))
    return PublishedOutcomes(
        visited, tuple(PublishedOutcome(_cut(o.text_en, width), _cut(o.text_fr, width), o.due_on) for o in standing)
    )


def write(published_outcomes: PublishedOutcomes) -> bytes:
    orders = [[one.en, one.fr, one.until.isoformat()] for one in published_outcomes.orders]
    return json.dumps(
        {"visited": published_outcomes.visited.isoformat(), "orders": orders}, ensure_ascii=False
    ).encode()


def read(held: bytes) -> PublishedOutcomes:
    """What `write` wrote."""
    tree = json.loads(held)
    orders = tuple(PublishedOutcome(en, fr, date.fromisoformat(until)) for en, fr, until in tree["orders"])
    return PublishedOutcomes(date.fromisoformat(tree["visited"]), orders)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
