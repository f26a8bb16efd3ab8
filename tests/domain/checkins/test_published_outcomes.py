"""What is published of orders: their words and days, cut to what the page has room for."""

from dataclasses import replace

from inspect_app.domain.checkins import published_outcomes as published_outcomes_rules
from inspect_app.domain.checkins.published_outcomes import PublishedOutcome
from inspect_app.domain.visits.orders import Order
from tests.conftest import NOW

DAY = NOW.date()
ORDER = Order("1" * 32, "2" * 32, "3" * 32, "EPFNA", "EPFNA, s. 9", "Do it.", "Faites-le.", DAY, "open", "4" * 32, NOW)


def test_words_and_a_day_are_published_and_no_act_person_or_proof() -> None:
    made = published_outcomes_rules.of([replace(ORDER, state="kept", proof="I. Example saw it")], DAY)
    assert made.orders == (PublishedOutcome("Do it.", "Faites-le.", DAY),)
    held = published_outcomes_rules.write(made).decode()
    assert "Example" not in held and "EPFNA" not in held and published_outcomes_rules.read(held.encode()) == made


def test_an_order_that_was_lifted_is_not_there() -> None:
    assert published_outcomes_rules.of([replace(ORDER, state="lifted")], DAY).orders == ()


def test_forty_long_orders_become_as_many_as_there_is_room_for() -> None:
    made = published_outcomes_rules.of([replace(ORDER, text_en="x" * 2000, text_fr="é" * 50) for _ in range(40)], DAY)
    assert len(made.orders) == published_outcomes_rules.MOST
    assert all((len(one.en), one.en[-1], len(one.fr)) == (100, "…", 50) for one in made.orders)
