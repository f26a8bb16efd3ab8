"""Public check-in points at the desk: opening one, its papers, a call for help, and what regional results show."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from flask import Flask

from inspect_app.adapters.system import randomness
from inspect_app.domain.checkins.regional_totals import RegionalTotal
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins import regional_totals as regional_totals_store
from inspect_app.store.checkins.points import Point
from inspect_app.store.register import sites as sites_store
from inspect_app.store.staff import audit_log as audit_log_store
from inspect_app.store.visits import visits as visits_store
from tests import full_visit, people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW

OPEN = "/desk/public-points/open"
FORM = {
    "kind": "health_centre",
    "host": "Harbour Health Centre",
    "place": "Leamington",
    "county": "3537",
    "contact": "Legal clinic, 519 555 0100",
    "opens": "2026-11-23",
    "why": "",
}


def standing(instance: people.Instance) -> list[Point]:
    with instance.checkin_database.reading() as tx:
        return [one for one in points_store.points(tx) if one.is_public]


def opened(instance: people.Instance, browser: Browser, **other: str) -> Point:
    browser.post(OPEN, FORM | other, status=302)
    return standing(instance)[0]


def release(instance: people.Instance, *lines: tuple[str, str, str, str]) -> None:
    with instance.checkin_database.writing() as tx:
        regional_totals_store.add(
            tx, [RegionalTotal(sector, county, item, 1, band, "2026-11") for sector, county, item, band in lines]
        )


@pytest.mark.both_engines
def test_an_inspector_opens_a_standing_point_and_it_belongs_to_no_employer(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    inspector = browser("inspector")
    point = opened(instance, inspector)
    assert (point.visit, point.host, point.county, point.k) == (None, "Harbour Health Centre", "3537", 10)
    assert f"{point.closes}" == "2026-11-30"
    page = inspector.get(f"/desk/points/{point.id}")
    assert "A public check-in point" in page and "Leamington" in page and "opens again by itself" in page
    assert "Cards for managers" not in page and "What the inspectors did" not in page
    assert "Harbour Health Centre" in inspector.get("/desk/public-points")
    assert "Harbour Health Centre" not in inspector.get("/desk/points")
    with instance.database.reading() as tx:
        [entry] = [one for one in audit_log_store.entries(tx) if one.act == "open-standing"]
    assert entry.detail == {"host": "Harbour Health Centre", "kind": "health_centre", "why": ""}


@pytest.mark.parametrize("empty", ["host", "place", "county", "contact", "opens"])
def test_nothing_opens_with_a_field_left_empty(
    instance: people.Instance, browser: Callable[[str], Browser], empty: str
) -> None:
    browser("officer").post(OPEN, FORM | {empty: ""}, status=400)
    assert standing(instance) == []


def test_a_consulate_is_offered_to_a_supervisor_only_and_needs_a_written_reason(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    officer, supervisor = browser("officer"), browser("supervisor")
    assert "Consulate" not in officer.get(OPEN) and "Consulate" in supervisor.get(OPEN)
    officer.post(OPEN, FORM | {"kind": "consulate", "why": "Asked"}, status=400)
    refused = supervisor.post(OPEN, FORM | {"kind": "consulate"}, status=403)
    assert "A consulate hosts no point by default" in refused.get_data(as_text=True) and standing(instance) == []
    point = opened(instance, supervisor, kind="consulate", why="The workers' own association asked for it")
    assert point.approved_by == people.person("supervisor").id
    assert "a supervisor may open another" in supervisor.get(f"/desk/points/{point.id}")
    with instance.database.reading() as tx:
        [entry] = [one for one in audit_log_store.entries(tx) if one.act == "open-standing"]
    assert "association" in str(entry.detail["why"])


def test_its_cards_begin_with_nine_and_neither_they_nor_the_poster_name_the_host(
    instance: people.Instance, browser: Callable[[str], Browser], text_of: Callable[[bytes], list[str]]
) -> None:
    inspector = browser("inspector")
    page = f"/desk/points/{opened(instance, inspector).id}"
    cover, *cards = text_of(inspector.post(f"{page}/cards", {"n": "8"}, start=page, status=200).data)
    assert "Harbour Health Centre" in cover and "Whoever asks gets one card" in cover and "Supervisors" not in cover
    numbers = [word for word in cards[0].split() if word.isdigit() and len(word) == 4]
    assert len(numbers) == 32 and {one[0] for one in numbers[::4]} == {"9"}
    assert all("Harbour" not in one and "counted apart" not in one for one in cards)
    [poster] = text_of(inspector.post(f"{page}/poster", {}, start=page, status=200).data)
    assert "Harbour" not in poster and any(word[0] == "9" for word in poster.split() if word.isdigit())


def test_the_host_s_promise_is_one_tagged_page_in_both_languages(
    instance: people.Instance, browser: Callable[[str], Browser], text_of: Callable[[bytes], list[str]]
) -> None:
    inspector = browser("inspector")
    point = opened(
        instance, inspector, host="H" * 60, contact="Legal clinic of the county, 519 555 0100, weekdays 9 to 5"
    )
    answer = inspector.client.get(f"/desk/public-points/{point.id}/promise")
    [page] = text_of(answer.data)
    promises = ("anyone, once or again", "We keep no list", "We never watch", "We ask nothing", "9-1-1", "519 555 0100")
    nobody = ("immigration enforcement", "an employer, a recruiter", "autorités de l’immigration", "Signature")
    for said in (*promises, *nobody):
        assert said in page, said
    with pikepdf.open(BytesIO(answer.data)) as paper:
        assert paper.Root.Lang == "en" and point.id not in str(paper.docinfo)


@pytest.mark.parametrize(
    ("headcount", "region", "cell", "told"),
    [
        ("under_10", "Essex County", ("farm", "3537"), "counted in the regional results"),
        ("unknown", "somewhere", ("farm", None), "counted nowhere"),
        ("25_49", "Essex County", (None, None), "Nothing shows before enough people"),
    ],
)
def test_a_site_s_point_keeps_sector_and_county_only_where_the_pool_needs_them_and_says_what_becomes_of_answers(
    app: Flask,
    instance: people.Instance,
    browser: Callable[[str], Browser],
    headcount: str,
    region: str,
    cell: tuple[str | None, str | None],
    told: str,
) -> None:
    full_visit.closed(app, instance.database, NOW)
    with instance.database.writing() as tx:
        sites_store.change(tx, visits_store.get(tx, tablet.VISIT).site_id, {"region": region}, 1)
    inspector = browser("inspector")
    at = f"/desk/points/open/{tablet.VISIT}"
    inspector.post(at, {"headcount": headcount, "contact": "clinic"}, start=at, status=302)
    with instance.checkin_database.reading() as tx:
        [point] = points_store.points(tx)
    assert (point.sector, point.county) == cell and told in inspector.get(f"/desk/points/{point.id}")
    assert inspector.client.get(f"/desk/public-points/{point.id}/promise").status_code == 404


def test_a_call_for_help_and_a_child_flag_name_the_host_s_place(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    point = opened(instance, browser("inspector"))
    with instance.checkin_database.writing() as tx:
        for kind in ("violence", "young"):
            urgent_store.raise_once(
                tx, urgent_store.Call(randomness.new_id(), point.id, kind, NOW.date(), NOW, None, None)
            )
    page = browser("supervisor").get("/desk/urgent")
    assert page.count("<strong>Harbour Health Centre</strong>, Leamington") == 2 and "519 555 0100" in page


@pytest.mark.both_engines
def test_the_pool_shows_released_cells_with_the_words_of_the_questions_and_posters_apart(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    assert "Nothing to show yet" in browser("officer").get("/desk/regional-results")
    release(instance, ("farm", "3537", "papers", "most"), ("food", "3525", "open/papers", "nearly_all"))
    page = browser("officer").get("/desk/regional-results")
    assert "Essex · Farm or greenhouse" in page and "Hamilton · Food or fish factory" in page
    assert page.count("Who keeps your own documents?") == 2 and page.count("not checked") == 1 and "2026-11" in page
    assert browser("researcher").client.get("/desk/regional-results").status_code == 403


def test_where_next_names_a_region_and_never_an_employer_a_poster_or_an_old_month(
    app: Flask, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    release(
        instance,
        ("farm", "3537", "papers", "most"),
        ("farm", "3537", "pay", "nearly_all"),
        ("food", "3525", "open/papers", "nearly_all"),
        ("care", "3520", "papers", "about_half"),
    )
    page = browser("officer").get("/desk/")
    assert "Worker voice from this region: Essex, Farm or greenhouse" in page
    assert "Most people named 2 signs." in page
    assert "Hamilton" not in page and "Toronto" not in page
    assert "Worker voice" not in browser("researcher").get("/desk/")
    app.config["CLOCK"] = lambda: datetime(2027, 7, 1, tzinfo=UTC)
    assert "Worker voice" not in browser("supervisor").get("/desk/")


@pytest.mark.both_engines
def test_closing_takes_next_month_s_point_along(instance: people.Instance, browser: Callable[[str], Browser]) -> None:
    inspector = browser("inspector")
    values: dict[str, Any] = {"opens": "2026-12-01"}
    point = opened(instance, inspector)
    inspector.post(OPEN, FORM | values, status=302)
    page = f"/desk/points/{point.id}"
    inspector.post(f"{page}/close", {}, start=page, status=302)
    assert {one.state for one in standing(instance)} == {"closed"} and len(standing(instance)) == 2
