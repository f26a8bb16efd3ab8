"""The journal's chain. The chain holds salted hashes; what was done sits beside it and can be deleted on schedule
while the chain still proves that nothing was inserted, altered or removed."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

START = "0" * 64

# Looks at these say who looked only by a keyed pseudonym, and when only by the day.
PSEUDONYMISED = frozenset({"person-case", "urgent", "letter"})


@dataclass(frozen=True)
class Link:
    """One step of the chain. Hashes are SHA-256 in hex."""

    seq: int
    prev: str
    content_hash: str
    hash: str


@dataclass(frozen=True)
class Entry:
    """What was done: `who` is a staff id, or a pseudonym where the subject is veiled."""

    seq: int
    salt: str
    at: datetime
    act: str
    who: str | None
    agency_id: str | None
    about_kind: str | None
    about_id: str | None
    detail: dict[str, object]


def content_hash(entry: Entry) -> str:
    """SHA-256 over the entry's canonical JSON with its salt, so that a deleted entry cannot be guessed back."""
    body = [
        entry.seq,
        entry.salt,
        entry.at.astimezone(UTC).isoformat(),
        entry.act,
        entry.who,
        entry.agency_id,
        entry.about_kind,
        entry.about_id,
        entry.detail,
    ]
    return _sha(json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def chain(seq: int, prev: str, content: str) -> Link:
    """The next step after `prev`."""
    return Link(seq, prev, content, _sha(f"{seq}\n{prev}\n{content}"))


def broken(links: Iterable[Link], entries: dict[int, Entry]) -> list[str]:
    """Every break found, as sentences; empty when the journal holds. A missing entry is no break, a changed one is."""
    found = []
    prev, expected = START, 1
    for link in links:
        if link.seq != expected:
            found.append(f"step {expected} is missing")
        if link.prev != prev or chain(link.seq, link.prev, link.content_hash).hash != link.hash:
            found.append(f"step {link.seq} does not follow from the one before it")
        entry = entries.get(link.seq)
        if entry is not None and content_hash(entry) != link.content_hash:
            found.append(f"the entry of step {link.seq} was changed after it was written")
        prev, expected = link.hash, link.seq + 1
    return found


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
