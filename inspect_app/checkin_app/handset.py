"""The lent handset's own address, `/c/handset/`: its page, its service worker and its door.

A worker's own phone never comes here: no page of `/c/` names this one, and the service worker reaches no further than
its own folder. What comes through the door is opened of its outer seal only; the boxes inside stay shut.
"""

import hashlib
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from flask import Flask, Response, jsonify, request

from inspect_app.adapters.crypto import handset_keys
from inspect_app.adapters.system import clock, randomness
from inspect_app.checkin_app.handset_files import HandsetFiles
from inspect_app.checkin_app.page import Document, hour_of
from inspect_app.domain import days
from inspect_app.domain.alerts import duty
from inspect_app.domain.alerts.duty import KINDS
from inspect_app.domain.checkins import handsets as handsets_rules
from inspect_app.domain.staff.permissions import public
from inspect_app.store import Connection, Database
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import handsets as handsets_store
from inspect_app.store.checkins import points as points_store

# So many letters fit into the largest body that the worker's host lets in.
MOST_LETTERS, MOST_CALLS = 16, 320


class HandsetKeys:
    """The private key of each lent handset: one small file in the worker's own key folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keys(self, live: Collection[str]) -> dict[str, bytes]:
        """run -> key. Keys of handsets that may not send any more are deleted."""
        found = {}
        for path in sorted(self._folder.glob("*.handset")):
            run = path.stem.split(".")[-1]
            if run in live:
                found[run] = path.read_bytes()
            else:
                path.unlink(missing_ok=True)
        return found


class LentHandset:
    """What a lent handset asks for and sends. `answer` puts the page's headers on a body."""

    def __init__(
        self,
        document: Document,
        database: Database,
        folder: Path,
        now: Callable[[], datetime],
        answer: Callable[..., Response],
    ) -> None:
        self._document, self._database, self._now, self._answer = document, database, now, answer
        self._key_folder, self._files = HandsetKeys(folder), HandsetFiles(document)

    @public
    def page(self, name: str = "") -> Response:
        body, kind, encoding = self._files.file(name)
        return self._answer(body, kind, 200, encoding)

    @public
    def boxes(self) -> Response:
        run, messages = self._opened(handsets_rules.LETTER_SIZE, MOST_LETTERS)
        sealed = [box for message in messages if (box := handsets_rules.box_in(message))]
        if run and sealed:
            named = [(hashlib.sha256(box).digest()[:16], box) for box in sealed]
            with self._database.writing() as tx:
                handsets_store.put(tx, run, named, slot=randomness.below(boxes_store.DECOYS))
        return self._state(run)

    @public
    def calls(self) -> Response:
        run, messages = self._opened(handsets_rules.CALL_SIZE, MOST_CALLS)
        words = {word for message in messages if (word := handsets_rules.said_in(message))}
        if run and words:
            with self._database.writing() as tx:
                self._call(tx, run, words)
        return self._state(run)

    def _opened(self, size: int, most: int) -> tuple[str, list[bytes]]:
        body = request.get_data()
        messages = [body[at : at + size] for at in range(0, len(body), size)]
        with self._database.reading() as tx:
            keys = self._key_folder.keys(handsets_store.live(tx, days.everywhere(self._now(), clock.zone)))
        if len(body) % size == 0 and len(messages) <= most:
            for run, private in keys.items():
                if opened := handset_keys.open_handset_messages(messages, private):
                    return run, opened
        return "", []

    def _call(self, tx: Connection, run: str, words: set[str]) -> None:
        now = self._now()
        point = handsets_store.live(tx, days.everywhere(now, clock.zone))[run]
        due = duty.due(urgent_store.shifts(tx, now), now)
        day = clock.day(now, points_store.zone_name(tx, point))
        for kind in sorted(words & set(KINDS)):
            urgent_store.tap_at(tx, point, kind, call_id=randomness.new_id(), day=day, due=due)
        if words & {handsets_rules.SENT, handsets_rules.AWAY}:
            handsets_store.told(tx, run, away=handsets_rules.AWAY in words)

    def _state(self, run: str) -> Response:
        reads = self._document.reading()
        state = jsonify(state="open" if run else "closed", reads=reads.state, at=hour_of(reads))
        return self._answer(state.get_data(), "application/json", 200, None)


def add_addresses(app: Flask, lent: LentHandset) -> None:
    """Adds the handset's addresses to the worker app."""
    app.add_url_rule("/handset/", "handset", lent.page, methods=["GET"])
    app.add_url_rule("/handset/<string:name>", "handset_file", lent.page, methods=["GET"])
    app.add_url_rule("/handset/boxes", "handset_boxes", lent.boxes, methods=["POST"])
    app.add_url_rule("/handset/calls", "handset_calls", lent.calls, methods=["POST"])
