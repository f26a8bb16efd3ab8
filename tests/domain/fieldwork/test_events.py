"""Reading one event text: good ones come back whole, bad ones with every mistake."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.fieldwork.events import NotAnEvent, blob_hash, hash_of, read

GOOD: dict[str, Any] = {
    "v": 1,
    "id": "01935b8e-7c00-7abc-8def-0123456789ab",
    "visit": "a" * 32,
    "device": "b" * 32,
    "by": "c" * 32,
    "seq": 1,
    "n": 1,
    "prev": None,
    "at": "2026-11-23T14:05:09.250Z",
    "mono": 1200,
    "what": "answered",
    "at_item": [{"section": "documents", "item": "passports_held"}, {"case": "0f" * 8}],
    "checklist": {"key": "core-spot-check", "n": 1, "hash": "d" * 64},
    "saw": {"e" * 32: 4},
    "value": {"value": "present", "basis": ["worker", "document"], "note": "f" * 64},
}


ROW: dict[str, Any] = {"what": "row_added", "at_item": [{"section": "rooms"}, {"row": "0f" * 8}], "value": {}}


def text(**changes: Any) -> str:
    return json.dumps({**GOOD, **changes})


def mistakes(of: str) -> dict[str, str]:
    with pytest.raises(NotAnEvent) as caught:
        read(of)
    return {mistake.where: mistake.what for mistake in caught.value.mistakes}


def test_a_good_event_is_read_as_it_is() -> None:
    assert read(text()) == GOOD


@pytest.mark.parametrize("what", ["row_added", "row_removed"])
def test_a_row_is_named_by_its_section_what_it_lies_in_and_its_own_id_and_by_its_checklist(what: str) -> None:
    inside = [{"section": "slips"}, {"case": "0a" * 8}, {"row": "0f" * 8}]
    for steps in (ROW["at_item"], inside):
        assert read(text(**{**ROW, "what": what, "at_item": steps}))["at_item"] == steps
    bare = {name: value for name, value in {**GOOD, **ROW, "what": what}.items() if name != "checklist"}
    assert mistakes(json.dumps(bare)) == {"checklist": "is missing"}


def test_the_hash_is_of_the_bytes_and_not_of_the_meaning() -> None:
    assert hash_of('{"a":1}') == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
    assert hash_of('{"a":1}') != hash_of('{"a": 1}')


def test_the_same_note_with_another_salt_has_another_name() -> None:
    assert blob_hash(b"1" * 16, b"same") != blob_hash(b"2" * 16, b"same")


def test_every_mistake_is_told_at_once() -> None:
    told = mistakes(text(seq=0, by="Ms. Roy", at="yesterday", colour="red"))
    assert set(told) == {"seq", "by", "at", "colour"}


@pytest.mark.parametrize(
    "field", ["v", "id", "visit", "device", "by", "seq", "n", "prev", "at", "mono", "what", "value"]
)
def test_a_missing_field_is_named(field: str) -> None:
    event = {name: value for name, value in GOOD.items() if name != field}
    assert mistakes(json.dumps(event)) == {field: "is missing"}


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"v": 2}, "v"),
        ({"v": True}, "v"),
        ({"id": GOOD["id"].upper()}, "id"),
        ({"seq": 1.5}, "seq"),
        ({"seq": True}, "seq"),
        ({"seq": 2, "n": 2}, "prev"),
        ({"prev": "a" * 64}, "prev"),
        ({"seq": 3, "n": 2, "prev": "a" * 64}, "n"),
        ({"at_item": None}, "at_item"),
        ({"at_item": [{"nationality": "x"}]}, "at_item[0]"),
        ({"at_item": [{"case": "01"}]}, "at_item"),
        ({"value": {"value": "present", "basis": ["gossip"], "note": None}}, "value.basis"),
        ({"value": {"value": {"a": 1}, "basis": [], "note": None}}, "value.value"),
        ({"value": "present"}, "value"),
        ({"what": "program", "value": "seasonal"}, "value"),
        ({"what": "case_added", "at_item": [{"section": "s", "item": "i"}], "value": {}}, "at_item"),
        (
            {
                "what": "photographed",
                "value": {"sha256": "1" * 64, "size": 1, "type": "image/svg+xml", "caption": None},
            },
            "value.type",
        ),
        (
            {
                "what": "signed",
                "value": {"role": "witness", "outcome": "signed", "covers": "1" * 64, "picture": None},
            },
            "value.role",
        ),
        ({"what": "entry", "value": {"outcome": "entered"}}, "value.identified"),
        (
            {
                "what": "order",
                "value": {"item": "i", "act": "A", "text": "t", "due_on": "soon", "citation": "c"},
            },
            "value.due_on",
        ),
        ({**ROW, "at_item": [{"section": "rooms"}, {"row": "1"}]}, "at_item"),
        ({**ROW, "at_item": [{"section": "rooms", "item": "beds"}, {"row": "0f" * 8}]}, "at_item"),
        ({**ROW, "at_item": [{"section": "rooms"}]}, "at_item"),
        ({**ROW, "value": "Room 1"}, "value"),
        ({"fix": {"lat": 900, "lon": 0, "acc": 5}}, "fix.lat"),
    ],
)
def test_a_wrong_value_is_named_by_its_field(changes: dict[str, Any], where: str) -> None:
    assert where in mistakes(text(**changes))


ALONE = {"seen_by": "nobody", "heard_by": "workers", "interpreter": "none"}
HELPED = {**ALONE, "interpreter": "phone", "number": "ON-114", "language": "es", "no_tie": True, "accepted": False}


@pytest.mark.parametrize(
    ("what", "value", "where"),
    [
        ("case_setting", {}, {"value.seen_by", "value.heard_by", "value.interpreter"}),
        ("case_setting", {**ALONE, "seen_by": "the foreman"}, {"value.seen_by"}),
        ("case_setting", {**ALONE, "language": "es"}, {"value.language"}),
        (
            "case_setting",
            {**ALONE, "interpreter": "present"},
            {"value.number", "value.language", "value.no_tie", "value.accepted"},
        ),
        ("case_setting", {**HELPED, "number": "Rosa"}, {"value.number"}),
        ("case_setting", {**HELPED, "language": "Spanish"}, {"value.language"}),
        ("case_setting", {**HELPED, "no_tie": "yes"}, {"value.no_tie"}),
        ("case_slip", {"salt": "5" * 32, "hash": "1234 5678", "rounds": 100_000}, {"value.hash"}),
        ("case_slip", {"salt": "5" * 32, "hash": "1" * 64, "rounds": 1}, {"value.rounds"}),
        ("drawn", {"people": 0, "interviews": 3}, {"value.people"}),
        ("rights_briefing", {"n": -1}, {"value.n"}),
        ("note_stays", {"note": "1" * 64, "why": "a quotation"}, {"value.why"}),
        ("expected_back", {"back_by": "soon"}, {"value.back_by"}),
        (
            "paper",
            {"receipt": "3", "how": "kept", "what": "Ledger", "pages": 0, "return_on": "soon"},
            {"value.receipt", "value.how", "value.pages", "value.return_on"},
        ),
        ("custody", {"receipt": "C-0", "move": "lost", "who": None}, {"value.receipt", "value.move", "value.who"}),
        ("sampled", {"what": "Water", "seal": "", "split": "perhaps"}, {"value.split"}),
        ("warrant", {"number": "7", "issued_by": "A justice"}, {"value.issued_on"}),
        ("stop_lifted", {"by": "Somebody"}, {"value.stop"}),
    ],
)
def test_a_wrong_value_around_the_talks_is_named_by_its_field(
    what: str, value: dict[str, Any], where: set[str]
) -> None:
    assert set(mistakes(text(what=what, value=value, at_item=[{"case": "0f" * 8}]))) == where


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("case_setting", ALONE),
        ("case_setting", {**ALONE, "number": None}),
        ("case_setting", HELPED),
        ("case_slip", {"salt": "5" * 32, "hash": "1" * 64, "rounds": 100_000}),
        ("drawn", {"people": 40, "interviews": 7}),
        ("rights_briefing", {"n": 33}),
        ("note_stays", {"note": "1" * 64, "why": "2" * 64}),
        ("expected_back", {"back_by": "2026-11-23T20:00:00.000Z"}),
        ("expected_back", {"back_by": None}),
        ("paper", {"receipt": "C-3", "how": "copied", "what": "Ledger", "pages": None, "return_on": None}),
        ("custody", {"receipt": "C-3", "move": "returned", "who": "The employer"}),
        ("sampled", {"what": "Water", "seal": "S-1", "split": "not_offered", "why": "Nobody was there"}),
        ("stop_work", {"what": "A trench", "whom": "The foreman", "act": "OHSA, s. 57", "posted": False}),
    ],
)
def test_a_whole_value_around_the_talks_is_read(what: str, value: dict[str, Any]) -> None:
    assert read(text(what=what, value=value, at_item=[{"case": "0f" * 8}]))["value"] == value


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "[]",
        "null",
        '{"v":1,"v":1}',
        '{"mono":NaN}',
        '{"n":9007199254740993}',
        "[" * 100_000,
        '"\\u0000"',
        '{"what":"\\ud800"}',
        "x" * 70_000,
    ],
)
def test_a_text_that_is_no_json_object_is_one_mistake(broken: str) -> None:
    assert set(mistakes(broken)) == {""}


def test_a_verb_of_a_newer_tablet_is_read_and_kept() -> None:
    assert read(text(what="sample_sealed", value={"seal": 4}))["what"] == "sample_sealed"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@given(st.sampled_from(sorted(GOOD)), JSON)
def test_any_value_in_any_field_is_read_or_refused_and_never_crashes(field: str, value: Any) -> None:
    try:
        assert read(text(**{field: value}))
    except NotAnEvent as refused:
        assert refused.mistakes


@given(st.text())
def test_any_text_is_read_or_refused(anything: str) -> None:
    try:
        read(anything)
    except NotAnEvent as refused:
        assert str(refused)


@pytest.mark.parametrize(
    "at",
    [
        "2026-02-30T10:00:00.000Z",
        "2026-11-23T25:61:61.000Z",
        "2026-11-23T24:00:00.000Z",
        "0000-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999Z",
        "٢٠٢٦-11-23T10:00:00.000Z",
        "2026-11-23T10:00:00.000Z\n",
    ],
)
def test_a_moment_that_no_calendar_has_is_a_mistake_of_its_event(at: str) -> None:
    assert set(mistakes(text(at=at))) == {"at"}


@pytest.mark.parametrize("at", ["1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999999Z", "2026-11-23T10:00:00Z"])
def test_a_clock_that_is_only_wrong_is_no_mistake(at: str) -> None:
    assert read(text(at=at))["at"] == at


def test_a_number_that_json_writes_and_no_database_keeps_is_a_mistake() -> None:
    assert "" in mistakes(text(value=None).replace('"value": null', '"value": {"value": 1e999}'))
