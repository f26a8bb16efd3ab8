"""A page that is only looked at writes nothing, and no deed in the other database stands without its line."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from inspect_app import cli
from inspect_app.store import Database
from inspect_app.store.staff import audit_log as audit_log_store
from inspect_app.web import context, nightly
from tests import people, points, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, rows

POINT = "9" * 32
PAGE = f"/desk/points/{POINT}"


def acts(instance: people.Instance) -> list[str]:
    with instance.database.reading() as tx:
        return [one.act for one in audit_log_store.entries(tx) if one.act not in ("sign-in", "look")]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("asked", ["writing", "checkin_writing", "forget"])
def test_no_writing_transaction_is_to_be_had_while_a_page_is_only_looked_at(
    app: Flask, method: str, asked: str
) -> None:
    given: tuple[Any, ...] = ("close-point", ("point", POINT)) if asked == "checkin_writing" else ()
    with app.test_request_context("/desk/points", method=method), pytest.raises(RuntimeError, match="only looked at"):
        getattr(context, asked)(*given)


def peppers(instance: people.Instance) -> list[str]:
    return [path.stem for path in instance.settings.keys("web").glob("*.pepper")]


def test_looking_at_the_points_deletes_nothing(
    app: Flask, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    points.issue(instance, POINT, 4, [instance.settings.keys("web"), instance.settings.keys("checkin")])
    app.config["CLOCK"] = lambda: NOW + timedelta(days=400)
    officer = browser("officer")
    officer.get("/desk/points")
    officer.get("/desk/public-points")
    assert peppers(instance) == [POINT]


def test_at_night_the_peppers_of_points_past_their_last_day_go(app: Flask, instance: people.Instance) -> None:
    points.issue(instance, POINT, 4, [instance.settings.keys("web"), instance.settings.keys("checkin")])
    nightly.tick(app)
    assert peppers(instance) == [POINT]
    app.config["CLOCK"] = lambda: NOW + timedelta(days=400)
    stopped = nightly.start(app, every=0.01)
    patience = time.monotonic() + 10
    while peppers(instance) and time.monotonic() < patience:
        time.sleep(0.01)
    stopped.set()
    assert peppers(instance) == []


def test_a_night_without_its_database_is_told_of_without_a_word_of_it_and_the_next_one_works(
    app: Flask, instance: people.Instance, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nights: list[str] = []

    def tick(_app: Flask) -> None:
        nights.append("night")
        if len(nights) == 1:
            raise OSError("Bright Acres")

    monkeypatch.setattr(nightly, "tick", tick)
    stopped = nightly.start(app, every=0.01)
    patience = time.monotonic() + 10
    while len(nights) < 2 and time.monotonic() < patience:
        time.sleep(0.01)
    stopped.set()
    said = capsys.readouterr().err
    assert len(nights) > 1 and "OSError" in said and "Bright" not in said


DEEDS = [
    ("open-point", f"/desk/points/open/{VISIT}", {"headcount": "10_24", "contact": "a clinic"}, "supervisor"),
    ("print-cards", f"{PAGE}/cards", {"n": "4"}, "supervisor"),
    ("print-cards", f"{PAGE}/poster", {}, "supervisor"),
    ("approve-management", f"{PAGE}/approve-management", {}, "supervisor"),
    ("raise-cards", f"{PAGE}/raise", {"n": "4", "why": "A night shift"}, "supervisor"),
    ("void-run", f"{PAGE}/runs/{'7' * 32}/void", {}, "supervisor"),
    ("prepare-handset", f"{PAGE}/handset", {"n": "4"}, "supervisor"),
    ("close-point", f"{PAGE}/close", {}, "supervisor"),
    ("choose-language", "/desk/languages/es", {"shown": "0"}, "supervisor"),
    (
        "plan-duty",
        "/desk/duty",
        {"person": people.person("officer").id, "starts": "2026-11-24T08:00", "ends": "2026-11-24T16:00"},
        "supervisor",
    ),
]
TABLES = ("points", "runs", "offered", "duty")


def state(instance: people.Instance) -> list[list[tuple[Any, ...]]]:
    return [sorted(rows(instance.checkin_database, f"select * from {table}"), key=str) for table in TABLES]


@pytest.mark.parametrize(("act", "path", "values", "role"), DEEDS)
def test_a_crash_between_a_deed_and_its_line_leaves_the_line_and_never_the_deed(
    app: Flask,
    instance: people.Instance,
    browser: Callable[[str], Browser],
    monkeypatch: pytest.MonkeyPatch,
    act: str,
    path: str,
    values: dict[str, str],
    role: str,
) -> None:
    tablet.plan(instance.database, NOW)
    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    points.issue(instance, POINT, 4, folders, headcount="10_24", visit=VISIT)
    someone = browser(role)
    before, files = state(instance), [sorted(path.name for path in folder.iterdir()) for folder in folders]
    begin = Database.writing

    @contextmanager
    def crashing(self: Database) -> Any:
        with begin(self) as tx:
            yield tx
            if self is app.config["CHECKIN_DATABASE"]:
                raise KeyboardInterrupt  # as a killed process: nothing in our code answers it

    monkeypatch.setattr(Database, "writing", crashing)
    with pytest.raises(KeyboardInterrupt):
        someone.post(path, values, start="/desk/duty")
    monkeypatch.setattr(Database, "writing", begin)
    assert acts(instance)[:1] == [act]
    assert state(instance) == before
    assert [sorted(path.name for path in folder.iterdir()) for folder in folders] == files
    assert someone.post(path, values, start="/desk/duty").status_code in (200, 302)
    assert acts(instance)[:2] == [act, act] and state(instance) != before


@pytest.mark.parametrize(("act", "path", "values", "role"), DEEDS[::4])
def test_a_deed_whose_line_cannot_be_written_is_not_done(
    app: Flask,
    instance: people.Instance,
    browser: Callable[[str], Browser],
    monkeypatch: pytest.MonkeyPatch,
    act: str,
    path: str,
    values: dict[str, str],
    role: str,
) -> None:
    tablet.plan(instance.database, NOW)
    points.issue(instance, POINT, 4, [instance.settings.keys("web")], headcount="10_24", visit=VISIT)
    someone, before = browser(role), state(instance)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(audit_log_store, "add", full)
    assert someone.post(path, values, start="/desk/duty").status_code == 507
    assert acts(instance) == ["plan-visit"] and state(instance) == before


def test_a_held_key_is_never_held_without_its_line(instance: people.Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    month = "insert into periods (id, public_key, expires, held) values ('2026-11', :key, '2027-01-29', 0)"
    with instance.checkin_database.writing() as tx:
        tx.execute(text(month), {"key": bytes(32)})
    monkeypatch.setenv("INSTANCE", str(instance.settings.instance))
    monkeypatch.setattr(audit_log_store, "add", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        cli.main(["hold-key", "2026-11", "--reason", "A court asks"])
    assert rows(instance.checkin_database, "select held from periods") == [(0,)]
