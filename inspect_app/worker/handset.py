"""The lent handset's own address, `/c/handset/`: its page, its service worker and its door.

A worker's own phone never comes here: no page of `/c/` names this one, and the service worker reaches no further than
its own folder. What comes through the door is opened of its outer seal only; the boxes inside stay shut.
"""

import hashlib
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from flask import Flask, Response, jsonify, request

from inspect_app.adapters import clock, dice
from inspect_app.adapters import handset as door
from inspect_app.domain import days, duty, handset
from inspect_app.domain.acts import public
from inspect_app.domain.duty import KINDS
from inspect_app.store import Connection, Database, checkins, handsets, urgent
from inspect_app.worker.kept import Kept
from inspect_app.worker.page import Document, hour_of

# So many letters fit into the largest body that the worker's host lets in.
MOST_LETTERS, MOST_CALLS = 16, 320


class Doors:
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


def open_door(
    app: Flask, document: Document, database: Database, folder: Path, *, now: Callable[[], datetime],
    answer: Callable[..., Response]
) -> None:  # fmt: skip
    """Adds the handset's addresses to the worker app. `answer` puts the page's headers on a body."""
    doors, kept = Doors(folder), Kept(document)

    @public
    def page(name: str = "") -> Response:
        body, kind, encoding = kept.file(name)
        return answer(body, kind, 200, encoding)

    @public
    def boxes() -> Response:
        run, letters = _opened(handset.LETTER_SIZE, MOST_LETTERS)
        found = [(hashlib.sha256(box).digest()[:16], box) for one in letters if (box := handset.box_in(one))]
        if run and found:
            with database.begin() as tx:
                handsets.put(tx, run, found, slot=dice.below(checkins.DECOYS))
        return _told(run)

    @public
    def calls() -> Response:
        run, letters = _opened(handset.CALL_SIZE, MOST_CALLS)
        said = {word for one in letters if (word := handset.said_in(one))}
        if run and said:
            with database.begin() as tx:
                _call(tx, run, said)
        return _told(run)

    def _opened(size: int, most: int) -> tuple[str, list[bytes]]:
        body = request.get_data()
        letters = [body[at : at + size] for at in range(0, len(body), size)]
        with database.look() as tx:
            keys = doors.keys(handsets.live(tx, days.everywhere(now(), clock.zone)))
        if len(body) % size == 0 and len(letters) <= most:
            for run, private in keys.items():
                if opened := door.open_letters(letters, private):
                    return run, opened
        return "", []

    def _call(tx: Connection, run: str, said: set[str]) -> None:
        point, due = (
            handsets.live(tx, days.everywhere(now(), clock.zone))[run],
            duty.due(urgent.shifts(tx, now()), now()),
        )
        day = clock.day(now(), checkins.zone_name(tx, point))
        for kind in sorted(said & set(KINDS)):
            urgent.tap_at(tx, point, kind, call_id=dice.new_id(), day=day, due=due)
        if said & {handset.SENT, handset.AWAY}:
            handsets.told(tx, run, away=handset.AWAY in said)

    def _told(run: str) -> Response:
        reads = document.reading()
        told = jsonify(state="open" if run else "closed", reads=reads.state, at=hour_of(reads))
        return answer(told.get_data(), "application/json", 200, None)

    app.add_url_rule("/handset/", "handset", page, methods=["GET"])
    app.add_url_rule("/handset/<string:name>", "handset_file", page, methods=["GET"])
    app.add_url_rule("/handset/boxes", "handset_boxes", boxes, methods=["POST"])
    app.add_url_rule("/handset/calls", "handset_calls", calls, methods=["POST"])
