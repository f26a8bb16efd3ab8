"""The inspector of the demo: one visit with a tablet, everything in it invented."""

import json
from datetime import timedelta
from typing import Any, Protocol

from inspect_app.adapters.media.pictures import invented
from inspect_app.adapters.system import clock, randomness
from inspect_app.cli.demonstration.tablet_client import TabletClient

PRESENT = {
    "passports_held": ("document", "worker"),
    "housing_bad": ("observed",),
    "no_protection": ("observed",),
}
PHOTOS = (
    ("passports_held", "The safe in the office where the passports lay."),
    ("housing_bad", "Two bunks in a room of six square metres."),
    ("no_protection", "Sprays on an open shelf, no gloves beside them."),
)
SKIPPED = {"violence_signs", "child_working", "contract_unread", "debt_ties"}
# Age band and what each of the five invented people said was so, as Delphi indicators.
CASES = (
    ("18_plus", {"cd_documents", "ex_living"}),
    ("18_plus", {"cd_documents", "vd_area"}),
    ("18_plus", {"ex_living"}),
    ("16_17", {"ex_living"}),
    ("18_plus", set[str]()),
)


class Door(Protocol):
    """What the tablet needs of a signed-in browser."""

    @property
    def cookie(self) -> str: ...

    def token(self, path: str) -> str: ...


def visit(address: str, inspector: Door, visit_id: str, point: str) -> str:
    """Plays the visit to its close and returns the receipt's code."""
    tablet_client = TabletClient(address, clock.now())
    tablet_client.enrol(cookie=inspector.cookie, token=inspector.token("/desk/"))
    pack = tablet_client.pack()
    carried = {one["key"]: {**one, "tree": json.loads(one["frozen"])} for one in pack["checklists"]}
    _arrive(tablet_client, visit_id)
    for key in ("core-spot-check", "documents-and-pay", "employer-housing"):
        _fill(tablet_client, visit_id, carried[key])
    _interviews(tablet_client, visit_id, carried["private-interview"])
    _photos(tablet_client, visit_id, carried)
    tablet_client.add(visit_id, "cards_handed", {"point": point, "n": 16})
    _orders(tablet_client, visit_id)
    tablet_client.add(
        visit_id,
        "reply",
        {"text": tablet_client.note("We keep the passports safe for the crew. They can ask for them.")},
    )
    tablet_client.sign(visit_id, "inspector", "signed", "Ines Calloway")
    tablet_client.sign(visit_id, "employer", "refused")
    tablet_client.add(visit_id, "closed", {})
    refused = [one for one in tablet_client.send(visit_id) if one["answer"] not in ("stored", "duplicate")]
    if refused:
        raise RuntimeError(f"the server did not take {len(refused)} events, the first: {refused[0]}")
    return str(tablet_client.seal(visit_id, pack["receipt_key"])["code"])


def _arrive(tablet_client: TabletClient, visit_id: str) -> None:
    fix = {"lat": 42.0652, "lon": -82.6017, "acc": 9}
    tablet_client.add(visit_id, "arrived", {"fix": fix, "distance_m": 14}, fix=fix)
    entry = {
        "outcome": "entered",
        "identified": True,
        "act": "EPFNA 2009",
        "section": "35",
        "greeted": True,
        "representative": "asked",
    }
    tablet_client.add(visit_id, "entry", entry)
    tablet_client.add(visit_id, "dwelling", {"by": "consent", "who": "two occupiers", "language": "Spanish"})
    tablet_client.add(visit_id, "program", "agricultural")


def _fill(tablet_client: TabletClient, visit_id: str, checklist: dict[str, Any]) -> None:
    for section in checklist["tree"]["sections"]:
        for item in section["items"]:
            value, basis = _answer(item)
            if value is None:
                continue
            note = "Eleven passports in a locked drawer of the office." if item["id"] == "passports_held" else None
            tablet_client.answer(visit_id, checklist, section["id"], item["id"], value, basis=basis, note=note)


def _answer(item: dict[str, Any]) -> tuple[Any, tuple[str, ...]]:
    if item["id"] == "program":
        return "agricultural", ()
    if item["type"] == "one":
        return item["choices"][0]["id"], ()
    if item["type"] != "indicator":
        return None, ()
    if item["id"] in PRESENT:
        return "present", PRESENT[item["id"]]
    return ("not_assessed", ()) if item["id"] in SKIPPED else ("not_present", ("observed",))


def _photos(tablet_client: TabletClient, visit_id: str, carried: dict[str, dict[str, Any]]) -> None:
    sections = {
        item["id"]: section["id"]
        for one in carried.values()
        for section in one["tree"]["sections"]
        for item in section["items"]
    }
    for n, (item, caption) in enumerate(PHOTOS):
        tablet_client.photo(visit_id, invented(n), caption=caption, at_item=[{"section": sections[item], "item": item}])


def _interviews(tablet_client: TabletClient, visit_id: str, checklist: dict[str, Any]) -> None:
    for band, said in CASES:
        case = randomness.new_id()
        steps = [{"section": _repeated(checklist), "item": _first(checklist)}, {"case": case}]
        tablet_client.add(visit_id, "case_added", {}, at_item=steps)
        tablet_client.add(visit_id, "case_age", {"age_band": band}, at_item=steps)
        for section in checklist["tree"]["sections"]:
            for item in section["items"]:
                codes = {code.removeprefix("delphi:") for code in item.get("indicators", [])}
                if item["type"] == "indicator" and section.get("repeat"):
                    value = "present" if codes & said else "not_present"
                    basis = ("worker",)
                    tablet_client.answer(visit_id, checklist, section["id"], item["id"], value, basis=basis, case=case)


def _repeated(checklist: dict[str, Any]) -> str:
    return next(str(one["id"]) for one in checklist["tree"]["sections"] if one.get("repeat"))


def _first(checklist: dict[str, Any]) -> str:
    return next(str(one["items"][0]["id"]) for one in checklist["tree"]["sections"] if one.get("repeat"))


def _orders(tablet_client: TabletClient, visit_id: str) -> None:
    today = clock.day(tablet_client.now)
    for item, act, citation, days, text in (
        ("passports_held", "EPFNA", "EPFNA, s. 9", 1, "Return every passport and permit to its holder and keep none."),
        ("no_protection", "OHSA", "OHSA, s. 25", 7, "Give each person gloves and training before any spraying."),
    ):
        due = (today + timedelta(days=days)).isoformat()
        tablet_client.add(
            visit_id, "order", {"item": item, "act": act, "citation": citation, "text": text, "due_on": due}
        )
