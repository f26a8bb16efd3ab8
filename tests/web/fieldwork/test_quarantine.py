"""What a tablet sent late waits for a supervisor, who sees why and may let it count; what was issued never changes."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from inspect_app.store.staff import audit_log as audit_log_store
from inspect_app.store.visits import history as history_store
from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, FakeTablet, a_visit

PAGE = "/desk/held-for-review"


@pytest.fixture
def late(app: Flask, instance: people.Instance) -> FakeTablet:
    """A closed visit, and after its signing an answer taken back and one of an interview."""
    tablet.plan(instance.database, NOW)
    tablet_client = FakeTablet(app, NOW)
    a_visit(tablet_client)
    tablet_client.answer(VISIT, tablet_client.tiny, "documents", "passports_kept", "not_present", basis=("document",))
    tablet_client.answer(VISIT, tablet_client.tiny, "talk", "free_to_go", "present", case="0c" * 8, basis=("worker",))
    assert [one["answer"] for one in tablet_client.send(VISIT)].count("quarantined") == 2
    tablet_client.seal(VISIT, tablet_client.pack_told["receipt_key"])
    return tablet_client


def events(page: str) -> list[str]:
    return re.findall(r'name="event" value="([^"]+)"', page)


def present(instance: people.Instance) -> list[str]:
    with instance.database.reading() as tx:
        return [one.code for one in history_store.findings(tx, [VISIT])]


def test_a_supervisor_sees_each_event_with_its_reason_and_nothing_of_an_interview(
    browser: Callable[[str], Browser], late: FakeTablet
) -> None:
    supervisor = browser("supervisor")
    assert PAGE in supervisor.get("/desk/") and PAGE in supervisor.get(f"/desk/visits/{VISIT}")
    text = supervisor.get(PAGE)
    assert len(events(text)) == 2 and text.count("after the visit had been signed") == 2
    assert "Someone else holds the passports" in text and "Part of a private interview" in text
    assert "The worker cannot leave" not in text and "0c0c0c" not in text
    assert browser("officer").client.get(PAGE).status_code == 403


@pytest.mark.both_engines
def test_an_accepted_event_counts_from_then_on_and_the_journal_says_who_let_it(
    browser: Callable[[str], Browser], instance: people.Instance, late: FakeTablet
) -> None:
    assert present(instance) == ["passports_kept"]
    supervisor = browser("supervisor")
    first = events(supervisor.get(PAGE))[0]
    supervisor.post(PAGE, {"event": first}, status=302)
    assert present(instance) == [] and len(events(supervisor.get(PAGE))) == 1
    supervisor.post(PAGE, {"event": first}, status=400)
    late.send(VISIT)
    assert present(instance) == [], "sending again took the acceptance back"
    with instance.database.reading() as tx:
        [entry] = [one for one in audit_log_store.entries(tx) if one.act == "accept-event"]
    assert (entry.who, entry.about_id, entry.detail) == (
        people.person("supervisor").id,
        VISIT,
        {"why": "after-signing"},
    )


def test_an_unknown_event_is_told_and_nothing_changes(
    browser: Callable[[str], Browser], instance: people.Instance, late: FakeTablet
) -> None:
    browser("supervisor").post(PAGE, {"event": "nonsense"}, status=404)
    assert present(instance) == ["passports_kept"]
