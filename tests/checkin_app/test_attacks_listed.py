"""`docs/attacks.md` is true: every attack stands there once, and every test it names is there to be run."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "attacks.md").read_text()
ROWS = dict(re.findall(r"^\| (\d+) \| .+ \| (.+) \|$", PAGE, re.MULTILINE))
TESTS = re.compile(r"`(tests/[\w/]+\.py)` (\w+)")


def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")}


def test_every_attack_from_one_to_fifty_eight_stands_there_once_with_where_it_is_tried() -> None:
    numbers = [int(number) for number in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)]
    assert numbers == list(range(1, 59)) and set(ROWS) == {str(number) for number in numbers}
    for number, where in ROWS.items():
        assert TESTS.search(where) or re.match("falls away:|waits for statistics:|the drill ", where), number


def test_every_test_it_names_exists_and_carries_the_number_it_is_named_for() -> None:
    for number, where in ROWS.items():
        for path, part in TESTS.findall(where):
            found = {name for name in names_in(path) if f"_{part}" in name}
            if re.match(r"attack_\d+\w*$", part):
                assert re.search(rf"_{number}(_|$)", part), f"{number}: {part}"
                found = {name for name in found if re.search(rf"_{part}(_|$)", name)}
            assert found, f"{number}: no test of {path} is called …{part}…"


def test_every_test_that_carries_a_number_is_named_on_its_line() -> None:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in names_in(str(path.relative_to(ROOT))):
            told = re.match(r"test_attack_(\d+(?:(?:_and)?_\d+)*)_", name)
            for number in re.findall(r"\d+", told.group(1)) if told else []:
                assert f"`{path.relative_to(ROOT)}`" in ROWS[number], f"{number}: {path.name} {name}"


def test_every_drill_it_names_is_written() -> None:
    drills = (ROOT / "docs" / "drills.md").read_text()
    named = set(re.findall(r'the drill "([^"]+)"', PAGE))
    assert {"Two old telephones", "A court asks for everything about a visit"} <= named
    assert all(f"## {one}" in drills for one in named)
