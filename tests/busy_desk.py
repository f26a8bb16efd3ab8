"""A desk with many of everything: so many employers, visits, points, orders, reports, held events and urgent calls."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from inspect_app.domain.checkins.snapshots import TEAM
from inspect_app.domain.register.register import Employer, EmployerName, Site
from inspect_app.domain.visits.orders import Order
from inspect_app.domain.visits.visits import Carried, Visit
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins.points import Point
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork.events import StoredEvent
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.reports import reports as reports_store
from inspect_app.store.reports.reports import Report
from inspect_app.store.visits import orders as orders_store
from inspect_app.store.visits import visits as visits_store
from tests import people
from tests.conftest import NOW

DAY = date(2026, 11, 23)
INSPECTOR, SUPERVISOR = people.person("inspector").id, people.person("supervisor").id


def name(kind: str, at: int) -> str:
    """The id of the thing of a kind ("e" employer, "b" site, "d" planned visit …) with this number."""
    return f"{kind}{at:031x}"


def fill(instance: people.Instance, device: str, numbers: range) -> None:
    """Adds one of everything for each number; `device` is the tablet whose events are held for review.

    Each employer has a site, a planned visit of the inspector and a closed one; the first employer has every closed
    visit and its order.
    """
    with instance.database.writing() as tx:
        for at in numbers:
            _register(tx, at)
            for kind, state in (("d", "planned"), ("c", "closed")):
                _visit(tx, name(kind, at), at, state)
            orders_store.put(tx, _order(at))
            reports_store.add(tx, _report(at))
        events_store.add_all(tx, [_held(device, at) for at in numbers])
    with instance.checkin_database.writing() as tx:
        for at in numbers:
            points_store.add(tx, _point(at))
            urgent_store.raise_once(tx, urgent_store.Call(name("a", at), name("f", at), "hurt", DAY, NOW, None, None))


def _register(tx: Any, at: int) -> None:
    called = f"Blue Kettle {at} Ltd."
    employer = Employer(name("e", at), called, "111", None, None, "active", "hand", 1, NOW)
    names = [EmployerName(employer.id, called, f"blue kettle {at}", "legal")]
    names.append(EmployerName(employer.id, f"Red Kettle {at}", f"red kettle {at}", "former"))
    employers_store.add(tx, employer, names)
    given: dict[str, Any] = {
        "id": name("b", at),
        "employer_id": employer.id,
        "kind": "work",
        "name": f"Greenhouse {at}",
        "address": "1 Invented Rd",
        "city": "Leamington",
        "lat": 42.05,
        "lon": -82.6,
        "precision": "gps",
        "version": 1,
        "added_at": NOW,
        "dwelling": False,
        "time_zone": "America/Toronto",
    }
    every: Any = {field: given.get(field) for field in Site.__dataclass_fields__}
    sites_store.add(tx, Site(**every))


def _visit(tx: Any, visit_id: str, at: int, state: str) -> None:
    whose = name("e", at) if state == "planned" else name("e", 0)
    site = name("b", at) if state == "planned" else name("b", 0)
    planned: Any = {"kind": "inspection", "purpose": "", "planned_for": DAY, "planned_by": SUPERVISOR}
    visit = Visit(visit_id, people.AGENCY.id, whose, site, state, planned_at=NOW, **planned)
    visits_store.add(tx, replace(visit, closed_at=NOW if state == "closed" else None))
    visits_store.put_member(tx, visit_id, INSPECTOR, "lead")
    visits_store.put_member(tx, visit_id, SUPERVISOR, "member")
    visits_store.put_checklist(tx, visit_id, Carried("tiny", 1))


def _order(at: int) -> Order:
    texts = ("EPFNA", "EPFNA, s. 9", "Give them back.", "Remettez-les.")
    return Order(name("0", at), name("c", at), name("e", 0), *texts, DAY, "open", INSPECTOR, NOW)


def _report(at: int) -> Report:
    code = name("9", at)
    first: Any = {"version": 1, "state": "submitted", "language": "en", "code": code, "drafted_by": INSPECTOR}
    return Report(name("8", at), name("c", at), "notice", f"R-{at}", drafted_at=NOW, **first)


def _held(device: str, at: int) -> StoredEvent:
    what: Any = {"what": "answered", "by": INSPECTOR, "value": {"value": "present"}}
    what["at_item"] = [{"section": "documents"}, {"item": "passports_kept"}]
    sent = (name("7", at), f"{at:064x}", name("d", at), device, 0, 1, None, "answered", NOW.isoformat(), NOW)
    return StoredEvent(*sent, json.dumps(what), "quarantined", "broken-chain")


def _point(at: int) -> Point:
    days: Any = {"opens": DAY, "closes": date(2026, 12, 30), "headcount": "25_49", "cards_out": 16}
    whose: Any = {"contact": "a clinic", "approved_by": None, "agency": people.AGENCY.id}
    return Point(name("f", at), name("d", at), None, k=TEAM, state="open", **days, **whose)
