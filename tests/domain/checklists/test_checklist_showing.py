"""What is shown for which answers: the cases shared with JavaScript."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.checklists.checklist.showing import Place

TOLD = json.loads((Path(__file__).parents[2] / "cases/checklists.json").read_text("utf-8"))
CHECKLIST = checklist_rules.thaw(json.dumps(TOLD["checklist"]))


def place(told: Any) -> Place | None:
    return Place(**told) if told else None


@pytest.mark.parametrize("case", TOLD["cases"], ids=lambda case: case["name"])
def test_every_shared_case_holds(case: dict[str, Any]) -> None:
    answers, about = case["answers"], checklist_rules.About(**case.get("about", {}))
    asked = checklist_rules.places(CHECKLIST, answers, about)
    if "shown" in case:
        assert checklist_rules.shown(CHECKLIST, answers, about) == set(case["shown"])
    if "places" in case:
        assert asked == [place(one) for one in case["places"]]
    if "unassessed" in case:
        assert checklist_rules.unassessed(CHECKLIST, answers, about) == [place(one) for one in case["unassessed"]]
    if "progress" in case:
        assert dataclasses.astuple(checklist_rules.progress(CHECKLIST, answers, about)) == tuple(case["progress"])
    for row, items in case.get("shown_in", {}).items():
        assert checklist_rules.shown_in(CHECKLIST, answers, row, about) == set(items)
    for item, choices in case.get("choices", {}).items():
        assert [one.id for one in checklist_rules.choices(CHECKLIST, answers, CHECKLIST.item(item))] == choices
    for item, value, message in case.get("refused", []):
        told = checklist_rules.refused(CHECKLIST, answers, CHECKLIST.item(item), value)
        assert (told["en"] if told else None) == message
    for here, step, there in case.get("beside", []):
        assert checklist_rules.beside(asked, place(here), step) == place(there)
