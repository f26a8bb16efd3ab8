"""Folding events: the shared cases, and what must hold for any arrival at all."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.fieldwork.inspection import Inspection, covers, fold, plain

HERE = Path(__file__).parents[2]
TOLD = json.loads((HERE / "cases" / "folds.json").read_text())
DEVICES = ["a" * 32, "b" * 32, "c" * 32]

Event = dict[str, Any]


@pytest.mark.parametrize("case", TOLD["cases"], ids=lambda case: case["name"].replace(" ", "_"))
def test_the_shared_cases_fold_as_told(case: Mapping[str, Any]) -> None:
    events = [{**TOLD["defaults"], **event} for event in case["events"]]
    told = json.loads(json.dumps(plain(_folded(events, case))))
    assert {part: told[part] for part in case["expect"]} == case["expect"]


def _folded(events: list[Event], case: Mapping[str, Any]) -> Inspection:
    return fold(events, frozenset(case.get("accepted", [])), case.get("same_as"))


def _act(draw: st.DrawFn) -> dict[str, Any]:
    what = draw(
        st.sampled_from(
            ["answered"] * 3
            + ["row_added", "row_removed", "program", "case_age", "order", "redacted", "signed", "corrected"]
        )
    )
    match what:
        case "answered":
            steps: list[dict[str, str]] = [{"section": "s", "item": draw(st.sampled_from(["one", "two"]))}]
            inside: list[dict[str, str]] = [{}, {"case": "01"}, {"case": "02"}, {"row": "r1"}, {"row": "r2"}]
            steps += filter(None, [draw(st.sampled_from(inside))])
            if "row" in steps[-1] and draw(st.booleans()):
                steps.append({"row": "r3"})
            value = draw(st.sampled_from(["present", "not_present", None, 1, True, 2.0, ["x", "y"]]))
            basis = draw(st.lists(st.sampled_from(["observed", "worker"]), unique=True))
            return {
                "what": what,
                "at_item": steps,
                "checklist": {"key": "k", "n": 1, "hash": "c" * 64},
                "value": {"value": value, "basis": basis, "note": None},
            }
        case "row_added" | "row_removed":
            rows = draw(st.sampled_from([["r1"], ["r2"], ["r1", "r3"]]))
            return {
                "what": what,
                "at_item": [{"section": "s"}, *({"row": row} for row in rows)],
                "checklist": {"key": "k", "n": 1, "hash": "c" * 64},
                "value": {},
            }
        case "program":
            return {"what": what, "value": draw(st.sampled_from(["sawp", "other"]))}
        case "case_age":
            return {
                "what": what,
                "at_item": [{"case": "01"}],
                "value": {"age_band": draw(st.sampled_from(["16_17", "18_plus"]))},
            }
        case "order":
            citation = draw(st.sampled_from(["s. 1", "s. 2"]))
            return {
                "what": what,
                "value": {"item": "one", "act": "A", "text": "T", "due_on": None, "citation": citation},
            }
        case "corrected":
            fields = draw(st.lists(st.sampled_from(["city", "headcount"]), min_size=1, unique=True))
            values = st.sampled_from([None, 1, True, "x", ["x", "y"]])
            changes = {field: {"from": draw(values), "to": draw(values)} for field in fields}
            base = draw(st.integers(1, 3))
            return {"what": what, "value": {"about": "site", "id": "5" * 32, "base": base, "changes": changes}}
        case "redacted":
            return {"what": what, "value": {"blob": "f" * 64, "why": "a name"}}
    return {
        "what": "signed",
        "value": {"role": "inspector", "outcome": "signed", "covers": "0" * 64, "picture": None},
    }


@st.composite
def visits(draw: st.DrawFn) -> list[Event]:
    """What up to three tablets did, each sometimes having seen what the others had done so far."""
    seqs = dict.fromkeys(DEVICES, 0)
    highest = dict.fromkeys(DEVICES, 0)
    seen: dict[str, dict[str, int]] = {device: {} for device in DEVICES}
    events: list[Event] = []
    for number in range(draw(st.integers(0, 14))):
        device = draw(st.sampled_from(DEVICES))
        if draw(st.integers(0, 3)) == 0:
            seen[device] = {other: seq for other, seq in seqs.items() if other != device and seq}
            highest[device] = max(highest.values())
        seqs[device] += 1
        highest[device] += 1
        events.append(
            {
                **TOLD["defaults"],
                "id": f"{number:03d}",
                "device": device,
                "seq": seqs[device],
                "n": highest[device],
                "at": f"2026-11-23T14:00:{number:02d}Z",
                "saw": dict(seen[device]),
                **_act(draw),
            }
        )
    return events


@given(visits(), st.data())
def test_any_order_and_any_repetition_folds_the_same(events: list[Event], data: st.DataObject) -> None:
    once = fold(events)
    again = data.draw(st.permutations(events + events[: data.draw(st.integers(0, len(events)))]))
    assert fold(again) == once


@given(visits())
def test_every_answer_given_stands_or_is_history_or_is_late(events: list[Event]) -> None:
    inspection = fold(events)
    given_ = {event["id"] for event in events if event["what"] == "answered" and event["value"]["value"] is not None}
    told = {answer.event for answer in inspection.answers}
    told |= {answer.event for answer in inspection.removed_answers}
    told |= {earlier["event"] for earlier in inspection.history["earlier"]} | set(inspection.history["late"])
    assert given_ <= told


@given(visits())
def test_answers_differ_only_in_pairs_from_different_tablets(events: list[Event]) -> None:
    device = {event["id"]: event["device"] for event in events}
    withdrawn = {event["id"] for event in events if event["what"] == "answered" and event["value"]["value"] is None}
    answers = {answer.event: answer for answer in fold(events).answers}
    for answer in answers.values():
        for other in answer.differs:
            assert device[other] != device[answer.event]
            assert other in withdrawn or answer.event in answers[other].differs


@given(visits())
def test_a_verb_from_a_newer_tablet_leaves_the_rest_as_it_was(events: list[Event]) -> None:
    unknown = {
        **TOLD["defaults"],
        "id": "zzz",
        "device": DEVICES[0],
        "seq": 99,
        "n": 999,
        "what": "someday",
        "value": {},
    }
    before, after = plain(fold(events)), plain(fold([*events, {**unknown, "at": "x"}]))
    late = after["history"].pop("late")
    assert before["history"].pop("late") == [id for id in late if id != "zzz"]
    assert {**before, "visit": after["visit"]} == after


def test_both_languages_fold_two_hundred_random_visits_alike(tmp_path: Path) -> None:
    drawn: list[list[Event]] = []

    @given(visits())
    def draw(events: list[Event]) -> None:
        drawn.append(events)

    draw()
    (tmp_path / "visits.json").write_text(json.dumps(drawn))
    same_as = {"k/one": "k/two", "k/two": "k/two"}
    script = (
        f'import {{ fold }} from "{(HERE.parent / "static" / "tablet" / "core" / "events" / "fold.mjs").as_uri()}";'
        'import { readFileSync } from "node:fs";'
        'console.log(JSON.stringify(JSON.parse(readFileSync(process.argv[1], "utf8")).map((v) => fold(v, new Set(), '
        f"{json.dumps(same_as)}))));"
    )
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", script, str(tmp_path / "visits.json")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(drawn) >= 50
    assert json.loads(ran.stdout) == [json.loads(json.dumps(plain(fold(events, same_as=same_as)))) for events in drawn]


def test_a_signature_covers_a_set_of_hashes_whatever_their_order() -> None:
    one, two = "1" * 64, "2" * 64
    assert covers([one, two]) == covers([two, one, one])
    assert covers([one]) != covers([one, two])
