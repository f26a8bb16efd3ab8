"""A closed visit with the shipped checklists, five private interviews, an order and a photo, sent by a tablet."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask

from inspect_app.actions.visits import visits as visits_actions
from inspect_app.adapters.data import yaml
from inspect_app.adapters.media import pictures
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.store import Database
from inspect_app.store.checklists import checklists as checklists_store
from tests import people, tablet
from tests.tablet import VISIT, FakeTablet

KEYS = ("core-spot-check", "documents-and-pay", "private-interview", "employer-housing")
Lists = dict[str, dict[str, Any]]
ROOT = Path(__file__).parents[1]
INTERVIEWS = 6
HEARD = "They said my pay waits until spring."


def ship(database: Database, now: datetime) -> None:
    with database.writing() as tx:
        for key in KEYS:
            path = ROOT / "checklists" / key / "1.yaml"
            tree, lines = yaml.read(path.read_bytes(), str(path))
            codes = {
                code
                for section in tree["sections"]  # type: ignore[index]
                for item in section["items"]
                for code in item.get("indicators", ())
            }
            text = checklist_rules.freeze(checklist_rules.read(tree, lines, codes=codes))
            digest = checklist_rules.hash_of(text)
            version = checklists_store.Version(key, 1, "shipped", "published", "", text, digest, None, now)
            checklists_store.add(tx, version)


def closed(
    app: Flask, database: Database, now: datetime, play: Callable[[FakeTablet, Lists], None] | None = None
) -> str:
    """Plays the visit to its end, by `usual` or another play; returns its id."""
    tablet.plan(database, now, visit_id="f0" * 16)
    ship(database, now)
    with database.writing() as tx:
        team = [people.person("inspector").id, people.person("supervisor").id]
        visits_actions.plan(
            tx,
            visit_id=VISIT,
            site_id="2" * 32,
            planned_for=date(2026, 11, 23),
            team=team,
            keys=list(KEYS),
            by=people.person("officer"),
            now=now,
        )
    tablet_client = FakeTablet(app, now)
    lists = {one["key"]: one for one in tablet_client.pack_told["checklists"]}
    (play or usual)(tablet_client, lists)
    refused = [one for one in tablet_client.send(VISIT) if one["answer"] != "stored"]
    assert refused == [], refused
    tablet_client.seal(VISIT, tablet_client.pack_told["receipt_key"])
    return VISIT


def usual(tablet_client: FakeTablet, lists: Lists) -> None:
    core, papers, interview, _ = (lists[key] for key in KEYS)
    tablet_client.add(VISIT, "arrived", {"fix": {"lat": 42.05, "lon": -82.6, "acc": 8}, "distance_m": 12})
    tablet_client.add(
        VISIT,
        "entry",
        {
            "outcome": "entered",
            "identified": True,
            "act": "ESA",
            "section": "s. 91",
            "greeted": True,
            "representative": "asked for",
        },
    )
    tablet_client.add(VISIT, "program", "sawp")
    tablet_client.answer(
        VISIT,
        core,
        "documents",
        "passports_held",
        "present",
        basis=("observed", "document"),
        note="Eleven passports lay in the office safe.",
    )
    tablet_client.photo(VISIT, tablet.a_picture(), at_item=[{"section": "documents", "item": "passports_held"}])
    tablet_client.answer(VISIT, core, "documents", "fees_paid", "present", basis=("worker",))
    tablet_client.answer(VISIT, core, "documents", "status_threat", "present", basis=("worker",))
    tablet_client.answer(VISIT, core, "walk", "watched", "not_present")
    tablet_client.answer(VISIT, core, "walk", "confined", "not_present")
    tablet_client.answer(VISIT, core, "walk", "violence_signs", "not_assessed")
    tablet_client.answer(VISIT, papers, "pay", "deductions", "present", basis=("document",))
    for n in range(INTERVIEWS):
        case = f"{n:016x}"
        tablet_client.add(VISIT, "case_added", {}, at_item=[{"case": case}])
        tablet_client.add(VISIT, "case_age", {"age_band": "18_plus" if n else "unknown"}, at_item=[{"case": case}])
        for item in ("papers_now", "debt_now", "low_pay", "hours", "denounce"):
            said = "present" if (n + len(item)) % 3 else "not_present"
            tablet_client.answer(
                VISIT,
                interview,
                "core",
                item,
                said,
                basis=("worker",),
                case=case,
                note=HEARD if (n, item) == (1, "low_pay") else None,
            )
    tablet_client.add(
        VISIT,
        "order",
        {
            "item": "passports_held",
            "act": "EPFNA, s. 9",
            "citation": "EPFNA, s. 9",
            "text": "Give every passport back to its owner today.",
            "due_on": "2026-11-24",
        },
    )
    paperwork(tablet_client)
    tablet_client.sign(VISIT, "inspector", "signed", "I. Example")
    tablet_client.sign(VISIT, "employer", "refused")
    tablet_client.add(VISIT, "closed", {})


def paperwork(tablet_client: FakeTablet) -> None:
    """Documents, a sample and work stopped on the spot."""
    tablet_client.add(
        VISIT, "demanded", {"what": "Pay stubs of the season", "act": "ESA 2000, s. 91", "due_on": "2026-11-30"}
    )
    tablet_client.add(
        VISIT,
        "paper",
        {"receipt": "A-1", "how": "removed", "what": "Pay ledger, blue cover", "pages": 40, "return_on": "2026-12-01"},
    )
    tablet_client.add(VISIT, "custody", {"receipt": "A-1", "move": "handed", "who": "Evidence room"})
    tablet_client.add(VISIT, "sampled", {"what": "Water of the well", "seal": "S-114", "split": "refused", "why": ""})
    stop = tablet_client.add(
        VISIT,
        "stop_work",
        {"what": "Trench without shoring", "whom": "The foreman", "act": "OHSA, s. 57", "posted": True},
    )
    tablet_client.add(VISIT, "stop_lifted", {"stop": stop, "by": "I. Example"})


def busy(photos: int) -> Callable[[FakeTablet, Lists], None]:
    """A play in which every sign is present, with long notes, a dozen interviews, nine orders and so many photos."""

    def play(tablet_client: FakeTablet, lists: Lists) -> None:
        tablet_client.add(VISIT, "arrived", {"fix": {"lat": 42.05, "lon": -82.6, "acc": 8}, "distance_m": 12})
        tablet_client.add(
            VISIT,
            "entry",
            {
                "outcome": "delayed",
                "minutes": 25,
                "identified": True,
                "act": "EPFNA 2009",
                "section": "s. 35",
                "greeted": True,
                "representative": "asked for",
            },
        )
        tablet_client.add(VISIT, "program", "sawp")
        interview = lists["private-interview"]
        items = [
            (one, *place) for key, one in lists.items() if key in KEYS and one is not interview for place in _signs(one)
        ]
        for n, (carried, section, item) in enumerate(items):
            note = "What was seen was written down at the place, with who showed it and where it lay. " * (n % 4)
            tablet_client.answer(
                VISIT, carried, section, item, "present", basis=("observed", "document"), note=note or None
            )
        for n in range(photos):
            _, section, item = items[n * 5 % len(items)]
            tablet_client.photo(
                VISIT,
                pictures.invented(n),
                caption=f"Invented room {n + 1}, from its door." * (n % 3 + 1),
                at_item=[{"section": section, "item": item}],
            )
        for n in range(12):
            case = f"{n:016x}"
            tablet_client.add(VISIT, "case_added", {}, at_item=[{"case": case}])
            tablet_client.add(VISIT, "case_age", {"age_band": "18_plus" if n else "16_17"}, at_item=[{"case": case}])
            for section, item in _signs(interview)[:: 1 + n % 3]:
                tablet_client.answer(VISIT, interview, section, item, "present", basis=("worker",), case=case)
        for n in range(9):
            _, _, item = items[n]
            text = f"Order {n + 1}: put right what is named here in every room and for every person it touches. " * 2
            tablet_client.add(
                VISIT,
                "order",
                {
                    "item": item,
                    "act": "OHSA",
                    "citation": f"OHSA, s. {25 + n}",
                    "text": text,
                    "due_on": f"2026-12-{n + 1:02d}",
                },
            )
        tablet_client.sign(VISIT, "inspector", "signed", "I. Example")
        tablet_client.sign(VISIT, "employer", "absent")
        tablet_client.add(VISIT, "closed", {})

    return play


def _signs(checklist: dict[str, Any]) -> list[tuple[str, str]]:
    """(section, item) of every indicator item of a checklist from the pack."""
    tree = json.loads(checklist["frozen"])
    return [
        (section["id"], item["id"])
        for section in tree["sections"]
        for item in section["items"]
        if item["type"] == "indicator"
    ]
