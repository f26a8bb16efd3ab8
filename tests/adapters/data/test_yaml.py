"""YAML is read as plain values with their lines; nothing in a file can run, and what is wrong is told with its line."""

import pytest

from inspect_app.adapters.data import yaml
from inspect_app.domain.checklists.checklist import Mistakes


def test_values_are_plain_and_every_place_has_its_line() -> None:
    tree, lines = yaml.read(b"a: no\nb:\n  - 2026-11-23\n  - {c: true, d: 1.5, e: ~}\n", "x.yaml")
    assert tree == {"a": "no", "b": ["2026-11-23", {"c": True, "d": 1.5, "e": None}]}
    assert (lines["a",], lines["b",], lines["b", 0], lines["b", 1, "d"]) == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("source", "line", "told"),
    [
        (b"a: 1\nb: 2\na: 3\n", 3, "there twice, first at line 1"),
        (b"a: !!python/object/apply:os.system ['ls']\n", 1, "tag"),
        (b"a: !mine x\n", 1, "tag"),
        (b"a: [1, 2\nb: 3\n", 2, "not YAML"),
        (b"a: \xff\n", 1, "not UTF-8"),
        (b"a: .nan\n", 1, "cannot be read as a value"),
        (b"? [1, 2]\n: 3\n", 1, "a key must be a word"),
        (b"x: &a {b: 1}\ny:\n  <<: *a\n", 3, "a key must be a word"),
        (b"a: " + b"[" * 40 + b"]" * 40, 1, "too deep"),
        (
            b"a: &l [x]\nb: &m [*l,*l,*l,*l,*l,*l,*l,*l,*l,*l]\nc: &n [*m,*m,*m,*m,*m,*m,*m,*m,*m,*m]\n"
            b"d: &o [*n,*n,*n,*n,*n,*n,*n,*n,*n,*n]\ne: &p [*o,*o,*o,*o,*o,*o,*o,*o,*o,*o]\n"
            b"f: &q [*p,*p,*p,*p,*p,*p,*p,*p,*p,*p]\n",
            1,
            "too large",
        ),
        (b"x" * (yaml.MOST_BYTES + 1), 0, "at most"),
        (b"a: 1\n---\nb: 2\n", 2, "not YAML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(source: bytes, line: int, told: str) -> None:
    with pytest.raises(Mistakes) as found:
        yaml.read(source, "x.yaml")
    assert told in str(found.value)
    assert found.value.mistakes[0].line == line
