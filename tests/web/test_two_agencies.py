"""Two agencies work with one register: of visits, points, orders, reports, calls and tablets each sees its own only."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, insert

from inspect_app.actions import ownership as ownership_actions
from inspect_app.domain.staff.permissions import PERMISSIONS, PUBLIC, ROLES, Permission
from inspect_app.store import schema as t
from inspect_app.store.schema import checkins as checkin_tables
from tests import people
from tests.conftest import NOW
from tests.journeys import rows

REPORT, DEVICE, CALL, SHIFT = f"{101:032x}", f"{102:032x}", f"{91:032x}", f"{103:032x}"
NAMED = {
    "visit_id": rows.CLOSED,
    "order_id": rows.LATE,
    "report_id": REPORT,
    "device_id": DEVICE,
    "point_id": rows.POINT,
    "call_id": CALL,
    "shift_id": SHIFT,
}
# What an address names besides; all of it is shared or lies below one of the above.
SHARED = {
    "employer_id": rows.FARM,
    "site_id": rows.SITE,
    "subject_id": rows.FARM,
    "kind": "employer",
    "field": "name",
    "key": "core-spot-check",
    "n": "1",
    "code": "en",
    "name": "d" * 64,
    "run_id": "e" * 32,
    "recruiter_id": "f" * 32,
    "link_id": f"{51:032x}",
    "edit_id": "f" * 32,
}
BODY = {"what": "answered", "value": {"value": "present"}, "by": rows.INSPECTOR, "at_item": [{"item": "isolation"}]}
# What a page can be asked for in its address.
ASKED = {
    "/desk/reports": (f"?visit={rows.CLOSED}",),
    "/desk/audit-log": (f"?about=visit:{rows.CLOSED}", f"?who={rows.OFFICER}"),
    "/desk/visits": ("?state=closed", "?state=under_way", "?state=unreported"),
    "/desk/orders": ("?which=all", "?which=overdue"),
    "/desk/visits/choose-site": (f"?employer={rows.FARM}",),
}
# Nothing of these may stand on a page of another agency. The register itself is shared.
SECRET = [
    *NAMED.values(),
    rows.PLANNED,
    rows.LIVE,
    rows.KEPT,
    rows.STANDING,
    "Harbour Health Centre",
    "R-77-SECRET",
    "passport",
    "locked",
    "Tablet of the ministry",
    "Inspector Example",
    "Officer Example",
    "a supervisor's own words",
]


@pytest.fixture
def two(app: Flask, instance: people.Instance) -> Flask:
    """The staff app with data of the first agency in every table that is owned, and people of a second one."""
    app.config["WTF_CSRF_ENABLED"] = False
    people.put_others(instance.database, NOW)
    with instance.database.writing() as tx:
        rows.put(tx, NOW)
        made = {"kind": "inspection", "number": "R-77-SECRET", "version": 1, "state": "submitted", "language": "en"}
        tx.execute(
            insert(t.reports).values(
                id=REPORT,
                visit_id=rows.CLOSED,
                code="1" * 32,
                drafted_by=rows.INSPECTOR,
                drafted_at=NOW,
                content={"recorded": []},
                **made,
            )
        )
        tx.execute(
            insert(t.devices).values(
                id=DEVICE,
                staff_id=rows.INSPECTOR,
                label="Tablet of the ministry",
                letter="A",
                public_key="",
                enrolled_at=NOW,
            )
        )
        _event(tx, NOW)
    with instance.checkin_database.writing() as tx:
        rows.put_voice(tx, NOW)
        rows.put_regional_totals(tx, NOW)
        tx.execute(
            insert(checkin_tables.duty).values(id=SHIFT, staff=rows.OFFICER, starts=NOW, ends=NOW + timedelta(hours=4))
        )
    return app


def _event(tx: Connection, now: datetime) -> None:
    tx.execute(
        insert(t.events).values(
            id="7" * 32,
            hash="7" * 64,
            visit_id=rows.CLOSED,
            device_id=DEVICE,
            seq=1,
            n=1,
            what="answered",
            at="2026-11-20T10:00:00.000Z",
            arrived_at=now,
            state="quarantined",
            body=json.dumps(BODY),
            why="wrong-person",
        )
    )


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    answer = client.post("/sign-in", data={"email": email, "password": people.PASSWORD})
    assert answer.status_code == 302
    return client


def owned_addresses(app: Flask) -> Iterator[tuple[str, str, str, Permission]]:
    """(method, address with {names}, the name that is owned, permission) of every address that names what is owned."""
    for rule in app.url_map.iter_rules():
        owned = rule.arguments & NAMED.keys()
        permission: Any = getattr(app.view_functions[rule.endpoint], "permission", PUBLIC)
        if owned and permission != PUBLIC:
            [name] = owned
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield method, re.sub(r"<(?:[^:>]+:)?(\w+)>", r"{\1}", rule.rule), name, permission


def opened(client: FlaskClient, method: str, address: str, **named: str) -> tuple[int, str]:
    path = address.format(**{**SHARED, **NAMED, **named})
    answer = client.open(path, method=method, data={} if method == "POST" else None)
    return answer.status_code, answer.get_data().decode(errors="replace").replace(path, "")


@pytest.mark.parametrize("role", ROLES)
def test_what_another_agency_owns_answers_as_what_never_was(two: Flask, role: str) -> None:
    client = signed_in(two, f"{role}@harbour.example")
    walked = 0
    for method, address, name, permission in owned_addresses(two):
        foreign = opened(client, method, address)
        unknown = opened(client, method, address, **{name: "9" * 32})
        assert foreign[0] == (404 if role in PERMISSIONS[permission] else 403), f"{method} {address}"
        assert foreign == unknown, f"{method} {address} tells {name} from an unknown one"
        walked += 1
    assert walked > 35


def test_the_same_addresses_open_for_the_agency_that_owns_them(two: Flask) -> None:
    client = signed_in(two, "supervisor@fair-work.example")
    pages = [
        (address, opened(client, "GET", address)[0])
        for method, address, _name, permission in owned_addresses(two)
        if method == "GET"
        and "supervisor" in PERMISSIONS[permission]
        and not address.endswith(("promise", "file", "small", "shown"))
    ]
    found = [address for address, status in pages if status == 200]
    assert len(found) >= 8 and "/desk/visits/{visit_id}" in found and "/desk/points/{point_id}" in found


def pages_without_owner(app: Flask) -> list[str]:
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())]
    return [
        re.sub(r"<(?:[^:>]+:)?(\w+)>", r"{\1}", rule.rule).format(**SHARED)
        for rule in rules
        if not rule.arguments & NAMED.keys()
        and rule.rule.startswith("/desk/")
        and not rule.rule.startswith("/desk/parts")
    ]


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_anything_of_another_agency(two: Flask, role: str) -> None:
    client = signed_in(two, f"{role}@harbour.example")
    two.config["WTF_CSRF_ENABLED"] = True
    for path in pages_without_owner(two):
        for query in ("", *ASKED.get(path, ())):
            shown = client.get(path + query).text
            for words in (query.partition(":")[2], query.partition("=")[2], "Passport"):
                shown = shown.replace(words, "") if words else shown
            # The questions of a checklist and of the regional totals are everybody's.
            told = [] if re.search("pool|checklists|languages", path) else [one for one in SECRET if one in shown]
            assert told == [], f"{role} reads {told} on {path}{query}"


def test_the_own_lists_do_show_these_things(two: Flask) -> None:
    client = signed_in(two, "supervisor@fair-work.example")
    two.config["WTF_CSRF_ENABLED"] = True
    everything = "".join(
        client.get(path + query).text for path in pages_without_owner(two) for query in ("", *ASKED.get(path, ()))
    )
    missing = [one for one in SECRET if one not in everything]
    assert set(missing) <= {"a supervisor's own words", SHIFT, DEVICE, "passport"}


def test_a_form_that_names_another_agencys_visit_or_event_changes_nothing(
    two: Flask, instance: people.Instance
) -> None:
    client = signed_in(two, "supervisor@harbour.example")
    asked = {"visit": rows.CLOSED, "kind": "inspection", "language": "en"}
    assert client.post("/desk/reports", data=asked).status_code == 404
    assert client.post("/desk/held-for-review", data={"event": "7" * 32}).status_code == 404


def test_nobody_puts_another_agencys_people_on_a_visit(two: Flask) -> None:
    client = signed_in(two, "officer@harbour.example")
    asked = {"planned_for": "2026-12-01", "lead": rows.INSPECTOR, "keys": "core-spot-check"}
    answer = client.post(f"/desk/visits/plan/{rows.SITE}", data=asked)
    assert answer.status_code == 400 and "Inspector Example" not in answer.text


def test_a_call_from_a_place_nobody_knows_reaches_every_agency(two: Flask, instance: people.Instance) -> None:
    with instance.checkin_database.writing() as tx:
        tx.execute(
            insert(checkin_tables.urgent).values(id="6" * 32, point=None, kind="violence", day=NOW.date(), due=NOW)
        )
    for agency in ("fair-work", "harbour"):
        assert "6" * 32 in signed_in(two, f"officer@{agency}.example").get("/desk/urgent").text


def test_the_app_does_not_start_with_an_address_of_which_nobody_says_whose_it_is(
    instance: people.Instance, monkeypatch: pytest.MonkeyPatch, browser: Callable[[str], object]
) -> None:
    from inspect_app import web

    monkeypatch.setattr(ownership_actions, "KNOWN", ownership_actions.KNOWN - {"order_id"})
    with pytest.raises(RuntimeError, match="order_id"):
        web.create_app(instance.settings.web())
