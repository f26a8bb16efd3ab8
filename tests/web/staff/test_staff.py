"""Powers of the staff: recorded and ended at the desk, carried by the tablet from then on."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from inspect_app.store.staff import audit_log as audit_log_store
from inspect_app.store.staff import staff as staff_store
from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import FakeTablet, rows

PAGE = "/desk/staff"
SUPERVISOR = people.person("supervisor").id
GIVEN = {"person": SUPERVISOR, "act": "OHSA, s. 54", "number": "77", "until": "2027-01-31"}


@pytest.mark.both_engines
def test_an_appointment_is_recorded_carried_by_the_tablet_and_ended(
    app: Flask, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    tablet.plan(instance.database, NOW)
    desk = browser("administrator")
    desk.post(f"{PAGE}/appointments", GIVEN, start=PAGE, status=302)
    assert "OHSA, s. 54" in desk.get(PAGE)
    pack = FakeTablet(app, NOW, "supervisor").pack_told
    assert [(one["act"], one["number"]) for one in pack["appointments"]] == [("OHSA, s. 54", "77")]
    [(id,)] = rows(instance.database, "select id from appointments where number = '77'")
    desk.post(f"{PAGE}/end-appointment", {"id": id}, start=PAGE, status=302)
    assert "OHSA, s. 54" not in desk.get(PAGE)
    with instance.database.reading() as tx:
        acts = [entry.act for entry in audit_log_store.entries(tx)]
    assert [act for act in acts if "appoint" in act] == ["end-appointment", "appoint-staff"]


def test_an_appointment_without_its_act_backwards_or_of_another_agency_is_refused(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    desk = browser("administrator")
    with instance.database.writing() as tx:
        staff_store.add_agency(tx, people.Agency("c" * 32, "Other", "Autre", "federal"))
        stranger = people.person("inspector")
        staff_store.add(
            tx,
            type(stranger)("f" * 32, "c" * 32, "s@other.example", "S", "inspector", "en", "active"),
            password_hash="x",
            now=NOW,
        )
    for wrong in ({"act": " "}, {"until": "2020-01-01"}, {"until": "soon"}, {"person": "f" * 32}, {"person": "e" * 32}):
        desk.post(f"{PAGE}/appointments", GIVEN | wrong, start=PAGE, status=400)
    assert rows(instance.database, "select number from appointments") == [("1207",)]


def test_an_appointment_that_does_not_fit_comes_back_as_it_was_typed(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    desk = browser("administrator")
    for wrong in ({"number": "7" * 41}, {"act": "A" * 61}):
        told = desk.post(f"{PAGE}/appointments", GIVEN | wrong, start=PAGE, status=400).text
        assert all(value in told for name, value in (GIVEN | wrong).items() if name != "person")
        assert f'<option selected value="{SUPERVISOR}"' in told
    assert rows(instance.database, "select number from appointments") == [("1207",)]


def test_only_who_manages_staff_appoints(browser: Callable[[str], Browser]) -> None:
    officer = browser("officer")
    officer.post(f"{PAGE}/appointments", GIVEN, start="/desk/", status=403)


def test_a_select_that_always_has_a_value_is_not_called_optional(browser: Callable[[str], Browser]) -> None:
    shown = browser("administrator").get(PAGE)
    labels = dict(re.findall(r'<label for="([a-z_]+)">(.*?)</label>', shown))
    assert {"role", "language", "paper"} <= set(labels)
    assert "optional" in labels["until"]
    assert [name for name in ("role", "language", "paper") if "optional" in labels[name]] == []
