"""Pictures from tablets, piece by piece: nothing slow inside a transaction, nothing half-kept."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from inspect_app.actions.fieldwork import projector as projector_actions
from inspect_app.actions.fieldwork.projector import Projector
from inspect_app.adapters.media import pictures
from inspect_app.adapters.media.evidence import Evidence, original, shown
from inspect_app.adapters.system import clock
from inspect_app.domain.fieldwork import sync
from inspect_app.domain.fieldwork.devices import Device
from inspect_app.domain.problem import Problem
from inspect_app.store import Database
from inspect_app.store.fieldwork import blobs as blobs_store
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork.blobs import Blob


def held(database: Database, visit_id: str, hash: str, device: Device) -> tuple[int, bool]:
    """(bytes held, whether the picture is complete) of what came for this visit."""
    with database.reading() as tx:
        blob = blobs_store.find(tx, visit_id, hash)
        if blob is not None:
            return blob.size, True
        return blobs_store.offset(tx, visit_id, hash, device.id), False


def take(
    database: Database,
    evidence: Evidence,
    device: Device,
    *,
    visit_id: str,
    hash: str,
    start: int,
    size: int,
    kind: str,
    content: bytes,
    projector: Projector,
    now: datetime,
) -> dict[str, Any]:
    """Takes one piece; {"offset": bytes held, "done": whether the whole picture is stored}."""
    if size > sync.LARGEST_PHOTO:
        raise Problem("photo-too-large", megabytes=round(size / 1e6))
    with database.reading() as tx:
        blob = blobs_store.find(tx, visit_id, hash)
        if blob is not None:
            return {"offset": blob.size, "done": True}
    # An event of this tablet for this visit goes before its picture; without one nobody could say whose it is.
    private = projector_actions.names_picture(database, projector, visit_id, device.id, hash, now)
    with database.writing() as tx:
        if not private and not events_store.names(tx, visit_id, device.id, hash):
            raise Problem("photo-without-event")
        offset = blobs_store.offset(tx, visit_id, hash, device.id)
        if sync.next_piece(offset, len(content), start, size) == "take":
            blobs_store.add_piece(tx, visit_id, hash, device.id, start=start, content=content, now=now)
            offset += len(content)
    if offset < size:
        return {"offset": offset, "done": False}
    at = clock.day_only(now) if private else now
    _finish(database, evidence, device, visit_id=visit_id, hash=hash, kind=kind, now=at)
    return {"offset": size, "done": True}


def _finish(
    database: Database, evidence: Evidence, device: Device, *, visit_id: str, hash: str, kind: str, now: datetime
) -> None:
    with database.reading() as tx:
        content = blobs_store.pieces(tx, visit_id, hash, device.id)
    try:
        if sha256(content).hexdigest() != hash:
            raise Problem("wrong-photo-hash")
        media_type, copy = pictures.derived(content)
    except Problem:
        with database.writing() as tx:
            blobs_store.drop_pieces(tx, visit_id, hash, device.id)
        raise
    # Files first: a row never names bytes that are not there. A file without a row is only a little space.
    evidence.put(original(hash), content, clock.day_only(now))
    evidence.put(shown(hash), copy, clock.day_only(now))
    blob = Blob(
        hash, visit_id, kind, len(content), now, media_type=media_type, path=original(hash), device_id=device.id
    )
    with database.writing() as tx:
        blobs_store.put(tx, blob)
        blobs_store.shuffle(tx, visit_id)
        blobs_store.drop_pieces(tx, visit_id, hash, device.id)
