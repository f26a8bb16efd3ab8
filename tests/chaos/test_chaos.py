"""A short run of `make chaos`: real Chromium, real server, everything goes wrong, nothing is lost."""

from pathlib import Path
from typing import Any

import pytest

from tests import people
from tests.chaos.check import Count, check
from tests.chaos.runs import many
from tests.tablet import VISIT

SEED = 20261124


@pytest.mark.slow
@pytest.mark.parametrize("runs", [8, pytest.param(60, marks=pytest.mark.long)])
def test_runs_of_kills_cuts_and_delays_lose_double_and_change_nothing(tmp_path: Path, runs: int) -> None:
    told: list[str] = []
    count = many(tmp_path, runs, SEED, say=told.append)
    print(count.line())
    assert told == []
    assert (count.runs, count.lost, count.doubled, count.differences) == (runs, 0, 0, 0)
    # Each run really did something, on average: these are what thirty runs had to reach, a run.
    assert count.events > runs * 100 / 30 and count.photo_bytes > runs * 1_000_000 / 30 and count.kills > runs / 3


def test_what_a_tablet_kept_and_the_server_lacks_is_counted_as_lost(instance: people.Instance) -> None:
    kept = {"events": ["e" * 64], "notes": ["f" * 64], "photos": [{"sha256": "a" * 64, "size": 1}]}
    settled: dict[str, Any] = {"events": [], "notes": [], "photos": [], "receipt": None, "told": "waiting"}
    count = check(instance, VISIT, [kept], [settled | {"notes": ["b" * 64]}])
    assert (count.lost, len(count.why)) == (5, 5)


def test_the_last_line_counts_what_was_lost() -> None:
    count = Count(1, 7, 9, 2, lost=1)
    count.add(Count(2, 3, 1, 1, doubled=1, differences=2))
    assert count.line() == "3 runs, 10 events, 10 photo bytes, 3 kills; lost 1, doubled 1, fold differences 2"
    assert not count.sound and Count(5).sound
