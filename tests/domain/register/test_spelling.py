"""Words one slip away."""

import pytest

from inspect_app.domain.register import spelling


@pytest.mark.parametrize(
    ("a", "b", "far"),
    [("farms", "frams", 1), ("farm", "farms", 1), ("nordlund", "norlund", 1), ("kitten", "sitting", 3), ("a", "a", 0)],
)
def test_letters_added_dropped_changed_or_swapped_count_one_each(a: str, b: str, far: int) -> None:
    assert spelling.distance(a, b, 3) == far
    assert spelling.distance(a, b, 2) == min(far, 3)


def test_a_slip_in_the_first_seven_letters_shares_a_key_with_the_word() -> None:
    for wrong in ("grenhouse", "greeenhouse", "geenhouse", "grewnhouse", "rgeenhouse"):
        assert spelling.cuts(wrong) & spelling.cuts("greenhouse")


def test_numbers_and_short_words_are_left_as_they_are() -> None:
    assert not spelling.correctable("1234567")
    assert not spelling.correctable("abc")
