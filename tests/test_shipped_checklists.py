"""The checklists we ship: each can be read, says what it promises, and never changes once published."""

from dataclasses import replace
from pathlib import Path

import pytest

from inspect_app.adapters.data import yaml
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.checklists.checklist import Checklist

HOUSE = Path(__file__).parent.parent
SHIPPED = HOUSE / "checklists"
FILES = sorted(SHIPPED.glob("*/*.yaml"))


def delphi() -> frozenset[str]:
    tree, _ = yaml.read((HOUSE / "data/frameworks/ilo_delphi_2009.yaml").read_bytes(), "ilo_delphi_2009.yaml")
    assert isinstance(tree, dict)
    return frozenset(f"delphi:{one['id']}" for dimension in tree["dimensions"] for one in dimension["indicators"])


def shipped(path: Path) -> Checklist:
    tree, lines = yaml.read(path.read_bytes(), str(path))
    return checklist_rules.read(
        tree, lines, file=str(path), codes=checklist_rules.ILO11 | delphi(), key=path.parent.name, n=int(path.stem)
    )


def indicators(key: str) -> set[str]:
    return {code for _, item in shipped(SHIPPED / key / "1.yaml").items() for code in item.indicators}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_published_version_never_changes(path: Path) -> None:
    published = dict(line.split() for line in (SHIPPED / "published.txt").read_text("utf-8").splitlines())
    assert (
        checklist_rules.hash_of(checklist_rules.freeze(shipped(path))) == published[f"{path.parent.name}/{path.stem}"]
    )


def test_every_published_version_is_still_shipped() -> None:
    names = [line.split()[0] for line in (SHIPPED / "published.txt").read_text("utf-8").splitlines()]
    assert sorted(names) == sorted(f"{path.parent.name}/{path.stem}" for path in FILES)


def test_the_spot_check_touches_all_eleven_indicators_of_forced_labour() -> None:
    assert indicators("core-spot-check") >= checklist_rules.ILO11


def test_the_private_interview_touches_every_delphi_indicator() -> None:
    assert delphi() <= indicators("private-interview")


def test_the_core_of_the_interview_can_be_said_in_three_languages() -> None:
    core = shipped(SHIPPED / "private-interview" / "1.yaml").sections[0]
    assert len(core.items) == 21
    assert all(item.say and {"en", "fr", "es"} <= set(item.say) for item in core.items)


def test_the_core_can_be_answered_yes_or_no_without_an_interpreter_in_three_languages() -> None:
    first, second = (shipped(SHIPPED / "private-interview" / f"{n}.yaml") for n in (1, 2))
    asked = [item for item in second.sections[0].items if item.type == "indicator"]
    assert len(asked) == 20
    for item in asked:
        assert item.alone and set(item.alone.ask) == {"en", "fr", "es"}, item.id
        assert all(words.rstrip().endswith("?") for words in item.alone.ask.values()), item.id
        assert item.icon and (HOUSE / "static" / "checkin_app" / "icons" / f"{item.icon}.svg").exists(), item.id
    # Whoever only ever says yes, or no, does not make every sign present.
    assert {item.alone.present for item in asked if item.alone} == {"yes", "no"}
    assert [replace(item, alone=None, icon=None) for _, item in second.items()] == [item for _, item in first.items()]


def test_long_farm_hours_are_a_sign_without_an_order() -> None:
    item = shipped(SHIPPED / "core-spot-check" / "1.yaml").item("hours_long")
    assert item.order is None
    assert any("285/01" in law.cite for law in item.law)


def test_a_law_nobody_has_read_is_marked_so_and_every_law_has_its_day() -> None:
    for path in FILES:
        for _, item in shipped(path).items():
            for law in (*item.law, *(law for choice in item.choices for law in choice.law)):
                assert law.verified_at, (path, item.id, law.cite)
                assert not (law.sourced and law.cite.startswith(("ESA, 2000, s", "OHSA"))), (path, item.id)
