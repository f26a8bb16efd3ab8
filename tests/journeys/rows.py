"""Invented rows of every kind the desk shows: two employers, sites, visits in each state, orders, a score, voice."""

import json
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, insert

from inspect_app.domain.days import HOME
from inspect_app.domain.register.names import normalise
from inspect_app.domain.register.register import Employer, EmployerName
from inspect_app.domain.staff.permissions import ROLES
from inspect_app.store import schema as t
from inspect_app.store.register import employers as employers_store
from inspect_app.store.schema import checkins as checkin_tables
from tests import people

FARM, OTHER = f"{1:032x}", f"{2:032x}"
SITE, HOUSE = f"{11:032x}", f"{12:032x}"
CLOSED, PLANNED, LIVE = f"{21:032x}", f"{22:032x}", f"{23:032x}"
LATE, KEPT = f"{31:032x}", f"{32:032x}"
POINT = f"{41:032x}"
STANDING = f"{42:032x}"
OFFICER, INSPECTOR = (f"{ROLES.index(role):032x}" for role in ("officer", "inspector"))
REASON = {"key": "history_serious", "values": [], "day": "2024-06-11", "visit": CLOSED}
BODY = {
    "baseline_only": True,
    "terms": [
        {"name": "history", "points": 9.2, "reasons": [REASON]},
        {"name": "current", "points": 6.1, "reasons": [REASON | {"key": "current_present", "values": [["n", 7]]}]},
        {"name": "workers", "points": 0.0, "reasons": []},
    ],
    "not_assessed": [
        REASON | {"key": "missing_ilo", "values": [["n", 9]]},
        {"key": "missing_workers", "values": [], "visit": None},
    ],
    "would_change": [{"key": "change_clean_visit", "values": [["points", -6.2]], "visit": None}],
}


def put(tx: Connection, now: datetime) -> None:
    """Puts the rows; staff of `tests/people.py` must be there."""
    for id, names in ((FARM, ("Bright Acres Greenhouses Inc.", "Bright Acres")), (OTHER, ("1234567 Ontario Inc.",))):
        kept = [EmployerName(id, one, normalise(one), "trade" if n else "legal") for n, one in enumerate(names)]
        employers_store.add(tx, Employer(id, names[0], "111", "50-99", "Essex", "active", "desk", 1, now), kept)
    _sites(tx, now)
    _visits(tx, now)
    _results(tx, now)
    _checklist(tx, now)
    link = {"id": f"{51:032x}", "kind": "possible_successor", "a_kind": "employer", "a_id": FARM, "b_kind": "employer"}
    tx.execute(insert(t.links).values(**link, b_id=OTHER, state="proposed", rule="successor", why="", at=now))


def put_voice(tx: Connection, now: datetime) -> None:
    """A point of the closed visit with one snapshot of ten."""
    day = now.date()
    values = {"opens": day - timedelta(days=900), "closes": day, "headcount": "40-79", "cards_out": 60, "k": 10}
    values |= {"agency": people.AGENCY.id}
    tx.execute(
        insert(checkin_tables.points).values(
            id=POINT, visit=CLOSED, state="open", contact="x", time_zone=HOME, **values
        )
    )
    tx.execute(insert(checkin_tables.urgent).values(id=f"{91:032x}", point=POINT, kind="locked_in", day=day, due=now))
    for item, band in (("own_papers", "most"), ("leave_house", "few")):
        tx.execute(insert(checkin_tables.snapshots).values(point=POINT, k=10, seq=1, item=item, band=band))


def put_regional_totals(tx: Connection, now: datetime) -> None:
    """A standing point and two released cells of the pool."""
    day, values = now.date(), {"headcount": "unknown", "cards_out": 40, "k": 10, "state": "open", "contact": "x"}
    values |= {"agency": people.AGENCY.id}
    host = {"host": "Harbour Health Centre", "host_kind": "health_centre", "place": "Leamington", "county": "3537"}
    tx.execute(
        insert(checkin_tables.points).values(id=STANDING, opens=day, closes=day, time_zone=HOME, **values, **host)
    )
    lines = (
        ("farm", "3537", "papers", "most"),
        ("farm", "3537", "pay_all", "some"),
        ("food", "3525", "papers", "few"),
        ("food", "3525", "open/papers", "nearly_all"),
    )
    for sector, county, item, band in lines:
        values = {"sector": sector, "county": county, "item": item, "seq": 1, "band": band, "month": f"{day:%Y-%m}"}
        tx.execute(insert(checkin_tables.regional_totals).values(**values))


def _checklist(tx: Connection, now: datetime) -> None:
    """A published checklist of one item, so that a visit has something to carry."""
    ask = {"en": "Someone else holds workers’ passports", "fr": "Quelqu’un d’autre garde les passeports"}
    item = {"id": "passports_held", "ask": ask, "type": "indicator", "basis": "required", "pii": "none"}
    title = {"en": "Core spot check", "fr": "Vérification de base"}
    section = {"id": "documents", "title": title, "items": [item]}
    frozen = {"format": 1, "key": "core-spot-check", "n": 1, "kind": "visit", "title": title, "sections": [section]}
    version = {"key": "core-spot-check", "n": 1, "origin": "shipped", "state": "published", "source_yaml": ""}
    tx.execute(insert(t.checklist_versions).values(**version, frozen_json=json.dumps(frozen), hash="0" * 64, at=now))
    tx.execute(insert(t.visit_checklists).values(visit_id=CLOSED, key="core-spot-check", n=1))


def _sites(tx: Connection, now: datetime) -> None:
    common = {
        "employer_id": FARM,
        "address": "12 Mersea Road 5",
        "city": "Leamington",
        "added_at": now,
        "time_zone": HOME,
    }
    gate = {"precision": "hand", "confirmed_at": now, "confirmed_by": OFFICER}
    tx.execute(insert(t.sites).values(id=SITE, kind="work", name="Greenhouse 4", **gate, **common))
    tx.execute(insert(t.sites).values(id=HOUSE, kind="housing", name="Bunkhouse on Road 5", **common))


def _visits(tx: Connection, now: datetime) -> None:
    common = {"agency_id": people.AGENCY.id, "employer_id": FARM, "kind": "inspection"}
    made = {"planned_by": OFFICER, "planned_at": now}
    past = now - timedelta(days=895)
    rows = [
        (CLOSED, "closed", past.date(), {"opened_at": past, "closed_at": past + timedelta(hours=3)}),
        (PLANNED, "planned", date(2026, 12, 1), {}),
        (LIVE, "under_way", now.date(), {"opened_at": now}),
    ]
    for id, state, day, more in rows:
        site = HOUSE if id == LIVE else SITE
        tx.execute(insert(t.visits).values(id=id, state=state, planned_for=day, site_id=site, **common, **made, **more))
        tx.execute(insert(t.visit_team).values(visit_id=id, staff_id=INSPECTOR, part="lead"))


def _results(tx: Connection, now: datetime) -> None:
    past = now - timedelta(days=895)
    words = {"text_en": "Give every worker back their passport", "text_fr": "Rendre son passeport à chaque travailleur"}
    common = {
        "visit_id": CLOSED,
        "employer_id": FARM,
        "act": "EPFNA",
        "citation": "EPFNA, s. 9",
        "issued_by": INSPECTOR,
    }
    late, kept = past.date() + timedelta(days=1), {"settled_on": past.date() + timedelta(days=9), "settled_by": OFFICER}
    tx.execute(insert(t.orders).values(id=LATE, state="open", due_on=late, issued_at=past, **words, **common))
    words = {"text_en": "Post the notice of rights", "text_fr": "Afficher l’avis des droits"}
    tx.execute(insert(t.orders).values(id=KEPT, state="kept", due_on=late, issued_at=past, **words, **common, **kept))
    found = {
        "visit_id": CLOSED,
        "framework": "item",
        "state": "present",
        "item": "passports_held",
        "basis": ["observed"],
    }
    tx.execute(
        insert(t.findings).values(id=f"{61:032x}", code="passports_held", severity=3, urgent="documents", **found)
    )
    score = {"as_of": past.date(), "model": "1", "weights_hash": "0" * 64, "inputs_hash": "0" * 64, "hash": "0" * 64}
    line = {"points": 64.2, "low": 48.1, "high": 79.4, "evidence": "thin", "body": json.dumps(BODY)}
    tx.execute(insert(t.scores).values(id=f"{71:032x}", employer_id=FARM, at=past, **score, **line))
    ilo = {"visit_id": CLOSED, "framework": "ilo11", "basis": ["observed"]}
    states = {"retention_of_identity_documents": "present", "isolation": "not_present", "debt_bondage": "not_assessed"}
    for number, (code, state) in enumerate(states.items(), 80):
        tx.execute(insert(t.findings).values(id=f"{number:032x}", code=code, state=state, **ilo))
