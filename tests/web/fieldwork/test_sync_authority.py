"""Who may write, read and seal by a tablet: only whose key signed, while they are trusted, for their own visits."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from inspect_app.cli.demonstration.tablet_client import Refused
from inspect_app.domain.fieldwork.events import hash_of
from inspect_app.domain.fieldwork.sync import signed_words
from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, FakeTablet, a_visit, rows

OTHERS = "e7" * 16


@pytest.fixture
def tablet_client(instance: people.Instance, app: Flask) -> FakeTablet:
    tablet.plan(instance.database, NOW)
    return FakeTablet(app, NOW)


def seal(tablet_client: FakeTablet, visit: str = VISIT, events: tuple[str, ...] = ()) -> Any:
    manifest = {"v": 1, "events": [hash_of(text) for text in events], "blobs": [], "photos": []}
    return tablet_client._signed("POST", f"/sync/seal/{visit}", json.dumps(manifest).encode())


def disable(app: Flask, role: str) -> None:
    path, id = "/desk/staff/disable", people.person(role).id
    Browser(app, "administrator").post(path, {"id": id}, start="/desk/staff", status=302)


def test_a_tablet_cannot_write_in_the_name_of_another_member_of_the_team(
    tablet_client: FakeTablet, instance: people.Instance, app: Flask
) -> None:
    other = FakeTablet(app, NOW, "supervisor")
    other.staff = people.person("inspector").id
    a_visit(other)
    told = other.send(VISIT)
    assert {(one["answer"], one["why"]) for one in told} == {("quarantined", "wrong-staff")}
    assert rows(instance.database, "select state from visits") == [("planned",)]
    page = Browser(app, "supervisor").get("/desk/held-for-review")
    assert "the tablet that sent it belongs to somebody else" in page


def test_what_follows_an_entry_let_in_is_judged_by_the_same_key(
    tablet_client: FakeTablet, instance: people.Instance, app: Flask
) -> None:
    other = FakeTablet(app, NOW, "supervisor")
    other.add(VISIT, "program", "sawp")
    other.staff = people.person("inspector").id
    other.add(VISIT, "program", "other")
    other.texts[VISIT] = other.texts[VISIT][1:]
    assert other.send(VISIT)[0]["why"] == "wrong-staff"
    first = json.loads(other.texts[VISIT][0])
    for place in (2, 3):
        later = {"id": first["id"][:-12] + f"{place:012x}", "seq": first["seq"] + place, "n": first["n"] + place}
        other.texts[VISIT].append(json.dumps({**first, **later, "prev": "0" * 64}))
    assert {one["why"] for one in other.send(VISIT)} == {"wrong-staff"}
    assert rows(instance.database, "select count(*) from events where state = 'stored'") == [(0,)]


def test_ending_a_persons_access_ends_their_tablets(
    tablet_client: FakeTablet, instance: people.Instance, app: Flask
) -> None:
    a_visit(tablet_client)
    disable(app, "inspector")
    assert rows(instance.database, "select count(*) from devices where revoked_at is null") == [(0,)]
    assert rows(instance.database, "select count(*) from audit_contents where act = 'revoke-tablet'") == [(1,)]
    for target in ("/sync/pack", f"/sync/team-events/{VISIT}"):
        with pytest.raises(Refused, match="403"):
            tablet_client._signed("GET", target)
    assert {one["why"] for one in tablet_client.send(VISIT)} == {"revoked-device"}


def test_a_person_who_is_not_active_counts_as_revoked_whatever_the_tablets_row_says(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    with instance.database.writing() as tx:
        tx.exec_driver_sql("update staff set state = 'disabled' where role = 'inspector'")
    tablet_client.add(VISIT, "program", "sawp")
    assert tablet_client.send(VISIT)[0]["why"] == "revoked-device"
    with pytest.raises(Refused, match="403"):
        tablet_client.pack()


def test_only_ones_own_visit_is_sealed(tablet_client: FakeTablet, instance: people.Instance, app: Flask) -> None:
    foreign = FakeTablet(app, NOW, "supervisor")
    with instance.database.writing() as tx:
        tx.execute(text("delete from visit_team where staff_id = :id"), {"id": people.person("supervisor").id})
    for device, visit in ((foreign, VISIT), (tablet_client, "9" * 32)):
        with pytest.raises(Refused, match=r"403 .*no receipt"):
            seal(device, visit)
    assert rows(instance.database, "select count(*) from receipts") == [(0,)]


def test_a_closed_visit_gives_a_lost_receipt_again_and_none_to_who_sent_nothing(
    tablet_client: FakeTablet, instance: people.Instance, app: Flask
) -> None:
    other = FakeTablet(app, NOW, "supervisor")
    a_visit(tablet_client)
    tablet_client.send(VISIT)
    tablet_client.seal(VISIT, tablet_client.pack_told["receipt_key"])
    assert rows(instance.database, "select state from visits") == [("closed",)]
    tablet_client.seal(VISIT, tablet_client.pack_told["receipt_key"])
    with pytest.raises(Refused, match=r"403 .*no receipt"):
        seal(other)


def test_a_revoked_tablet_gets_no_receipt(tablet_client: FakeTablet, instance: people.Instance, app: Flask) -> None:
    tablet_client.add(VISIT, "program", "sawp")
    tablet_client.send(VISIT)
    Browser(app, "supervisor").post(
        f"/desk/tablets/{tablet_client.device}/revoke", {}, start="/desk/tablets", status=302
    )
    with pytest.raises(Refused, match=r"403 .*no receipt"):
        seal(tablet_client, events=tuple(tablet_client.texts[VISIT]))
    assert rows(instance.database, "select count(*) from receipts") == [(0,)]


@pytest.mark.parametrize(
    ("at", "status"),
    [
        ("2020-01-01T00:00:00.000Z", 401),
        ("garbage", 401),
        ("", 401),
        ((NOW - timedelta(seconds=301)).strftime("%Y-%m-%dT%H:%M:%SZ"), 401),
        ((NOW + timedelta(seconds=301)).strftime("%Y-%m-%dT%H:%M:%SZ"), 401),
        ((NOW - timedelta(seconds=299)).strftime("%Y-%m-%dT%H:%M:%SZ"), 200),
        ((NOW + timedelta(seconds=299)).strftime("%Y-%m-%dT%H:%M:%SZ"), 200),
    ],
)
def test_a_signed_request_that_reads_grows_old_in_five_minutes(tablet_client: FakeTablet, at: str, status: int) -> None:
    signature = tablet_client.key.sign(signed_words("GET", "/sync/pack", at, b""))
    headers = {"Authorization": f"Spotcheck {tablet_client.device};{at};{signature}"}
    answer = tablet_client.client.get("/sync/pack", headers=headers)
    assert answer.status_code == status
    assert answer.headers["Spotcheck-Time"] == NOW.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_header_caught_once_reads_nothing_later(tablet_client: FakeTablet, app: Flask) -> None:
    at = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
    signature = tablet_client.key.sign(signed_words("GET", "/sync/pack", at, b""))
    headers = {"Authorization": f"Spotcheck {tablet_client.device};{at};{signature}"}
    assert tablet_client.client.get("/sync/pack", headers=headers).status_code == 200
    app.config["CLOCK"] = lambda: NOW + timedelta(minutes=6)
    answer = tablet_client.client.get("/sync/pack", headers=headers)
    assert answer.status_code == 401 and "off by -360 seconds" in answer.get_json()["says"]


def test_what_waited_for_days_is_still_taken(tablet_client: FakeTablet, app: Flask) -> None:
    tablet_client.add(VISIT, "program", "sawp")
    app.config["CLOCK"] = lambda: NOW + timedelta(days=8)
    assert tablet_client.send(VISIT)[0]["answer"] == "stored"
