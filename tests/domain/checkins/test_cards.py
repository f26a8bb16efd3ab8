"""Cards: what may be typed, what is kept, and that chance decides order."""

import random

import pytest

from inspect_app.domain.checkins import cards


@pytest.mark.parametrize(
    "typed",
    [
        "4821770519366042",
        "4821 7705 1936 6042",
        " 4821-7705-1936-6042 ",
        "٤٨٢١ ٧٧٠٥ ١٩٣٦ ٦٠٤٢",
        "４８２１７７０５１９３６６０４２",
    ],
)
def test_a_code_is_read_however_it_is_grouped_and_in_any_script(typed: str) -> None:
    assert cards.read(typed) == "4821770519366042"


@pytest.mark.parametrize("typed", ["", "4821", "48217705193660421", "4821x77051936604", "4821770519366042'--", "🖐"])
def test_what_is_no_code_is_no_code_and_never_an_error(typed: str) -> None:
    assert cards.read(typed) is None


def test_attack_6_without_the_pepper_a_kept_card_matches_no_printed_code() -> None:
    kept = cards.fingerprint(b"p" * 32, "4821770519366042")
    assert len(kept) == 32 and kept != cards.fingerprint(b"q" * 32, "4821770519366042")


def test_a_run_holds_no_code_twice() -> None:
    drawn = iter([5, 5, 5, 7])
    assert cards.deal(2, lambda _m: next(drawn)) == ("0000000000000005", "0000000000000007")


def test_attack_9_order_on_the_sheet_says_nothing_about_the_order_drawn() -> None:
    dice, found = random.Random(20261124), []
    # One sheet of 500 may stray from nought by a tenth; the mean of forty may not, unless something leaks.
    for _ in range(40):
        drawn = cards.deal(500, dice.randrange)
        place = {code: at for at, code in enumerate(cards.shuffled(drawn, dice.randrange))}
        assert set(place) == set(drawn)
        squares = sum((at - place[code]) ** 2 for at, code in enumerate(drawn))
        found.append(1 - 6 * squares / (500 * (500**2 - 1)))
    assert abs(sum(found) / len(found)) < 0.03 and max(map(abs, found)) < 0.2


def test_the_code_is_a_fragment_so_that_no_server_receives_it() -> None:
    assert cards.address("https://work.example/", "4821770519366042") == "https://work.example/c/#4821770519366042"


def test_a_point_hands_out_at_most_two_cards_a_head() -> None:
    assert {band: cards.most_cards(band) for band in ("under_10", "10_24", "50_99")} == {
        "under_10": 18,
        "10_24": 48,
        "50_99": 198,
    }


def test_a_standing_point_s_codes_begin_with_nine_and_no_site_s_do() -> None:
    dice = random.Random(9)
    standing, site = cards.deal(500, dice.randrange, standing=True), cards.deal(5000, dice.randrange)
    assert {code[0] for code in standing} == {"9"} and {code[0] for code in site} == set("012345678")
    assert {len(code) for code in (*standing, *site)} == {16} and len({code[1] for code in standing}) == 10
