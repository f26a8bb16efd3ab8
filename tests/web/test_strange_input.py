"""Whatever a program or a mistake puts into an address or a field, the answer is in words and nothing breaks."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client
from werkzeug.wrappers import Response

from inspect_app import web, worker
from inspect_app.domain.storable import storable, storable_tree
from inspect_app.settings import Settings
from tests import people
from tests.browser_client import Browser
from tests.conftest import NOW

NOWHERE = ("/verify/a%00x", "/desk/employers/%00", "/desk/visits/%00/photos", "/desk/orders/a%00", "/desk/points/%00x")


@pytest.fixture
def strict(instance: Settings) -> Iterator[Flask]:
    """The staff app on each engine; a failure of ours is answered with 500, as in production."""
    made = web.create_app(instance)
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
    page = worker.create_app(settings)
    both = Client(DispatcherMiddleware(app, {"/c": page}), Response)
    answer = both.get(address, headers={"Host": "evil.example"})
    whole = both.get("/c/" if address.startswith("/c") else "/sign-in", headers={"Host": "evil.example"})
    assert answer.status_code in (200, 308) and "evil" not in answer.headers.get("Location", "")
    if answer.status_code == 308:
        assert answer.headers["Location"].startswith("/") and not answer.headers["Location"].startswith("//")
    assert set(whole.headers.keys()) - set(answer.headers.keys()) <= {"Set-Cookie", "Vary", "Content-Encoding"}
    page.config["DATABASE"].close()
