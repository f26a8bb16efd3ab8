"""What goes over the line, as types: the same on both sides, and each verb with the fields that its check asks for."""

import re
import types
from pathlib import Path
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from inspect_app.domain.fieldwork import wire, wire_sync
from inspect_app.domain.fieldwork.event_values import VALUES
from inspect_app.domain.fieldwork.events import _FIELDS, _REQUIRED

TABLET = Path(__file__).resolve().parents[3] / "static" / "tablet"
# What a check accepts and no object has: a word alone, and verbs without any field.
BARE = {"program", "case_added", "row_added", "row_removed", "closed"}
PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null", Any: "Json"}


def shapes() -> dict[str, Any]:
    """Every TypedDict of both modules, by name."""
    found = {**vars(wire), **vars(wire_sync)}
    return {name: shape for name, shape in found.items() if is_typeddict(shape)}


def browser_type(kind: Any) -> str:
    """A Python annotation as wire.d.ts writes it; members of a union in one fixed order."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return " | ".join(sorted(f'"{one}"' if isinstance(one, str) else str(one) for one in parts))
    if origin in (Union, types.UnionType):
        return " | ".join(sorted({part for one in parts for part in browser_type(one).split(" | ")}))
    if origin is list:
        return f"{browser_type(parts[0])}[]"
    if origin is dict:
        return f"Record<string, {browser_type(parts[1])}>"
    return PLAIN.get(kind) or str(kind.__name__)


def fields_of(shape: Any) -> dict[str, str]:
    """Field -> type; a name that may be absent ends in "?"."""
    hints = get_type_hints(shape, include_extras=True)
    told = {}
    for name, kind in hints.items():
        free = get_origin(kind) is NotRequired
        told[name + "?" * free] = browser_type(get_args(kind)[0] if free else kind)
    return told


def browser_shapes() -> dict[str, dict[str, str]]:
    source = "".join(path.read_text() for path in sorted(TABLET.rglob("wire*.d.ts")))
    found = {}
    for name, body in re.findall(r"^interface (\w+) \{\n(.*?)^\}", source, re.S | re.M):
        lines = re.findall(r"^  (\w+\??): ([^;]+);", body, re.M)
        assert len(lines) == body.count(";"), name
        found[name] = {field: " | ".join(sorted(kind.split(" | "))) for field, kind in lines}
    return found


def test_the_browser_and_the_server_name_the_same_shapes() -> None:
    assert sorted(browser_shapes()) == sorted(shapes())


@pytest.mark.parametrize("name", sorted(shapes()))
def test_a_shape_has_the_same_fields_on_both_sides(name: str) -> None:
    assert browser_shapes()[name] == fields_of(shapes()[name])


def test_the_envelope_has_the_fields_that_an_event_may_have() -> None:
    assert set(wire.Envelope.__annotations__) == set(_FIELDS)
    assert wire.Envelope.__required_keys__ == set(_REQUIRED)


@pytest.mark.parametrize("what", sorted(set(VALUES) - BARE))
def test_the_value_of_a_verb_needs_the_fields_that_its_check_asks_for(what: str) -> None:
    shape = shapes()["".join(part.capitalize() for part in what.split("_")) + "Value"]
    missing = {where.removeprefix("value.") for where, why in VALUES[what]("value", {}) if why == "is missing"}
    assert missing == shape.__required_keys__
    fit = {name: None for name in shape.__optional_keys__}
    named = {where.removeprefix("value.") for where, _ in VALUES[what]("value", fit) if where != "value"}
    assert named <= shape.__required_keys__ | shape.__optional_keys__


def test_every_value_type_belongs_to_a_verb() -> None:
    verbs = {"".join(part.capitalize() for part in what.split("_")) + "Value" for what in VALUES}
    assert {name for name in shapes() if name.endswith("Value")} <= verbs
