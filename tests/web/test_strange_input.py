"""Whatever a program or a mistake puts into an address or a field, the answer is in words and nothing breaks."""

from collections.abc import Iterator
from urllib.parse import quote, unquote

import pytest
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client
from werkzeug.wrappers import Response

from inspect_app import checkin_app, web
from inspect_app.domain.storable import storable, storable_tree
from inspect_app.settings import Settings
from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW

NOWHERE = ("/verify/a%00x", "/desk/employers/%00", "/desk/visits/%00/photos", "/desk/orders/a%00", "/desk/points/%00x")


@pytest.fixture
def strict(both_engines: Settings) -> Iterator[Flask]:
    """The staff app on each engine; a failure of ours is answered with 500, as in production."""
    made = web.create_app(both_engines.web())
    made.config.update(CLOCK=lambda: NOW)
    yield made
    made.config["DATABASE"].close()
    made.config["CHECKIN_DATABASE"].close()


def test_a_nul_in_an_address_is_as_if_it_were_not_there(strict: Flask) -> None:
    officer = Browser(strict, "supervisor")
    for address in NOWHERE:
        assert officer.client.get(address, follow_redirects=True).status_code in (200, 404), address
    assert officer.client.get("/desk/employ%00ers?q=a%00b").status_code == 200


def test_a_nul_in_a_form_field_is_as_if_it_were_not_there(strict: Flask) -> None:
    stranger = Browser(strict, "")
    email = "officer\0@fair-work.example"
    assert stranger.post("/sign-in", {"email": email, "password": people.PASSWORD + "\0"}, status=302)
    added = stranger.post("/desk/employers/add", {"name": "Green\0 Farms", "trading": ""}, status=302)
    assert "Green Farms" in stranger.get(added.location)


def test_json_loses_nul_and_half_a_surrogate_pair_at_any_depth() -> None:
    assert storable("a\0b\ud800c\U0001f600") == "abc\U0001f600"
    assert storable_tree({"a\0": ["x\udfff", 1, None, {"b": "\0"}]}) == {"a": ["x", 1, None, {"b": ""}]}


@pytest.mark.parametrize("address", ["/desk", "/tablet", "/desk//employers", "/c", "/c/handset", "//evil.example/desk"])
def test_a_redirect_of_the_router_stays_here_and_has_every_header(app: Flask, settings: Settings, address: str) -> None:
    page = checkin_app.create_app(settings.checkin())
    both = Client(DispatcherMiddleware(app, {"/c": page}), Response)
    answer = both.get(address, headers={"Host": "evil.example"})
    whole = both.get("/c/" if address.startswith("/c") else "/sign-in", headers={"Host": "evil.example"})
    assert answer.status_code in (200, 308) and "evil" not in answer.headers.get("Location", "")
    if answer.status_code == 308:
        assert answer.headers["Location"].startswith("/") and not answer.headers["Location"].startswith("//")
    assert set(whole.headers.keys()) - set(answer.headers.keys()) <= {"Set-Cookie", "Vary", "Content-Encoding"}
    page.config["DATABASE"].close()


AWAY = [
    "/%09/evil.example",
    "//evil.example",
    "/\\evil.example",
    "/%0A/evil.example",
    "/%0D%0Ax",
    "https://evil.example",
]


@pytest.mark.parametrize("target", [*AWAY, "/no-such-page", "desk/", "", "/%2509/evil.example", "/sign-out"])
def test_after_signing_in_only_a_page_of_ours_is_opened(app: Flask, target: str) -> None:
    browser = Browser(app, "")
    form = {"email": "officer@fair-work.example", "password": people.PASSWORD}
    answer = browser.post(f"/sign-in?next={target}", form, start="/sign-in", status=302)
    assert answer.headers["Location"] == "/desk/"


@pytest.mark.parametrize("target", ["/desk/visits?state=all", "/desk", "/desk/employers"])
def test_after_signing_in_the_page_that_was_asked_for_is_opened(app: Flask, target: str) -> None:
    browser = Browser(app, "")
    form = {"email": "officer@fair-work.example", "password": people.PASSWORD}
    answer = browser.post(f"/sign-in?next={quote(target)}", form, start="/sign-in", status=302)
    assert answer.headers["Location"] == target


@pytest.mark.parametrize("target", AWAY)
def test_choosing_a_language_leads_back_to_a_page_of_ours(app: Flask, target: str) -> None:
    sent = {"language": "fr", "back": unquote(target)}
    answer = Browser(app, "officer").post("/language", sent, start="/desk/", status=302)
    assert answer.headers["Location"] == "/"


LISTS = ("visits", "orders", "links", "recruiters", "sites/to-locate", "employers", "audit-log")


@pytest.mark.parametrize("number", ["10000000000000000000000000", "99999999999999999999", "-1", "0x1", "٣", "1e9", ""])
def test_a_number_beyond_all_pages_is_the_first_page(strict: Flask, number: str) -> None:
    for role, lists in (("supervisor", LISTS), ("inspector", ("reports",))):
        browser = Browser(strict, role)
        for name in lists:
            browser.get(f"/desk/{name}?from={number}&page={number}&before={number}&found={number}")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "1899-12-31", "١٢٣٤-01-01"])
def test_a_day_that_no_calendar_of_ours_has_is_told_beside_its_field(
    app: Flask, instance: people.Instance, day: str
) -> None:
    tablet.plan(instance.database, NOW)
    officer, lead = Browser(app, "officer"), people.person("inspector").id
    form = {"planned_for": day, "lead": lead, "keys": "tiny"}
    assert b"Not a valid" in officer.post(f"/desk/visits/plan/{'2' * 32}", form, status=400).data
    shift = {"person": lead, "starts": f"{day}T08:00", "ends": f"{day}T23:59"}
    Browser(app, "supervisor").post("/desk/duty", shift, status=400)


@pytest.mark.parametrize("version", ["-1", "10000000000000000000", "-10000000000000000000", "1e3", ""])
def test_a_version_that_no_record_has_is_no_version(app: Flask, instance: people.Instance, version: str) -> None:
    tablet.plan(instance.database, NOW)
    page = f"/desk/employers/{'1' * 32}/edit"
    typed = {"name": "Blue", "state": "active", "base_version": version, "was": "{}"}
    Browser(app, "officer").post(page, typed, status=400)
