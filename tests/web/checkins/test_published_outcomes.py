"""What the inspectors did, put on the worker's page by the desk and taken off again."""

import gzip
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from inspect_app.checkin_app import create_app
from inspect_app.store.staff import audit_log as audit_log_store
from tests import full_visit, people, points
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT

POINT = "9" * 32
PAGE = f"/desk/points/{POINT}"
ORDER = "Give every passport back to its owner today."


@pytest.fixture
def code(app: Flask, instance: people.Instance) -> str:
    """A card of the point of a closed visit."""
    full_visit.closed(app, instance.database, NOW)
    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    return points.issue(instance, POINT, 4, folders, visit=VISIT)[0]


@pytest.fixture
def door(instance: people.Instance) -> Iterator[Flask]:
    made = create_app(instance.settings.checkin())
    made.config["CLOCK"] = lambda: NOW
    yield made
    made.config["DATABASE"].close()


def read(door: Flask, code: str) -> str:
    return gzip.decompress(door.test_client().post("/in.en", data={"read": "1", "code": code}).data).decode()


@pytest.mark.both_engines
def test_a_supervisor_publishes_what_was_done_and_withdraws_it_and_both_are_in_the_journal(
    instance: people.Instance, code: str, door: Flask, browser: Callable[[str], Browser]
) -> None:
    supervisor = browser("supervisor")
    assert "It is not on the worker's page." in supervisor.get(PAGE) and ORDER not in read(door, code)
    supervisor.post(f"{PAGE}/withdraw-outcomes", {}, start=PAGE, status=404)
    supervisor.post(f"{PAGE}/publish-outcomes", {}, start=PAGE, status=302)
    page = read(door, code)
    assert ORDER in page and "2026-11-24" in page and "Visit of" in page
    assert "I. Example" not in page and "EPFNA" not in page.split('id="did"')[1]
    assert "used cards and managers' cards alike" in supervisor.get(PAGE)
    supervisor.post(f"{PAGE}/withdraw-outcomes", {}, start=PAGE, status=302)
    assert ORDER not in read(door, code)
    with instance.database.reading() as tx:
        acts = [(one.act, one.detail) for one in audit_log_store.entries(tx) if one.act.endswith("-outcomes")]
    assert acts == [("withdraw-outcomes", {}), ("publish-outcomes", {"orders": 1})]


def test_an_inspector_reads_that_it_is_there_and_may_not_put_it_there(
    code: str, browser: Callable[[str], Browser]
) -> None:
    inspector = browser("inspector")
    assert "Publish it" not in inspector.get(PAGE)
    for way in ("publish", "withdraw"):
        inspector.post(f"{PAGE}/{way}-outcomes", {}, start=PAGE, status=403)


def test_nothing_is_published_before_the_visit_is_closed_or_after_the_point_is(
    instance: people.Instance, app: Flask, browser: Callable[[str], Browser]
) -> None:
    from tests import tablet

    tablet.plan(instance.database, NOW)
    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    points.issue(instance, POINT, 4, folders, visit=VISIT)
    officer = browser("officer")
    assert "It can be published once the visit is closed." in officer.get(PAGE)
    officer.post(f"{PAGE}/publish-outcomes", {}, start=PAGE, status=409)
    officer.post(f"{PAGE}/close", {}, start=PAGE, status=302)
    officer.post(f"{PAGE}/publish-outcomes", {}, start=PAGE, status=409)
    assert list(instance.settings.keys("checkin").iterdir()) == []


def test_closing_the_point_takes_what_was_published_with_it(
    instance: people.Instance, code: str, browser: Callable[[str], Browser]
) -> None:
    officer = browser("officer")
    officer.post(f"{PAGE}/publish-outcomes", {}, start=PAGE, status=302)
    assert {path.suffix for path in instance.settings.keys("checkin").iterdir()} == {".pepper", ".deeds"}
    officer.post(f"{PAGE}/close", {}, start=PAGE, status=302)
    assert list(instance.settings.keys("checkin").iterdir()) == []
