"""What a tablet sent late waits for a supervisor, who sees why and may let it count; what was issued never changes."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from inspect_app.store import history
from inspect_app.store import journal as journal_store
from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, Hand, a_visit

PAGE = "/desk/set-aside"


@pytest.fixture
def late(app: Flask, house: people.House) -> Hand:
    """A closed visit, and after its signing an answer taken back and one of an interview."""
    tablet.plan(house.database, NOW)
    hand = Hand(app, NOW)
    a_visit(hand)
    hand.answer(VISIT, hand.tiny, "documents", "passports_kept", "not_present", basis=("document",))
    hand.answer(VISIT, hand.tiny, "talk", "free_to_go", "present", case="0c" * 8, basis=("worker",))
    assert [one["answer"] for one in hand.send(VISIT)].count("aside") == 2
    hand.seal(VISIT, hand.pack_told["receipt_key"])
    return hand


def events(page: str) -> list[str]:
    return re.findall(r'name="event" value="([^"]+)"', page)


def present(house: people.House) -> list[str]:
    with house.database.look() as tx:
        return [one.code for one in history.findings(tx, [VISIT])]


def test_a_supervisor_sees_each_event_with_its_reason_and_nothing_of_an_interview(
    browser: Callable[[str], Browser], late: Hand
) -> None:
    supervisor = browser("supervisor")
    assert PAGE in supervisor.get("/desk/") and PAGE in supervisor.get(f"/desk/visits/{VISIT}")
    text = supervisor.get(PAGE)
    assert len(events(text)) == 2 and text.count("after the visit had been signed") == 2
    assert "Someone else holds the passports" in text and "Part of a private interview" in text
    assert "The worker cannot leave" not in text and "0c0c0c" not in text
    assert browser("officer").client.get(PAGE).status_code == 403


@pytest.mark.both_engines
def test_an_accepted_event_counts_from_then_on_and_the_journal_says_who_let_it(
    browser: Callable[[str], Browser], house: people.House, late: Hand
) -> None:
    assert present(house) == ["passports_kept"]
    supervisor = browser("supervisor")
    first = events(supervisor.get(PAGE))[0]
    supervisor.post(PAGE, {"event": first}, status=302)
    assert present(house) == [] and len(events(supervisor.get(PAGE))) == 1
    supervisor.post(PAGE, {"event": first}, status=400)
    late.send(VISIT)
    assert present(house) == [], "sending again took the acceptance back"
    with house.database.look() as tx:
        [entry] = [one for one in journal_store.entries(tx) if one.act == "accept-event"]
    assert (entry.who, entry.about_id, entry.detail) == (
        people.person("supervisor").id,
        VISIT,
        {"why": "after-signing"},
    )


def test_an_unknown_event_is_told_and_nothing_changes(
    browser: Callable[[str], Browser], house: people.House, late: Hand
) -> None:
    browser("supervisor").post(PAGE, {"event": "nonsense"}, status=404)
    assert present(house) == ["passports_kept"]
