"""What a worker's page may say about who reads: only what is so at this moment."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from inspect_app.domain.alerts.duty import KINDS, Reading, Shift, due, reading, worse

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def shift(starts: timedelta, ends: timedelta, seen: timedelta | None = None) -> Shift:
    return Shift("1" * 32, "2" * 32, NOW + starts, NOW + ends, None if seen is None else NOW - seen)


@pytest.mark.parametrize(
    ("rota", "told"),
    [
        ([], Reading("nobody")),
        ([shift(-HOUR, HOUR, MINUTE)], Reading("now")),
        ([shift(-HOUR, HOUR, 2 * MINUTE)], Reading("away")),
        ([shift(-HOUR, HOUR)], Reading("away")),
        ([shift(-2 * HOUR, timedelta(0), MINUTE)], Reading("nobody")),
        ([shift(3 * HOUR, 5 * HOUR), shift(HOUR, 2 * HOUR)], Reading("later", NOW + HOUR)),
        ([shift(100 * HOUR, 101 * HOUR)], Reading("nobody")),
        ([shift(-HOUR, HOUR), shift(HOUR, 2 * HOUR, MINUTE)], Reading("away")),
    ],
)
def test_the_page_says_now_only_while_somebody_on_duty_has_the_list_open(rota: list[Shift], told: Reading) -> None:
    assert reading(rota, NOW) == told


def test_a_call_must_be_taken_within_a_quarter_of_an_hour_of_being_read() -> None:
    assert due([shift(-HOUR, HOUR)], NOW) == NOW + 15 * MINUTE
    assert due([shift(HOUR, 2 * HOUR)], NOW) == NOW + HOUR + 15 * MINUTE
    assert due([], NOW) == NOW + 15 * MINUTE


def test_kinds_are_ordered_by_how_serious_they_are() -> None:
    assert [worse(one, other) for one, other in pairwise(KINDS)] == [True] * 3
    assert not worse("child", "hurt") and not worse("hurt", "hurt")
