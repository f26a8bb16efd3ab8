"""Events of private talks at rest: sealed to the intake key, opened in memory by the one process that owns it.

Beside the seal stand the hash, the tablet and whether it counts; neither its moment nor its place in the chain.
"""

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


class SealedInterviews:
    """The private events of visits in one transaction; one key a visit, unwrapped once."""

    def __init__(self, tx: Connection, intake: Intake) -> None:
        self._tx, self._intake = tx, intake
        self._keys: dict[str, bytes] = {}

    def of_visit(self, visit_id: str) -> list[StoredEvent]:
        """The visit's private events as they came, aside or not."""
        return [self._opened(row) for row in events_store.private(self._tx, visit_id)]

    def add(self, fresh: list[StoredEvent]) -> None:
        """Writes new ones, sealed, in an order that says nothing of when they came."""
        for kept in sorted(fresh, key=lambda one: one.hash):
            events_store.add(self._tx, self._sealed(kept))

    def move(self, kept: StoredEvent, state: str, why: str | None) -> None:
        events_store.set_state(self._tx, _row_id(kept), state, why)

    def names(self, visit_id: str, device_id: str, picture: str) -> bool:
        """Whether a private event of this tablet names a picture by its SHA-256."""
        mine = (one for one in self.of_visit(visit_id) if one.device_id == device_id and one.what == "photographed")
        return any(json.loads(one.body)["value"]["sha256"] == picture for one in mine)

    def pictures(self, visit_id: str) -> list[str]:
        """Hashes of the pictures that any private event names, also one set aside."""
        bodies = (json.loads(one.body) for one in self.of_visit(visit_id) if one.what == "photographed")
        return sorted({body["value"]["sha256"] for body in bodies})

    def _sealed(self, kept: StoredEvent) -> StoredEvent:
        text = json.dumps({"body": kept.body, "arrived_at": kept.arrived_at.isoformat()}, ensure_ascii=False)
        content = text.encode()
        padded = content.ljust(-(-len(content) // _STEP) * _STEP)
        sealed = self._intake.seal(self._key(kept.visit_id), padded, _about(kept))
        return replace(
            kept,
            id=_row_id(kept),
            seq=0,
            n=0,
            prev=None,
            what=PRIVATE,
            at="",
            body=b64encode(sealed).decode(),
            arrived_at=clock.day_only(kept.arrived_at),
        )

    def _opened(self, row: StoredEvent) -> StoredEvent:
        told = json.loads(self._intake.unseal(self._key(row.visit_id), b64decode(row.body), _about(row)))
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

    def _key(self, visit_id: str) -> bytes:
        if visit_id not in self._keys:
            about = f"talks {visit_id}"
            wrap = events_store.interview_key(self._tx, visit_id)
            if wrap is None:
                key, wrap = self._intake.new_key(about)
                events_store.add_interview_key(self._tx, visit_id, wrap)
            else:
                key = self._intake.unwrap(wrap, about)
            self._keys[visit_id] = key
        return self._keys[visit_id]


def _row_id(kept: StoredEvent) -> str:
    # An event's own id begins with its moment.
    return kept.hash[:36]


def _about(kept: StoredEvent) -> str:
    return f"talk {kept.visit_id} {kept.hash}"
