"""What sorting one batch of events must know of the database, asked once a batch and never of a whole visit."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from inspect_app.actions.fieldwork.incoming import IncomingBatch, KeyChanged, NotOpened
from inspect_app.domain.fieldwork import inspection as inspection_rules
from inspect_app.domain.visits.visits import Visit
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork.events import PRIVATE, Line, StoredEvent
from inspect_app.store.visits import visits as visits_store


class EventAppender:
    """The events a batch may meet, and the visits, teams, checklists and signatures it is judged by.

    `take` and `move` keep it true while the batch is sorted; nothing else changes these rows meanwhile, because the
    writer stands alone (`store.begin`). Nothing is opened here: NotOpened says what must be, before it begins again.
    """

    def __init__(self, tx: Connection, incoming: IncomingBatch) -> None:
        self._tx, self._incoming = tx, incoming
        self._open_rows: list[StoredEvent] = []
        self._sealed_rows: list[StoredEvent] = []
        self._moves: dict[str, tuple[str, str | None]] = {}
        self._bodies: dict[str, str] = {}
        self._at: dict[tuple[str, str, int], list[Line]] = {}
        self._visits: dict[str, tuple[Visit | None, frozenset[str]]] = {}
        self._checklists: dict[tuple[str, int], str | None] = {}
        self._signed: dict[str, list[Mapping[str, Any]]] = {}
        self.touched: dict[str, int] = {}
        self._new_keys: dict[str, bytes] = {}
        for visit_id, key in incoming.keys.items():
            wrap = events_store.interview_key(tx, visit_id)
            if wrap is None:
                self._new_keys[visit_id] = key.wrap
            elif bytes(wrap) != key.wrap:
                raise KeyChanged
        self._load()

    def _load(self) -> None:
        chains: dict[tuple[str, str], set[int]] = {}
        ids = []
        for event in self._incoming.events:
            row_id = self._incoming.row_id(event["visit"], event["id"])
            ids += [event["id"], *([row_id] if row_id is not None else [])]
            seq = event["seq"]
            chains.setdefault((event["visit"], event["device"]), set()).update((seq - 1, seq, seq + 1))
        self._by_id = {line.id: line for line in events_store.lines(self._tx, ids)}
        for (visit_id, device_id), seqs in chains.items():
            self._load_places(visit_id, device_id, seqs)

    def _load_places(self, visit_id: str, device_id: str, seqs: set[int]) -> None:
        found = {seq: list[Line]() for seq in seqs}
        for line in events_store.at(self._tx, visit_id, device_id, sorted(seqs - {0})):
            found[line.seq].append(line)
        places = {self._incoming.position(visit_id, device_id, seq): seq for seq in seqs}
        for line in events_store.at_positions(self._tx, visit_id, [place for place in places if place is not None]):
            seq = places[line.position]
            found[seq].append(replace(line, seq=seq))
        for seq, lines in found.items():
            self._at[visit_id, device_id, seq] = lines
            self._by_id.update({line.id: line for line in lines})

    def find(self, visit_id: str, event_id: str) -> Line | None:
        row_id = self._incoming.row_id(visit_id, event_id)
        return self._by_id.get(event_id) or (self._by_id.get(row_id) if row_id is not None else None)

    def at(self, visit: str, device: str, seq: int) -> list[Line]:
        """Everything a tablet sent under one number of a visit; more than one only when its chain is broken."""
        if (visit, device, seq) not in self._at:
            self._load_places(visit, device, {seq})
        return self._at[visit, device, seq]

    def whole(self, line: Line) -> Line:
        """The same with its `n` and `prev`, which lie sealed where it is private."""
        if line.what != PRIVATE:
            return line
        opened = self._opened(line)
        return replace(line, n=opened.n, prev=opened.prev)

    def body(self, line: Line) -> dict[str, Any]:
        if line.what == PRIVATE:
            return dict(json.loads(self._opened(line).body))
        text = self._bodies.get(line.id)
        return dict(json.loads(text if text is not None else events_store.body(self._tx, line.id)))

    def _opened(self, line: Line) -> StoredEvent:
        opened = self._incoming.opened.get(line.id)
        if opened is None:
            raise NotOpened(line.visit_id, line.device_id, line.id)
        return opened

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

    def signed(self, visit_id: str) -> list[Mapping[str, Any]]:
        """The first signature of each tablet of a visit that counts."""
        if visit_id not in self._signed:
            bodies = [json.loads(kept.body) for kept in events_store.signed(self._tx, visit_id)]
            self._signed[visit_id] = inspection_rules.earliest(bodies)
        return self._signed[visit_id]

    def take(self, kept: StoredEvent) -> Line:
        """Adds a new event, to be written with the rest of the batch."""
        line = Line(**{name: getattr(kept, name) for name in Line.__dataclass_fields__})
        if kept.id in self._incoming.private:
            row_id = str(self._incoming.row_id(kept.visit_id, kept.id))
            self._incoming.opened[row_id] = kept
            self._sealed_rows.append(replace(self._incoming.sealed[row_id], state=kept.state, why=kept.why))
            line = replace(line, id=row_id, what=PRIVATE)
        else:
            self._open_rows.append(kept)
            self._bodies[kept.id] = kept.body
        self._by_id[line.id] = line
        self.at(kept.visit_id, kept.device_id, kept.seq).append(line)
        self._changed(line)
        return line

    def move(self, line: Line, state: str, why: str | None) -> Line:
        """Notes that an event counts now, or why it does not."""
        moved = replace(line, state=state, why=why)
        self._moves[line.id] = state, why
        row = self._at[line.visit_id, line.device_id, line.seq]
        row[[one.id for one in row].index(line.id)] = self._by_id[line.id] = moved
        self._changed(moved)
        return moved

    def _changed(self, line: Line) -> None:
        self.touched[line.visit_id] = self.touched.get(line.visit_id, 0) + 1
        if line.what == "signed" and line.state == "stored":
            first = self.signed(line.visit_id)
            self._signed[line.visit_id] = inspection_rules.earliest([*first, self.body(line)])

    def write(self) -> None:
        """Writes the batch: what came in the open in its order, private events in one that says nothing."""
        sealed = {row.visit_id for row in self._sealed_rows}
        for visit_id, wrap in self._new_keys.items():
            if visit_id in sealed:
                events_store.add_interview_key(self._tx, visit_id, wrap)
        rows = [*self._open_rows, *sorted(self._sealed_rows, key=lambda row: row.hash)]
        # A row of this batch that moved is written as it stands in the end.
        fresh = {row.id for row in rows}
        rows = [self._moved(row) for row in rows]
        events_store.add_all(self._tx, rows)
        for row_id, (state, why) in self._moves.items():
            if row_id not in fresh:
                events_store.set_state(self._tx, row_id, state, why)
        for visit_id, count in self.touched.items():
            events_store.appended(self._tx, visit_id, count)

    def _moved(self, row: StoredEvent) -> StoredEvent:
        state, why = self._moves.get(row.id, (row.state, row.why))
        return replace(row, state=state, why=why)
