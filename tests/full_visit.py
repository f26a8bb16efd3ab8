"""A closed visit with the shipped checklists, five private interviews, an order and a photo, sent by a tablet."""

from datetime import date, datetime
from pathlib import Path

from flask import Flask

from inspect_app.actions import visits
from inspect_app.adapters import yaml
from inspect_app.domain import checklist
from inspect_app.store import Database, checklists
from tests import people, tablet
from tests.tablet import VISIT, Hand

KEYS = ("core-spot-check", "documents-and-pay", "private-interview")
ROOT = Path(__file__).parents[1]
INTERVIEWS = 6


def ship(database: Database, now: datetime) -> None:
    with database.begin() as tx:
        for key in KEYS:
            path = ROOT / "checklists" / key / "1.yaml"
            tree, lines = yaml.read(path.read_bytes(), str(path))
            codes = {code for section in tree["sections"] for item in section["items"]  # type: ignore[index]
                     for code in item.get("indicators", ())}  # fmt: skip
            text = checklist.freeze(checklist.read(tree, lines, codes=codes))
            digest = checklist.hash_of(text)
            version = checklists.Version(key, 1, "shipped", "published", "", text, digest, None, now)
            checklists.add(tx, version)


def closed(app: Flask, database: Database, now: datetime) -> str:
    """Plays the visit to its end; returns its id."""
    tablet.plan(database, now, visit_id="f0" * 16)
    ship(database, now)
    with database.begin() as tx:
        team = [people.person("inspector").id, people.person("supervisor").id]
        visits.plan(tx, visit_id=VISIT, site_id="2" * 32, planned_for=date(2026, 11, 23), team=team,
                    keys=list(KEYS), by=people.person("officer"), now=now)  # fmt: skip
    hand = Hand(app, now)
    lists = {one["key"]: one for one in hand.pack_told["checklists"]}
    play(hand, lists)
    refused = [one for one in hand.send(VISIT) if one["answer"] != "stored"]
    assert refused == [], refused
    hand.seal(VISIT, hand.pack_told["receipt_key"])
    return VISIT


def play(hand: Hand, lists: dict[str, dict[str, object]]) -> None:
    core, papers, talk = (lists[key] for key in KEYS)
    hand.add(VISIT, "arrived", {"fix": {"lat": 42.05, "lon": -82.6, "acc": 8}, "distance_m": 12})
    hand.add(VISIT, "entry", {"outcome": "entered", "identified": True, "act": "ESA", "section": "s. 91",
                              "greeted": True, "representative": "asked for"})  # fmt: skip
    hand.add(VISIT, "program", "sawp")
    hand.answer(VISIT, core, "documents", "passports_held", "present", basis=("observed", "document"),
                note="Eleven passports lay in the office safe.")  # fmt: skip
    hand.photo(VISIT, tablet.a_picture(), at_item=[{"section": "documents", "item": "passports_held"}])
    hand.answer(VISIT, core, "documents", "fees_paid", "present", basis=("worker",))
    hand.answer(VISIT, core, "documents", "status_threat", "present", basis=("worker",))
    hand.answer(VISIT, core, "walk", "watched", "not_present")
    hand.answer(VISIT, core, "walk", "confined", "not_present")
    hand.answer(VISIT, core, "walk", "violence_signs", "not_assessed")
    hand.answer(VISIT, papers, "pay", "deductions", "present", basis=("document",))
    for n in range(INTERVIEWS):
        case = f"{n:016x}"
        hand.add(VISIT, "case_added", {}, at_item=[{"case": case}])
        hand.add(VISIT, "case_age", {"age_band": "18_plus" if n else "unknown"}, at_item=[{"case": case}])
        for item in ("papers_now", "debt_now", "low_pay", "hours", "denounce"):
            said = "present" if (n + len(item)) % 3 else "not_present"
            hand.answer(VISIT, talk, "core", item, said, basis=("worker",), case=case)
    hand.add(VISIT, "order", {"item": "passports_held", "act": "EPFNA, s. 9", "citation": "EPFNA, s. 9",
                              "text": "Give every passport back to its owner today.",
                              "due_on": "2026-11-24"})  # fmt: skip
    hand.sign(VISIT, "inspector", "signed", "I. Example")
    hand.sign(VISIT, "employer", "refused")
    hand.add(VISIT, "closed", {})
