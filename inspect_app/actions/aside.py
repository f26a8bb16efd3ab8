"""What tablets sent that could not count by itself: a supervisor reads why, and may let it count."""

import json
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from inspect_app.actions import journal, scores, sync
from inspect_app.actions.derive import ACCEPTED, derive
from inspect_app.actions.talks import Intake, Talks
from inspect_app.domain.people import Staff
from inspect_app.domain.problem import Problem
from inspect_app.store import events, visits


def about(what: str, body: str) -> dict[str, object]:
    """What a supervisor needs of an event: {what, item, by, value, changes, private}; a private talk's stays sealed.

    `changes` is field -> value of a mend.
    """
    if what == events.PRIVATE:
        return {"what": what, "by": None, "private": True, "item": None, "value": None, "changes": {}}
    event = json.loads(body)
    item = next((step["item"] for step in event.get("at_item") or () if "item" in step), None)
    value = event["value"].get("value") if event["what"] == "answered" and isinstance(event["value"], dict) else None
    changes = event["value"]["changes"] if event["what"] == "mended" else {}
    shown = {"item": item, "value": None if isinstance(value, dict) else value}
    told = {field: change["to"] for field, change in sorted(changes.items())}
    return {"what": event["what"], "by": event["by"], "private": False, "changes": told, **shown}


def accept(
    tx: Connection, event_id: str, *, intake: Intake, by: Staff, now: datetime, new_id: Callable[[], str]
) -> None:
    """Lets one event count: the visit is added up and the employer scored again. What was issued stays as it is."""
    kept = events.find(tx, event_id)
    visit = visits.find(tx, kept.visit_id) if kept else None
    if kept is None or visit is None:
        raise Problem("not-found")
    if kept.state != "aside":
        raise Problem("wrong-input", why="This event counts already.")
    events.set_state(tx, kept.id, "stored", ACCEPTED)
    talks = Talks(tx, intake)
    sync.let_follow(tx, kept, talks)
    derive(tx, visit, talks=talks, now=now, new_id=new_id)
    scores.ask(tx, visit.employer_id, now=now, new_id=new_id)
    journal.note(tx, act="accept-event", by=by, now=now, about=("visit", visit.id), detail={"why": kept.why or ""})
