"""Changing one's own password: the old one is asked for, the new one follows the rules, other sessions end."""

from collections.abc import Callable

import pytest
from flask import Flask

from inspect_app.store.staff import audit_log as audit_log_store
from tests import people
from tests.browser_client import Browser

NEW = "the herons stand still in the river"
PAGE = "/desk/password"


def change(browser: Browser, current: str, new: str, again: str | None = None) -> tuple[int, str]:
    answer = browser.post(PAGE, {"current": current, "new": new, "again": new if again is None else again})
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.both_engines
def test_a_new_password_signs_in_the_old_one_does_not_and_other_sessions_end(
    app: Flask, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    here, elsewhere = browser("researcher"), browser("researcher")
    assert change(here, people.PASSWORD, NEW)[0] == 302
    assert here.client.get("/desk/").status_code == 200
    assert elsewhere.client.get("/desk/").status_code == 302
    visitor = Browser(app, "")
    assert visitor.sign_in("researcher@fair-work.example", people.PASSWORD).status_code == 400
    assert visitor.sign_in("researcher@fair-work.example", NEW).status_code == 302
    with instance.database.reading() as tx:
        assert "change-password" in {entry.act for entry in audit_log_store.entries(tx)}


@pytest.mark.parametrize(
    ("current", "new", "again", "says"),
    [
        ("not the right phrase", NEW, NEW, "do not match"),
        (people.PASSWORD, "too short", "too short", "fewer than 15 characters"),
        (people.PASSWORD, NEW, "the herons stand still", "The two are not the same."),
    ],
)
def test_a_wrong_or_weak_or_mistyped_password_changes_nothing(
    browser: Callable[[str], Browser], current: str, new: str, again: str, says: str
) -> None:
    officer = browser("officer")
    status, text = change(officer, current, new, again)
    assert status == 400 and says in text
    assert officer.client.get("/desk/").status_code == 200


def test_guessing_the_old_password_locks_as_at_the_door(browser: Callable[[str], Browser]) -> None:
    officer = browser("officer")
    for _ in range(10):
        change(officer, "not the right phrase", NEW)
    assert "Too many wrong tries" in change(officer, people.PASSWORD, NEW)[1]
