"""A calendar day is the day at the place it speaks of; one module per language gives it, and no other makes one."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest

from inspect_app.adapters.system import clock
from inspect_app.domain import days

ROOT = Path(__file__).resolve().parents[1]
CASES = json.loads((ROOT / "tests/cases/days.json").read_text())
PYTHON_HOME, JS_HOMES = "inspect_app/domain/days.py", {"static/tablet/core/days.mjs", "static/checkin_app/src/days.mjs"}
# A moment that has lost its place, and what makes one.
PLACELESS = {"today", "utcnow", "utcfromtimestamp"}
JS_PLACELESS = re.compile(
    r"toISOString\(\)\s*\.\s*(?:slice|substring|substr)\(0,\s*10\)|toISOString\(\)\s*\.\s*split\(|toDateString\(|"
    r"\.(?:get|set)(?:UTC)?(?:Date|Day|Month|FullYear)\(|toLocaleDateString\("
)


def python_sources() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("inspect_app", "bench"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def placeless(tree: ast.Module) -> Iterator[int]:
    """Lines on which a moment becomes a day without a word of where."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            bare = not node.args and not node.keywords
            if bare and node.func.attr == "date":
                yield node.lineno
            # A moment made without a zone: what `.now()` of the class gives; the clock's own takes no class.
            if bare and node.func.attr == "now" and _names(node.func.value, {"datetime"}):
                yield node.lineno
            if node.func.attr == "fromtimestamp" and len(node.args) + len(node.keywords) < 2:
                yield node.lineno
        if isinstance(node, ast.Attribute) and node.attr in PLACELESS and _names(node.value, {"date", "datetime"}):
            yield node.lineno
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and _is_iso(node.value):
            yield node.lineno


def _names(node: ast.expr, names: set[str]) -> bool:
    return (isinstance(node, ast.Name) and node.id in names) or (isinstance(node, ast.Attribute) and node.attr in names)


def _is_iso(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "isoformat"


@pytest.mark.parametrize(
    "source",
    [
        "now.date()",
        "date.today()",
        "datetime.date.today()",
        "datetime.now()",
        "datetime.utcnow()",
        "now.isoformat()[:10]",
        "f(date.today)",
        "datetime.fromtimestamp(1)",
        "x.closed_at.date() if x else y",
    ],
)
def test_the_check_sees_each_way_to_lose_the_place(source: str) -> None:
    assert list(placeless(ast.parse(source)))


@pytest.mark.parametrize(
    "source", ["day_at(now, zone)", "clock.now()", "datetime.now(UTC)", "day.isoformat()", "a[:10]"]
)
def test_the_check_lets_the_right_ways_pass(source: str) -> None:
    assert not list(placeless(ast.parse(source)))


def test_no_python_module_but_one_makes_a_day_of_a_moment() -> None:
    found = [f"{name}:{line}" for name, tree in python_sources() if name != PYTHON_HOME for line in placeless(tree)]
    assert found == [], f"use inspect_app/domain/days.py, with the zone of the place: {found}"


def test_no_browser_module_but_its_own_makes_a_day_of_a_moment() -> None:
    ours = [path for path in sorted((ROOT / "static").rglob("*.*js")) if not {"vendor", "build"} & set(path.parts)]
    assert len(ours) > 50
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in ours
        if str(path.relative_to(ROOT)) not in JS_HOMES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if JS_PLACELESS.search(line)
    ]
    assert found == [], f"use days.mjs, with the zone of the place: {found}"


@pytest.mark.parametrize(
    "line",
    [
        "new Date().toISOString().slice(0, 10)",
        "at.setDate(at.getDate() + 1)",
        "now.toDateString()",
        'at.toISOString().split("T")[0]',
        "today.toLocaleDateString(lang)",
    ],
)
def test_the_check_sees_each_way_of_the_browser(line: str) -> None:
    assert JS_PLACELESS.search(line)


@pytest.mark.parametrize("case", CASES["day_at"], ids=lambda case: case["about"])
def test_a_moment_is_the_day_it_is_there(case: dict[str, str]) -> None:
    assert days.day_at(datetime.fromisoformat(case["moment"]), ZoneInfo(case["zone"])).isoformat() == case["day"]


@pytest.mark.parametrize("case", CASES["add_days"])
def test_days_are_counted_on_the_calendar(case: dict[str, str | int]) -> None:
    assert days.add_days(date.fromisoformat(str(case["day"])), int(case["n"])).isoformat() == case["sum"]


@pytest.mark.parametrize("case", CASES["start_of"])
def test_a_day_begins_at_midnight_there(case: dict[str, str]) -> None:
    day, zone, moment = date.fromisoformat(case["day"]), ZoneInfo(case["zone"]), datetime.fromisoformat(case["moment"])
    assert days.start_of(day, zone) == moment
    assert days.day_at(moment, zone) == day and days.day_at(moment - timedelta(microseconds=1), zone) != day


def test_a_day_on_which_the_clocks_change_has_23_or_25_hours() -> None:
    length = {
        day: days.start_of(days.add_days(day, 1), clock.HOME) - days.start_of(day, clock.HOME)
        for day in (date(2026, 3, 8), date(2026, 11, 1), date(2026, 11, 2))
    }
    assert [span / timedelta(hours=1) for span in length.values()] == [23, 25, 24]


def test_what_may_not_be_timed_keeps_noon_of_its_day_there() -> None:
    kept = days.noon_of(datetime.fromisoformat("2026-12-01T01:30:00Z"), clock.HOME)
    assert kept.isoformat() == "2026-11-30T17:00:00+00:00"
    assert {clock.day(kept, name).isoformat() for name in days.ZONES} == {"2026-11-30"}


def test_a_moment_without_a_zone_is_no_day_anywhere() -> None:
    with pytest.raises(ValueError, match="belongs to no place"):
        days.day_at(datetime(2026, 12, 1), clock.HOME)


def test_every_zone_offered_is_one_that_python_knows() -> None:
    assert set(days.ZONES) <= available_timezones() and days.WESTERN in days.ZONES


@pytest.mark.parametrize(
    ("lon", "zone"),
    [
        (-94.5, "America/Winnipeg"),
        (-90.01, "America/Winnipeg"),
        (-90.0, "America/Toronto"),
        (-82.6, "America/Toronto"),
        (None, "America/Toronto"),
    ],
)
def test_west_of_ninety_degrees_ontario_keeps_central_time(lon: float | None, zone: str) -> None:
    assert days.zone_of_place(lon, days.HOME) == zone


def test_where_a_place_says_nothing_it_has_its_agencys_zone() -> None:
    assert days.zone_of_place(None, "America/Vancouver") == "America/Vancouver"
