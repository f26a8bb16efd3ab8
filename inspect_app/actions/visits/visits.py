"""Planning visits and assigning teams. What tablets send back is `actions/fieldwork/sync.py`."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Staff
from inspect_app.domain.visits.visits import ARMS, Carried, Visit
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.store.visits import visits as visits_store

FIELD = ("inspector", "supervisor")


def plan(
    tx: Connection,
    *,
    visit_id: str,
    site_id: str,
    planned_for: date,
    team: Sequence[str],
    keys: Sequence[str],
    by: Staff,
    now: datetime,
    purpose: str = "",
    arm: str = "chosen",
    selection_prob: float | None = None,
) -> Visit:
    """Plans a visit of a team (staff ids, the lead first) to a site, with the newest version of each checklist key.

    The visit keeps these versions to its end. `selection_prob` is the chance this site had of being chosen, kept for
    the fairness audit; None when a person chose it.
    """
    if arm not in ARMS:
        raise Problem("wrong-input", why="This is not a known reason for choosing a site.")
    if not team or not keys:
        raise Problem("wrong-input", why="A visit needs at least one inspector and one checklist.")
    site = sites_store.get(tx, site_id)
    visit = Visit(
        id=visit_id,
        agency_id=by.agency_id,
        employer_id=site.employer_id,
        site_id=site_id,
        state="planned",
        kind="inspection",
        purpose=purpose,
        planned_for=planned_for,
        planned_by=by.id,
        planned_at=now,
        arm=arm,
        selection_prob=selection_prob,
    )
    visits_store.add(tx, visit)
    for key in sorted(set(keys)):
        visits_store.put_checklist(tx, visit_id, Carried(key, checklists_store.newest(tx, key).n))
    _assign(tx, visit_id, team, by.agency_id)
    audit_log_actions.note(tx, act="plan-visit", by=by, now=now, about=("visit", visit_id), detail={"site": site_id})
    return visit


def assign(tx: Connection, visit_id: str, team: Sequence[str], *, by: Staff, now: datetime) -> None:
    """Adds people to a visit that is not closed; the first becomes its lead."""
    if visits_store.get(tx, visit_id).state in ("closed", "cancelled"):
        raise Problem("visit-closed")
    _assign(tx, visit_id, team, by.agency_id)
    audit_log_actions.note(
        tx, act="assign-visit", by=by, now=now, about=("visit", visit_id), detail={"team": list(team)}
    )


def cancel(tx: Connection, visit_id: str, why: str, *, by: Staff, now: datetime) -> None:
    """Takes back a visit that nobody has begun; the reason stays in the journal."""
    if visits_store.get(tx, visit_id).state != "planned":
        raise Problem("visit-closed")
    if not why.strip():
        raise Problem("no-reason")
    visits_store.set_state(tx, visit_id, "cancelled")
    audit_log_actions.note(
        tx, act="cancel-visit", by=by, now=now, about=("visit", visit_id), detail={"why": why.strip()}
    )


def _assign(tx: Connection, visit_id: str, team: Sequence[str], agency_id: str) -> None:
    for place, staff_id in enumerate(dict.fromkeys(team)):
        person = staff_store.get(tx, staff_id)
        if person.agency_id != agency_id:
            raise Problem("not-found")
        if person.role not in FIELD or person.state != "active":
            raise Problem("wrong-input", why="{person} does not go on visits.", person=person.name)
        visits_store.put_member(tx, visit_id, staff_id, "lead" if place == 0 else "member")
