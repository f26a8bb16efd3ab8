"""Every page of the desk and of the tablet's server side answers on both databases, and opening it changes nothing."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from inspect_app.actions.register import register as register_actions
from inspect_app.actions.reports import reports as reports_actions
from inspect_app.domain.staff.permissions import ROLES, may
from inspect_app.store import Database
from inspect_app.store import schema as t
from inspect_app.store.schema import checkins as checkin_tables
from tests import full_visit, people, points
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.journeys import rows as desk
from tests.tablet import VISIT, rows

pytestmark = pytest.mark.both_engines

POINT = "9" * 32
# What opening a page may write: the line that says so, and the session of whoever opened it.
OF_LOOKING = {"audit_log", "audit_contents", "sessions"}
# Signed by a tablet, which `test_sync.py` and `test_races.py` do on both databases.
BY_TABLETS = "/sync/"


@pytest.fixture
def known(app: Flask, instance: people.Instance) -> dict[str, str]:
    """Something of every kind, and what it is called in an address."""
    with instance.database.writing() as tx:
        desk.put(tx, NOW)
        tx.execute(t.checklist_versions.delete().where(t.checklist_versions.c.key == "core-spot-check"))
    with instance.checkin_database.writing() as tx:
        desk.put_voice(tx, NOW)
        desk.put_regional_totals(tx, NOW)
    full_visit.closed(app, instance.database, NOW)
    points.issue(instance, POINT, 4, [instance.settings.keys("web"), instance.settings.keys("checkin")], visit=VISIT)
    ids = iter(range(700, 800))
    given = {"by": people.person("officer"), "now": NOW, "new_id": lambda: f"{next(ids):032x}"}
    with instance.database.writing() as tx:
        report = reports_actions.draft(tx, VISIT, "notice", "en", **given)  # type: ignore[arg-type]
        recruiter = register_actions.add_recruiter(
            tx,
            name="Far Shore Placements",
            licence=None,
            licence_state="unknown",
            country=None,
            **given,  # type: ignore[arg-type]
        )
    [(picture,)] = rows(instance.database, "select hash from blobs where kind = 'photo'")
    return {
        "employer_id": desk.FARM,
        "site_id": desk.SITE,
        "visit_id": VISIT,
        "order_id": desk.LATE,
        "name": picture,
        "report_id": report.id,
        "recruiter_id": recruiter.id,
        "point_id": POINT,
        "key": "core-spot-check",
        "n": "1",
        "code": report.code,
        "filename": "css/base.css",
    }


def state(database: Database, tables: list[str]) -> dict[str, list[str]]:
    return {one: sorted(str(row) for row in rows(database, f'select * from "{one}"')) for one in tables}


def looked_at(app: Flask) -> list[Rule]:
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return [rule for rule in rules if not rule.rule.startswith(BY_TABLETS)]


def test_every_page_opens_for_a_role_that_may_see_it_and_leaves_everything_as_it_was(
    app: Flask, instance: people.Instance, known: dict[str, str], browser: Callable[[str], Browser]
) -> None:
    staff_tables = [name for name in t.metadata.tables if name not in OF_LOOKING]
    checkin_names = [
        name for name in checkin_tables.metadata.tables if name != "duty"
    ]  # who reads the calls is remembered there
    readers = {role: browser(role) for role in ROLES} | {"": Browser(app, "")}
    before = state(instance.database, staff_tables), state(instance.checkin_database, checkin_names)
    answers: dict[str, int] = {}
    for rule in looked_at(app):
        permission: Any = getattr(app.view_functions[rule.endpoint], "permission", "public")
        role = next((role for role in ("inspector", *ROLES) if permission != "public" and may(role, permission)), "")
        path = re.sub(r"<(?:[^:<>]+:)?(\w+)>", lambda found: known[found.group(1)], rule.rule)
        answer = readers[role].client.get(path)
        answers[path] = answer.status_code
        answer.close()
    assert {path: status for path, status in answers.items() if status not in (200, 302)} == {
        # What is no issued report has no file, what is no point of a host no promise; a code of a draft is no code.
        f"/desk/reports/{known['report_id']}/file": 409,
        f"/desk/public-points/{POINT}/promise": 404,
    }
    assert len(answers) > 50
    assert (state(instance.database, staff_tables), state(instance.checkin_database, checkin_names)) == before
