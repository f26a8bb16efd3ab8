"""What tablets sent that could not count by itself: a supervisor reads why, and may let it count."""

import json
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from inspect_app.actions.fieldwork import sync as sync_actions
from inspect_app.actions.fieldwork.projection import ACCEPTED, derive
from inspect_app.actions.fieldwork.sealed_interviews import Intake, SealedInterviews
from inspect_app.actions.risk import scores as scores_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Staff
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.visits import visits as visits_store


def about(what: str, body: str) -> dict[str, object]:
    """What a supervisor needs of an event: {what, item, by, value, changes, private}; a private talk's stays sealed.

    `changes` is field -> value of a mend.
    """
    if what == events_store.PRIVATE:
        return {"what": what, "by": None, "private": True, "item": None, "value": None, "changes": {}}
    event = json.loads(body)
    item = next((step["item"] for step in event.get("at_item") or () if "item" in step), None)
    value = event["value"].get("value") if event["what"] == "answered" and isinstance(event["value"], dict) else None
    changes = event["value"]["changes"] if event["what"] == "corrected" else {}
    shown = {"item": item, "value": None if isinstance(value, dict) else value}
    told = {field: change["to"] for field, change in sorted(changes.items())}
    return {"what": event["what"], "by": event["by"], "private": False, "changes": told, **shown}


def accept(
    tx: Connection, event_id: str, *, intake: Intake, by: Staff, now: datetime, new_id: Callable[[], str]
) -> None:
    """Lets one event count: the visit is added up and the employer scored again. What was issued stays as it is."""
    kept = events_store.find(tx, event_id)
    visit = visits_store.find(tx, kept.visit_id) if kept else None
    if kept is None or visit is None:
        raise Problem("not-found")
    if kept.state != "quarantined":
        raise Problem("wrong-input", why="This event counts already.")
    events_store.set_state(tx, kept.id, "stored", ACCEPTED)
    interviews = SealedInterviews(tx, intake)
    sync_actions.let_follow(tx, kept, interviews)
    derive(tx, visit, interviews=interviews, now=now, new_id=new_id)
    scores_actions.ask(tx, visit.employer_id, now=now, new_id=new_id)
    audit_log_actions.note(
        tx, act="accept-event", by=by, now=now, about=("visit", visit.id), detail={"why": kept.why or ""}
    )
