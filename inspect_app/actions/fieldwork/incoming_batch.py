"""What sorting one batch of events must know of the database, asked once a batch instead of once an event."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from inspect_app.actions.fieldwork.sealed_interviews import SealedInterviews
from inspect_app.domain.fieldwork.inspection.interviews import is_private
from inspect_app.domain.visits.visits import Visit
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork.events import StoredEvent
from inspect_app.store.visits import visits as visits_store


class IncomingBatch:
    """The events a batch may meet, and the visits, teams, checklists and signatures it is judged by.

    `take` and `move` keep it true while the batch is written; nothing else changes these rows meanwhile, because the
    writer stands alone (`store.begin`).
    """

    def __init__(self, tx: Connection, batch: Sequence[Mapping[str, Any]], interviews: SealedInterviews) -> None:
        self._tx, self._interviews = tx, interviews
        self._fresh: dict[str, StoredEvent] = {}
        self._sealed: set[str] = set()
        first: dict[tuple[str, str], int] = {}
        ids = []
        for event in batch:
            chain = (event["visit"], event["device"])
            first[chain] = min(first.get(chain, event["seq"]), event["seq"])
            ids += [event["id"], *([event["value"]["event"]] if event.get("what") == "chosen" else [])]
        self._by_id = {kept.id: kept for kept in events_store.with_ids(tx, ids)}
        self._at: dict[tuple[str, str, int], list[StoredEvent]] = {}
        for (visit, device), seq in first.items():
            for kept in events_store.since(tx, visit, device, seq - 1):
                self._at.setdefault((visit, device, kept.seq), []).append(kept)
        for visit in {visit for visit, _ in first}:
            for kept in interviews.of_visit(visit):
                self._by_id[kept.id] = kept
                self._sealed.add(kept.id)
                self._at.setdefault((visit, kept.device_id, kept.seq), []).append(kept)
        self._visits: dict[str, tuple[Visit | None, frozenset[str]]] = {}
        self._checklists: dict[tuple[str, int], str | None] = {}
        self._signed: dict[str, list[dict[str, Any]]] = {}

    def find(self, event_id: str) -> StoredEvent | None:
        return self._by_id.get(event_id)

    def at(self, visit: str, device: str, seq: int) -> list[StoredEvent]:
        """Everything a tablet sent under one number of a visit; more than one only when its chain is broken."""
        return self._at.get((visit, device, seq), [])

    def visit(self, visit_id: str) -> tuple[Visit | None, frozenset[str]]:
        """(the visit, the ids of its team)."""
        if visit_id not in self._visits:
            found = visits_store.find(self._tx, visit_id)
            team = visits_store.team(self._tx, visit_id) if found is not None else []
            self._visits[visit_id] = found, frozenset(member.staff_id for member in team)
        return self._visits[visit_id]

    def checklist_hash(self, key: str, n: int) -> str | None:
        if (key, n) not in self._checklists:
            version = checklists_store.find(self._tx, key, n)
            self._checklists[key, n] = version.hash if version is not None else None
        return self._checklists[key, n]

    def signed(self, visit_id: str) -> list[dict[str, Any]]:
        """The signatures of a visit that count."""
        if visit_id not in self._signed:
            self._signed[visit_id] = [json.loads(kept.body) for kept in events_store.signed(self._tx, visit_id)]
        return self._signed[visit_id]

    def take(self, kept: StoredEvent) -> None:
        """Writes a new event; those of private talks wait for `write`, or their rows would lie in order."""
        if self._is_private(kept):
            self._fresh[kept.id] = kept
            self._sealed.add(kept.id)
        else:
            events_store.add(self._tx, kept)
        self._by_id[kept.id] = kept
        self._at.setdefault((kept.visit_id, kept.device_id, kept.seq), []).append(kept)
        self._signed.pop(kept.visit_id, None)

    def move(self, kept: StoredEvent, state: str, why: str | None) -> None:
        """Writes that an event counts now, or why it does not."""
        moved = StoredEvent(**{**vars(kept), "state": state, "why": why})
        if kept.id in self._fresh:
            self._fresh[kept.id] = moved
        elif kept.id in self._sealed:
            self._interviews.move(kept, state, why)
        else:
            events_store.set_state(self._tx, kept.id, state, why)
        row = self._at[kept.visit_id, kept.device_id, kept.seq]
        row[row.index(kept)] = self._by_id[kept.id] = moved
        self._signed.pop(kept.visit_id, None)

    def _is_private(self, kept: StoredEvent) -> bool:
        event = json.loads(kept.body)
        named = self.find(event["value"]["event"]) if event["what"] == "chosen" else None
        return is_private(event, json.loads(named.body) if named is not None else None)

    def write(self) -> None:
        """Writes the new events of private talks, once the whole batch has been sorted."""
        self._interviews.add(list(self._fresh.values()))
        self._fresh.clear()
