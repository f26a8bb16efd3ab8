"""A form that adds something, pressed twice, adds it once and leads twice to the same page."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from inspect_app import jobs
from inspect_app.adapters.system import clock
from inspect_app.domain.register.register import Recruiter
from inspect_app.store.register import recruiters as recruiters_store
from tests import full_visit, people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, rows

ROOT = Path(__file__).resolve().parents[2]
EMPLOYER, SITE = "1" * 32, "2" * 32
EDIT = f"/desk/employers/{EMPLOYER}/edit"
LED_BY = people.person("inspector").id
POINT = {
    "kind": "health_centre",
    "host": "Harbour Health Centre",
    "place": "Leamington",
    "county": "3537",
    "contact": "Legal clinic, 519 555 0100",
    "opens": "2026-11-23",
    "why": "",
}
PERSON = {
    "name": "Ada New",
    "email": "ada@fair-work.example",
    "role": "officer",
    "language": "en",
    "password": "seven invented kettles sing",
}
# (view, role, page with the form, address it is sent to, what is typed, table that grows by one)
ADDING = [
    ("employers.enter", "officer", "/desk/employers/add", "", {"name": "Red Kettle"}, "employers"),
    (
        "employers.add_name",
        "officer",
        EDIT,
        "/desk/employers/{e}/names",
        {"other_name": "RK", "other_kind": "trade"},
        "employer_names",
    ),
    (
        "employers.add_number",
        "officer",
        EDIT,
        "/desk/employers/{e}/numbers",
        {"number_kind": "phone", "number": "519 555 0100"},
        "identifiers",
    ),
    (
        "employers.tie",
        "officer",
        EDIT,
        "/desk/employers/{e}/recruiters",
        {"recruiter": "3" * 32, "source": "a letter"},
        "employer_recruiters",
    ),
    ("sites.enter", "officer", f"/desk/employers/{EMPLOYER}/add-site", "", {"kind": "work", "name": "Barn"}, "sites"),
    (
        "recruiters.enter",
        "officer",
        "/desk/recruiters/add",
        "",
        {"name": "Rec", "licence_state": "unknown"},
        "recruiters",
    ),
    (
        "visits.plan",
        "officer",
        f"/desk/visits/plan/{SITE}",
        "",
        {"planned_for": "2026-12-01", "lead": LED_BY, "keys": "tiny"},
        "visits",
    ),
    (
        "reports.draft",
        "officer",
        f"/desk/reports?visit={VISIT}",
        "/desk/reports",
        {"visit": VISIT, "kind": "inspection", "language": "en"},
        "reports",
    ),
    ("staff.add", "administrator", "/desk/staff", "", PERSON, "staff"),
    (
        "staff.appoint",
        "administrator",
        "/desk/staff",
        "/desk/staff/appointments",
        {"person": LED_BY, "act": "EPFNA", "number": "7"},
        "appointments",
    ),
    (
        "points.open_point",
        "inspector",
        f"/desk/points/open/{VISIT}",
        "",
        {"headcount": "25_49", "contact": "a clinic"},
        "points",
    ),
    ("public_points.open_point", "inspector", "/desk/public-points/open", "", POINT, "points"),
    (
        "duty.plan",
        "supervisor",
        "/desk/duty",
        "",
        {"person": people.person("supervisor").id, "starts": "2026-11-24T08:00", "ends": "2026-11-24T18:00"},
        "duty",
    ),
]


def key_on(page: str) -> str:
    found = re.search(r'name="form_key" value="([\w-]{40,})"', page)
    assert found, "the form has no key"
    return found.group(1)


@pytest.mark.parametrize(("view", "role", "page", "address", "typed", "table"), ADDING, ids=[a[0] for a in ADDING])
def test_pressed_twice_it_is_added_once(
    app: Flask,
    instance: people.Instance,
    view: str,
    role: str,
    page: str,
    address: str,
    typed: dict[str, str],
    table: str,
) -> None:
    if view == "reports.draft":
        full_visit.closed(app, instance.database, NOW)
    else:
        tablet.plan(instance.database, NOW)
    with instance.database.writing() as tx:
        recruiters_store.add(tx, Recruiter("3" * 32, "Rec", "rec", None, "unknown", None, 1, NOW))
    browser, address = Browser(app, role), address.format(e=EMPLOYER) or page
    database = instance.checkin_database if table in ("points", "duty") else instance.database
    before = rows(database, f"select count(*) from {table}")[0][0]
    sent = {**typed, "form_key": key_on(browser.get(page))}
    led = [browser.post(address, sent, start=page, status=302).headers["Location"] for _ in range(2)]
    assert led[0] == led[1] and rows(database, f"select count(*) from {table}")[0][0] == before + 1
    if table not in ("points", "duty"):
        assert rows(database, "select location from form_keys") == [(led[0],)]
    assert key_on(browser.get(page)) != sent["form_key"]


def test_the_same_key_of_another_person_or_form_is_another_key(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    for role in ("officer", "supervisor"):
        browser(role).post("/desk/employers/add", {"name": f"By {role}", "form_key": "x" * 43}, status=302)
    assert rows(instance.database, "select count(*) from employers") == [(2,)]


def test_what_was_refused_may_be_sent_again_with_the_same_key(browser: Callable[[str], Browser]) -> None:
    officer = browser("officer")
    officer.post("/desk/employers/add", {"name": "", "form_key": "y" * 43}, status=400)
    officer.post("/desk/employers/add", {"name": "Red Kettle", "form_key": "y" * 43}, status=302)


def test_every_view_that_adds_something_is_among_these() -> None:
    """Whatever asks for a new id while it answers a form has a key, but for papers that are dealt and dropped."""
    made = set()
    for path in sorted((ROOT / "inspect_app" / "web").rglob("*.py")):
        for body in re.split(r"\n(?=@bp\.)", path.read_text())[1:]:
            name = re.search(r"\ndef (\w+)", body)
            if name and body.startswith("@bp.post") and re.search(r"form_keys\.(lead|new_id)", body):
                made.add(f"{path.stem}.{name.group(1)}")
    assert made == {one[0] for one in ADDING}


def test_a_night_forgets_ended_sessions_and_keys_of_earlier_days(
    instance: people.Instance, browser: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = browser("officer")
    officer.post("/desk/employers/add", {"name": "Red Kettle", "form_key": "z" * 43}, status=302)
    works = jobs.open_context(instance.settings.jobs())
    for hours, left in ((1, (1, 1)), (11, (1, 1)), (13, (0, 1)), (60, (0, 0))):
        monkeypatch.setattr(clock, "now", lambda hours=hours: NOW + timedelta(hours=hours))
        jobs.tidy(works)
        [(sessions,)] = rows(instance.database, "select count(*) from sessions")
        [(keys,)] = rows(instance.database, "select count(*) from form_keys")
        assert (sessions, keys) == left
    works.close()
