"""How long opened interviews stay in memory: at most four visits, fifteen minutes after the last use, then wiped."""

from datetime import timedelta
from typing import Any

import pytest

from inspect_app.actions.fieldwork.projector import LONGEST, MOST, OpenVisit, Projector
from tests.conftest import NOW


class Nothing:
    """A transaction of a house that holds no event."""

    def execute(self, _query: object) -> list[object]:
        return []


def opened(projector: Projector, visit: str, minutes: float = 0) -> OpenVisit:
    tx: Any = Nothing()
    with projector.lock(visit):
        held = projector.opened(tx, visit, NOW + timedelta(minutes=minutes))
    held.events[visit] = {"what": "answered"}
    return held


@pytest.fixture
def projector() -> Projector:
    return Projector(lambda: pytest.fail("no key is needed where nothing is sealed"))


def test_four_visits_stay_and_the_longest_unused_is_wiped_for_a_fifth(projector: Projector) -> None:
    held = {name: opened(projector, name, at) for at, name in enumerate("abcd")}
    event = held["b"].events["b"]
    opened(projector, "a", 5)
    opened(projector, "e", 6)
    assert len(list(projector._visits)) == MOST and "b" not in list(projector._visits)
    assert held["b"].events == {} and event == {}


def test_a_visit_unused_for_fifteen_minutes_is_wiped(projector: Projector) -> None:
    held = opened(projector, "a")
    projector.forget(NOW + LONGEST - timedelta(seconds=1))
    assert list(projector._visits) == ["a"]
    projector.forget(NOW + LONGEST)
    assert list(projector._visits) == [] and held.events == {}


def test_a_visit_that_somebody_works_on_is_not_wiped_under_their_hands(projector: Projector) -> None:
    held = opened(projector, "a")
    with projector.lock("a"):
        projector.forget(NOW + LONGEST)
        assert held.events
    projector.forget(NOW + LONGEST)
    assert held.events == {}
