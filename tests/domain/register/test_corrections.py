"""What may be typed in a field of the register, and what stands of several writes."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from inspect_app.actions.fieldwork import pack as pack_actions
from inspect_app.domain.register.corrections import FIELDS, Unfit, Write, held, read, settle
from inspect_app.domain.register.register import EMPLOYER_FIELDS, SITE_FIELDS

TOLD = json.loads((Path(__file__).parents[2] / "cases" / "corrections.json").read_text())
AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize("case", TOLD["cases"], ids=lambda case: f"{case['field']} {case['typed']!r}"[:40])
def test_what_was_typed_is_read_or_does_not_fit(case: dict[str, Any]) -> None:
    if case.get("unfit"):
        with pytest.raises(Unfit):
            read(case["about"], case["field"], case["typed"])
    else:
        assert read(case["about"], case["field"], case["typed"]) == case["value"]


@pytest.mark.parametrize(("field", "letters"), TOLD["too_long"].items())
def test_a_text_longer_than_the_desks_own_form_takes_does_not_fit(field: str, letters: int) -> None:
    about = next(kind for kind, fields in FIELDS.items() if field in fields)
    assert read(about, field, "é" * (letters - 1))
    with pytest.raises(Unfit):
        read(about, field, "é" * letters)


def test_only_fields_that_the_desk_may_edit_can_be_mended_and_none_tells_of_a_worker() -> None:
    assert set(FIELDS["employer"]) < set(EMPLOYER_FIELDS) and set(FIELDS["site"]) < set(SITE_FIELDS)
    assert "name" not in FIELDS["employer"]


def test_the_pack_tells_the_tablet_the_fields_that_the_cases_are_tried_with() -> None:
    assert json.loads(json.dumps(pack_actions.fields())) == TOLD["fields"]


def test_a_record_is_compared_as_it_was_typed_and_an_odd_value_of_a_list_stays() -> None:
    record = {"trading": None, "sector": "11", "size_band": "50-99", "state": "active"}
    assert held("employer", record) == record
    site = dict.fromkeys(FIELDS["site"], None) | {"name": "G", "city": "", "season_from": date(2027, 4, 15)}
    assert held("site", site)["season_from"] == "2027-04-15" and held("site", site)["city"] is None


def write(source: str, value: Any, was: Any = None, **more: Any) -> Write:
    base = Write(
        source, "headcount", "site", "2" * 32, was, value, 1, 1, 1, 1, "a" * 32, "e" * 32, {}, None, AT, None, True
    )
    return replace(base, **more)


FIRST = write("desk", None, device_id=None, visit_id=None, place=0, n=0, saw=[])


def values(*writes: Write) -> list[Any]:
    return [one.value for one in settle(writes)]


def test_what_the_register_held_stands_until_a_tablet_writes_over_it() -> None:
    assert values(FIRST) == [None]
    assert values(FIRST, write("one", 40)) == [40]


def test_writes_apart_both_stand_and_a_third_that_agrees_with_one_settles_nothing() -> None:
    one, two = write("one", 40), write("two", 55, device_id="b" * 32)
    assert values(FIRST, one, two) == values(two, one, FIRST) == [40, 55]
    assert values(FIRST, one, two, write("three", 55, device_id="c" * 32)) == [40, 55]


def test_a_tablet_that_saw_both_settles_it_with_either_value_or_a_new_one() -> None:
    one, two = write("one", 40), write("two", 55, device_id="b" * 32)
    for value in (40, 55, 48):
        third = write("three", value, was=40, device_id="b" * 32, seq=2, n=2, saw={"a" * 32: 1})
        assert values(FIRST, one, two, third) == [value]


def test_the_desks_word_is_shown_first_and_what_it_saw_is_gone() -> None:
    tablet = write("one", 40)
    unseen = write("desk2", 70, device_id=None, visit_id=None, version=2, place=2, n=0, saw=["desk"])
    assert values(FIRST, tablet, unseen) == [70, 40]
    assert values(FIRST, tablet, replace(unseen, saw=["desk", "one"])) == [70]


def test_a_decision_for_a_tablets_value_is_the_desks_word_from_then_on() -> None:
    one, two = write("one", 40), write("two", 55, device_id="b" * 32, n=2)
    decided = write("three", 55, device_id=None, visit_id=None, version=3, place=3, n=0, saw=["desk", "one", "two"])
    assert [stands.source for stands in settle([FIRST, one, two, decided])] == ["three"]
    late = write("four", 60, device_id="c" * 32)
    assert values(FIRST, one, two, decided, late) == [55, 60], "what was decided stays on the screen"


def test_a_tablet_that_knew_the_desks_version_replaces_it_and_one_that_did_not_does_not() -> None:
    desk = write("desk2", 70, device_id=None, visit_id=None, version=2, place=2, n=0, saw=["desk"])
    assert values(FIRST, desk, write("one", 40, was=None, version=2, place=2)) == [40]
    assert values(FIRST, desk, write("one", 40, was=None)) == [70, 40]


def test_yes_is_not_one() -> None:
    assert values(write("one", True), write("two", 1, device_id="b" * 32)) == [True, 1]
