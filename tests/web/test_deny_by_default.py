"""What nobody thought about is nobody's: an app does not start with a view that says no permission, nor show one."""

import pytest
from flask import Blueprint, Flask

from inspect_app import checkin_app, web
from inspect_app.settings import Settings


def _part() -> Blueprint:
    part = Blueprint("forgotten", __name__)
    part.add_url_rule("/desk/forgotten", "show", lambda: "nobody thought about this")
    return part


def test_the_staff_app_does_not_start_with_a_view_that_says_no_permission(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = web.blueprints()
    monkeypatch.setattr(web, "blueprints", lambda: (*real, _part()))
    with pytest.raises(RuntimeError, match=r"forgotten\.show"):
        web.create_app(settings.web())


def test_the_worker_app_does_not_start_with_a_view_that_says_no_permission(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add_addresses(app: Flask, _lent: object) -> None:
        app.register_blueprint(_part())

    monkeypatch.setattr(checkin_app.handset, "add_addresses", add_addresses)
    with pytest.raises(RuntimeError, match=r"forgotten\.show"):
        checkin_app.create_app(settings.checkin())


def test_a_staff_view_added_after_the_start_is_shown_to_nobody(settings: Settings) -> None:
    app = web.create_app(settings.web())
    app.register_blueprint(_part())
    answer = app.test_client().get("/desk/forgotten")
    assert answer.status_code == 403 and "nobody thought" not in answer.text
    app.config["DATABASE"].close()
    app.config["CHECKIN_DATABASE"].close()


def test_a_worker_view_added_after_the_start_looks_like_no_address_at_all(settings: Settings) -> None:
    app = checkin_app.create_app(settings.checkin())
    app.register_blueprint(_part())
    client = app.test_client()
    assert client.get("/desk/forgotten").data == client.get("/nothing-here").data
    app.config["DATABASE"].close()
