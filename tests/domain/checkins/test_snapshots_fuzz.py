"""Whoever looks after every single answer, at both editions, and knows who came when and who skipped."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.domain.checkins.disclosure import Release
from inspect_app.domain.checkins.snapshots import WIDE, band

# True: the sign is there; None: skipped, or nobody came that day.
RegionalAnswer = bool | None
MOST = 12
DAYS = st.lists(st.sampled_from([True, True, False, False, None]), min_size=5, max_size=20).filter(
    lambda days: sum(one is not None for one in days) <= MOST
)
# Days on which the opener does count; on others it was down.
NIGHTS = st.lists(st.booleans(), min_size=20, max_size=20)
STEPS = st.lists(st.sampled_from([-1, 0, 1]), min_size=40, max_size=40)


def shown(days: Sequence[RegionalAnswer], nights: Sequence[bool], steps: Sequence[int]) -> list[Release]:
    """Everything that is ever released for one question, in the order in which it can be read."""
    chance, history, answers = iter(steps), list[Release](), list[bool]()
    for said, counts in zip(days, nights, strict=False):
        if said is not None:
            answers.append(said)
        if counts:
            history += snapshots_rules.release(answers, history, lambda: next(chance))
    return history


def fits(world: Sequence[bool], history: Sequence[Release]) -> bool:
    """Whether these answers could have been shown so, by some chance. Written apart from the product's own check."""
    for one in history:
        total = sum(world[: one.n])
        reached = {band(min(one.n, max(0, total + step)), one.n) for step in ((-1, 0, 1) if one.k >= WIDE else (0,))}
        if one.band not in reached:
            return False
    return True


@settings(max_examples=250, deadline=None)
@given(DAYS, NIGHTS, STEPS)
def test_attack_26_whoever_looks_after_every_event_at_both_editions_learns_no_single_answer(
    days: list[RegionalAnswer], nights: list[bool], steps: list[int]
) -> None:
    history = shown(days, nights, steps)
    true = [said for said in days if said is not None]
    possible = [world for world in product((False, True), repeat=len(true)) if fits(world, history)]
    assert tuple(true) in possible
    for at in range(len(true)):
        assert {world[at] for world in possible} == {False, True}, (at, history)


@settings(max_examples=100, deadline=None)
@given(DAYS, NIGHTS, STEPS, st.data())
def test_attack_26_what_one_worker_said_never_decides_whether_or_when_something_is_shown(
    days: list[RegionalAnswer], nights: list[bool], steps: list[int], data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from([n for n, said in enumerate(days) if said is not None] or [0]))
    other = [not said if n == at and said is not None else said for n, said in enumerate(days)]
    before, after = (shown(one, nights, steps) for one in (days, other))
    # The first release is decided by numbers alone; later ones also by what was already shown to everyone.
    same = [(a.k, a.n) == (b.k, b.n) for a, b in zip(before, after, strict=False)]
    first_change = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a.band != b.band), None)
    assert all(same[: len(same) if first_change is None else first_change + 1])


@pytest.mark.parametrize("n", range(5, MOST + 1))
def test_attack_26_every_mix_of_yes_no_and_skip_of_five_to_twelve_leaves_no_answer_determined(n: int) -> None:
    mixes = [(yes, no) for yes in range(n + 1) for no in range(n + 1 - yes)]
    seen: dict[tuple[Release, ...], set[tuple[int, int]]] = {}
    for yes, no in mixes:
        for step in (-1, 0, 1):
            told = snapshots_rules.release([True] * yes + [False] * no, [], lambda step=step: step)  # type: ignore[misc]
            # A page shows the edition and the band, never how many answered.
            seen.setdefault(tuple(Release(one.k, 0, one.band) for one in told), set()).add((yes, no))
    for told, possible in seen.items():
        assert any(yes > 0 for yes, _ in possible) and any(no > 0 for _, no in possible), (told, possible)
        assert any(yes < n for yes, _ in possible) and any(no < n for _, no in possible), (told, possible)
    assert sum(len(one) for one in seen.values()) >= len(mixes)
