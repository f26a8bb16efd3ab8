"""Bringing the shipped checklists into the database, where they run. What is published never changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from inspect_app.domain import checklist as domain
from inspect_app.domain.checklist import Checklist
from inspect_app.domain.problem import Problem
from inspect_app.store import checklists as store
from inspect_app.store.checklists import Version


@dataclass(frozen=True)
class Shipped:
    """A checklist of the library as it was read, with the words of its file."""

    checklist: Checklist
    source: str


def load(tx: Connection, library: Sequence[Shipped], *, now: datetime) -> int:
    """Adds every version that is not there yet and returns how many. A published one that differs is a Problem."""
    added = 0
    for one in library:
        key, n = one.checklist.key, one.checklist.n
        frozen = domain.freeze(one.checklist)
        known = store.find(tx, key, n)
        if known is not None and known.hash != domain.hash_of(frozen):
            raise Problem("checklist-changed", key=key, n=n)
        if known is None:
            version = Version(key, n, "shipped", "published", one.source, frozen, domain.hash_of(frozen), None, now)
            store.add(tx, version)
            added += 1
    return added
