"""Opening a page about people is in the journal before the page is read, and a supervisor can ask who looked."""

from collections.abc import Callable

import pytest
from flask import Flask

from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.staff.audit_log import Entry
from inspect_app.store.staff import audit_log as audit_log_store
from tests import people
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.journeys import rows


@pytest.fixture
def filled(instance: people.Instance) -> people.Instance:
    with instance.database.writing() as tx:
        rows.put(tx, NOW)
    with instance.checkin_database.writing() as tx:
        rows.put_voice(tx, NOW)
    return instance


def looks(instance: people.Instance) -> list[Entry]:
    with instance.database.reading() as tx:
        assert audit_log_actions.verify(tx) == []
        return [one for one in audit_log_store.entries(tx) if one.act == "look"]


@pytest.mark.parametrize(
    ("path", "kind", "subject"),
    [
        (f"/desk/employers/{rows.FARM}", "employer", rows.FARM),
        (f"/desk/employers/{rows.FARM}/edit", "employer", rows.FARM),
        (f"/desk/visits/{rows.CLOSED}", "visit", rows.CLOSED),
        (f"/desk/orders/{rows.LATE}", "order", rows.LATE),
    ],
)
def test_opening_a_page_about_people_is_in_the_journal_with_who_and_what(
    filled: people.Instance, browser: Callable[[str], Browser], path: str, kind: str, subject: str
) -> None:
    browser("officer").get(path)
    [entry] = looks(filled)
    assert (entry.who, entry.about_kind, entry.about_id) == (filled.person("officer").id, kind, subject)


def test_a_look_at_urgent_calls_names_a_pseudonym_and_the_day_only(
    filled: people.Instance, browser: Callable[[str], Browser]
) -> None:
    browser("officer").get("/desk/urgent")
    [entry] = looks(filled)
    assert entry.who not in (None, filled.person("officer").id) and entry.about_kind == "urgent"
    # Noon of its day where the ministry is, whatever the hour was.
    assert (entry.at.hour, entry.at.minute, entry.at.second) == (17, 0, 0)


def test_a_stranger_a_refused_person_and_a_nonsense_address_leave_no_look(
    filled: people.Instance, app: Flask, browser: Callable[[str], Browser]
) -> None:
    app.test_client().get(f"/desk/visits/{rows.CLOSED}")
    browser("researcher").get(f"/desk/visits/{rows.CLOSED}", status=403)
    browser("officer").get("/desk/visits/nonsense", status=404)
    assert looks(filled) == []


def test_a_supervisor_sees_who_looked_at_a_visit_and_only_that(
    filled: people.Instance, browser: Callable[[str], Browser]
) -> None:
    browser("officer").get(f"/desk/visits/{rows.CLOSED}")
    browser("officer").get(f"/desk/employers/{rows.FARM}")
    supervisor = browser("supervisor")
    assert f"/desk/audit-log?about=visit:{rows.CLOSED}" in supervisor.get(f"/desk/visits/{rows.CLOSED}")
    shown = supervisor.get(f"/desk/audit-log?about=visit:{rows.CLOSED}")
    table = shown[shown.index("<tbody") : shown.index("</tbody")]
    assert "Officer Example" in table and "Opened the page" in table and "Employer" not in table
    person = filled.person("officer").id
    table = supervisor.get(f"/desk/audit-log?who={person}")
    assert "Supervisor Example" not in table[table.index("<tbody") :]


def test_every_page_of_one_person_related_thing_is_journaled(app: Flask) -> None:
    logged = {name for name, view in app.view_functions.items() if getattr(view, "looks", None)}
    for rule in app.url_map.iter_rules():
        about_people = rule.arguments & {"visit_id", "employer_id", "report_id", "order_id", "recruiter_id"}
        shows = rule.endpoint.split(".")[-1] in ("show", "file", "change_form")
        if about_people and shows and "GET" in (rule.methods or ()):
            assert rule.endpoint in logged, f"{rule} shows people and leaves no look in the journal"
