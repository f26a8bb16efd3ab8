"""What tablets sent that could not count by itself: a supervisor reads why, and may let it count."""

import json
from datetime import datetime

from sqlalchemy import Connection

from inspect_app.actions.fieldwork import incoming as incoming_actions
from inspect_app.actions.fieldwork import projector as projector_actions
from inspect_app.actions.fieldwork import sync as sync_actions
from inspect_app.actions.fieldwork.incoming import IncomingBatch
from inspect_app.actions.fieldwork.projection import ACCEPTED, NewId
from inspect_app.actions.fieldwork.projector import Projector
from inspect_app.actions.fieldwork.sealed_interviews import Intake
from inspect_app.actions.risk import scores as scores_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Staff
from inspect_app.store import Database
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork.events import StoredEvent
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
    database: Database, event_id: str, *, projector: Projector, intake: Intake, by: Staff, now: datetime, new_id: NewId
) -> None:
    """Lets one event count: the visit is added up and the employer scored again. What was issued stays as it is."""
    incoming = incoming_actions.nothing(now)
    with database.reading() as tx:
        row = events_store.find(tx, event_id)
        visit = visits_store.find(tx, row.visit_id) if row else None
        if row is None or visit is None:
            raise Problem("not-found")
        whole = incoming_actions.open_row(tx, incoming, row, intake)
    sync_actions.append_with(database, incoming, intake, lambda tx: _let_in(tx, event_id, whole, incoming, by))
    projector_actions.bring_up_to_date(database, visit.id, projector, now=now, new_id=new_id)
    with database.writing() as tx:
        scores_actions.ask(tx, visit.employer_id, now=now, new_id=new_id)


def _let_in(tx: Connection, event_id: str, whole: StoredEvent, incoming: IncomingBatch, by: Staff) -> None:
    row = events_store.find(tx, event_id)
    if row is None or row.state != "quarantined":
        raise Problem("wrong-input", why="This event counts already.")
    events_store.set_state(tx, row.id, "stored", ACCEPTED)
    events_store.appended(tx, row.visit_id, 1)
    sync_actions.let_follow(tx, whole, incoming)
    about, detail = ("visit", row.visit_id), {"why": row.why or ""}
    audit_log_actions.note(tx, act="accept-event", by=by, now=incoming.now, about=about, detail=detail)
