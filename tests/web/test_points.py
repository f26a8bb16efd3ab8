"""A check-in point at the desk: cards for managers by name only, a supervisor's raise, a poster, what was done."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from flask import Flask

from inspect_app.store import journal
from tests import full_visit, people, points
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, rows

POINT = "9" * 32
PAGE = f"/desk/points/{POINT}"


@pytest.fixture
def point(house: people.House) -> str:
    folders = [house.settings.keys("web"), house.settings.keys("worker")]
    points.issue(house, POINT, 16, folders, headcount="10_24")
    return POINT


def runs(house: people.House) -> list[tuple[str, int]]:
    return sorted((kind, n) for kind, n in rows(house.checkin_database, "select kind, n from runs where n > 0"))


def pages(answer: bytes) -> int:
    with pikepdf.open(BytesIO(answer)) as paper:
        return len(paper.pages)


def test_cards_for_managers_are_off_until_a_supervisor_allows_them_by_name(
    house: people.House, point: str, browser: Callable[[str], Browser]
) -> None:
    inspector, supervisor = browser("inspector"), browser("supervisor")
    cards = {"n": "4", "kind": "management"}
    inspector.post(f"{PAGE}/cards", cards, start=PAGE, status=403)
    inspector.post(f"{PAGE}/approve-management", {}, start=PAGE, status=403)
    assert runs(house) == [("worker", 16)]
    supervisor.post(f"{PAGE}/approve-management", {}, start=PAGE, status=302)
    assert rows(house.checkin_database, "select approved_by from points") == [(people.person("supervisor").id,)]
    answer = inspector.post(f"{PAGE}/cards", cards, start=PAGE, status=200)
    # A cover to throw away, one sheet of cards, its back.
    assert pages(answer.data) == 3 and runs(house) == [("management", 4), ("worker", 16)]
    assert rows(house.checkin_database, "select cards_out from points") == [(16,)]
    with house.database.look() as tx:
        assert [one.act for one in journal.entries(tx)][:2] == ["print-cards", "approve-management"]


def test_more_cards_than_twice_the_headcount_need_a_supervisor_and_a_reason(
    house: people.House, point: str, browser: Callable[[str], Browser]
) -> None:
    supervisor = browser("supervisor")
    supervisor.post(f"{PAGE}/cards", {"n": "40"}, start=PAGE, status=400)
    supervisor.post(f"{PAGE}/raise", {"n": "10", "why": " "}, start=PAGE, status=400)
    browser("officer").post(f"{PAGE}/raise", {"n": "10", "why": "Night shift"}, start=PAGE, status=403)
    supervisor.post(f"{PAGE}/raise", {"n": "10", "why": "A night shift nobody told of"}, start=PAGE, status=302)
    supervisor.post(f"{PAGE}/cards", {"n": "40"}, start=PAGE, status=200)
    supervisor.post(f"{PAGE}/cards", {"n": "3"}, start=PAGE, status=400)
    with house.database.look() as tx:
        [entry] = [one for one in journal.entries(tx) if one.act == "raise-cards"]
    assert entry.detail == {"cards": 10, "why": "A night shift nobody told of"}


def test_a_poster_is_one_page_and_a_run_of_its_own(
    house: people.House, point: str, browser: Callable[[str], Browser]
) -> None:
    answer = browser("inspector").post(f"{PAGE}/poster", {}, start=PAGE, status=200)
    assert pages(answer.data) == 1 and runs(house) == [("poster", 1), ("worker", 16)]
    assert "Poster" in browser("inspector").get(PAGE)


def test_attack_9_no_card_says_where_it_belongs_and_the_cover_does(
    house: people.House, point: str, browser: Callable[[str], Browser], text_of: Callable[[bytes], list[str]]
) -> None:
    answer = browser("inspector").post(f"{PAGE}/cards", {"n": "8"}, start=PAGE, status=200)
    cover, *cards = text_of(answer.data)
    assert "Stack" in cover and all("Stack" not in page and "Blue Kettle" not in page for page in cards)
    assert all("counted apart" in page for page in cards[1::2])
    with pikepdf.open(BytesIO(answer.data)) as paper:
        held = str(paper.docinfo) + str(paper.Root.Metadata.read_bytes())
    assert POINT not in held and "8" * 32 not in held


def test_what_the_inspectors_did_names_orders_and_days_and_no_person_or_finding(
    app: Flask, house: people.House, browser: Callable[[str], Browser], text_of: Callable[[bytes], list[str]]
) -> None:
    full_visit.closed(app, house.database, NOW)
    answer = browser("inspector").client.get(f"/desk/visits/{VISIT}/what-we-did")
    [page] = text_of(answer.data)
    assert "Give every passport back to its owner today." in page and "2026-11-24" in page
    assert "I. Example" not in page and "safe" not in page and full_visit.HEARD not in page
