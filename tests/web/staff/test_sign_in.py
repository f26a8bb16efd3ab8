"""Signing in: who gets in, who waits, and what a session survives."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.staff import passwords as passwords_rules
from inspect_app.domain.staff.people import Staff
from inspect_app.store.staff import audit_log as audit_log_store
from inspect_app.store.staff import staff as staff_store
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.people import PASSWORD, Instance


def test_the_first_page_sends_a_stranger_to_sign_in(app: Flask) -> None:
    assert app.test_client().get("/").headers["Location"] == "/sign-in"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(app: Flask) -> None:
    answers = [
        Browser(app, "").sign_in(email, "not the right phrase").get_data(as_text=True).replace(email, "")
        for email in ("officer@fair-work.example", "nobody@fair-work.example")
    ]
    strip = [answer[: answer.index("csrf_token")] + answer[answer.index('name="email"') :] for answer in answers]
    assert strip[0] == strip[1] and "do not match" in answers[0]


def test_ten_wrong_passwords_lock_and_even_the_right_one_waits(app: Flask) -> None:
    stranger = Browser(app, "")
    for _ in range(passwords_rules.TRIES):
        stranger.sign_in("officer@fair-work.example", "not the right phrase")
    answer = stranger.sign_in("officer@fair-work.example", PASSWORD)
    assert answer.status_code == 400 and "Too many wrong tries" in answer.get_data(as_text=True)
    app.config["CLOCK"] = lambda: NOW + timedelta(minutes=2)
    assert stranger.sign_in("officer@fair-work.example", PASSWORD).status_code == 302


@pytest.mark.both_engines
def test_a_session_ends_on_the_server_when_someone_signs_out(app: Flask, browser: Callable[[str], Browser]) -> None:
    officer = browser("administrator")
    with officer.client.session_transaction() as kept:
        stolen = dict(kept)
    officer.post("/sign-out", {}, start="/desk/staff")
    with officer.client.session_transaction() as again:
        again.update(stolen)
    assert officer.client.get("/desk/staff").status_code == 302


def test_signing_in_never_sends_anyone_to_another_site(app: Flask) -> None:
    for where in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = Browser(app, "").post(
            f"/sign-in?next={where}",
            {"email": "officer@fair-work.example", "password": PASSWORD},
            start="/sign-in",
        )
        assert answer.headers["Location"].startswith("/desk")


def test_a_form_without_its_token_is_refused(app: Flask) -> None:
    answer = app.test_client().post("/sign-in", data={"email": "officer@fair-work.example", "password": PASSWORD})
    assert answer.status_code == 400 and "another session" in answer.get_data(as_text=True)


@pytest.mark.both_engines
def test_a_disabled_person_is_out_at_once(app: Flask, instance: Instance, browser: Callable[[str], Browser]) -> None:
    inspector, boss = browser("inspector"), browser("administrator")
    boss.post("/desk/staff/disable", {"id": instance.person("inspector").id}, start="/desk/staff", status=302)
    assert inspector.client.get("/desk/").headers["Location"].startswith("/sign-in")


@pytest.mark.both_engines
def test_an_administrator_adds_someone_who_can_then_sign_in(app: Flask, browser: Callable[[str], Browser]) -> None:
    form = {"name": "New Person", "email": "New@Fair-Work.example", "role": "inspector", "language": "fr"}
    browser("administrator").post("/desk/staff", form | {"password": "the herons stand still"}, status=302)
    assert Browser(app, "").sign_in("new@fair-work.example", "the herons stand still").status_code == 302


@pytest.mark.parametrize(
    "password", ["short", "aaaaaaaaaaaaaaaaaaaa", "passwordpassword", "abcdefghijklmnopqrst", "x" * 200]
)
def test_weak_passwords_are_refused_with_the_reason(password: str) -> None:
    assert passwords_rules.weakness(password)


def test_a_long_plain_sentence_is_a_good_password() -> None:
    assert passwords_rules.weakness("the herons stand still in the river") is None


def test_the_wait_doubles_up_to_an_hour() -> None:
    waits = [passwords_rules.locked_until(failed, NOW) for failed in (9, 10, 11, 12, 30, 1_000_000)]
    minutes = [None if until is None else int((until - NOW).total_seconds() // 60) for until in waits]
    assert minutes == [None, 1, 2, 4, 60, 60]


def test_the_journal_knows_who_came_in_and_holds(
    instance: Instance, app: Flask, browser: Callable[[str], Browser]
) -> None:
    browser("supervisor").get("/desk/audit-log")
    with instance.database.reading() as tx:
        acts = [entry.act for entry in audit_log_store.entries(tx)]
        assert acts == ["see-audit-log", "sign-in"] and audit_log_actions.verify(tx) == []


def test_every_role_is_refused_what_is_not_its_own_in_words(browser: Callable[[str], Browser]) -> None:
    assert "Your role does not include this" in browser("researcher").get("/desk/audit-log", status=403)


@pytest.mark.both_engines
def test_the_language_of_the_pages_follows_the_person(instance: Instance, app: Flask) -> None:
    person = instance.person("administrator")
    visitor = Browser(app, "administrator")
    visitor.post("/language", {"language": "fr", "back": "/desk/staff"}, start="/desk/staff", status=302)
    assert 'lang="fr"' in visitor.get("/desk/staff") and "Personnel" in visitor.get("/desk/staff")
    with instance.database.reading() as tx:
        assert staff_store.get(tx, person.id) == Staff(**{**vars(person), "language": "fr"})
