"""A planned visit with shipped checklists, and a tablet that plays itself against the app without a network."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import text

from inspect_app.actions.fieldwork.sealed_interviews import key_of
from inspect_app.actions.visits import visits as visits_actions
from inspect_app.adapters.crypto.intake import IntakeKey
from inspect_app.adapters.data import yaml
from inspect_app.cli.demonstration.tablet_client import Refused, TabletClient
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.register.register import Employer, EmployerName, Site
from inspect_app.store import Database
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork.events import StoredEvent
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store
from tests import people
from tests.browser_client import Browser

VISIT = "e0" * 16
ROOT = Path(__file__).parents[1]
TINY = """
format: 1
key: tiny
n: 1
kind: visit
title: {en: Tiny, fr: Petite}
sections:
  - id: documents
    title: {en: Documents, fr: Documents}
    situation: documents
    items:
      - id: passports_kept
        ask: {en: Someone else holds the passports, fr: Quelqu’un d’autre détient les passeports}
        guidance: {what: {en: Papers are kept away., fr: Les papiers sont retenus.}}
        type: indicator
        indicators: ["ilo11:7"]
        severity: 3
        order: {act: "EPFNA, s. 9", due_days: 1, text: {en: Give them back., fr: Remettez-les.}}
        law: [{cite: "EPFNA, s. 9", jurisdiction: ON, program: all}]
  - id: talk
    title: {en: Talk, fr: Entretien}
    situation: interviews
    repeat: {kind: case, label: {en: Person, fr: Personne}}
    items:
      - id: free_to_go
        ask: {en: The worker cannot leave, fr: La personne ne peut pas partir}
        guidance: {what: {en: Doors are locked., fr: Les portes sont verrouillées.}}
        type: indicator
        indicators: ["ilo11:5"]
"""


def frozen(source: str = TINY) -> tuple[str, str]:
    """(frozen JSON, hash) of a checklist text."""
    tree, lines = yaml.read(source.encode(), "tiny")
    text = checklist_rules.freeze(checklist_rules.read(tree, lines))
    return text, checklist_rules.hash_of(text)


def correction(database: Database, now: datetime) -> None:
    """Publishes version 2 of the tiny checklist: one item in other words, one gone, one new."""
    source = TINY.replace("n: 1\n", "n: 2\n", 1)
    source = source.replace("Someone else holds the passports", "Workers do not hold their own passports")
    source = source.replace("free_to_go", "may_go_out").replace("The worker cannot leave", "The worker may not go out")
    frozen_json, hash = frozen(source)
    with database.writing() as tx:
        checklists_store.add(
            tx, checklists_store.Version("tiny", 2, "written", "published", source, frozen_json, hash, None, now)
        )


def plan(database: Database, now: datetime, *, visit_id: str = VISIT, keys: tuple[str, ...] = ("tiny",)) -> str:
    """Puts an employer, a site, a checklist and a planned visit of the invented inspector; returns the visit's id."""
    frozen_json, hash = frozen()
    with database.writing() as tx:
        if checklists_store.find(tx, "tiny", 1) is None:
            checklists_store.add(
                tx, checklists_store.Version("tiny", 1, "written", "published", TINY, frozen_json, hash, None, now)
            )
            employer = Employer("1" * 32, "Blue Kettle Ltd.", "111", None, None, "active", "hand", 1, now)
            employers_store.add(tx, employer, [EmployerName("1" * 32, "Blue Kettle Ltd.", "blue kettle", "legal")])
            sites_store.add(tx, _site(now))
        team = [people.person("inspector").id, people.person("supervisor").id]
        visits_actions.plan(
            tx,
            visit_id=visit_id,
            site_id="2" * 32,
            planned_for=date(2026, 11, 23),
            team=team,
            keys=keys,
            by=people.person("officer"),
            now=now,
        )
    return visit_id


def _site(now: datetime) -> Site:
    given: Any = {
        "id": "2" * 32,
        "employer_id": "1" * 32,
        "kind": "work",
        "name": "Greenhouse 4",
        "address": "1 Invented Rd",
        "city": "Leamington",
        "lat": 42.05,
        "lon": -82.6,
        "precision": "gps",
        "version": 1,
        "added_at": now,
        "dwelling": False,
        "time_zone": "America/Toronto",
    }
    every: Any = {name: given.get(name) for name in Site.__dataclass_fields__}
    return Site(**every)


class FakeTablet(TabletClient):
    """A tablet whose network is a function call into the app."""

    def __init__(self, app: Flask, now: datetime, role: str = "inspector") -> None:
        super().__init__("http://127.0.0.1", now)
        self.browser = Browser(app, role)
        self.client = app.test_client()
        self.lost = 0
        page = self.browser.client.get("/tablet/").get_data(as_text=True)
        token = page.split('name="csrf-token" content="')[1].split('"')[0]
        self.enrol(cookie="", token=token)
        self.pack_told = self.pack()
        self.tiny = next(one for one in self.pack_told["checklists"] if one["key"] == "tiny")

    def _ask(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
        client = self.client if target.startswith("/sync/") else self.browser.client
        headers = {name: value for name, value in headers.items() if name != "Cookie"}
        # Read to its end and closed, as by any client: what follows an answer has then been done.
        answer = client.open(target, method=method, data=body, headers=headers, buffered=True)
        if answer.status_code not in (200, 201, 202):
            raise Refused(f"{answer.status_code} {answer.get_data(as_text=True)}")
        told: dict[str, Any] = answer.get_json()
        return told


def a_visit(tablet_client: FakeTablet, visit: str = VISIT) -> None:
    """A small whole visit in the hand, not yet sent."""
    tablet_client.add(visit, "arrived", {"fix": {"lat": 42.05, "lon": -82.6, "acc": 8}, "distance_m": 12})
    tablet_client.add(visit, "program", "sawp")
    at = [{"section": "documents", "item": "passports_kept"}]
    tablet_client.answer(
        visit, tablet_client.tiny, "documents", "passports_kept", "present", basis=("observed",), note="In a safe."
    )
    tablet_client.photo(visit, a_picture(), at_item=at)
    tablet_client.add(visit, "case_added", {}, at_item=[{"case": "0c" * 8}])
    tablet_client.add(visit, "case_age", {"age_band": "18_plus"}, at_item=[{"case": "0c" * 8}])
    tablet_client.answer(visit, tablet_client.tiny, "talk", "free_to_go", "not_present", case="0c" * 8)
    tablet_client.add(
        visit,
        "order",
        {
            "item": "passports_kept",
            "act": "EPFNA, s. 9",
            "text": "Give them back.",
            "due_on": "2026-11-24",
            "citation": "EPFNA, s. 9",
        },
    )
    tablet_client.sign(visit, "inspector", "signed", "I. Example")
    tablet_client.sign(visit, "employer", "refused")
    tablet_client.add(visit, "closed", {})


def as_they_came(instance: people.Instance, visit: str = VISIT) -> list[StoredEvent]:
    """Every event of a visit as its tablet wrote it, the sealed ones opened with the key that web alone owns."""
    with instance.database.reading() as tx:
        open_ones = [one for one in events_store.of_visit(tx, visit, None) if one.what != events_store.PRIVATE]
        key = key_of(tx, visit, IntakeKey(instance.settings.keys("web")))
        return [*open_ones, *(key.opened(row) for row in events_store.private(tx, visit) if key is not None)]


def a_picture(shade: int = 127) -> bytes:
    """A small JPEG of one grey; another shade is another picture."""
    out = io.BytesIO()
    Image.new("L", (8, 8), shade).save(out, "JPEG")
    return out.getvalue()


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.reading() as tx:
        return [tuple(row) for row in tx.execute(text(query))]
