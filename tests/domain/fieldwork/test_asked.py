"""Which checklist version counts and which answers it knows; twin of tablet/core/checklist/versions.mjs."""

from collections.abc import Mapping

import pytest

from inspect_app.adapters.data import yaml
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.checklists.checklist import Checklist
from inspect_app.domain.fieldwork.asked import asked, fits, used
from inspect_app.domain.fieldwork.inspection import Inspection, fold

HEAD = """
format: 1
key: k
n: {n}
kind: visit
title: {{en: K, fr: K}}
sections:
  - id: site
    title: {{en: Site, fr: Lieu}}
    situation: walk
    items:
      - id: pay
        ask: {{en: "How is pay given?", fr: "Comment?"}}
        type: one
        basis: optional
        choices:
          - {{id: bank, label: {{en: Bank, fr: Banque}}, says: not_present}}
          - {{id: {other}, label: {{en: Other, fr: Autre}}, says: present}}
"""


def version(n: int, other: str) -> Checklist:
    tree, lines = yaml.read(HEAD.format(n=n, other=other).encode(), "k")
    return checklist_rules.read(tree, lines)


BOTH = {("k", 1): version(1, "cash"), ("k", 2): version(2, "cheque")}
CARRIED = {("k", 1): BOTH["k", 1]}


def told(*events: Mapping[str, object]) -> Inspection:
    common = {"v": 1, "visit": "e" * 32, "device": "a" * 32, "by": "d" * 32, "prev": None, "mono": 0}
    return fold(
        [
            {**common, "id": f"e{at}", "n": at, "seq": at, "at": f"2026-11-23T14:00:0{at}.000Z", **event}
            for at, event in enumerate(events, 1)
        ]
    )


def answered(value: str, n: int = 1) -> Mapping[str, object]:
    return {
        "what": "answered",
        "at_item": [{"section": "site", "item": "pay"}],
        "checklist": {"key": "k", "n": n, "hash": "c" * 64},
        "value": {"value": value, "basis": [], "note": None},
    }


def decided(n: int) -> Mapping[str, object]:
    return {"what": "version", "value": {"key": "k", "n": n, "seen": 2}}


def test_a_visit_keeps_the_version_it_began_with_until_somebody_moves_it() -> None:
    assert list(used(told(answered("cash")), BOTH)) == [("k", 1)]
    assert list(used(told(answered("cash"), decided(1)), BOTH)) == [("k", 1)]
    assert list(used(told(answered("cash"), decided(2)), BOTH)) == [("k", 2)]


def test_whoever_moved_and_came_back_is_asked_the_first_version() -> None:
    assert list(used(told(decided(2), answered("cheque", 2), decided(1)), BOTH)) == [("k", 1)]


def test_a_version_this_server_does_not_know_is_passed_over() -> None:
    assert list(used(told(answered("cash"), decided(2)), CARRIED)) == [("k", 1)]


@pytest.mark.parametrize(("value", "judged"), [("bank", True), ("cash", False)])
def test_after_a_move_an_answer_the_new_version_does_not_know_is_not_assessed(value: str, judged: bool) -> None:
    (one,) = asked(told(answered(value), decided(2)), BOTH)
    assert one.judged is judged


def test_which_answers_an_item_knows() -> None:
    (_, pay), *_rest = BOTH["k", 1].items()
    assert [fits(pay, value) for value in ("bank", "cash", "cheque", ["bank", "cash"])] == [True, True, False, False]
