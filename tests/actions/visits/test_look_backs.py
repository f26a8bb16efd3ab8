"""Who spoke to an inspector may pay for it later: two look-backs are planned, and only where they make sense."""

from typing import Any

import pytest
from flask import Flask

from inspect_app import cli
from inspect_app.cli import load_checklists
from inspect_app.store.staff import audit_log as audit_log_store
from inspect_app.store.visits import visits as visits_store
from inspect_app.web import ROOT
from tests import people, tablet
from tests.conftest import NOW
from tests.tablet import VISIT, FakeTablet, rows

AT = "select planned_for, state, arm, purpose from visits where arm = 'follow_up' order by planned_for"

pytestmark = pytest.mark.both_engines


@pytest.fixture
def shipped(instance: people.Instance) -> None:
    load_checklists.load(
        cli.Instance(instance.settings, instance.database, instance.checkin_database), ROOT / "checklists", NOW
    )


def closed(tablet_client: FakeTablet, *events: tuple[str, dict[str, Any], Any], visit: str = VISIT) -> None:
    """A visit with these events, signed, closed and sealed."""
    for what, value, at_item in events:
        tablet_client.add(visit, what, value, **({"at_item": at_item} if at_item else {}))
    tablet_client.sign(visit, "inspector", "signed", "I. Example")
    tablet_client.sign(visit, "employer", "refused")
    tablet_client.add(visit, "closed", {})
    tablet_client.send(visit)
    tablet_client.seal(visit, tablet_client.pack_told["receipt_key"])


A_PERSON: tuple[str, dict[str, Any], Any] = ("case_added", {}, [{"case": "0c" * 8}])


@pytest.mark.usefixtures("shipped")
def test_a_closed_visit_with_a_person_plans_two_look_backs_with_its_team_and_their_checklist(
    app: Flask, instance: people.Instance
) -> None:
    tablet.plan(instance.database, NOW)
    closed(FakeTablet(app, NOW), A_PERSON)
    found = rows(instance.database, AT)
    assert [(str(one[0]), one[1]) for one in found] == [("2026-11-30", "planned"), ("2026-12-23", "planned")]
    assert "7 days after the visit of 2026-11-23" in found[0][3]
    with instance.database.reading() as tx:
        for one in visits_store.of_staff(tx, people.person("supervisor").id, states=("planned",)):
            assert [carried.key for carried in visits_store.checklists(tx, one.id)] == ["reprisal-look-back"]
            assert {member.staff_id for member in visits_store.team(tx, one.id)} == {
                people.person("inspector").id,
                people.person("supervisor").id,
            }
        assert [entry.act for entry in audit_log_store.entries(tx)].count("plan-visit") == 3


@pytest.mark.usefixtures("shipped")
def test_cards_handed_out_are_reason_enough_and_a_second_seal_plans_nothing_more(
    app: Flask, instance: people.Instance
) -> None:
    tablet.plan(instance.database, NOW)
    first, second = FakeTablet(app, NOW), FakeTablet(app, NOW, "supervisor")
    closed(first, ("cards_handed", {"point": None, "n": 3}, None))
    closed(second, ("rights_briefing", {"n": 1}, None))
    assert len(rows(instance.database, AT)) == 2


@pytest.mark.usefixtures("shipped")
def test_nobody_is_looked_back_on_where_nobody_was_met_or_after_a_look_back(
    app: Flask, instance: people.Instance
) -> None:
    tablet.plan(instance.database, NOW)
    again = tablet.plan(instance.database, NOW, visit_id="e9" * 16, keys=("reprisal-look-back",))
    tablet_client = FakeTablet(app, NOW)
    closed(tablet_client, ("rights_briefing", {"n": 1}, None))
    closed(tablet_client, A_PERSON, visit=again)
    assert rows(instance.database, AT) == []


def test_without_the_shipped_checklist_no_look_back_is_planned(app: Flask, instance: people.Instance) -> None:
    tablet.plan(instance.database, NOW)
    closed(FakeTablet(app, NOW), A_PERSON)
    assert rows(instance.database, AT) == []
