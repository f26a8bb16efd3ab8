"""A check-in point at the desk: cards for managers by name only, a supervisor's raise, a poster, what was done."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from flask import Flask

from inspect_app.adapters.data import languages
from inspect_app.adapters.paper import pdf
from inspect_app.store.checkins import languages as languages_store
from inspect_app.store.staff import audit_log as audit_log_store
from inspect_app.web.checkins import point_papers as point_papers_views
from tests import full_visit, people, points
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, rows

POINT = "9" * 32
PAGE = f"/desk/points/{POINT}"


@pytest.fixture
def point(instance: people.Instance) -> str:
    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    points.issue(instance, POINT, 16, folders, headcount="10_24")
    return POINT


def runs(instance: people.Instance) -> list[tuple[str, int]]:
    return sorted((kind, n) for kind, n in rows(instance.checkin_database, "select kind, n from runs where n > 0"))


def pages(answer: bytes) -> int:
    with pikepdf.open(BytesIO(answer)) as paper:
        return len(paper.pages)


@pytest.mark.both_engines
def test_cards_for_managers_are_off_until_a_supervisor_allows_them_by_name(
    instance: people.Instance, point: str, browser: Callable[[str], Browser]
) -> None:
    inspector, supervisor = browser("inspector"), browser("supervisor")
    cards = {"n": "4", "kind": "management"}
    inspector.post(f"{PAGE}/cards", cards, start=PAGE, status=403)
    inspector.post(f"{PAGE}/approve-management", {}, start=PAGE, status=403)
    assert runs(instance) == [("worker", 16)]
    supervisor.post(f"{PAGE}/approve-management", {}, start=PAGE, status=302)
    assert rows(instance.checkin_database, "select approved_by from points") == [(people.person("supervisor").id,)]
    answer = inspector.post(f"{PAGE}/cards", cards, start=PAGE, status=200)
    # A cover to throw away, one sheet of cards, its back.
    assert pages(answer.data) == 3 and runs(instance) == [("management", 4), ("worker", 16)]
    assert rows(instance.checkin_database, "select cards_out from points") == [(16,)]
    with instance.database.reading() as tx:
        assert [one.act for one in audit_log_store.entries(tx)][:2] == ["print-cards", "approve-management"]


@pytest.mark.both_engines
def test_more_cards_than_twice_the_headcount_need_a_supervisor_and_a_reason(
    instance: people.Instance, point: str, browser: Callable[[str], Browser]
) -> None:
    supervisor = browser("supervisor")
    supervisor.post(f"{PAGE}/cards", {"n": "40"}, start=PAGE, status=400)
    supervisor.post(f"{PAGE}/raise", {"n": "10", "why": " "}, start=PAGE, status=400)
    browser("officer").post(f"{PAGE}/raise", {"n": "10", "why": "Night shift"}, start=PAGE, status=403)
    supervisor.post(f"{PAGE}/raise", {"n": "10", "why": "A night shift nobody told of"}, start=PAGE, status=302)
    supervisor.post(f"{PAGE}/cards", {"n": "40"}, start=PAGE, status=200)
    supervisor.post(f"{PAGE}/cards", {"n": "3"}, start=PAGE, status=400)
    with instance.database.reading() as tx:
        [entry] = [one for one in audit_log_store.entries(tx) if one.act == "raise-cards"]
    assert entry.detail == {"cards": 10, "why": "A night shift nobody told of"}


@pytest.mark.both_engines
def test_a_poster_is_one_page_and_a_run_of_its_own(
    instance: people.Instance, point: str, browser: Callable[[str], Browser]
) -> None:
    answer = browser("inspector").post(f"{PAGE}/poster", {}, start=PAGE, status=200)
    assert pages(answer.data) == 1 and runs(instance) == [("poster", 1), ("worker", 16)]
    assert "Poster" in browser("inspector").get(PAGE)


def test_cards_and_posters_are_in_the_languages_that_are_ticked_and_no_more_than_fit(
    instance: people.Instance, point: str, browser: Callable[[str], Browser], text_of: Callable[[bytes], list[str]]
) -> None:
    inspector = browser("inspector")
    tagalog, english = (languages.find(code) for code in ("tl", "en"))
    assert tagalog and english
    [_, front, back] = text_of(
        inspector.post(f"{PAGE}/cards", {"n": "1", "languages": ["tl", "ar"]}, start=PAGE, status=200).data
    )
    assert tagalog.words["title"] in front and english.words["title"] not in front
    assert " ".join(tagalog.card.split()[:4]) in " ".join(back.split())
    five = {"n": "1", "languages": ["en", "fr", "es", "ar", "tl"]}
    inspector.post(f"{PAGE}/cards", five, start=PAGE, status=400)
    inspector.post(f"{PAGE}/poster", {"languages": ["xx"]}, start=PAGE, status=400)
    assert pages(inspector.post(f"{PAGE}/poster", five, start=PAGE, status=200).data) == 1


def test_paper_is_first_offered_in_english_french_and_what_is_spoken_at_the_site(
    app: Flask, instance: people.Instance, point: str
) -> None:
    with app.test_request_context():
        assert [one.code for one in point_papers_views.usual(None, 4)] == ["en", "fr", "es"]
        assert [one.code for one in point_papers_views.usual(["tl", "xx", "ar"], 4)] == ["en", "fr", "tl", "ar"]
        assert [one.code for one in point_papers_views.usual(["tl", "ar", "es"], 4)] == ["en", "fr", "tl", "ar"]
        with instance.checkin_database.writing() as tx:
            languages_store.offer(tx, "tl", shown=False)
        assert [one.code for one in point_papers_views.usual(["tl", "ar"], 4)] == ["en", "fr", "ar"]


# The tallest and longest scripts together; every language alone is in one of the others.
CODES = [one.code for one in languages.all_of_them()]
TALL = ["ta", "si", "km", "ur", "pa", "th", "bn", "ti"]
GROUPS = [TALL, *(CODES[at : at + 8] for at in range(0, len(CODES), 8))]


@pytest.mark.parametrize("codes", GROUPS, ids="-".join)
def test_eight_languages_of_any_script_stay_on_one_page_of_a_poster(app: Flask, codes: list[str]) -> None:
    said = [one for code in codes if (one := languages.find(code))]
    with app.test_request_context():
        poster = point_papers_views.poster("1234567890123456", said, NOW.date())
        published_outcomes = point_papers_views.published_outcomes([], said, NOW.date(), NOW.date())
    assert pages(poster) == pages(published_outcomes) == 1
    assert [fault for fault in pdf.check(poster) if "alternative" in fault] == []


@pytest.mark.parametrize(
    "codes", [part for group in GROUPS for at in (0, 4) if (part := group[at : at + 4])], ids="-".join
)
def test_four_languages_of_any_script_stay_on_their_card(app: Flask, codes: list[str]) -> None:
    said = [one for code in codes if (one := languages.find(code))]
    cover = {"employer": "E", "site": "S", "stack": "AB12", "n": "8", "kind": "worker"}
    with app.test_request_context():
        paper = pypdfium2.PdfDocument(point_papers_views.sheet(("1234567890123456",) * 8, said, cover, NOW.date()))
    assert len(paper) == 3
    for page, words in ((paper[1], "1234 5678 9012 3456"), (paper[2], "1-833-900-1010")):
        # The last line of each of the eight cards stands inside it: 62 mm high, the first 8 mm below the edge.
        found, ends = page.get_textpage().search(words), []
        while at := found.get_next():
            low = min(page.get_textpage().get_charbox(at[0] + n)[1] for n in range(at[1]))
            ends.append((page.get_height() - low) / 72 * 25.4)
        assert len(ends) == 8
        for n, end in enumerate(ends):
            top = 8 + 62 * (n // 2)
            assert top < end < top + 61, f"card {n}: its last line ends {end - top:.1f} mm below its top"


def test_attack_9_no_card_says_where_it_belongs_and_the_cover_does(
    instance: people.Instance, point: str, browser: Callable[[str], Browser], text_of: Callable[[bytes], list[str]]
) -> None:
    answer = browser("inspector").post(f"{PAGE}/cards", {"n": "8"}, start=PAGE, status=200)
    cover, *cards = text_of(answer.data)
    assert "Stack" in cover and all("Stack" not in page and "Blue Kettle" not in page for page in cards)
    assert all("counted apart" in page for page in cards[1::2])
    with pikepdf.open(BytesIO(answer.data)) as paper:
        held = str(paper.docinfo) + str(paper.Root.Metadata.read_bytes())
    assert POINT not in held and "8" * 32 not in held


def test_what_the_inspectors_did_names_orders_and_days_and_no_person_or_finding(
    app: Flask, instance: people.Instance, browser: Callable[[str], Browser], text_of: Callable[[bytes], list[str]]
) -> None:
    full_visit.closed(app, instance.database, NOW)
    answer = browser("inspector").client.get(f"/desk/visits/{VISIT}/what-we-did")
    [page] = text_of(answer.data)
    assert "Give every passport back to its owner today." in page and "2026-11-24" in page
    assert "I. Example" not in page and "safe" not in page and full_visit.HEARD not in page
