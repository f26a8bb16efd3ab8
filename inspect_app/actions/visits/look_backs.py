"""Reprisal look-backs: who spoke to an inspector may pay for it later, so somebody comes back at 7 and 30 days."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from inspect_app.actions.visits import visits as visits_actions
from inspect_app.adapters.system import clock
from inspect_app.domain.days import add_days
from inspect_app.domain.fieldwork.inspection import Inspection
from inspect_app.domain.staff.people import Staff
from inspect_app.domain.visits.visits import Visit
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.store.visits import visits as visits_store

DAYS = (7, 30)
CHECKLIST = "reprisal-look-back"
_PURPOSE = {
    "en": "Reprisal look-back, {days} days after the visit of {day}: has anybody paid for speaking, and was what was"
    " ordered done?",
    "fr": "Retour sur les représailles, {days} jours après la visite du {day} : quelqu’un a-t-il payé pour avoir parlé,"
    " et ce qui a été ordonné est-il fait?",
}


def plan(
    tx: Connection, visit: Visit, told: Inspection, *, by: Staff, now: datetime, new_id: Callable[[], str]
) -> list[Visit]:
    """Plans the look-backs of a visit that closes now, with those of its team who still go on visits.

    None after a visit on which no worker was met or given a card, nor after a look-back itself.
    """
    team = [
        one
        for one in (staff_store.get(tx, member.staff_id) for member in visits_store.team(tx, visit.id))
        if _goes(one)
    ]
    carried = {one.key for one in visits_store.checklists(tx, visit.id)}
    known = {version.key for version in checklists_store.listed(tx) if version.state == "published"}
    if not _met_workers(told) or not team or CHECKLIST in carried or CHECKLIST not in known:
        return []
    words = _PURPOSE[team[0].language]
    today = clock.day(now, sites_store.zone_name(tx, visit.site_id))
    return [
        visits_actions.plan(
            tx,
            visit_id=new_id(),
            site_id=visit.site_id,
            planned_for=add_days(today, days),
            team=[one.id for one in team],
            keys=[CHECKLIST],
            by=by,
            now=now,
            arm="follow_up",
            purpose=words.format(days=days, day=today),
        )
        for days in DAYS
    ]


def _goes(person: Staff) -> bool:
    return person.state == "active" and person.role in visits_actions.FIELD


def _met_workers(told: Inspection) -> bool:
    return bool(told.cases) or any(handed["n"] for handed in told.cards)
