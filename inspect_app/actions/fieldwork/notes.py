"""Free texts that came beside events: each belongs to the visit whose event names it by its salted hash."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from inspect_app.actions.fieldwork.incoming import IncomingBatch
from inspect_app.adapters.system import clock
from inspect_app.domain.fieldwork import sync
from inspect_app.domain.fieldwork.devices import Device
from inspect_app.domain.fieldwork.sync import Note
from inspect_app.store.fieldwork import blobs as blobs_store
from inspect_app.store.fieldwork.blobs import Blob

_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def _named(parsed: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Every hash that an event's value names -> the first event that does."""
    found: dict[str, dict[str, Any]] = {}
    for event in parsed:
        for hash in _HASH.findall(json.dumps(event["value"])):
            found.setdefault(hash, event)
    return found


def put(tx: Connection, incoming: IncomingBatch, parsed: Iterable[dict[str, Any]], device: Device) -> dict[str, str]:
    """A note belongs to the visit whose event names it; a name that is not its hash is refused."""
    if not incoming.notes:
        return {}
    named = _named(parsed)
    held = blobs_store.held(
        tx, {(named[note.hash]["visit"], note.hash) for note in incoming.notes if note.hash in named}
    )
    told: dict[str, str] = {}
    fresh = []
    for note in incoming.notes:
        event = named.get(note.hash)
        if not sync.is_true(note) or event is None:
            told[note.hash] = "refused"
        elif (event["visit"], note.hash) in held:
            told[note.hash] = "duplicate"
        else:
            held.add((event["visit"], note.hash))
            told[note.hash] = "stored"
            fresh.append(_blob(note, event, incoming, device))
    blobs_store.add_all(tx, fresh)
    for visit_id in sorted({event["visit"] for event in named.values() if event["id"] in incoming.private}):
        blobs_store.shuffle(tx, visit_id)
    return told


def _blob(note: Note, event: Mapping[str, Any], incoming: IncomingBatch, device: Device) -> Blob:
    at = clock.day_only(incoming.now) if event["id"] in incoming.private else incoming.now
    size = len(note.text.encode())
    return Blob(note.hash, event["visit"], "text", size, at, salt=note.salt, text=note.text, device_id=device.id)
