"""Findings of invented visits of every shape, against the rule in its plainest form; and no work that grows twice."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspect_app.adapters.data import yaml
from inspect_app.adapters.data.frameworks import frameworks
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.checklists.checklist import Checklist
from inspect_app.domain.checklists.checklist.model import Item
from inspect_app.domain.fieldwork.asked import answers_of, asked
from inspect_app.domain.fieldwork.findings import find
from inspect_app.domain.fieldwork.inspection import Answer, Case, Inspection, Photo, fold
from inspect_app.domain.fieldwork.inspection.interviews import without_order
from tests.domain import simple_findings as simple
from tests.domain.fieldwork.test_findings import SOURCE, made

ROWS = ("c0", "c1", "c2", "c10", "r1", "c1/r1", "nobody")


def core() -> Checklist:
    file = Path(__file__).parents[3] / "checklists" / "core-spot-check" / "1.yaml"
    tree, lines = yaml.read(file.read_bytes(), "core-spot-check")
    return checklist_rules.read(tree, lines)


NEWER = made(SOURCE.replace("n: 1\n", "n: 2\n", 1).replace("id: bank", "id: cash"))
VERSIONS = {("k", 1): made(), ("k", 2): NEWER, ("core-spot-check", 1): core()}


def a_value(chance: random.Random, item: Item) -> object:
    if item.type == "indicator":
        return chance.choice(["present", "not_present", "not_assessed", "does_not_apply", "nonsense"])
    picked = [choice.id for choice in item.choices if chance.random() < 0.4] or ["elsewhere"]
    return chance.choice([picked, picked[0], 7, None, {"c1": "present"}])


def an_answer(chance: random.Random, number: int) -> Answer:
    version = chance.choice(list(VERSIONS))
    section, item = chance.choice(list(VERSIONS[version].items()))
    key, n = version if chance.random() < 0.95 else (version[0], 9)
    basis = tuple(sorted(chance.sample(["observed", "document", "employer", "worker"], chance.randrange(3))))
    row = chance.choice(ROWS) if section.repeat else chance.choice([None, None, "c1"])
    differs = ("x",) if chance.random() < 0.1 else ()
    name = item.id if chance.random() < 0.97 else "not_there"
    note = chance.choice([None, f"n{number}"])
    return Answer(section.id, name, row, key, n, a_value(chance, item), basis, note, "s", "t", f"e{number}", differs)


def a_photo(chance: random.Random, number: int) -> Photo:
    item = chance.choice([None, "papers", "held", "debt"])
    row = chance.choice([None, *ROWS])
    return Photo(f"{number % 5:064x}", 9, "image/jpeg", item, "site", row, None, "t", None)


def a_visit(seed: int) -> Inspection:
    chance = random.Random(seed)
    cases = sorted(chance.sample(["c0", "c1", "c2", "c10"], chance.randrange(5)))
    earlier = [
        {"row": chance.choice([None, *ROWS]), "event": f"x{n}", "at": "t", "value": n % 2, "note": None}
        for n in range(chance.randrange(8))
    ]
    return replace(
        fold([]),
        answers=tuple(an_answer(chance, number) for number in range(chance.randrange(120))),
        cases=tuple(Case(id, chance.choice(["under_16", "18_plus", "unknown"]), {}) for id in cases),
        photos=tuple(a_photo(chance, number) for number in range(chance.randrange(12))),
        program=chance.choice(["unknown", "sawp", "other"]),
        versions={"k": {"n": 1}} if chance.random() < 0.3 else {},
        history={"earlier": tuple(earlier), "late": (), "redacted": {}},
    )


@pytest.mark.parametrize("seed", range(60))
def test_findings_equal_those_of_the_plainest_form(seed: int) -> None:
    visit = a_visit(20261130 + seed)
    assert asked(visit, VERSIONS) == simple.asked(visit, VERSIONS)
    assert find(visit, VERSIONS, frameworks()) == simple.find(visit, VERSIONS, frameworks())
    for version in VERSIONS.values():
        assert answers_of(visit, version) == simple.answers_of(visit, version)


@pytest.mark.parametrize("seed", range(20))
def test_of_replaced_answers_only_those_of_interviews_lose_their_moment(seed: int) -> None:
    visit = a_visit(seed)
    cases = {case.id for case in visit.cases}
    of_site = [one for one in visit.history["earlier"] if (one["row"] or "").split("/")[0] not in cases]
    earlier = list(without_order(visit).history["earlier"])
    assert earlier[: len(of_site)] == of_site and len(earlier) == len(visit.history["earlier"])
    assert all(one["at"] == "" for one in earlier[len(of_site) :])


class Counted(tuple[Any, ...]):
    """A tuple that counts how often it is walked through from its beginning."""

    walks: Counter[str] = Counter()

    def __iter__(self) -> Any:
        self.walks["all"] += 1
        return super().__iter__()


def test_how_often_all_answers_and_cases_are_walked_through_does_not_grow_with_the_visit() -> None:
    walks = []
    for people in (2, 40):
        cases = Counted(Case(f"{n:016x}", "18_plus", {}) for n in range(people))
        answers = Counted(
            Answer("talk", item, case.id, "k", 1, "present", (), None, "s", "t", f"{case.id}{item}", ())
            for case in tuple(cases)
            for item in ("held", "debt")
        )
        Counted.walks.clear()
        find(replace(fold([]), answers=answers, cases=cases), {("k", 1): VERSIONS["k", 1]}, frameworks())
        walks.append(Counted.walks["all"])
    assert walks[0] == walks[1] > 0
