"""Events of private talks at rest: sealed to the intake key, opened in memory by the one process that owns it.

Beside the seal stand the hash, the tablet and whether it counts; neither its moment nor its place in the chain. What an
append must find again (has this event come, what lies at this number) it finds by keyed hashes, which say nothing to
whoever has not the key.
"""

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from inspect_app.adapters.system import clock
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork.events import PRIVATE, StoredEvent

# What is sealed grows in steps of this many characters, so that its size does not tell one answer from another.
_STEP = 1024


class Intake(Protocol):
    """What web borrows from `adapters/crypto/intake.py`."""

    def new_key(self, about: str) -> tuple[bytes, bytes]:
        """(content key, the same wrapped for the intake key)."""

    def unwrap(self, wrap: bytes, about: str) -> bytes: ...

    def seal(self, key: bytes, content: bytes, about: str) -> bytes: ...

    def unseal(self, key: bytes, sealed: bytes, about: str) -> bytes: ...


class TalkKey:
    """The key of one visit's private events: `wrap` is what the database keeps of it. Slow; never while writing."""

    def __init__(self, intake: Intake, content: bytes, wrap: bytes) -> None:
        self.wrap = wrap
        self._intake, self._content = intake, content
        self._index = hmac.digest(content, b"spotcheck-index-1", "sha256")

    def row_id(self, event_id: str) -> str:
        """What stands as the row's id: an event's own begins with its moment."""
        return self._keyed(f"id {event_id}")[:36]

    def position(self, device: str, seq: int) -> str:
        """By what the event of a tablet's number is found."""
        return self._keyed(f"position {device} {seq}")[:32]

    def sealed(self, kept: StoredEvent) -> StoredEvent:
        text = json.dumps({"body": kept.body, "arrived_at": kept.arrived_at.isoformat()}, ensure_ascii=False)
        content = text.encode()
        padded = content.ljust(-(-len(content) // _STEP) * _STEP)
        sealed = self._intake.seal(self._content, padded, _about(kept))
        return replace(
            kept,
            id=self.row_id(kept.id),
            seq=0,
            n=0,
            prev=None,
            what=PRIVATE,
            at="",
            body=b64encode(sealed).decode(),
            arrived_at=clock.day_only(kept.arrived_at),
            position=self.position(kept.device_id, kept.seq),
        )

    def opened(self, row: StoredEvent) -> StoredEvent:
        told = json.loads(self._intake.unseal(self._content, b64decode(row.body), _about(row)))
        event: Mapping[str, Any] = json.loads(told["body"])
        return replace(
            row,
            id=event["id"],
            seq=event["seq"],
            n=event["n"],
            prev=event["prev"],
            what=event["what"][:20],
            at=event["at"],
            body=told["body"],
            arrived_at=datetime.fromisoformat(told["arrived_at"]),
        )

    def _keyed(self, text: str) -> str:
        return hmac.digest(self._index, text.encode(), "sha256").hex()


def key_of(tx: Connection, visit_id: str, intake: Intake) -> TalkKey | None:
    """The key under which a visit's private events lie, or None while there is none."""
    wrap = events_store.interview_key(tx, visit_id)
    return None if wrap is None else TalkKey(intake, intake.unwrap(wrap, f"talks {visit_id}"), wrap)


def new_key(visit_id: str, intake: Intake) -> TalkKey:
    return TalkKey(intake, *intake.new_key(f"talks {visit_id}"))


def _about(kept: StoredEvent) -> str:
    return f"talk {kept.visit_id} {kept.hash}"
