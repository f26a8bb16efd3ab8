"""The pool: who feeds it, when it may speak, and that nobody's answer can be read out of it."""

from datetime import date
from itertools import product

import pytest

from inspect_app.domain.checkins import public_points
from inspect_app.domain.checkins import regional_totals as regional_totals_rules
from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.domain.checkins.regional_totals import RegionalAnswer, RegionalTotal
from inspect_app.domain.register import regions

STEPS = (-1, 0, 1)


def said(points: str, signs: int = 0) -> list[RegionalAnswer]:
    """One answer a letter, each letter a point; the first `signs` of them say that the sign is there."""
    return [RegionalAnswer(bytes([at]), point, at < signs) for at, point in enumerate(points)]


def band(points: str, signs: int = 0, step: int = 0) -> str | None:
    return regional_totals_rules.release(said(points, signs), lambda: step)


@pytest.mark.parametrize(
    ("points", "why"),
    [
        ("aaabbbccc", "nine answers"),
        ("aaaaabbbbb", "two points"),
        ("aaaaaabbcc", "one point with more than half"),
        ("aaaaaaaaaaaabbcc", "one point with more than half, of many"),
        ("", "nobody"),
    ],
)
def test_attack_29_too_few_answers_or_points_or_one_point_over_half_show_nothing(points: str, why: str) -> None:
    assert {band(points, signs, step) for signs in range(len(points) + 1) for step in STEPS} == {None}, why


@pytest.mark.parametrize("points", ["aaaaabbbcc", "aaabbbcccd", "abcdefghij"])
def test_ten_answers_from_three_points_none_over_half_are_a_band(points: str) -> None:
    assert band(points, 10) == "nearly_all" and band(points, 0) == "few" and band(points, 5) == "about_half"


@pytest.mark.parametrize("n", range(10, 41))
def test_no_single_answer_is_determined_by_a_release_whatever_was_said_and_however_chance_fell(n: int) -> None:
    """Worlds that fit what is seen: in some of them any one person said yes, in others no."""
    points = ("abc" * n)[:n]
    worlds: dict[str | None, set[int]] = {}
    for signs, step in product(range(n + 1), STEPS):
        worlds.setdefault(band(points, signs, step), set()).add(signs)
    assert None not in worlds
    for fitting in worlds.values():
        assert fitting - {0} and fitting - {n}


def test_whether_it_waits_depends_on_how_many_answered_and_never_on_what_they_said() -> None:
    for points in ("aaabbbccc", "aaaaaabbcc", "aaaabbbbcc", "abcdefghijk"):
        waits = {band(points, signs, step) is None for signs in range(len(points) + 1) for step in STEPS}
        assert len(waits) == 1


@pytest.mark.parametrize(
    ("naics", "sector"),
    [
        ("111", "farm"),
        ("311", "food"),
        ("238", "construction"),
        ("623", "care"),
        ("814", "care"),
        ("561720", "cleaning"),
        ("561730", "other"),
        ("7225", "hospitality"),
        ("484", "warehouse"),
        ("493", "warehouse"),
        ("522", "other"),
        (None, None),
        ("", None),
        ("1", None),
        ("farm", None),
    ],
)
def test_a_naics_code_belongs_to_one_kind_of_work(naics: str | None, sector: str | None) -> None:
    assert regional_totals_rules.sector_of(naics) == sector and (
        sector is None or sector in regional_totals_rules.SECTORS
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Essex", "Essex"),
        ("essex county", "Essex"),
        ("Regional Municipality of Peel", "Peel"),
        ("Norfolk County", "Haldimand-Norfolk"),
        ("Haldimand-Norfolk", "Haldimand-Norfolk"),
        ("City of Greater Sudbury", "Greater Sudbury"),
        ("Sudbury District", "Sudbury (district)"),
        ("District of Muskoka", "Muskoka"),
        ("Sudbury", None),
        ("", None),
        (None, None),
        ("Ontario", None),
        ("Montréal", None),
    ],
)
def test_a_county_is_known_by_its_name_and_never_guessed(written: str | None, name: str | None) -> None:
    found = regions.read(written)
    assert (regions.name(found) if found else None) == name


def test_every_county_of_ontario_is_there_once_in_the_order_of_its_name() -> None:
    names = [regions.name(code) for code in regions.COUNTIES]
    assert len(names) == len(set(names)) == 49 and names == sorted(names)
    assert {regions.read(name) for name in names} == set(regions.COUNTIES)


def test_only_what_most_people_said_with_cards_is_loud() -> None:
    lines = [
        RegionalTotal("farm", "3537", "papers", 1, "most", "2026-11"),
        RegionalTotal("farm", "3537", "hours", 1, "nearly_all", "2026-11"),
        RegionalTotal("food", "3525", "papers", 1, "most", "2026-11"),
        RegionalTotal("care", "3520", snapshots_rules.OPEN + "papers", 1, "nearly_all", "2026-11"),
        RegionalTotal("care", "3520", "papers", 1, "about_half", "2026-11"),
    ]
    assert regional_totals_rules.loud(lines) == [("farm", "3537", 2), ("food", "3525", 1)]


@pytest.mark.parametrize(
    ("today", "opens"),
    [
        (date(2026, 11, 23), None),
        (date(2026, 11, 24), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2027, 2, 9), date(2027, 2, 9)),
    ],
)
def test_the_next_month_s_point_is_there_a_week_ahead_or_as_soon_as_anybody_looks(
    today: date, opens: date | None
) -> None:
    assert public_points.next_opening(date(2026, 11, 30), today) == opens
    assert public_points.last_day(date(2027, 2, 9)) == date(2027, 2, 28)
