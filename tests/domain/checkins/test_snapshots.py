"""Snapshots: what can be told from everything that is ever shown, tried for every group from five to twelve."""

from itertools import pairwise, product

import pytest

from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.domain.checkins.disclosure import Release
from inspect_app.domain.checkins.snapshots import Piles

QUIET = Piles(cards_out=40, main=20, again=0, management=0)
GROUPS = range(5, 13)


@pytest.mark.parametrize("n", GROUPS)
def test_no_band_of_five_to_twelve_answers_tells_any_single_answer(n: int) -> None:
    for word in {snapshots_rules.band(present, n) for present in range(n + 1)}:
        fits = {present for present in range(n + 1) if snapshots_rules.band(present, n) == word}
        assert fits not in ({0}, {n}), (n, word)


Histories = dict[tuple[Release, ...], set[tuple[int, ...]]]


def everything_shown(sizes: tuple[int, ...]) -> Histories:
    """What is shown in every world in which groups of these sizes answer one after the other, by every chance."""
    seen: Histories = {}
    for world in product(*(range(size + 1) for size in sizes)):
        for steps in product((-1, 0, 1), repeat=len(sizes)):
            history: tuple[Release, ...] = ()
            answers: list[bool] = []
            for size, present, step in zip(sizes, world, steps, strict=True):
                answers += [True] * present + [False] * (size - present)
                history += snapshots_rules.release(answers, history, lambda step=step: step)  # type: ignore[misc]
            seen.setdefault(history, set()).add(world)
    return seen


@pytest.mark.parametrize("sizes", [(a, b) for a in range(1, 11) for b in range(1, 11) if 5 <= a + b <= 12])
def test_attack_26_whoever_looks_twice_and_sees_both_editions_learns_no_single_answer(sizes: tuple[int, int]) -> None:
    for history, possible in everything_shown(sizes).items():
        for group, size in enumerate(sizes):
            counts = {world[group] for world in possible}
            assert counts not in ({0}, {size}), (sizes, history)


@pytest.mark.parametrize("sizes", [(5, 5, 5), (5, 6, 6), (8, 5, 5), (5, 7, 3), (6, 4, 7)])
def test_attack_26_nor_does_whoever_looks_three_times(sizes: tuple[int, ...]) -> None:
    for history, possible in everything_shown(sizes).items():
        for group, size in enumerate(sizes):
            assert {world[group] for world in possible} not in ({0}, {size}), (sizes, history)


def test_what_is_held_back_depends_on_how_many_answered_and_never_on_what_they_said() -> None:
    for first in range(5, 9):
        for more in range(5, 9):
            shown = {tuple((r.k, r.n) for r in history) for history in everything_shown((first, more))}
            by_first: dict[str, set[int]] = {}
            for history in everything_shown((first, more)):
                by_first.setdefault(history[0].band, set()).add(len(history))
            assert all(len(lengths) == 1 for lengths in by_first.values()) and shown


@pytest.mark.parametrize("n", GROUPS)
def test_attack_27_a_unanimous_group_reads_as_one_that_nearly_is(n: int) -> None:
    assert snapshots_rules.band(n, n) == snapshots_rules.band(n - 1, n) == "nearly_all"
    assert snapshots_rules.band(0, n) == snapshots_rules.band(1, n) == "few"


@pytest.mark.parametrize("k", snapshots_rules.EDITIONS)
def test_attack_24_and_25_nothing_before_k_and_nothing_again_before_k_more(k: int) -> None:
    history: list[Release] = []
    for n in range(1, 61):
        history += snapshots_rules.release([n % 2 == 0 for n in range(n)], history, lambda: 0)
    shown = [release.n for release in history if release.k == k]
    # The wide edition may wait for one answer more, where together with the team's it would corner somebody.
    assert k <= shown[0] <= k + (k == 10) and len(shown) >= 60 // k // 2
    assert all(later - earlier >= k for earlier, later in pairwise(shown))


def test_attack_30_a_deletion_never_triggers_a_release() -> None:
    assert snapshots_rules.release([True] * 6, [Release(5, 8, "mixed")], lambda: 0) == ()
    assert snapshots_rules.release([True] * 12, [Release(5, 14, "most")], lambda: 0) == ()


def test_only_the_edition_that_leaves_the_team_is_moved_by_chance() -> None:
    def never() -> int:
        raise AssertionError("the team's edition asks for no chance")

    assert snapshots_rules.release([True] * 9, [], never) == (Release(5, 9, "nearly_all"),)
    bands = {step: snapshots_rules.release([True] * 2 + [False] * 8, [], lambda step=step: step) for step in (-1, 0, 1)}  # type: ignore[misc]
    assert {step: {r.k: r.band for r in made} for step, made in bands.items()} == {
        -1: {5: "some", 10: "few"},
        0: {5: "some", 10: "some"},
        1: {5: "some", 10: "some"},
    }
    assert snapshots_rules.moved(0, 10, -1) == 0 and snapshots_rules.moved(10, 10, 1) == 10


@pytest.mark.parametrize(("headcount", "shown"), [("under_10", False), ("unknown", False), ("10_24", True)])
def test_attack_29_a_site_of_fewer_than_ten_has_no_display(headcount: str, shown: bool) -> None:
    assert snapshots_rules.shown_at_all(headcount) is shown


def test_attack_47_forty_flawless_sheets_in_one_language_are_strong_signs_of_pressure() -> None:
    best = ("i_keep", "always", "fair")
    assert snapshots_rules.signs([("en", *best)] * 40, [False] * 40, 0, QUIET, best) == ("strong", ("alike",))


def test_attack_48_an_honest_good_site_shows_no_signs() -> None:
    best = ("i_keep", "always", "fair")
    sheets = [(lang, *best) for lang in ("en", "es", "fr") for _ in range(6)] + [("es", "i_keep", None, "fair")] * 4
    assert snapshots_rules.signs(sheets, [False] * 20, 1, QUIET, best) == ("none", ())


def test_unanimous_bad_answers_are_no_sign_of_pressure() -> None:
    worst = ("boss_keeps", "never", "unfair")
    assert (
        snapshots_rules.signs([("es", *worst)] * 20, [False] * 20, 0, QUIET, ("i_keep", "always", "fair"))[0] == "none"
    )


@pytest.mark.parametrize(("said_so", "pressure"), [(4, "none"), (5, "strong")])
def test_attack_49_told_what_to_answer_needs_five_who_say_so(said_so: int, pressure: str) -> None:
    told = [True] * said_so + [False] * (12 - said_so)
    assert snapshots_rules.signs([], told, 0, QUIET)[0] == pressure


def test_sentences_about_coaching_need_ten_boxes() -> None:
    assert snapshots_rules.signs([("en", "a")] * 9, [True] * 9, 0, QUIET, ("a",)) == ("none", ())


def test_attack_13_more_boxes_than_cards_is_a_sign_not_a_crash() -> None:
    assert snapshots_rules.signs([], [], 0, Piles(10, 12, 0, 0)) == ("strong", ("more_boxes_than_cards",))


def test_attack_7_mostly_management_cards_is_a_sign() -> None:
    assert snapshots_rules.signs([], [], 0, Piles(40, 3, 0, 9)) == ("strong", ("mostly_management",))


def test_one_mild_sign_is_some_and_two_are_strong() -> None:
    assert snapshots_rules.signs([], [], 5, QUIET) == ("some", ("not_alone",))
    assert snapshots_rules.signs([], [], 5, Piles(40, 8, 6, 0)) == ("strong", ("not_alone", "cards_used_again"))
