"""Typed answers: the cases that the tablet passes too, and what a checklist may say of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.checklists.checklist.model import Item
from inspect_app.domain.checklists.checklist.typed import fault, read_typed
from inspect_app.domain.fieldwork.asked import fits

CASES = json.loads((Path(__file__).parents[2] / "cases" / "typed.json").read_text("utf-8"))


def item(told: dict[str, Any]) -> Item:
    return Item(id="x", ask={}, basis="none", pii="none", **told)


@pytest.mark.parametrize("case", CASES["typed"], ids=lambda case: f"{case['item']['type']}-{case['typed']!a}")
def test_what_is_typed_is_kept_in_one_form_or_refused_with_a_reason(case: dict[str, Any]) -> None:
    value, why = read_typed(item(case["item"]), case["typed"])
    assert (value, type(value), why) == (case["value"], type(case["value"]), case["why"])


@pytest.mark.parametrize("case", CASES["kept"], ids=lambda case: f"{case['item']['type']}-{case['value']!r}")
def test_a_value_fits_only_in_the_form_kept_and_within_its_bounds(case: dict[str, Any]) -> None:
    assert (fault(item(case["item"]), case["value"]) == "") is case["fits"]
    assert fits(item(case["item"]), case["value"]) is case["fits"]


def text(words: str) -> dict[str, str]:
    return {"en": words, "fr": words}


def asked(id: str = "x", type: str = "count", **more: Any) -> dict[str, Any]:
    return {"id": id, "ask": text("How many?"), "type": type, **more}


def section(*items: dict[str, Any], id: str = "rooms", **more: Any) -> dict[str, Any]:
    return {"id": id, "title": text("Rooms"), "items": list(items), **more}


def tree(*sections: dict[str, Any], key: str = "k") -> dict[str, Any]:
    return {"format": 1, "key": key, "n": 1, "kind": "visit", "title": text("T"), "sections": list(sections)}


def mistakes(*sections: dict[str, Any]) -> list[str]:
    with pytest.raises(checklist_rules.Mistakes) as found:
        checklist_rules.read(tree(*sections), {("sections",): 7})
    assert all(one.line == 7 and one.correction for one in found.value.mistakes)
    return [f"{one.item}: {one.what}" for one in found.value.mistakes]


def test_bounds_units_and_rows_come_back_from_the_frozen_form() -> None:
    rooms = section(
        asked("beds", max=40, min=0, unit=text("beds")),
        asked("area", "decimal", decimals=1, max="99.5"),
        asked("rent", "money", min="0", currency="CAD"),
        asked("since", "date", min="2000-01-01"),
        repeat={"of": "room", "max": 60},
    )
    read = checklist_rules.read(tree(rooms), {})
    assert checklist_rules.thaw(checklist_rules.freeze(read)) == read
    told = json.loads(checklist_rules.freeze(read))["sections"][0]
    assert told["repeat"] == {"kind": "row", "of": "room", "max": 60}
    assert (told["items"][0]["min"], told["items"][0]["max"], told["items"][1]["max"]) == ("0", "40", "99.5")


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"type": "text", "min": 1}, "type `text` has no `min`"),
        ({"type": "indicator", "max": 1, "guidance": {"what": text("x")}}, "type `indicator` has no `max`"),
        ({"type": "money", "unit": text("kg")}, "type `money` has no `unit`"),
        ({"decimals": 2}, "type `count` has no `decimals`"),
        ({"currency": "CAD"}, "type `count` has no `currency`"),
        ({"type": "money", "currency": "USD"}, "`USD` is not known here"),
        ({"min": 5, "max": 4}, "no answer lies between `min` and `max`"),
        ({"min": 4.5}, "`4.5` cannot be a bound"),
        ({"type": "money", "max": "12.505"}, "`12.505` is not a value of type `money`"),
        ({"type": "decimal", "decimals": 1, "max": "0.25"}, "`0.25` is not a value of type `decimal`"),
        ({"type": "date", "max": "2026-02-30"}, "`2026-02-30` is not a value of type `date`"),
        ({"same_as": "k/y"}, "`same_as` names an item of this same checklist"),
        ({"same_as": "y"}, "`y` cannot be used here"),
    ],
)
def test_what_does_not_belong_to_a_type_is_a_mistake(more: dict[str, Any], what: str) -> None:
    assert mistakes(section(asked(**more))) == [f"x: {what}"]


def test_all_mistakes_of_typed_items_and_rows_come_at_once() -> None:
    wrong = section(
        asked("a", min="many"),
        asked("b", "date", unit=text("days"), same_as="core/b"),
        repeat={"of": "room", "inside": "houses"},
    )
    people = section(asked("c"), id="talks", repeat={"kind": "case", "max": 3})
    assert sorted(mistakes(wrong, people)) == [
        "a: `many` is not a value of type `count`",
        "b: rows are those of one checklist, so nothing in them is the same elsewhere",
        "b: type `date` has no `unit`",
        "rooms: `houses` is not a section that repeats before this one",
        "talks: a repeat of kind `case` has no `of`, `max` or `inside`",
    ]


def checklist(key: str, *items: dict[str, Any]) -> checklist_rules.Checklist:
    return checklist_rules.read(tree(section(*items), key=key), {})


def test_the_same_question_is_named_once_however_many_checklists_ask_it() -> None:
    core, housing = checklist("core", asked()), checklist("housing", asked("y", same_as="core/x"))
    third = checklist("third", asked("z", same_as="housing/y"), asked("alone"))
    one = dict.fromkeys(("core/x", "housing/y", "third/z"), "core/x")
    assert (
        checklist_rules.same_as_of([core, housing, third]) == checklist_rules.same_as_of([third, core, housing]) == one
    )
    assert checklist_rules.same_as_of([core]) == {}
    assert checklist_rules.mistakes_between([core, housing, third]) == []


def test_a_circle_of_same_questions_has_one_name() -> None:
    a, b = checklist("a", asked(same_as="b/x")), checklist("b", asked(same_as="a/x"))
    assert (
        set(checklist_rules.same_as_of([a, b])) == {"a/x", "b/x"}
        and len(set(checklist_rules.same_as_of([b, a]).values())) == 1
    )


def test_a_question_that_is_not_the_same_is_told() -> None:
    core = checklist("core", asked())
    strange = checklist("housing", asked("a", same_as="core/gone"), asked("b", "money", same_as="core/x"))
    assert [(one.file, one.item, one.what) for one in checklist_rules.mistakes_between([core, strange])] == [
        ("housing/1", "a", "`same_as` names `core/gone`, which is not an item of the library"),
        ("housing/1", "b", "`core/x` is another question: type differ"),
    ]
