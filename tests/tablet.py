"""A planned visit with shipped checklists, and a tablet that plays itself against the app without a network."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import text

from inspect_app.actions import visits
from inspect_app.actions.talks import Talks
from inspect_app.adapters import yaml
from inspect_app.adapters.intake import IntakeKey
from inspect_app.cli.tablet_hand import Refused, TabletHand
from inspect_app.domain import checklist
from inspect_app.domain.register import Employer, EmployerName, Site
from inspect_app.store import Database, checklists, employers, events, sites
from inspect_app.store.events import Kept
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
    text = checklist.freeze(checklist.read(tree, lines))
    return text, checklist.hash_of(text)


def mend(database: Database, now: datetime) -> None:
    """Publishes version 2 of the tiny checklist: one item in other words, one gone, one new."""
    source = TINY.replace("n: 1\n", "n: 2\n", 1)
    source = source.replace("Someone else holds the passports", "Workers do not hold their own passports")
    source = source.replace("free_to_go", "may_go_out").replace("The worker cannot leave", "The worker may not go out")
    frozen_json, hash = frozen(source)
    with database.begin() as tx:
        checklists.add(tx, checklists.Version("tiny", 2, "written", "published", source, frozen_json, hash, None, now))


def plan(database: Database, now: datetime, *, visit_id: str = VISIT, keys: tuple[str, ...] = ("tiny",)) -> str:
    """Puts an employer, a site, a checklist and a planned visit of the invented inspector; returns the visit's id."""
    frozen_json, hash = frozen()
    with database.begin() as tx:
        if checklists.find(tx, "tiny", 1) is None:
            checklists.add(
                tx, checklists.Version("tiny", 1, "written", "published", TINY, frozen_json, hash, None, now)
            )
            employer = Employer("1" * 32, "Blue Kettle Ltd.", "111", None, None, "active", "hand", 1, now)
            employers.add(tx, employer, [EmployerName("1" * 32, "Blue Kettle Ltd.", "blue kettle", "legal")])
            sites.add(tx, _site(now))
        team = [people.person("inspector").id, people.person("supervisor").id]
        visits.plan(tx, visit_id=visit_id, site_id="2" * 32, planned_for=date(2026, 11, 23), team=team, keys=keys,
                    by=people.person("officer"), now=now)  # fmt: skip
    return visit_id


def _site(now: datetime) -> Site:
    given: Any = {
        "id": "2" * 32, "employer_id": "1" * 32, "kind": "work", "name": "Greenhouse 4", "address": "1 Invented Rd",
        "city": "Leamington", "lat": 42.05, "lon": -82.6, "precision": "gps", "version": 1, "added_at": now,
        "dwelling": False, "time_zone": "America/Toronto",
    }  # fmt: skip
    every: Any = {name: given.get(name) for name in Site.__dataclass_fields__}
    return Site(**every)


class Hand(TabletHand):
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
        answer = client.open(target, method=method, data=body, headers=headers)
        if answer.status_code not in (200, 201, 202):
            raise Refused(f"{answer.status_code} {answer.get_data(as_text=True)}")
        told: dict[str, Any] = answer.get_json()
        return told


def a_visit(hand: Hand, visit: str = VISIT) -> None:
    """A small whole visit in the hand, not yet sent."""
    hand.add(visit, "arrived", {"fix": {"lat": 42.05, "lon": -82.6, "acc": 8}, "distance_m": 12})
    hand.add(visit, "program", "sawp")
    at = [{"section": "documents", "item": "passports_kept"}]
    hand.answer(visit, hand.tiny, "documents", "passports_kept", "present", basis=("observed",), note="In a safe.")
    hand.photo(visit, a_picture(), at_item=at)
    hand.add(visit, "case_added", {}, at_item=[{"case": "0c" * 8}])
    hand.add(visit, "case_age", {"age_band": "18_plus"}, at_item=[{"case": "0c" * 8}])
    hand.answer(visit, hand.tiny, "talk", "free_to_go", "not_present", case="0c" * 8)
    hand.add(visit, "order", {"item": "passports_kept", "act": "EPFNA, s. 9", "text": "Give them back.",
                              "due_on": "2026-11-24", "citation": "EPFNA, s. 9"})  # fmt: skip
    hand.sign(visit, "inspector", "signed", "I. Example")
    hand.sign(visit, "employer", "refused")
    hand.add(visit, "closed", {})


def as_they_came(house: people.House, visit: str = VISIT) -> list[Kept]:
    """Every event of a visit as its tablet wrote it, the sealed ones opened with the key that web alone owns."""
    with house.database.begin() as tx:
        open_ones = [one for one in events.of_visit(tx, visit, None) if one.what != events.PRIVATE]
        return [*open_ones, *Talks(tx, IntakeKey(house.settings.keys("web"))).of_visit(visit)]


def a_picture(shade: int = 127) -> bytes:
    """A small JPEG of one grey; another shade is another picture."""
    out = io.BytesIO()
    Image.new("L", (8, 8), shade).save(out, "JPEG")
    return out.getvalue()


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.look() as tx:
        return [tuple(row) for row in tx.execute(text(query))]
