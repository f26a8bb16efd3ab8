"""From a folded visit to what it shows: findings, contraventions, orders and mends, as rows."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Connection

from inspect_app.actions.register import corrections as corrections_actions
from inspect_app.adapters.data import frameworks
from inspect_app.adapters.system import clock
from inspect_app.domain import days
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.checklists.checklist import Checklist
from inspect_app.domain.fieldwork.asked import used
from inspect_app.domain.fieldwork.findings import Findings, find
from inspect_app.domain.fieldwork.inspection import Answer, Event, Inspection, fold
from inspect_app.domain.fieldwork.inspection import interviews as fold_interviews
from inspect_app.domain.visits.orders import Order
from inspect_app.domain.visits.visits import Visit
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.fieldwork import projections as projections_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.visits import orders as orders_store
from inspect_app.store.visits import visits as visits_store

NewId = Callable[[], str]
# Why an event counts that was set aside: a supervisor let it in.
ACCEPTED = "accepted"
# An order that names no last day has so many.
DUE_DAYS = 30
_THAWED = lru_cache(maxsize=64)(checklist_rules.thaw)


def inspection(tx: Connection, visit_id: str) -> Inspection:
    """The visit as its stored events told it when the last of them came; what is aside is left out."""
    told = projections_store.inspection(tx, visit_id)
    return fold([]) if told is None else fold_interviews.read(told["told"])


def interview_pictures(tx: Connection, visit_id: str) -> set[str]:
    """Hashes of the pictures that any event, also one set aside, ties to a private talk."""
    told = projections_store.inspection(tx, visit_id)
    return set() if told is None else set(told["pictures"])


def folded(tx: Connection, parsed: Sequence[Event], accepted: frozenset[str]) -> Inspection:
    """A visit's events added up; answers to items that a checklist calls the same stand for one another."""
    whole = fold(parsed, accepted)
    # Which version of each checklist counts is known only once the events are added up.
    same_as = checklist_rules.same_as_of(used(whole, checklists_of(tx, whole)).values())
    return fold(parsed, accepted, same_as) if same_as else whole


def checklists_of(tx: Connection, told: Inspection) -> dict[tuple[str, int], Checklist]:
    """Every checklist version that an answer names, the visit carried or a person chose, where it is known here."""
    carried = {(one.key, one.n) for one in visits_store.checklists(tx, told.visit)}
    chosen = {(key, int(one["n"])) for key, one in told.versions.items()}
    named = sorted(carried | chosen | {(answer.checklist, answer.n) for answer in told.answers})
    found = {place: checklists_store.find(tx, *place) for place in named}
    return {place: _THAWED(version.frozen_json) for place, version in found.items() if version is not None}


def findings(tx: Connection, told: Inspection) -> Findings:
    return find(told, checklists_of(tx, told), frameworks.frameworks())


def conflicting(told: Inspection) -> tuple[list[list[Answer]], int]:
    """Answers to one item that tablets gave without sight of each other, and how many such items interviews hold."""
    cases = {case.id for case in told.cases}
    groups: dict[tuple[str, str | None], list[Answer]] = {}
    for one in told.answers:
        if one.differs:
            groups.setdefault((told.question(one.checklist, one.item), one.row), []).append(one)
    shown = [group for (_, row), group in groups.items() if (row or "").split("/")[0] not in cases]
    return shown, len(groups) - len(shown)


@dataclass(frozen=True)
class Derived:
    """What a visit shows, and the checklists that say so."""

    told: Inspection
    found: Findings
    lists: tuple[Checklist, ...]


def derive(tx: Connection, told: Inspection) -> Derived:
    """Everything that follows from a folded visit; reads only."""
    lists = checklists_of(tx, told)
    return Derived(told, find(told, lists, frameworks.frameworks()), tuple(lists.values()))


def write(tx: Connection, visit: Visit, derived: Derived, *, now: datetime, new_id: NewId) -> None:
    """Writes a visit's findings, contraventions, person cases, orders and mends anew, and its kind."""
    told, found = derived.told, derived.found
    projections_store.replace(
        tx,
        visit.id,
        cases=[{"id": case.id, "visit_id": visit.id, "age_band": case.age_band} for case in told.cases],
        findings=_findings(visit.id, found, new_id),
        contraventions=[
            {
                "id": new_id(),
                "visit_id": visit.id,
                "item": one.item,
                "citation": one.law.cite,
                "jurisdiction": one.law.jurisdiction,
                "program": one.law.program,
                "basis": list(one.bases),
                "standard": one.standard,
            }
            for one in found.contraventions
        ],
    )
    _orders(tx, visit, derived, now)
    corrections_actions.put(tx, told, now=now)
    if told.kind != visit.kind:
        visits_store.set_kind(tx, visit.id, told.kind)
    back_by = (told.expected_back or {}).get("back_by")
    visits_store.set_expected_back(tx, visit.id, datetime.fromisoformat(back_by) if back_by else None)


def _findings(visit_id: str, found: Findings, new_id: NewId) -> list[dict[str, object]]:
    empty = {"case_id": None, "item": None, "basis": None, "severity": None, "urgent": None}
    rows: list[dict[str, object]] = [
        {"framework": "ilo11", "code": one.id, "state": one.state, "basis": list(one.bases)} for one in found.ilo
    ]
    rows += [
        {
            "framework": "item",
            "code": one.item,
            "state": "present",
            "item": one.item,
            "case_id": one.case,
            "basis": list(one.bases),
            "severity": one.severity,
            "urgent": one.urgent,
        }
        for one in found.present
    ]
    rows += [
        {
            "framework": "delphi",
            "code": one.dimension,
            "state": "present" if one.positive else "not_present",
            "case_id": case.case,
        }
        for case in found.cases
        for one in case.outcomes
    ]
    return [{**empty, **row, "id": new_id(), "visit_id": visit_id} for row in rows]


def _orders(tx: Connection, visit: Visit, derived: Derived, now: datetime) -> None:
    lists = derived.lists
    for one in derived.told.orders:
        texts = _texts(one["item"], str(one["text"]), lists)
        due = date.fromisoformat(one["due_on"]) if one["due_on"] else _due(tx, visit, now)
        orders_store.put(
            tx,
            Order(
                id=one["event"].replace("-", ""),
                visit_id=visit.id,
                employer_id=visit.employer_id,
                act=one["act"][:60],
                citation=one["citation"][:120],
                text_en=texts[0],
                text_fr=texts[1],
                due_on=due,
                state="open",
                issued_by=one["staff"],
                issued_at=now,
                item=one["item"][:80],
                stop_work=_stops(one["item"], lists),
            ),
        )


def _due(tx: Connection, visit: Visit, now: datetime) -> date:
    """The last day of an order that names none: so many days from today where the site is."""
    return days.add_days(clock.day(now, sites_store.zone_name(tx, visit.site_id)), DUE_DAYS)


def _texts(item_id: str, text: str, lists: Collection[Checklist]) -> tuple[str, str]:
    """An order written from its template has both languages; one in the inspector's own words stays as written."""
    for one in lists:
        for _, item in one.items():
            if item.id == item_id and item.order and text in item.order.text.values():
                return item.order.text["en"], item.order.text["fr"]
    return text, text


def _stops(item_id: str, lists: Collection[Checklist]) -> bool:
    return any(item.id == item_id and item.stop_work for one in lists for _, item in one.items())
