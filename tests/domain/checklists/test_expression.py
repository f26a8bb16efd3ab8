"""The language of conditions: the cases shared with JavaScript, and what is refused with words."""

import json
from pathlib import Path
from typing import Any

import pytest

from inspect_app.domain.checklists.expression import Setting, Unreadable, bind, evaluate, names, parse, to_plain
from inspect_app.domain.checklists.expression.functions import CALLS
from inspect_app.domain.checklists.expression.known import ARITY, LEFT_OUT

TOLD = json.loads((Path(__file__).parents[2] / "cases/expressions.json").read_text("utf-8"))


@pytest.mark.parametrize("case", TOLD["cases"], ids=lambda case: case["name"])
def test_every_shared_case_has_its_value(case: dict[str, Any]) -> None:
    setting = Setting(**{**TOLD["defaults"], **case.get("with", {})})
    value = to_plain(evaluate(case["ast"], setting))
    assert value == case["expect"] and isinstance(value, bool) == isinstance(case["expect"], bool)
    if case["source"]:
        assert parse(case["source"]) == case["ast"]


def test_every_function_has_a_case() -> None:
    told = json.dumps(TOLD["cases"])
    assert [name for name in ARITY if f'["fn", "{name}"' not in told] == []
    assert set(ARITY) == set(CALLS) | {"if", "indexed-repeat"}


@pytest.mark.parametrize(
    ("source", "at", "told"),
    [
        ("", 1, "empty"),
        ("1 +", 4, "value was expected"),
        ("sawp = 1", 1, "write 'sawp' for text"),
        ("selcted(${a}, 'b')", 1, "did you mean selected()?"),
        ("if(1, 2)", 1, "takes 3 values, this has 2"),
        ("uuid()", 1, "two tablets would disagree"),
        ("a/b", 2, "paths are not part"),
        ("../x", 1, "paths are not part"),
        ("${a}[1]", 5, "square brackets"),
        ("'open", 1, "no closing quotation mark"),
        ("(1 + 2", 7, "bracket opened at character 1 is not closed"),
        ("1 2", 3, "not expected after a complete"),
        ("${a} & ${b}", 6, "the word `and`"),
        ("${a} = “b”", 8, "curly"),
        ("regex(., ${a})", 1, "must be written out"),
        ("regex(., '(a+)+')", 1, "can run for hours"),
        ("regex(., '(?=a)')", 1, "only (?:"),
        ("weighted-checklist(1, 2, 3, 4, 5)", 1, "weight after every value"),
        ("(" * 60, 41, "levels"),
        ("1" + " + 1" * 600, 2000, "at most 2000"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(source: str, at: int, told: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse(source)
    assert (told in refused.value.what, refused.value.at) == (True, at), str(refused.value)


def test_every_function_left_out_says_why() -> None:
    for name, why in LEFT_OUT.items():
        with pytest.raises(Unreadable) as refused:
            parse(f"{name}()")
        assert why in str(refused.value)


def test_a_tree_names_its_items_and_a_section_becomes_its_rows() -> None:
    tree = parse("count(${workers}) > ${n} or -${n} = 1")
    assert names(tree) == {"workers", "n"}
    assert bind(tree, {"workers"})[2] == ["op", ">", ["fn", "count", [["rows", "workers"]]], ["item", "n"]]


def test_a_tree_from_a_newer_version_is_refused_never_guessed() -> None:
    for tree in (["fn", "uuid", []], ["op", "~", ["num", 1], ["num", 1]], ["path", "x"]):
        with pytest.raises(ValueError, match="does not know"):
            evaluate(tree, Setting({}))
