"""Duty and urgent calls at the desk: a rota, taking a call, deciding about a child, and an alarm nobody can miss."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from inspect_app.domain.alerts.duty import Shift
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.staff import audit_log as audit_log_store
from tests import people
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import rows

INSPECTOR = people.person("inspector").id
PLAN = {"person": INSPECTOR, "starts": "2026-11-23T08:00", "ends": "2026-11-23T16:00"}
CALL = "c" * 32


def call(instance: people.Instance, kind: str = "violence", late: bool = False, point: str | None = None) -> None:
    due = None if kind == "young" else NOW + timedelta(minutes=-1 if late else 10)
    with instance.checkin_database.writing() as tx:
        urgent_store.raise_once(tx, urgent_store.Call(CALL, point, kind, NOW.date(), due, None, None))


def on_duty(instance: people.Instance, person: str) -> None:
    with instance.checkin_database.writing() as tx:
        hour = timedelta(hours=1)
        urgent_store.add_shift(tx, Shift("d" * 32, people.person(person).id, NOW - hour, NOW + hour))


def acts(instance: people.Instance) -> list[str]:
    with instance.database.reading() as tx:
        return [entry.act for entry in audit_log_store.entries(tx)]


@pytest.mark.both_engines
def test_a_supervisor_plans_a_duty_and_takes_it_back(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    supervisor = browser("supervisor")
    ahead = PLAN | {day: f"{(NOW + timedelta(days=1)).date()}T{PLAN[day][-5:]}" for day in ("starts", "ends")}
    supervisor.post("/desk/duty", ahead, start="/desk/duty", status=302)
    [(id, starts)] = rows(instance.checkin_database, "select id, starts from duty")
    # Eight in the morning on the wall in Toronto, kept as the world's time.
    assert "T13:00" in str(starts) or " 13:00" in str(starts)
    assert people.person("inspector").name in browser("inspector").get("/desk/duty")
    browser("inspector").post("/desk/duty", ahead, start="/desk/", status=403)
    supervisor.post(f"/desk/duty/{id}/drop", {}, start="/desk/duty", status=302)
    assert rows(instance.checkin_database, "select id from duty") == []
    assert {"plan-duty", "drop-duty"} <= set(acts(instance))


@pytest.mark.parametrize(
    "wrong",
    [
        {"person": "f" * 32},
        {"person": people.person("researcher").id},
        {"ends": "2026-11-22T08:00"},
        {"starts": "2020-01-01T08:00", "ends": "2020-01-01T16:00"},
        {"ends": "2099-01-01T00:00"},
        {"starts": "soon"},
    ],
)
def test_a_duty_that_cannot_be_comes_back_with_words(
    instance: people.Instance, browser: Callable[[str], Browser], wrong: dict[str, str]
) -> None:
    browser("supervisor").post("/desk/duty", PLAN | wrong, start="/desk/duty", status=400)
    assert rows(instance.checkin_database, "select id from duty") == []


@pytest.mark.both_engines
def test_a_call_is_taken_by_one_and_done_with(instance: people.Instance, browser: Callable[[str], Browser]) -> None:
    call(instance)
    officer = browser("officer")
    told = officer.get("/desk/urgent")
    assert "The place is not known" in told and "never say" in told.lower() and "9-1-1" in told
    officer.post(f"/desk/urgent/{CALL}/take", {}, start="/desk/urgent", status=302)
    browser("supervisor").post(f"/desk/urgent/{CALL}/take", {}, start="/desk/urgent", status=409)
    assert rows(instance.checkin_database, "select due, handled_by from urgent") == [
        (None, people.person("officer").id)
    ]
    officer.post(f"/desk/urgent/{CALL}", {}, start="/desk/urgent", status=302)
    assert "No urgent call is waiting" in officer.get("/desk/urgent")
    assert {"take-urgent", "handle-urgent"} <= set(acts(instance))


def test_an_open_list_of_calls_is_what_makes_the_workers_page_say_now(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    on_duty(instance, "officer")
    browser("inspector").get("/desk/urgent")
    assert rows(instance.checkin_database, "select seen from duty") == [(None,)]
    officer = browser("officer")
    assert "an officer reads this now" in officer.get("/desk/urgent")
    with instance.checkin_database.writing() as tx:
        tx.exec_driver_sql("update duty set seen = null")
    before = officer.client.get("/desk/urgent/news").get_json()
    assert rows(instance.checkin_database, "select seen is not null from duty") in ([(1,)], [(True,)])
    call(instance)
    assert officer.client.get("/desk/urgent/news").get_json() != before


def test_whoever_is_on_duty_sees_a_call_on_every_page_and_everybody_once_it_is_late(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    on_duty(instance, "officer")
    call(instance)
    strip = "1 urgent call that nobody has taken"
    assert strip in browser("officer").get("/desk/visits") and strip not in browser("inspector").get("/desk/visits")
    with instance.checkin_database.writing() as tx:
        tx.exec_driver_sql("delete from urgent")
    call(instance, late=True)
    assert strip in browser("inspector").get("/desk/visits") and strip not in browser("researcher").get("/desk/")
    assert "whoever reads this acts now" in browser("inspector").get("/desk/urgent")
    browser("inspector").post(f"/desk/urgent/{CALL}/take", {}, start="/desk/urgent", status=302)
    assert strip not in browser("officer").get("/desk/visits")


@pytest.mark.both_engines
def test_a_question_about_young_workers_ends_only_by_a_leads_own_decision(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    call(instance, "young")
    inspector, supervisor = browser("inspector"), browser("supervisor")
    assert "you cannot pass this on" in inspector.get("/desk/urgent")
    told = {"decision": "reported", "why": "Two of fourteen said so"}
    inspector.post(f"/desk/urgent/{CALL}/decide", told, start="/desk/duty", status=403)
    supervisor.post(f"/desk/urgent/{CALL}", {}, start="/desk/urgent", status=400)
    supervisor.post(f"/desk/urgent/{CALL}/decide", told | {"why": " "}, start="/desk/urgent", status=400)
    supervisor.post(f"/desk/urgent/{CALL}/decide", told, start="/desk/urgent", status=302)
    with instance.database.reading() as tx:
        [entry] = [one for one in audit_log_store.entries(tx) if one.act == "decide-young"]
    assert entry.detail == told and entry.who == people.person("supervisor").id
    assert "No urgent call is waiting" in supervisor.get("/desk/urgent")


@pytest.mark.both_engines
def test_a_supervisor_chooses_the_languages_and_everybody_sees_who_read_them(
    app: Flask, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    page = browser("inspector").get("/desk/languages")
    assert "Español" in page and "draft" in page and "Kaqchikel" in page
    browser("inspector").post("/desk/languages/es", {"shown": "0"}, start="/desk/duty", status=403)
    supervisor = browser("supervisor")
    supervisor.post("/desk/languages/es", {"shown": "0"}, start="/desk/languages", status=302)
    assert rows(instance.checkin_database, "select language, shown from offered") == [("es", 0)]
    supervisor.post("/desk/languages/xx", {"shown": "1"}, start="/desk/languages", status=404)
    supervisor.post("/desk/languages/es", {"shown": "1"}, start="/desk/languages", status=302)
    assert rows(instance.checkin_database, "select language, shown from offered") == [("es", 1)]
