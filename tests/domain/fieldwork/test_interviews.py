"""What is kept of private talks outside their sealed originals: no moment, no order, and nothing else missing."""

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspect_app.domain.fieldwork.inspection import Inspection, fold, plain
from inspect_app.domain.fieldwork.inspection.interviews import is_private, read, without_order

TOLD = json.loads((Path(__file__).parents[2] / "cases" / "folds.json").read_text())
COMMON = {"v": 1, "visit": "e" * 32, "device": "a" * 32, "by": "d" * 32, "prev": None, "mono": 0}
LIST = {"key": "k", "n": 1, "hash": "c" * 64}


def folded(*events: dict[str, Any]) -> Inspection:
    return fold(
        [
            {
                **COMMON,
                "id": f"018f0000-0000-7000-8000-{at:012d}",
                "n": at,
                "seq": at,
                "at": f"2026-11-23T14:{at:02d}:00.000Z",
                **event,
            }
            for at, event in enumerate(events, 1)
        ]
    )


def said(case: str, item: str, value: str = "present", note: str | None = None) -> dict[str, Any]:
    at = [{"section": "talk", "item": item}, {"case": case}]
    return {"what": "answered", "at_item": at, "checklist": LIST, "value": {"value": value, "basis": [], "note": note}}


def interview(case: str) -> list[dict[str, Any]]:
    return [
        {"what": "case_added", "value": {}, "at_item": [{"case": case}]},
        said(case, "papers", "not_present"),
        said(case, "papers", note="5" * 64),
        said(case, "debt"),
        {
            "what": "photographed",
            "at_item": [{"section": "talk", "item": "papers"}, {"case": case}],
            "fix": None,
            "value": {"sha256": case * 4, "size": 9, "type": "image/jpeg", "caption": None},
        },
        *(_slip(case, row, what) for what, row in (("added", "a1"), ("added", "b2"), ("removed", "a1"))),
    ]


def _slip(case: str, row: str, what: str) -> dict[str, Any]:
    """A pay slip that a worker showed is a row inside the talk."""
    return {
        "what": f"row_{what}",
        "at_item": [{"section": "slips"}, {"case": case}, {"row": row * 8}],
        "checklist": LIST,
        "value": {},
    }


@pytest.mark.parametrize("case", TOLD["cases"], ids=lambda case: case["name"].replace(" ", "_"))
def test_an_inspection_that_was_kept_is_read_back_as_it_was(case: dict[str, Any]) -> None:
    told = fold([{**TOLD["defaults"], **event} for event in case["events"]], frozenset(case.get("accepted", [])))
    assert plain(read(json.loads(json.dumps(plain(told))))) == plain(told)


def test_whoever_was_asked_first_is_told_by_nothing_that_is_kept() -> None:
    interviews = {case: interview(case) for case in ("0c" * 8, "1a" * 8, "7f" * 8)}
    orders = [random.Random(seed).sample(sorted(interviews), 3) for seed in range(12)]
    assert len({tuple(order) for order in orders}) > 3
    kept = {
        json.dumps(
            _unnamed(plain(without_order(folded(*(event for case in order for event in interviews[case]))))),
            sort_keys=True,
        )
        for order in orders
    }
    assert len(kept) == 1


def _unnamed(tree: dict[str, Any]) -> dict[str, Any]:
    """Without the events' names, which are hashes of the original ids and so say nothing."""
    gone = [row["removed"] for row in tree["rows"] if row["removed"]]
    for one in [*tree["answers"], *tree["history"]["earlier"], *tree["rows"], *gone]:
        assert len(one["event"]) == 36 and one["event"][:4] != "018f"
        one["event"] = ""
    return tree


def test_a_moment_of_a_talk_stands_nowhere_and_those_of_the_site_stay() -> None:
    site = {**said("0c" * 8, "walls"), "at_item": [{"section": "site", "item": "walls"}]}
    told = without_order(folded(site, *interview("0c" * 8)))
    assert [one.at for one in told.answers] == ["2026-11-23T14:01:00.000Z", "", ""]
    assert {one.at for one in told.photos} == {one["at"] for one in told.history["earlier"]} == {""}
    text = json.dumps(plain(told))
    assert [f"14:{minute:02d}" in text for minute in range(1, 10)] == [True] + [False] * 8


def test_nothing_but_moments_names_and_order_is_taken_away() -> None:
    whole = folded(*interview("0c" * 8), *interview("1a" * 8))
    kept = without_order(whole)
    what = [(one.row, one.item, one.value, one.note) for one in whole.answers]
    assert sorted(map(str, what)) == sorted(str((one.row, one.item, one.value, one.note)) for one in kept.answers)
    same = {name: getattr(kept, name) for name in ("cases", "orders", "signatures", "papers", "draws", "kind")}
    assert same == {name: getattr(whole, name) for name in same}
    assert {replace(one, at="", fix=None) for one in whole.photos} == set(kept.photos)


@pytest.mark.parametrize(
    ("event", "private"),
    [
        ({"what": "answered", "at_item": [{"section": "s", "item": "i"}]}, False),
        ({"what": "answered", "at_item": [{"section": "s", "item": "i"}, {"row": "r"}]}, False),
        ({"what": "answered", "at_item": [{"section": "s", "item": "i"}, {"case": "c"}]}, True),
        ({"what": "photographed", "at_item": [{"case": "c"}]}, True),
        ({"what": "case_added"}, True),
        ({"what": "case_slip", "at_item": [{"case": "c"}]}, True),
        ({"what": "note_stays"}, True),
        ({"what": "rights_briefing"}, False),
        ({"what": "drawn"}, False),
    ],
)
def test_what_belongs_to_a_private_talk(event: dict[str, Any], private: bool) -> None:
    assert is_private(event) is private


def test_a_choice_is_as_private_as_the_answer_it_chose() -> None:
    chosen = {"what": "chosen", "value": {"event": "e1"}}
    site = {"what": "answered", "at_item": [{"section": "s", "item": "i"}]}
    interview = {"what": "answered", "at_item": [{"section": "s", "item": "i"}, {"case": "c"}]}
    assert [is_private(chosen, one) for one in (site, interview, None)] == [False, True, True]
