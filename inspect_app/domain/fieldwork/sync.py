"""What tablet and server say to each other: the signed words, the envelope of a batch, the answers, the receipt.

``docs/event.md`` describes all of it for outsiders.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from inspect_app.domain.calendar import is_moment
from inspect_app.domain.fieldwork.events import blob_hash
from inspect_app.domain.problem import Problem

MOST_EVENTS = 200
# An event names one note, seldom two; a request with more is none of a tablet's.
MOST_NOTES = 400
LONGEST_NOTE = 64 * 1024
LARGEST_PHOTO = 12 * 1024 * 1024
LARGEST_PIECE = 1024 * 1024
# A signed request that reads is taken for this many seconds before and after its moment.
FRESH_S = 300
_HEX64 = re.compile(r"[0-9a-f]{64}")
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Note:
    """A free text beside its event: `hash` is SHA-256 over the salt's bytes then the text's."""

    hash: str
    salt: str
    text: str


@dataclass(frozen=True)
class Unread:
    """An event that came sealed and could not be opened, or is not what its hash says."""

    hash: str
    why: str


@dataclass(frozen=True)
class Batch:
    """One request of a tablet: event texts as they were hashed, in its own order, and the notes they name."""

    device: str
    events: tuple[str | Unread, ...]
    notes: tuple[Note, ...]


class CannotOpen(ValueError):
    """Sealed to another key, about another thing, or damaged on its way."""


# From what was sealed and what it says it is about to its bytes.
Opener = Callable[[bytes, str], bytes]


@dataclass(frozen=True)
class EventAnswer:
    """The answer for one event: stored, duplicate, quarantined or refused, with the reason for the last two."""

    id: str
    hash: str
    answer: str
    why: str | None = None


@dataclass(frozen=True)
class Manifest:
    """What a tablet says it sent for a visit: hashes of events, notes and pictures."""

    events: tuple[str, ...]
    notes: tuple[str, ...]
    photos: tuple[str, ...]


def signed_words(method: str, target: str, at: str, body: bytes) -> bytes:
    """What a tablet signs for each request; `target` is the path with its query, `at` its own clock's moment."""
    return f"spotcheck-1\n{method}\n{target}\n{at}\n{sha256(body).hexdigest()}".encode()


def clock_off(at: str, now: datetime) -> int | None:
    """How many seconds a request that reads is too old or too early by the server's clock; None when it is fresh.

    Only reading grows old: what a tablet sends may have waited for days. Problem "unknown-tablet" for no moment at all.
    """
    if not is_moment(at):
        raise Problem("unknown-tablet")
    off = (datetime.fromisoformat(at) - now).total_seconds()
    return round(off) if abs(off) > FRESH_S else None


def read_batch(body: bytes, unwrap: Callable[[bytes, str], Opener]) -> Batch:
    """The envelope of PUT /sync/events; Problem "unreadable-batch" when it is none. Bad events are not judged here.

    `unwrap` makes an opener from the envelope's wrap and visit, or raises CannotOpen; without a wrap nothing is sealed.
    """
    tree = _object(body)
    events, notes, device = tree.get("events"), tree.get("blobs", []), tree.get("device")
    if tree.get("v") != 1:
        raise Problem("unreadable-batch", why="It is not version 1.")
    if not isinstance(device, str) or not isinstance(events, list) or not isinstance(notes, list):
        raise Problem("unreadable-batch", why="It does not name its tablet, events and notes.")
    if len(events) > MOST_EVENTS:
        raise Problem("unreadable-batch", why=f"It holds more than {MOST_EVENTS} events.")
    if len(notes) > MOST_NOTES:
        raise Problem("unreadable-batch", why=f"It holds more than {MOST_NOTES} notes.")
    if tree.get("wrap") is not None:
        return _opened(tree, device, unwrap)
    if not all(isinstance(one, str) for one in events):
        raise Problem("unreadable-batch", why="Its events are not texts.")
    return Batch(device, tuple(events), tuple(_note(one) for one in notes))


def _opened(tree: Mapping[str, Any], device: str, unwrap: Callable[[bytes, str], Opener]) -> Batch:
    visit = tree.get("visit")
    if not isinstance(visit, str):
        raise Problem("unreadable-batch", why="It is sealed and does not name its visit.")
    try:
        opener = unwrap(_bytes(tree["wrap"]), visit)
    except CannotOpen:
        raise Problem("unreadable-batch", why="It is sealed to a key that is not here.") from None
    events = [_event(one, visit, opener) for one in map(_sealed, tree["events"])]
    return Batch(device, tuple(events), tuple(_opened_note(one, visit, opener) for one in map(_sealed, tree["blobs"])))


def _event(sealed: tuple[str, bytes], visit: str, opener: Opener) -> str | Unread:
    hash, content = sealed
    try:
        text = opener(content, f"event {visit} {hash}").decode()
    except ValueError:
        return Unread(hash, "it cannot be opened")
    return text if sha256(text.encode()).hexdigest() == hash else Unread(hash, "its hash is another")


def _opened_note(sealed: tuple[str, bytes], visit: str, opener: Opener) -> Note:
    hash, content = sealed
    try:
        return _note(json.loads(opener(content, f"note {visit} {hash}")))
    except ValueError:
        return Note(hash, "", "")


def _sealed(tree: object) -> tuple[str, bytes]:
    if not isinstance(tree, dict) or not isinstance(tree.get("hash"), str) or not _HEX64.fullmatch(tree["hash"]):
        raise Problem("unreadable-batch", why="One of its sealed things has no hash.")
    return tree["hash"], _bytes(tree.get("sealed"))


def _bytes(text: object) -> bytes:
    try:
        return b64decode(text if isinstance(text, str) else "-", validate=True)
    except ValueError:
        raise Problem("unreadable-batch", why="One of its sealed things is not base64.") from None


def read_manifest(body: bytes) -> Manifest:
    """The body of POST /sync/seal/<visit>; Problem "unreadable-batch" when it is none."""
    tree = _object(body)
    lists = [tree.get(name) for name in ("events", "blobs", "photos")]
    for named in lists:
        if not isinstance(named, list) or not all(isinstance(one, str) and _HEX64.fullmatch(one) for one in named):
            raise Problem("unreadable-batch", why="Its lists of events, blobs and photos are not hashes.")
    return Manifest(*(tuple(dict.fromkeys(named or ())) for named in lists))


def missing(
    manifest: Manifest, events: Collection[str], notes: Collection[str], photos: Collection[str]
) -> dict[str, list[str]]:
    """What the manifest names and the server does not hold, by kind; empty lists when it holds everything."""
    return {
        "events": [one for one in manifest.events if one not in events],
        "blobs": [one for one in manifest.notes if one not in notes],
        "photos": [one for one in manifest.photos if one not in photos],
    }


def receipt(manifest: Manifest, *, visit: str, device: str, at: str, id: str) -> dict[str, Any]:
    """The receipt that names every hash. Its `code` is short enough to read out."""
    body: dict[str, Any] = {
        "v": 1,
        "id": id,
        "visit": visit,
        "device": device,
        "at": at,
        "events": sorted(manifest.events),
        "blobs": sorted(manifest.notes),
        "photos": sorted(manifest.photos),
    }
    return {**body, "code": code(canonical(body))}


def code(text: str) -> str:
    """Twelve letters and digits (60 bits) in threes of four, without I, L, O and U: "7F3K-20QX-9A1M"."""
    number = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
    letters = "".join(_LETTERS[number >> (5 * place) & 31] for place in range(12))
    return "-".join(letters[at : at + 4] for at in (0, 4, 8))


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: the bytes that the server signs."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        tree = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem("unreadable-batch", why="It is not JSON.") from None
    if not isinstance(tree, dict):
        raise Problem("unreadable-batch", why="It is not a JSON object.")
    return tree


def _note(tree: object) -> Note:
    if not isinstance(tree, dict) or not all(isinstance(tree.get(name), str) for name in ("hash", "salt", "text")):
        raise Problem("unreadable-batch", why="One of its notes has no hash, salt and text.")
    return Note(tree["hash"], tree["salt"], tree["text"])


def is_true(note: Note) -> bool:
    """Whether a note's name is the hash of its salt and text, and it can be kept."""
    try:
        salt, content = bytes.fromhex(note.salt), note.text.encode()
    except ValueError:
        return False
    short = 16 <= len(salt) <= 32 and len(content) <= LONGEST_NOTE and "\0" not in note.text
    return short and blob_hash(salt, content) == note.hash


def next_piece(offset: int, length: int, at: int, size: int) -> str:
    """What to do with a piece that begins at `at` when `offset` bytes are held: take, held, or ahead."""
    if length > LARGEST_PIECE or length == 0 or at + length > size:
        raise Problem("wrong-piece")
    if at + length <= offset:
        return "held"
    return "take" if at == offset else "ahead"
