"""Notes and pictures beside their events, and the pieces of pictures still on their way."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from inspect_app.store import rows
from inspect_app.store import schema as t


@dataclass(frozen=True)
class Blob:
    """A note (`kind` text, its words in `text`) or a picture (photo or signature, its bytes at `path`)."""

    hash: str
    visit_id: str
    kind: str
    size: int
    arrived_at: datetime
    salt: str | None = None
    text: str | None = None
    media_type: str | None = None
    path: str | None = None
    device_id: str | None = None
    redacted_at: datetime | None = None
    redacted_by: str | None = None
    redacted_why: str | None = None


def put(tx: Connection, blob: Blob) -> None:
    """Adds a blob to a visit, or leaves the one that is there (struck or not) as it is."""
    if find(tx, blob.visit_id, blob.hash) is None:
        tx.execute(insert(t.blobs).values(**vars(blob)))


def add_all(tx: Connection, blobs: Sequence[Blob]) -> None:
    """Adds blobs that are not there yet."""
    if blobs:
        tx.execute(insert(t.blobs), [vars(blob) for blob in blobs])


def held(tx: Connection, places: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these (visit, hash) are there, struck or not."""
    c = t.blobs.c
    query = select(c.visit_id, c.hash).where(c.hash.in_({hash for _, hash in places}))
    return {(row.visit_id, row.hash) for row in tx.execute(query)} & set(places) if places else set()


def kinds(tx: Connection, visit_id: str) -> dict[str, str]:
    """Hash -> kind of every blob of a visit."""
    c = t.blobs.c
    return {row.hash: row.kind for row in tx.execute(select(c.hash, c.kind).where(c.visit_id == visit_id))}


def find(tx: Connection, visit_id: str, hash: str) -> Blob | None:
    c = t.blobs.c
    return rows.maybe(Blob, tx.execute(select(t.blobs).where(c.visit_id == visit_id, c.hash == hash)).first())


def of_visit(tx: Connection, visit_id: str) -> list[Blob]:
    return rows.many(Blob, tx.execute(select(t.blobs).where(t.blobs.c.visit_id == visit_id).order_by(t.blobs.c.hash)))


def shuffle(tx: Connection, visit_id: str) -> None:
    """Writes a visit's blobs anew, all at once, by hash: neither place nor age of a row tells when it came."""
    held = [vars(one) for one in of_visit(tx, visit_id)]
    if held:
        tx.execute(delete(t.blobs).where(t.blobs.c.visit_id == visit_id))
        tx.execute(insert(t.blobs), held)


def elsewhere(tx: Connection, visit_id: str, hash: str) -> bool:
    """Whether another visit holds the same picture and has not struck it."""
    c = t.blobs.c
    query = select(c.hash).where(c.hash == hash, c.visit_id != visit_id, c.redacted_at.is_(None))
    return tx.execute(query).first() is not None


def redact(tx: Connection, visit_id: str, hash: str, *, by: str, why: str, now: datetime) -> None:
    """Takes a blob's content away and keeps that, when and why."""
    c = t.blobs.c
    gone = {"text": None, "salt": None, "path": None, "redacted_at": now, "redacted_by": by, "redacted_why": why}
    tx.execute(update(t.blobs).where(c.visit_id == visit_id, c.hash == hash).values(**gone))


def offset(tx: Connection, visit_id: str, hash: str, device_id: str) -> int:
    """How many bytes of a picture a tablet has brought so far."""
    p = t.photo_pieces.c
    held = func.coalesce(func.max(p.start + func.length(p.bytes)), 0)
    query = select(held).where(p.visit_id == visit_id, p.hash == hash, p.device_id == device_id)
    return int(tx.execute(query).scalar_one())


def add_piece(
    tx: Connection, visit_id: str, hash: str, device_id: str, *, start: int, content: bytes, now: datetime
) -> None:
    values = {"visit_id": visit_id, "hash": hash, "device_id": device_id, "start": start}
    tx.execute(insert(t.photo_pieces).values(**values, bytes=content, arrived_at=now))


def pieces(tx: Connection, visit_id: str, hash: str, device_id: str) -> bytes:
    """The pieces put together, in order."""
    p = t.photo_pieces.c
    query = select(p.bytes).where(p.visit_id == visit_id, p.hash == hash, p.device_id == device_id).order_by(p.start)
    return b"".join(tx.execute(query).scalars())


def drop_pieces(tx: Connection, visit_id: str, hash: str, device_id: str) -> None:
    p = t.photo_pieces.c
    where = (p.visit_id == visit_id, p.hash == hash, p.device_id == device_id)
    tx.execute(delete(t.photo_pieces).where(*where))
