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


def open_handset(
    app: Flask,
    document: Document,
    database: Database,
    folder: Path,
    *,
    now: Callable[[], datetime],
    answer: Callable[..., Response],
) -> None:
    """Adds the handset's addresses to the worker app. `answer` puts the page's headers on a body."""
    key_folder, kept = HandsetKeys(folder), HandsetFiles(document)

    @public
    def page(name: str = "") -> Response:
        body, kind, encoding = kept.file(name)
        return answer(body, kind, 200, encoding)

    @public
    def boxes() -> Response:
        run, handset_messages = _opened(handsets_rules.LETTER_SIZE, MOST_LETTERS)
        found = [
            (hashlib.sha256(box).digest()[:16], box) for one in handset_messages if (box := handsets_rules.box_in(one))
        ]
        if run and found:
            with database.writing() as tx:
                handsets_store.put(tx, run, found, slot=randomness.below(boxes_store.DECOYS))
        return _told(run)

    @public
    def calls() -> Response:
        run, handset_messages = _opened(handsets_rules.CALL_SIZE, MOST_CALLS)
        said = {word for one in handset_messages if (word := handsets_rules.said_in(one))}
        if run and said:
            with database.writing() as tx:
                _call(tx, run, said)
        return _told(run)

    def _opened(size: int, most: int) -> tuple[str, list[bytes]]:
        body = request.get_data()
        handset_messages = [body[at : at + size] for at in range(0, len(body), size)]
        with database.reading() as tx:
            keys = key_folder.keys(handsets_store.live(tx, days.everywhere(now(), clock.zone)))
        if len(body) % size == 0 and len(handset_messages) <= most:
            for run, private in keys.items():
                if opened := handset_keys.open_handset_messages(handset_messages, private):
                    return run, opened
        return "", []

    def _call(tx: Connection, run: str, said: set[str]) -> None:
        point, due = (
            handsets_store.live(tx, days.everywhere(now(), clock.zone))[run],
            duty.due(urgent_store.shifts(tx, now()), now()),
        )
        day = clock.day(now(), points_store.zone_name(tx, point))
        for kind in sorted(said & set(KINDS)):
            urgent_store.tap_at(tx, point, kind, call_id=randomness.new_id(), day=day, due=due)
        if said & {handsets_rules.SENT, handsets_rules.AWAY}:
            handsets_store.told(tx, run, away=handsets_rules.AWAY in said)

    def _told(run: str) -> Response:
        reads = document.reading()
        told = jsonify(state="open" if run else "closed", reads=reads.state, at=hour_of(reads))
        return answer(told.get_data(), "application/json", 200, None)

    app.add_url_rule("/handset/", "handset", page, methods=["GET"])
    app.add_url_rule("/handset/<string:name>", "handset_file", page, methods=["GET"])
    app.add_url_rule("/handset/boxes", "handset_boxes", boxes, methods=["POST"])
    app.add_url_rule("/handset/calls", "handset_calls", calls, methods=["POST"])
