"""Two answers to one item, made without sight of each other: both stay, the page shows them, a person chooses."""

from collections.abc import Callable

import pytest
from flask import Flask

from inspect_app.actions.fieldwork.projection import inspection
from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, FakeTablet

ITEM = ("documents", "passports_kept")
PAGE = f"/desk/visits/{VISIT}"


@pytest.fixture
def authors(instance: people.Instance, app: Flask) -> tuple[FakeTablet, FakeTablet]:
    """Two tablets of one team that said otherwise of one item, and of a talk."""
    tablet.plan(instance.database, NOW)
    one, other = FakeTablet(app, NOW), FakeTablet(app, NOW, "supervisor")
    for tablet_client, said in ((one, "present"), (other, "not_present")):
        tablet_client.answer(VISIT, tablet_client.tiny, *ITEM, said, basis=("observed",))
        tablet_client.add(VISIT, "case_added", {}, at_item=[{"case": "0c" * 8}])
        tablet_client.answer(VISIT, tablet_client.tiny, "talk", "free_to_go", said, case="0c" * 8)
        tablet_client.send(VISIT)
    return one, other


def standing(instance: people.Instance) -> list[object]:
    with instance.database.reading() as tx:
        return [one.value for one in inspection(tx, VISIT).answers if one.item == ITEM[1]]


def test_the_visits_page_shows_both_answers_with_their_hands_and_nothing_of_a_talk(
    authors: tuple[FakeTablet, FakeTablet], instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    assert sorted(map(str, standing(instance))) == ["not_present", "present"]
    for role in ("supervisor", "officer"):
        text = browser(role).get(PAGE)
        told = text.split('id="apart"')[1].split("</section>")[0]
        assert "Someone else holds the passports" in told and "1 item of a private interview" in told
        assert "Present" in told and "Not present" in told
        assert all(people.person(member).name in told for member in ("inspector", "supervisor"))
        assert "The worker cannot leave" not in told and "0c0c" not in text


@pytest.mark.parametrize("again", ["chosen", "answered"])
def test_a_later_word_with_sight_of_both_settles_it_and_the_page_falls_silent(
    authors: tuple[FakeTablet, FakeTablet], instance: people.Instance, browser: Callable[[str], Browser], again: str
) -> None:
    one, other = authors
    with instance.database.reading() as tx:
        [theirs] = [a.event for a in inspection(tx, VISIT).answers if a.item == ITEM[1] and a.value == "not_present"]
    saw = {other.device: len(other.texts[VISIT])}
    if again == "chosen":
        one.add(VISIT, "chosen", {"event": theirs}, saw=saw)
    else:
        named = {name: one.tiny[name] for name in ("key", "n", "hash")}
        said = {"value": "not_present", "basis": ["document"], "note": None}
        at = [dict(zip(("section", "item"), ITEM, strict=True))]
        one.add(VISIT, "answered", said, at_item=at, checklist=named, saw=saw)
    one.send(VISIT)
    assert standing(instance) == ["not_present"]
    told = browser("supervisor").get(PAGE)
    assert "Someone else holds the passports" not in told.split('id="apart"')[-1].split("</section>")[0]
