"""What a tablet sent, made ready before the writers' line: read, sealed for keeping, and its neighbours opened."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from inspect_app.actions.fieldwork.sealed_interviews import Intake, TalkKey, key_of, new_key
from inspect_app.domain.fieldwork import events as events_rules
from inspect_app.domain.fieldwork.events import NotAnEvent
from inspect_app.domain.fieldwork.inspection.interviews import is_private
from inspect_app.domain.fieldwork.sync import Batch, EventAnswer, Note, Unread
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork.events import StoredEvent


class NotOpened(Exception):
    """An append needs a sealed event of this tablet and visit that is not opened; open it outside and begin again."""

    def __init__(self, visit_id: str, device_id: str, row_id: str) -> None:
        super().__init__("an append needs a sealed event that is not opened")
        self.visit_id, self.device_id, self.row_id = visit_id, device_id, row_id


class KeyChanged(Exception):
    """Another tablet's first interview made the visit's key meanwhile: what was sealed must be sealed anew."""


@dataclass
class IncomingBatch:
    """One request of a tablet. `read`: for every text the event, or the answer that refuses it.

    `sealed` and `opened` by row id: new private events as they will lie, and kept ones as they came. `keys` by visit.
    """

    texts: tuple[str | Unread, ...]
    read: list[tuple[dict[str, Any] | None, EventAnswer | None]]
    notes: tuple[Note, ...]
    now: datetime
    keys: dict[str, TalkKey] = field(default_factory=dict)
    sealed: dict[str, StoredEvent] = field(default_factory=dict)
    opened: dict[str, StoredEvent] = field(default_factory=dict)
    # Ids of the batch's events that are of private talks.
    private: set[str] = field(default_factory=set)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for event, _ in self.read if event is not None]

    def row_id(self, visit_id: str, event_id: str) -> str | None:
        """Under what id a private event of this visit would lie, or None when it holds none."""
        key = self.keys.get(visit_id)
        return None if key is None else key.row_id(event_id)

    def position(self, visit_id: str, device_id: str, seq: int) -> str | None:
        key = self.keys.get(visit_id)
        return None if key is None else key.position(device_id, seq)


def read(batch: Batch, now: datetime) -> IncomingBatch:
    return IncomingBatch(batch.events, [_read(text) for text in batch.events], batch.notes, now)


def nothing(now: datetime) -> IncomingBatch:
    """No event at all: for what only moves those that are here."""
    return IncomingBatch((), [], (), now)


def _read(text: str | Unread) -> tuple[dict[str, Any] | None, EventAnswer | None]:
    if isinstance(text, Unread):
        return None, EventAnswer("", text.hash, "refused", text.why)
    try:
        return events_rules.read(text), None
    except NotAnEvent as refused:
        hash = events_rules.hash_of(text.encode("utf-8", "replace").decode())
        return None, EventAnswer("", hash, "refused", str(refused)[:500])


def prepare(tx: Connection, incoming: IncomingBatch, intake: Intake) -> None:
    """Seals what is new and private, and opens what the batch follows in its chains. Reads only."""
    incoming.keys, incoming.sealed = {}, {}
    incoming.private = _private(tx, incoming.events)
    of_talks = {event["visit"] for event in incoming.events if event["id"] in incoming.private}
    for visit_id in {event["visit"] for event in incoming.events}:
        key = key_of(tx, visit_id, intake)
        if key is None and visit_id in of_talks:
            key = new_key(visit_id, intake)
        if key is not None:
            incoming.keys[visit_id] = key
    _seal(tx, incoming)
    known = _known(tx, incoming)
    before: dict[str, list[str]] = {}
    for event in incoming.events:
        place = incoming.position(event["visit"], event["device"], event["seq"] - 1)
        if place is not None and (event["visit"], event["id"]) not in known:
            before.setdefault(event["visit"], []).append(place)
    for visit_id, places in before.items():
        _open(incoming, events_store.sealed_at(tx, visit_id, places))


def open_waiting(tx: Connection, incoming: IncomingBatch, needed: NotOpened, intake: Intake) -> None:
    """Opens the event that was needed, and every sealed one of its tablet and visit that waits aside."""
    key = key_of(tx, needed.visit_id, intake)
    if key is not None:
        incoming.keys[needed.visit_id] = key
    _open(incoming, events_store.of_rows(tx, needed.visit_id, [needed.row_id]))
    _open(incoming, events_store.sealed_waiting(tx, needed.visit_id, needed.device_id))


def open_row(tx: Connection, incoming: IncomingBatch, row: StoredEvent, intake: Intake) -> StoredEvent:
    """A kept event as it came."""
    key = key_of(tx, row.visit_id, intake)
    if key is not None:
        incoming.keys[row.visit_id] = key
    if row.what != events_store.PRIVATE:
        return row
    _open(incoming, [row])
    return incoming.opened[row.id]


def _open(incoming: IncomingBatch, rows: Iterable[StoredEvent]) -> None:
    for row in rows:
        if row.id not in incoming.opened:
            incoming.opened[row.id] = incoming.keys[row.visit_id].opened(row)


def _private(tx: Connection, parsed: Sequence[Mapping[str, Any]]) -> set[str]:
    chosen = [event["value"]["event"] for event in parsed if event["what"] == "chosen"]
    named: dict[str, Mapping[str, Any]] = {event["id"]: event for event in parsed}
    named |= {row.id: json.loads(row.body) for row in events_store.with_ids(tx, chosen)}
    return {
        event["id"]
        for event in parsed
        if is_private(event, named.get(event["value"]["event"]) if event["what"] == "chosen" else None)
    }


def _known(tx: Connection, incoming: IncomingBatch) -> set[tuple[str, str]]:
    """(visit, event) of what has come before: nothing of these chains needs to be opened for a repeat."""
    ids = {(event["visit"], event["id"]): event["id"] for event in incoming.events}
    sealed = {place: incoming.row_id(*place) for place in ids}
    lines = events_store.lines(tx, [*ids.values(), *(row_id for row_id in sealed.values() if row_id is not None)])
    here = {line.id for line in lines}
    return {place for place in ids if place[1] in here or sealed[place] in here}


def _seal(tx: Connection, incoming: IncomingBatch) -> None:
    fresh: dict[str, tuple[str, dict[str, Any]]] = {}
    for text, (event, _) in zip(incoming.texts, incoming.read, strict=True):
        if event is not None and event["id"] in incoming.private:
            row_id = incoming.keys[event["visit"]].row_id(event["id"])
            fresh.setdefault(row_id, (str(text), event))
    known = {line.id for line in events_store.lines(tx, list(fresh))}
    for row_id, (text, event) in fresh.items():
        if row_id not in known:
            incoming.sealed[row_id] = incoming.keys[event["visit"]].sealed(kept_from(text, event, incoming.now))


def kept_from(text: str, event: Mapping[str, Any], now: datetime) -> StoredEvent:
    """An event as it lies when nothing keeps it from counting."""
    return StoredEvent(
        id=event["id"],
        hash=events_rules.hash_of(text),
        visit_id=event["visit"],
        device_id=event["device"],
        seq=event["seq"],
        n=event["n"],
        prev=event["prev"],
        what=event["what"][:20],
        at=event["at"],
        arrived_at=now,
        body=text,
        state="stored",
        why=None,
    )
