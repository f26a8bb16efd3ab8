"""The register's pages, as an officer and an inspector use them."""

import re
from collections.abc import Callable

import pytest

from tests import people
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.journeys import rows


@pytest.fixture
def officer(browser: Callable[[str], Browser]) -> Browser:
    return browser("officer")


def added(officer: Browser, name: str = "Nordlund Farms Inc.") -> str:
    values = {"name": name, "sector": "111", "size_band": "20-99", "region": "Essex", "trading": ""}
    answer = officer.post("/desk/employers/add", values, status=302)
    return answer.headers["Location"].rsplit("/", 1)[1]


def with_site(officer: Browser, employer_id: str, postal: str = "k0a0a1") -> str:
    values = {"kind": "work", "name": "Greenhouse 3", "address": "12 Road 5", "city": "Casselman", "postal": postal}
    answer = officer.post(f"/desk/employers/{employer_id}/add-site", values, status=302)
    return re.search(r"sites/([0-9a-f]{32})", answer.headers["Location"])[1]  # type: ignore[index]


@pytest.mark.both_engines
def test_an_employer_is_added_found_with_a_slip_and_changed(officer: Browser) -> None:
    one = added(officer)
    found = officer.get("/desk/employers?q=nordlnud")
    assert f"/desk/employers/{one}" in found and "nordlund" in found
    values = {"name": "Nordlund Growers", "sector": "111", "size_band": "", "region": "", "state": "active"}
    officer.post(f"/desk/employers/{one}/edit", values | {"base_version": "1"}, status=302)
    assert "Nordlund Growers" in officer.get("/desk/employers?q=nordlund+farms")


@pytest.mark.both_engines
def test_two_people_changing_one_record_lose_nothing(officer: Browser) -> None:
    one = added(officer)
    values = {"name": "Nordlund Farms Inc.", "sector": "111", "size_band": "", "state": "active", "base_version": "1"}
    officer.post(f"/desk/employers/{one}/edit", values | {"region": "Kent"}, status=302)
    second = officer.post(f"/desk/employers/{one}/edit", values | {"region": "Elgin"}, status=302)
    shown = officer.get(second.headers["Location"])
    assert "Elgin" in shown and "Nothing was lost" in shown
    edit_id = re.search(r"/desk/edits/([0-9a-f]{32})/settle", shown)[1]  # type: ignore[index]
    page = f"/desk/employers/{one}/edit"
    officer.post(f"/desk/edits/{edit_id}/settle", {"why": "Elgin is right", "keep": "yes"}, start=page, status=302)
    assert 'value="Elgin"' in officer.get(page)


def test_a_wrong_form_comes_back_with_what_was_typed(officer: Browser) -> None:
    one = added(officer)
    answer = officer.post(
        f"/desk/employers/{one}/add-site", {"kind": "work", "name": "Gate 1", "postal": "90210"}, status=400
    )
    text = answer.get_data(as_text=True)
    assert "not a Canadian postal code" in text and 'value="Gate 1"' in text
    assert officer.post("/desk/employers/add", {"name": "", "size_band": ""}, status=400)


@pytest.mark.both_engines
def test_a_site_leaves_the_queue_when_an_inspector_confirms_its_gate(
    officer: Browser, browser: Callable[[str], Browser]
) -> None:
    site = with_site(officer, added(officer))
    inspector = browser("inspector")
    assert "Greenhouse 3" in inspector.get("/desk/sites/to-locate")
    gate = {"lat": "45.31", "lon": "-75.09", "precision": "gps", "source": "Visit", "base_version": "1"}
    page = f"/desk/sites/{site}"
    assert inspector.post(f"{page}/gate", gate | {"lat": "12"}, start=page, status=400)
    inspector.post(f"{page}/gate", gate, start=page, status=302)
    assert "Inspector Example" in inspector.get(page)
    assert "Greenhouse 3" not in inspector.get("/desk/sites/to-locate")
    again = inspector.post(f"{page}/gate", gate, start=page)
    assert again.status_code == 409


def test_a_site_is_changed_and_keeps_its_one_spelling_of_a_postal_code(officer: Browser) -> None:
    site = with_site(officer, added(officer))
    values = {"kind": "housing", "name": "Bunkhouse", "postal": "k0a 0a1", "base_version": "1", "dwelling": "y"}
    officer.post(f"/desk/sites/{site}/edit", values, status=302)
    shown = officer.get(f"/desk/sites/{site}")
    assert "K0A 0A1" in shown and "consent or a warrant" in shown


@pytest.mark.both_engines
def test_links_are_proposed_and_a_person_decides_with_a_reason(officer: Browser) -> None:
    one, other = added(officer), added(officer, "NORDLUND FARMS LTD")
    with_site(officer, one), with_site(officer, other)
    officer.post(f"/desk/employers/{one}/look-for-links", {}, start=f"/desk/employers/{one}/edit", status=302)
    shown = officer.get("/desk/links")
    link = re.search(r'action="(/desk/links/[0-9a-f]{32})"', shown)[1]  # type: ignore[index]
    assert officer.post(link, {"why": "", "decision": "confirm"}, start="/desk/links").status_code == 400
    officer.post(link, {"why": "Same owner", "decision": "confirm"}, start="/desk/links", status=302)
    assert "Same owner" in officer.get("/desk/links?state=confirmed")


@pytest.mark.both_engines
def test_a_recruiter_is_added_and_tied_to_an_employer_with_its_source(officer: Browser) -> None:
    one = added(officer)
    values = {"name": "Aldea Staffing", "licence": "THA-1", "licence_state": "valid", "country": "Mexico"}
    recruiter = officer.post("/desk/recruiters/add", values, status=302).headers["Location"]
    edit = f"/desk/employers/{one}/edit"
    tie = {"recruiter": recruiter.rsplit("/", 1)[1], "source": "Contract seen on site"}
    officer.post(f"/desk/employers/{one}/recruiters", tie, start=edit, status=302)
    assert "Nordlund Farms Inc." in officer.get(recruiter)
    assert "Aldea Staffing" in officer.get("/desk/recruiters?q=aldea")


def test_an_inspector_may_look_but_not_change(browser: Callable[[str], Browser], officer: Browser) -> None:
    one = added(officer)
    inspector = browser("inspector")
    assert "Add an employer" not in inspector.get("/desk/employers")
    inspector.get(f"/desk/employers/{one}/edit", 403)
    inspector.get("/desk/links", 403)


def test_the_pages_speak_french(officer: Browser) -> None:
    site = with_site(officer, added(officer))
    officer.post("/language", {"language": "fr", "back": "/desk/employers"}, start="/desk/employers")
    for path in ("/desk/employers", "/desk/recruiters", "/desk/links", f"/desk/sites/{site}", "/desk/sites/to-locate"):
        assert '<html lang="fr"' in officer.get(path)


@pytest.mark.both_engines
def test_names_and_numbers_are_added_shown_and_ended_on_the_record(officer: Browser) -> None:
    one = added(officer)
    page = f"/desk/employers/{one}/edit"
    officer.post(f"/desk/employers/{one}/names", {"other_name": "Aurora Greens", "other_kind": "trade"}, start=page)
    assert f"/desk/employers/{one}" in officer.get("/desk/employers?q=aurora+greens")
    wrong = officer.post(f"/desk/employers/{one}/numbers", {"number_kind": "cra_bn", "number": "12"}, start=page)
    assert wrong.status_code == 400 and 'value="12"' in wrong.get_data(as_text=True)
    form = {"number_kind": "cra_bn", "number": "12345 6789 RT0001"}
    officer.post(f"/desk/employers/{one}/numbers", form, start=page, status=302)
    assert "123456789" in officer.get(f"/desk/employers/{one}")
    number = re.search(r'name="id" value="([0-9a-f]{32})"', officer.get(page))[1]  # type: ignore[index]
    officer.post(f"/desk/employers/{one}/numbers/end", {"id": number}, start=page, status=302)
    assert "until November 23, 2026" in officer.get(page) and "123456789" not in officer.get(f"/desk/employers/{one}")


def test_a_confirmed_gate_without_a_source_says_nothing_of_one(officer: Browser, instance: people.Instance) -> None:
    with instance.database.writing() as tx:
        rows.put(tx, NOW)
    text = officer.get(f"/desk/sites/{rows.SITE}")
    assert "Site entrance confirmed" in text and not re.search(r"\bNone\b", text)
