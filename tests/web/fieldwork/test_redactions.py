"""What should never have been kept is struck: gone from database, files and reports; the chain and its reason stay."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from inspect_app import jobs
from inspect_app.adapters.media.evidence import original, shown
from inspect_app.domain.reports.report import redaction
from inspect_app.store.reports import reports as reports_store
from inspect_app.store.staff import audit_log as audit_log_store
from tests import full_visit, people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, rows

PAGE = f"/desk/visits/{VISIT}/redact"
NOTE = "Eleven passports lay in the office safe."


@pytest.fixture
def visit(app: Flask, instance: people.Instance) -> str:
    return full_visit.closed(app, instance.database, NOW)


def named(instance: people.Instance, kind: str) -> str:
    query = f"select hash from blobs where kind = '{kind}' and (text is null or text = '{NOTE}')"
    [(hash,)] = rows(instance.database, query)
    return str(hash)


def issued(app: Flask, instance: people.Instance, *, made: bool = True) -> reports_store.Report:
    form = {"visit": VISIT, "kind": "inspection", "language": "en", "reason": ""}
    Browser(app, "officer").post("/desk/reports", form, start=f"/desk/reports?visit={VISIT}")
    with instance.database.reading() as tx:
        report = reports_store.newest(tx, VISIT, "inspection", "en")
    assert report is not None
    at = f"/desk/reports/{report.id}"
    Browser(app, "supervisor").post(f"{at}/issue", {}, start=at, status=302)
    if made:
        work(instance)
    with instance.database.reading() as tx:
        return reports_store.get(tx, report.id)


def work(instance: people.Instance) -> None:
    works = jobs.open_context(instance.settings.jobs())
    jobs.work(works)
    works.close()


def files_holding(folder: Path, words: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()]


def chain(instance: people.Instance) -> list[str]:
    """Every event's body still has its hash, and names the hash before it."""
    before: dict[str, str] = {}
    broken = []
    for one in sorted(tablet.as_they_came(instance, VISIT), key=lambda one: (one.device_id, one.seq)):
        told = json.loads(one.body)
        if sha256(one.body.encode()).hexdigest() != one.hash or told["prev"] != before.get(one.device_id):
            broken.append(one.hash)
        before[one.device_id] = one.hash
    return broken


def test_a_struck_note_leaves_the_database_and_the_reports_and_the_chain_holds(
    app: Flask, instance: people.Instance, visit: str, browser: Callable[[str], Browser]
) -> None:
    report, hash = issued(app, instance), named(instance, "text")
    assert report.path is not None and (instance.settings.evidence / report.path).exists()
    supervisor = browser("supervisor")
    assert NOTE in supervisor.get(PAGE)
    assert files_holding(instance.settings.instance, NOTE.encode()) != []
    supervisor.post(PAGE, {"blob": hash, "why": "It names where papers lie"}, start=PAGE, status=302)
    told = supervisor.get(PAGE)
    assert NOTE not in told and "It names where papers lie" in told
    assert chain(instance) == []
    assert files_holding(instance.settings.instance, NOTE.encode()) == []
    assert rows(instance.database, f"select count(*) from reports where content like '%{NOTE[:20]}%'") == [(0,)]
    assert not (instance.settings.evidence / report.path).exists()
    supervisor.get(f"/desk/reports/{report.id}/file", status=404)
    public = Browser(app, "").get(f"/verify/{report.code}")
    assert "Ours, and withdrawn" in public and str(report.bytes_hash) in public
    with instance.database.reading() as tx:
        [entry] = [one for one in audit_log_store.entries(tx) if one.act == "strike-blob"]
    assert entry.detail == {"blob": hash, "why": "It names where papers lie"}


@pytest.mark.both_engines
def test_a_struck_picture_leaves_every_file_and_a_new_report_is_made_without_it(
    app: Flask, instance: people.Instance, visit: str, browser: Callable[[str], Browser]
) -> None:
    report, hash = issued(app, instance), named(instance, "photo")
    evidence = instance.settings.evidence
    assert (evidence / original(hash)).exists() and (evidence / shown(hash)).exists()
    supervisor = browser("supervisor")
    for _ in range(2):
        supervisor.post(PAGE, {"blob": hash, "why": "A face is on it"}, start=PAGE, status=302)
    assert not (evidence / original(hash)).exists() and not (evidence / shown(hash)).exists()
    assert rows(instance.database, f"select path, redacted_why from blobs where hash = '{hash}'") == [
        (None, "A face is on it")
    ]
    supervisor.get(f"/desk/visits/{VISIT}/pictures/{hash}", status=404)
    assert chain(instance) == [] and report.path is not None and not (evidence / report.path).exists()
    with instance.database.reading() as tx:
        assert [one.act for one in audit_log_store.entries(tx)].count("strike-blob") == 1
    form = {"visit": VISIT, "kind": "inspection", "language": "en", "reason": "A picture was struck"}
    browser("officer").post("/desk/reports", form, start=f"/desk/reports?visit={VISIT}", status=302)


def test_striking_needs_a_reason_a_supervisor_and_something_of_this_visit(
    app: Flask, instance: people.Instance, visit: str, browser: Callable[[str], Browser]
) -> None:
    hash, supervisor = named(instance, "photo"), browser("supervisor")
    supervisor.post(PAGE, {"blob": hash, "why": " "}, start=PAGE, status=400)
    supervisor.post(PAGE, {"blob": "0" * 64, "why": "Mine"}, start=PAGE, status=404)
    browser("officer").get(PAGE, status=403)
    other = f"/desk/visits/{'f0' * 16}/redact"
    supervisor.post(other, {"blob": hash, "why": "Of another visit"}, start=PAGE, status=404)
    assert (instance.settings.evidence / original(hash)).exists()


def test_words_of_an_interview_are_shown_to_the_visits_team_only(
    app: Flask, instance: people.Instance, visit: str, browser: Callable[[str], Browser]
) -> None:
    assert full_visit.HEARD in browser("supervisor").get(PAGE)
    with instance.database.writing() as tx:
        tx.exec_driver_sql(f"delete from visit_team where staff_id = '{people.person('supervisor').id}'")
    told = browser("supervisor").get(PAGE)
    assert NOTE in told and full_visit.HEARD not in told and "Only the visit’s team reads it" in told


def test_a_report_that_is_being_made_is_not_struck_under_the_hands_of_who_makes_it(
    app: Flask, instance: people.Instance, visit: str, browser: Callable[[str], Browser]
) -> None:
    report = issued(app, instance, made=False)
    supervisor, hash = browser("supervisor"), named(instance, "text")
    supervisor.post(PAGE, {"blob": hash, "why": "Too early"}, start=PAGE, status=409)
    assert rows(instance.database, f"select redacted_why from blobs where hash = '{hash}'") == [(None,)]
    work(instance)
    supervisor.post(PAGE, {"blob": hash, "why": "Now"}, start=PAGE, status=302)
    with instance.database.reading() as tx:
        assert reports_store.get(tx, report.id).path is None


def test_only_the_places_of_free_words_are_struck_from_an_edition() -> None:
    content = {
        "state": "present",
        "notes": ["present"],
        "photos": [{"sha256": "ab", "caption": "present"}],
        "reply": "present",
        "site": {"name": "present"},
    }
    assert redaction.without(content, "present") == {
        "state": "present",
        "notes": ["[redacted]"],
        "photos": [{"sha256": "ab", "caption": "[redacted]"}],
        "reply": "[redacted]",
        "site": {"name": "present"},
    }
    assert redaction.holds(content, "ab", None) and redaction.holds(content, "x", "present")
    assert not redaction.holds({"state": "present", "code": "ab"}, "ab", "present")
