"""What a visit's events add up to, made after they were kept and outside the writers' line, and written in a short one.

`visits.projected_to` says what is counted. Whoever needs the results of a visit brings it up to date first.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from inspect_app.actions.fieldwork import projection as projection_actions
from inspect_app.actions.fieldwork.sealed_interviews import Intake, key_of
from inspect_app.domain.fieldwork.inspection import interviews as fold_interviews
from inspect_app.domain.fieldwork.inspection import plain
from inspect_app.store import Database
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork import projections as projections_store
from inspect_app.store.fieldwork.events import PRIVATE
from inspect_app.store.visits import visits as visits_store

MOST, LONGEST = 4, timedelta(minutes=15)


@dataclass
class OpenVisit:
    """A visit's events as they came, by row id, opened in memory; (state, why) of each as of the last look."""

    used_at: datetime
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    private: set[str] = field(default_factory=set)
    standing: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    def wipe(self) -> None:
        """Drops what was opened. Python overwrites nothing; this is as far as it goes."""
        for event in self.events.values():
            event.clear()
        self.events.clear()
        self.private.clear()
        self.standing.clear()


class Projector:
    """The opened interviews of one web process: at most four visits, none longer than fifteen minutes unused."""

    def __init__(self, intake: Callable[[], Intake]) -> None:
        self._intake = intake
        self._visits: OrderedDict[str, OpenVisit] = OrderedDict()
        self._locks = tuple(threading.Lock() for _ in range(64))
        self._guard = threading.Lock()

    def lock(self, visit_id: str) -> threading.Lock:
        """Held by who works on a visit in this process, so that no two open the same events."""
        return self._locks[hash(visit_id) % len(self._locks)]

    def opened(self, tx: Connection, visit_id: str, now: datetime) -> OpenVisit:
        """The visit with every event that this snapshot holds; only what is new is read and opened. Hold `lock`."""
        self.forget(now, but=visit_id)
        with self._guard:
            visit = self._visits.setdefault(visit_id, OpenVisit(now))
            self._visits.move_to_end(visit_id)
            visit.used_at = now
        visit.standing = {id: (state, why) for id, state, why in events_store.standing(tx, visit_id)}
        fresh = [id for id in visit.standing if id not in visit.events]
        if fresh:
            key = key_of(tx, visit_id, self._intake())
            for row in events_store.of_rows(tx, visit_id, fresh):
                visit.events[row.id] = json.loads(key.opened(row).body if key and row.what == PRIVATE else row.body)
                if row.what == PRIVATE:
                    visit.private.add(row.id)
        return visit

    def forget(self, now: datetime, *, but: str = "") -> None:
        """Wipes what was not used for long, and the longest unused while there are too many."""
        with self._guard:
            gone = [id for id, visit in self._visits.items() if id != but and now - visit.used_at >= LONGEST]
            others = [id for id in self._visits if id != but and id not in gone]
            gone += others[: max(0, len(others) - (MOST - 1))]
            # One that another thread works on goes the next time.
            free = [id for id in gone if self.lock(id).acquire(blocking=False)]
            for id in free:
                self._visits.pop(id).wipe()
                self.lock(id).release()


def bring_up_to_date(
    database: Database, visit_id: str, projector: Projector, *, now: datetime, new_id: projection_actions.NewId
) -> None:
    """Projects a visit until everything that came is counted; at once when it is."""
    with database.reading() as tx:
        appended, projected = events_store.marks(tx, visit_id)
    if appended == projected:
        return
    with projector.lock(visit_id):
        while not _project(database, visit_id, projector, now=now, new_id=new_id):
            pass


def bring_all_up_to_date(
    database: Database, projector: Projector, *, now: datetime, new_id: projection_actions.NewId
) -> list[str]:
    """At the start of web: whatever a process that ended left uncounted. Returns the visits."""
    with database.reading() as tx:
        lagging = events_store.lagging(tx)
    for visit_id in lagging:
        bring_up_to_date(database, visit_id, projector, now=now, new_id=new_id)
    return lagging


def _project(
    database: Database, visit_id: str, projector: Projector, *, now: datetime, new_id: projection_actions.NewId
) -> bool:
    """One round: True when nothing is left to count."""
    with database.reading() as tx:
        appended, before = events_store.marks(tx, visit_id)
        visit = visits_store.find(tx, visit_id)
        if visit is None or appended == before:
            return True
        whole = projector.opened(tx, visit_id, now)
        projected = compute(tx, visit_id, whole) if _counts(whole) else None
    with database.writing() as tx:
        # Another process was here meanwhile; what it wrote may count more than this.
        if events_store.marks(tx, visit_id)[1] != before:
            return False
        if projected is not None:
            projections_store.put_inspection_text(tx, visit_id, projected[1])
            projection_actions.write(tx, visit, projected[0], now=now, new_id=new_id)
        events_store.projected(tx, visit_id, appended)
        return events_store.marks(tx, visit_id)[0] == appended


def _counts(whole: OpenVisit) -> bool:
    return any(state == "stored" for state, _ in whole.standing.values())


def compute(tx: Connection, visit_id: str, whole: OpenVisit) -> tuple[projection_actions.Derived, str]:
    """What the visit shows and the text to keep of it: without the moments and the order of the talks."""
    stored = [id for id, (state, _) in whole.standing.items() if state == "stored"]
    accepted = [whole.events[id]["id"] for id in stored if whole.standing[id][1] == projection_actions.ACCEPTED]
    folded = projection_actions.folded(tx, [whole.events[id] for id in stored], frozenset(accepted))
    private = [whole.events[id]["id"] for id in stored if id in whole.private]
    told = fold_interviews.without_order(folded, private)
    taken = [whole.events[id] for id in whole.private if whole.events[id]["what"] == "photographed"]
    pictures = sorted({event["value"]["sha256"] for event in taken})
    return projection_actions.derive(tx, told), projections_store.inspection_text(
        {"told": plain(told), "pictures": pictures}
    )


def names_picture(
    database: Database, projector: Projector, visit_id: str, device_id: str, picture: str, now: datetime
) -> bool:
    """Whether a private event of this tablet names a picture by its SHA-256."""
    with projector.lock(visit_id), database.reading() as tx:
        whole = projector.opened(tx, visit_id, now)
        taken = [event for id, event in whole.events.items() if id in whole.private and event["device"] == device_id]
        return any(event["what"] == "photographed" and event["value"]["sha256"] == picture for event in taken)
