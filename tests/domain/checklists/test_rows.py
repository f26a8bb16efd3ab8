"""From events to answers and questions, with rows and questions of two checklists: the cases shared with JavaScript."""

import json
from pathlib import Path
from typing import Any

import pytest

from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.checklists.checklist.showing import Place
from inspect_app.domain.fieldwork.asked import answers_of, asked
from inspect_app.domain.fieldwork.inspection import Inspection, fold

TOLD = json.loads((Path(__file__).parents[2] / "cases" / "rows.json").read_text("utf-8"))
LISTS = {one["key"]: checklist_rules.thaw(json.dumps(one)) for one in TOLD["checklists"]}


def folded(events: list[dict[str, Any]]) -> Inspection:
    return fold([{**TOLD["defaults"], **event} for event in events], same_as=checklist_rules.same_as_of(LISTS.values()))


def test_the_checklists_name_what_is_the_same() -> None:
    assert checklist_rules.same_as_of(LISTS.values()) == TOLD["same_as"]


@pytest.mark.parametrize("case", TOLD["cases"], ids=lambda case: case["name"].replace(" ", "_"))
def test_events_become_answers_and_questions(case: dict[str, Any]) -> None:
    answers = answers_of(folded(case["events"]), LISTS[case["key"]])
    assert {name: answers.get(name) for name in case["answers"]} == case["answers"]
    assert checklist_rules.places(LISTS[case["key"]], answers) == [Place(**place) for place in case["places"]]


def test_a_question_of_two_checklists_is_asked_once_and_judged_by_either() -> None:
    lists = {(one.key, one.n): one for one in LISTS.values()}
    told = next(case for case in TOLD["cases"] if case["name"] == "and a question answered here is answered there")
    for events, judged in ([], False), (told["events"], True):
        questions = [one for one in asked(folded(events), lists) if one.item.id in ("exits", "ways_out")]
        assert [(one.checklist, one.judged) for one in questions] == [("core", judged)]


def test_no_pay_slip_is_asked_of_nobody() -> None:
    lists = {(one.key, one.n): one for one in LISTS.values()}
    assert "papers_too" not in {one.item.id for one in asked(folded([]), lists)}
