"""Typed answers in a report: in words, of the site, row by row, and nothing of an interview."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.checklists.checklist.model import Item
from inspect_app.domain.fieldwork.inspection import fold
from inspect_app.domain.reports.report.answers import answers, said
from inspect_app.domain.reports.report.material import Material

TOLD = json.loads((Path(__file__).parents[1] / "cases" / "rows.json").read_text("utf-8"))
LISTS = {(one["key"], one["n"]): checklist_rules.thaw(json.dumps(one)) for one in TOLD["checklists"]}
NOTE = "7" * 64


def material(case: str, notes: dict[str, str] | None = None) -> Material:
    events = next(one["events"] for one in TOLD["cases"] if one["name"].startswith(case))
    inspection = fold([{**TOLD["defaults"], **event} for event in events])
    return cast(Material, SimpleNamespace(inspection=inspection, checklists=LISTS, notes=notes or {}))


def test_answers_stand_row_by_row_in_the_order_asked() -> None:
    rows = answers(material("rows inside rows"), "en")
    assert [(one["ask"], one["row"], one["said"]) for one in rows] == [
        ("built", "Bunkhouse 1", ["June 1, 1985"]),
        ("beds", "Bunkhouse 1, Room 1", ["2"]),
        ("beds", "Bunkhouse 1, Room 2", ["2"]),
        ("beds", "Bunkhouse 2, Room 1", ["7"]),
    ]


def test_what_was_removed_told_in_an_interview_or_out_of_form_is_not_printed() -> None:
    assert [one["row"] for one in answers(material("a removed row"), "en")] == ["Bunkhouse 1, Room 1"]
    assert answers(material("a row inside a person case"), "en") == []
    assert answers(material("an amount out of its form"), "en") == []


@pytest.mark.parametrize(
    ("item", "value", "en", "fr"),
    [
        ({"type": "money"}, "1234.50", "$1,234.50", "1\u202f234,50\u00a0$"),
        ({"type": "money"}, "-5.00", "-$5.00", "-5,00\u00a0$"),
        ({"type": "decimal", "unit": {"en": "m²", "fr": "m²"}}, "12.5", "12.5\u00a0m²", "12,5\u00a0m²"),
        ({"type": "decimal"}, "-0.5", "-0.5", "-0,5"),
        ({"type": "count"}, 12000, "12,000", "12\u202f000"),
        ({"type": "date"}, "2026-11-01", "November 1, 2026", "1er novembre 2026"),
        ({"type": "time"}, "17:05", "17:05", "17:05"),
        ({"type": "text"}, NOTE, "Six beds.", "Six beds."),
        ({"type": "text"}, "8" * 64, "", ""),
        ({"type": "count"}, "many", "", ""),
    ],
)
def test_an_answer_is_said_as_its_language_writes_it(item: dict[str, Any], value: object, en: str, fr: str) -> None:
    asked, m = Item(id="x", ask={}, basis="none", pii="none", **item), material("rows", {NOTE: "Six beds."})
    assert (said(asked, value, m, "en"), said(asked, value, m, "fr")) == (en, fr)
