"""Employers and sites mended on tablets without signal: the cases that ODK Central publishes for its offline entities
(in order, out of order, held, applied late, same field, disjoint fields), and what a person decides.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_app.actions.fieldwork import incoming as incoming_actions
from inspect_app.actions.fieldwork import projection as projection_actions
from inspect_app.actions.fieldwork import sync as sync_actions
from inspect_app.actions.register import corrections as corrections_actions
from inspect_app.actions.register import register as register_actions
from inspect_app.adapters.system import randomness
from inspect_app.cli.demonstration.tablet_client import Refused
from inspect_app.domain.fieldwork.devices import Device
from inspect_app.domain.fieldwork.sync import Batch
from inspect_app.domain.problem import Problem
from inspect_app.store import Connection
from inspect_app.store.fieldwork import devices as devices_store
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.register import corrections as corrections_store
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.staff import audit_log as audit_log_store
from inspect_app.store.visits import visits as visits_store
from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, FakeTablet, rows

EMPLOYER, SITE = "1" * 32, "2" * 32
SECOND = "e1" * 16
OFFICER = people.person("officer")


@pytest.fixture
def tablet_client(instance: people.Instance, app: Flask) -> FakeTablet:
    tablet.plan(instance.database, NOW)
    tablet.plan(instance.database, NOW, visit_id=SECOND)
    return FakeTablet(app, NOW)


@pytest.fixture
def other(tablet_client: FakeTablet, app: Flask) -> FakeTablet:
    return FakeTablet(app, NOW, "supervisor")


def correction(
    tablet_client: FakeTablet, visit: str = VISIT, *, base: int = 1, about: str = "site", **changes: Any
) -> str:
    """One mend as a tablet writes it: each field from what its screen showed to what was typed."""
    told = {field: {"from": was, "to": now} for field, (was, now) in changes.items()}
    value = {"about": about, "id": SITE if about == "site" else EMPLOYER, "base": base, "changes": told}
    return tablet_client.add(visit, "corrected", value)


def known(instance: people.Instance, *fields: str) -> list[Any]:
    with instance.database.reading() as tx:
        return [getattr(sites_store.get(tx, SITE), field) for field in fields]


def undecided(instance: people.Instance) -> list[tuple[str, ...]]:
    with instance.database.reading() as tx:
        return [(kind, field) for kind, _, _, field in corrections_store.undecided(tx)]


def standing(instance: people.Instance, field: str, kind: str = "site") -> list[Any]:
    with instance.database.reading() as tx:
        found = corrections_actions.of_record(tx, kind, SITE if kind == "site" else EMPLOYER)
    return [one.value for line in found if line.name == field for one in line.standing]


def desk(instance: people.Instance, base: int, **changes: Any) -> str:
    with instance.database.writing() as tx:
        made = register_actions.edit(
            tx,
            kind="site",
            subject_id=SITE,
            base_version=base,
            changes=changes,
            by=OFFICER,
            now=NOW,
            new_id=randomness.new_id,
        )
        return made.state


def send_only(tablet_client: FakeTablet, at: int, visit: str = VISIT) -> dict[str, Any]:
    """Sends one event of a visit and keeps the rest back."""
    whole = tablet_client.texts[visit]
    tablet_client.texts[visit] = [whole[at]]
    [answer] = tablet_client.send(visit)
    tablet_client.texts[visit] = whole
    return answer


def test_edits_in_order_apply_in_order(tablet_client: FakeTablet, instance: people.Instance) -> None:
    correction(tablet_client, headcount=(None, 40), shifts=(None, "Paid on Fridays"))
    correction(tablet_client, headcount=(40, 45))
    assert {one["answer"] for one in tablet_client.send(VISIT)} == {"stored"}
    assert known(instance, "headcount", "shifts", "version") == [45, "Paid on Fridays", 2]
    assert undecided(instance) == []


def test_edits_in_order_apply_after_the_register_moved_on(tablet_client: FakeTablet, instance: people.Instance) -> None:
    desk(instance, 1, region="Essex")
    correction(tablet_client, headcount=(None, 40))
    correction(tablet_client, headcount=(40, 45))
    tablet_client.send(VISIT)
    assert known(instance, "headcount", "region") == [45, "Essex"]


def test_edits_in_order_with_a_desk_edit_of_another_field_between_them_all_apply(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    correction(tablet_client, headcount=(None, 40))
    correction(tablet_client, headcount=(40, 45))
    send_only(tablet_client, 0)
    assert desk(instance, 2, hazards="A loose dog") == "applied"
    send_only(tablet_client, 1)
    assert known(instance, "headcount", "hazards") == [45, "A loose dog"] and undecided(instance) == []


def test_edits_out_of_order_are_held_and_then_applied(tablet_client: FakeTablet, instance: people.Instance) -> None:
    correction(tablet_client, headcount=(None, 40))
    correction(tablet_client, headcount=(40, 45))
    correction(tablet_client, headcount=(45, 50))
    for late in (2, 1):
        assert send_only(tablet_client, late)["why"] == "broken-chain"
    assert known(instance, "headcount", "version") == [None, 1]
    assert send_only(tablet_client, 0)["answer"] == "stored"
    assert known(instance, "headcount") == [50] and undecided(instance) == []


def test_a_held_edit_is_seen_at_its_site_with_the_moment_since_when(
    tablet_client: FakeTablet, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    correction(tablet_client, headcount=(None, 40))
    correction(tablet_client, headcount=(40, 45))
    send_only(tablet_client, 1)
    text = browser("officer").get(f"/desk/sites/{SITE}")
    assert "Waits for what came before" in text and "45" in text
    assert "more than a week" not in text


def test_edits_held_longer_than_a_week_are_applied_late_by_a_supervisor_and_say_so(
    tablet_client: FakeTablet, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    tablet_client.now = NOW - timedelta(days=20)
    correction(tablet_client, headcount=(None, 40))
    second = correction(tablet_client, headcount=(40, 45))
    send_only(tablet_client, 1)
    with instance.database.writing() as tx:
        tx.execute(tablet.text("update events set arrived_at = '2026-11-15T15:00:00.000000Z'"))
    assert "more than a week" in browser("officer").get(f"/desk/sites/{SITE}")
    assert known(instance, "headcount") == [None], "nothing is ever forced in by a clock"
    browser("supervisor").post("/desk/held-for-review", {"event": second}, status=302)
    assert known(instance, "headcount") == [45] and undecided(instance) == []
    assert "Came later than it was written" in browser("officer").get(f"/desk/sites/{SITE}")
    send_only(tablet_client, 0)
    assert known(instance, "headcount") == [45] and undecided(instance) == [], "the missing one comes as history only"


def test_what_follows_an_edit_that_was_let_in_counts_by_itself(
    tablet_client: FakeTablet, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    correction(tablet_client, headcount=(None, 40))
    second = correction(tablet_client, headcount=(40, 45))
    correction(tablet_client, headcount=(45, 50))
    send_only(tablet_client, 1), send_only(tablet_client, 2)
    browser("supervisor").post("/desk/held-for-review", {"event": second}, status=302)
    assert known(instance, "headcount") == [50] and undecided(instance) == []


@pytest.mark.both_engines
def test_same_field_from_two_tablets_keeps_both_until_a_person_decides(
    tablet_client: FakeTablet, other: FakeTablet, instance: people.Instance
) -> None:
    correction(tablet_client, headcount=(None, 40))
    correction(other, headcount=(None, 55))
    tablet_client.send(VISIT), other.send(VISIT)
    assert undecided(instance) == [("site", "headcount")] and sorted(standing(instance, "headcount")) == [40, 55]
    shown = known(instance, "headcount")[0]
    assert shown == standing(instance, "headcount")[0]
    version = known(instance, "version")[0]
    with instance.database.writing() as tx:
        corrections_actions.decide(
            tx,
            "site",
            SITE,
            "headcount",
            chosen=None,
            typed="48",
            why="Counted again by telephone",
            by=OFFICER,
            now=NOW,
            new_id=randomness.new_id,
        )
    assert known(instance, "headcount", "version") == [48, version + 1] and undecided(instance) == []
    with instance.database.reading() as tx:
        values = [one.value for one in corrections_store.of_subject(tx, "site", SITE) if one.field == "headcount"]
        [entry] = [one for one in audit_log_store.entries(tx) if one.act == "decide-site"]
    assert sorted(values, key=str) == [40, 48, 55, None], "a value that was not chosen is not lost"
    assert (entry.who, entry.about_id, entry.detail) == (OFFICER.id, SITE, {"field": "headcount", "typed": True})
    tablet_client.send(VISIT), other.send(VISIT)
    assert known(instance, "headcount") == [48] and undecided(instance) == []


def test_two_visits_of_one_employer_clash_like_two_tablets_of_one_visit(
    tablet_client: FakeTablet, other: FakeTablet, instance: people.Instance
) -> None:
    correction(tablet_client, about="employer", size_band=(None, "5-19"))
    correction(other, SECOND, about="employer", size_band=(None, "20-99"))
    tablet_client.send(VISIT), other.send(SECOND)
    assert undecided(instance) == [("employer", "size_band")]


def test_a_tablet_that_saw_the_other_visits_value_replaces_it(
    tablet_client: FakeTablet, other: FakeTablet, instance: people.Instance
) -> None:
    correction(tablet_client, headcount=(None, 40))
    tablet_client.send(VISIT)
    [seen] = [one["known"]["site"] for one in other.pack()["visits"] if one["id"] == SECOND]
    assert (seen["values"]["headcount"], seen["version"]) == (40, 2)
    correction(other, SECOND, base=seen["version"], headcount=(40, 60))
    other.send(SECOND)
    assert known(instance, "headcount") == [60] and undecided(instance) == []


def test_disjoint_fields_merge_without_asking(
    tablet_client: FakeTablet, other: FakeTablet, instance: people.Instance
) -> None:
    correction(tablet_client, headcount=(None, 40), hazards=(None, "A loose dog"))
    correction(other, city=("Leamington", "Kingsville"), season_from=(None, "2027-04-15"))
    tablet_client.send(VISIT), other.send(VISIT)
    assert known(instance, "headcount", "hazards", "city") == [40, "A loose dog", "Kingsville"]
    assert str(known(instance, "season_from")[0]) == "2027-04-15" and undecided(instance) == []


def test_the_same_value_from_two_tablets_is_no_clash(
    tablet_client: FakeTablet, other: FakeTablet, instance: people.Instance
) -> None:
    correction(tablet_client, headcount=(None, 40))
    correction(other, headcount=(None, 40))
    tablet_client.send(VISIT), other.send(VISIT)
    assert known(instance, "headcount") == [40] and undecided(instance) == []


def test_a_desk_edit_of_the_same_field_between_download_and_sync_keeps_both(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    assert desk(instance, 1, headcount=70) == "applied"
    correction(tablet_client, headcount=(None, 40))
    tablet_client.send(VISIT)
    assert known(instance, "headcount") == [70], "what the desk wrote is shown until a person decides"
    assert standing(instance, "headcount") == [70, 40]


def test_a_desk_edit_of_another_field_between_download_and_sync_merges(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    assert desk(instance, 1, shifts="Two shifts") == "applied"
    correction(tablet_client, headcount=(None, 40))
    tablet_client.send(VISIT)
    assert known(instance, "headcount", "shifts") == [40, "Two shifts"] and undecided(instance) == []


def test_a_desk_edit_made_with_a_mend_on_the_screen_replaces_it(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    correction(tablet_client, headcount=(None, 40))
    tablet_client.send(VISIT)
    assert desk(instance, 2, headcount=41) == "applied"
    assert known(instance, "headcount") == [41] and undecided(instance) == []


def test_a_desk_form_opened_before_a_mend_came_does_not_overwrite_it(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    correction(tablet_client, headcount=(None, 40))
    tablet_client.send(VISIT)
    assert desk(instance, 1, headcount=41) == "conflict"
    assert known(instance, "headcount") == [40]


def test_a_desk_form_opened_before_a_mend_came_and_saved_after_merges_other_fields_and_holds_the_same_one(
    tablet_client: FakeTablet, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    officer = browser("officer")
    address = f"/desk/sites/{SITE}/edit"
    before = form_of(officer.get(address))
    correction(tablet_client, headcount=(None, 40))
    tablet_client.send(VISIT)
    officer.post(address, before | {"hazards": "A loose dog"}, status=302)
    assert known(instance, "headcount", "hazards") == [40, "A loose dog"]
    told = officer.post(address, before | {"headcount": "41"}, status=302)
    assert "held=1" in told.headers["Location"] and known(instance, "headcount") == [40]


def form_of(page: str) -> dict[str, str]:
    """The fields of the form to change a site, as a browser holds them."""
    found = {
        unescape(name): unescape(value)
        for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    }
    return {**found, "kind": "work"}


def test_a_duplicate_changes_nothing_and_gives_no_new_version(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    correction(tablet_client, headcount=(None, 40))
    tablet_client.send(VISIT)
    before = rows(instance.database, "select * from corrections order by source, field"), known(instance, "version")
    assert {one["answer"] for one in tablet_client.send(VISIT)} == {"duplicate"}
    tablet_client.add(VISIT, "program", "sawp")
    tablet_client.send(VISIT)
    assert (
        rows(instance.database, "select * from corrections order by source, field"),
        known(instance, "version"),
    ) == before


@pytest.mark.parametrize(
    "change",
    [{"roof": (None, "tin")}, {"headcount": (None, -3)}, {"name": ("Greenhouse 4", " ")}, {"name": ("G", "x" * 201)}],
)
def test_a_field_or_value_that_the_register_does_not_know_waits_aside_and_is_not_refused(
    tablet_client: FakeTablet, instance: people.Instance, browser: Callable[[str], Browser], change: dict[str, Any]
) -> None:
    event = correction(tablet_client, city=("Leamington", "Kingsville"), **change)
    assert [(one["answer"], one["why"]) for one in tablet_client.send(VISIT)] == [("quarantined", "unknown-mend")]
    assert known(instance, "city") == ["Leamington"]
    browser("supervisor").post("/desk/held-for-review", {"event": event}, status=302)
    assert known(instance, "city", "name") == ["Kingsville", "Greenhouse 4"]


def test_a_mend_of_another_record_than_the_visits_waits_aside(tablet_client: FakeTablet) -> None:
    value = {"about": "site", "id": "9" * 32, "base": 1, "changes": {"city": {"from": None, "to": "Windsor"}}}
    tablet_client.add(VISIT, "corrected", value)
    assert [one["why"] for one in tablet_client.send(VISIT)] == ["unknown-mend"]


def test_a_mend_after_signing_or_from_a_revoked_tablet_changes_nothing_until_a_supervisor_lets_it_in(
    tablet_client: FakeTablet, other: FakeTablet, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    supervisor = browser("supervisor")
    tablet_client.add(VISIT, "program", "sawp")
    tablet_client.sign(VISIT, "inspector", "signed", "I. Example")
    late = correction(tablet_client, headcount=(None, 40))
    supervisor.post(f"/desk/tablets/{other.device}/revoke", {}, start="/desk/tablets", status=302)
    revoked = correction(other, city=("Leamington", "Kingsville"))
    assert tablet_client.send(VISIT)[-1]["why"] == "after-signing" and other.send(VISIT)[0]["why"] == "revoked-device"
    assert known(instance, "headcount", "city", "version") == [None, "Leamington", 1]
    text = supervisor.get("/desk/held-for-review")
    assert "Correction of the register" in text and "Kingsville" in text
    for event in (late, revoked):
        supervisor.post("/desk/held-for-review", {"event": event}, status=302)
    assert known(instance, "headcount", "city") == [40, "Kingsville"]


def test_a_tablet_is_told_what_its_teams_other_tablet_sent_and_nothing_of_an_interview(
    tablet_client: FakeTablet, other: FakeTablet, instance: people.Instance
) -> None:
    correction(tablet_client, headcount=(None, 40))
    tablet_client.add(VISIT, "case_added", {}, at_item=[{"case": "0c" * 8}])
    tablet_client.answer(
        VISIT, tablet_client.tiny, "talk", "free_to_go", "present", case="0c" * 8, note="They said so."
    )
    tablet_client.answer(VISIT, tablet_client.tiny, "documents", "passports_kept", "present", note="In a safe.")
    tablet_client.send(VISIT)
    told = other._signed("GET", f"/sync/team-events/{VISIT}?have=0")["events"]
    assert [json.loads(text)["what"] for text in told] == ["corrected", "answered"]
    assert "In a safe" not in json.dumps(told) and "0c0c" not in json.dumps(told)
    assert other._signed("GET", f"/sync/team-events/{VISIT}?have=2") == {"events": None}
    assert tablet_client._signed("GET", f"/sync/team-events/{VISIT}?have=0") == {"events": None}
    with instance.database.writing() as tx:
        tx.execute(tablet.text(f"delete from visit_team where visit_id = '{SECOND}'"))
    with pytest.raises(Refused, match="403"):
        other._signed("GET", f"/sync/team-events/{SECOND}?have=0")


def test_a_trading_name_seen_on_site_finds_the_employer(tablet_client: FakeTablet, instance: people.Instance) -> None:
    correction(tablet_client, about="employer", trading=(None, "Copper Lantern Produce"), state=("active", "closed"))
    tablet_client.send(VISIT)
    with instance.database.reading() as tx:
        assert [one.id for one in employers_store.search(tx, "copper lantern").found] == [EMPLOYER]
        assert (employers_store.get(tx, EMPLOYER).trading, employers_store.get(tx, EMPLOYER).state) == (
            "Copper Lantern Produce",
            "closed",
        )


def test_a_decision_needs_a_reason_and_a_value_that_fits_and_is_made_once(
    tablet_client: FakeTablet, other: FakeTablet, instance: people.Instance
) -> None:
    correction(tablet_client, headcount=(None, 40))
    correction(other, headcount=(None, 55))
    tablet_client.send(VISIT), other.send(VISIT)
    last: dict[str, Any] = {"by": OFFICER, "now": NOW, "new_id": randomness.new_id}
    wrongs: tuple[dict[str, Any], ...] = (
        {"chosen": None, "typed": "48", "why": " "},
        {"chosen": None, "typed": "many", "why": "x"},
        {"chosen": "nonsense", "typed": "", "why": "x"},
    )
    for wrong in wrongs:
        with pytest.raises(Problem), instance.database.writing() as tx:
            corrections_actions.decide(tx, "site", SITE, "headcount", **wrong, **last)
    assert len(standing(instance, "headcount")) == 2
    good: dict[str, Any] = {"chosen": None, "typed": "48", "why": "Counted"}
    with instance.database.writing() as tx:
        corrections_actions.decide(tx, "site", SITE, "headcount", **good, **last)
    with pytest.raises(Problem), instance.database.writing() as tx:
        corrections_actions.decide(tx, "site", SITE, "headcount", **good, **last)


@pytest.mark.both_engines
def test_the_officer_sees_both_values_with_their_hands_and_chooses_with_a_reason(
    tablet_client: FakeTablet, other: FakeTablet, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    correction(tablet_client, headcount=(None, 40))
    correction(other, headcount=(None, 55))
    tablet_client.send(VISIT), other.send(VISIT)
    officer = browser("officer")
    assert "/desk/corrections" in officer.get("/desk/")
    assert f"/desk/sites/{SITE}" in officer.get("/desk/corrections")
    text = officer.get(f"/desk/sites/{SITE}")
    assert "Two values came for" in text and "from a tablet, visit of" in text
    with instance.database.reading() as tx:
        [source] = [one.source for one in corrections_store.of_subject(tx, "site", SITE) if one.value == 55]
    address = f"/desk/corrections/site/{SITE}/headcount"
    start = f"/desk/sites/{SITE}"
    officer.post(address, {"value": source, "why": ""}, start=start, status=400)
    officer.post(address, {"value": source, "why": "The second team counted"}, start=start, status=302)
    assert known(instance, "headcount") == [55] and undecided(instance) == []
    assert "The second team counted" in officer.get(start)
    assert browser("inspector").client.post(address).status_code in (400, 403)


class Undone(Exception):
    """Takes everything of one example back."""


@st.composite
def plays(draw: st.DrawFn) -> list[tuple[int, str, str, int]]:
    """(which tablet, visit, field, value) of up to seven mends."""
    one = st.tuples(
        st.integers(0, 1), st.sampled_from([VISIT, SECOND]), st.sampled_from(["headcount", "city"]), st.integers(1, 3)
    )
    return draw(st.lists(one, min_size=2, max_size=7))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(play=plays(), data=st.data())
def test_any_order_of_arrival_gives_the_same_register_and_the_same_clashes(
    tablet_client: FakeTablet,
    other: FakeTablet,
    instance: people.Instance,
    play: list[tuple[int, str, str, int]],
    data: st.DataObject,
) -> None:
    events = list(_written([tablet_client, other], play))
    orders = [events, data.draw(st.permutations(events)), data.draw(st.permutations(events + events[:2]))]
    told = [_outcome(instance, order) for order in orders]
    assert told[0] == told[1] == told[2]


def _written(authors: list[FakeTablet], play: list[tuple[int, str, str, int]]) -> Iterator[tuple[str, str]]:
    """(tablet, event text): each writes over what its own screen shows, and never sees the other."""
    for tablet_client in authors:
        tablet_client.texts.clear()
    shown: dict[tuple[int, str, str], Any] = {}
    for who, visit, field, number in play:
        value = number if field == "headcount" else f"Town {number}"
        start = None if field == "headcount" else "Leamington"
        change: dict[str, Any] = {field: (shown.get((who, visit, field), start), value)}
        correction(authors[who], visit, **change)
        shown[who, visit, field] = value
        yield authors[who].device, authors[who].texts[visit][-1]


def _outcome(instance: people.Instance, arrivals: list[tuple[str, str]]) -> Any:
    told: Any = None
    try:
        with instance.database.writing() as tx:
            for device, text in arrivals:
                found = devices_store.find(tx, device)
                assert found is not None
                _counted(tx, incoming_actions.read(Batch(device, (text,), ()), NOW), found)
            told = _told(tx)
            raise Undone
    except Undone:
        return told


def _counted(tx: Connection, batch: incoming_actions.IncomingBatch, device: Device) -> None:
    """Keeps a batch and counts it, in a transaction that will be undone."""
    sync_actions.append(tx, batch, device)
    for visit_id in {event["visit"] for event in batch.events}:
        parsed = [json.loads(one.body) for one in events_store.of_visit(tx, visit_id)]
        told = projection_actions.folded(tx, parsed, frozenset())
        projection_actions.write(
            tx, visits_store.get(tx, visit_id), projection_actions.derive(tx, told), now=NOW, new_id=randomness.new_id
        )


def _told(tx: Connection) -> Any:
    site = sites_store.get(tx, SITE)
    lines = corrections_actions.of_record(tx, "site", SITE)
    stands = [(one.name, json.dumps([w.value for w in one.standing])) for one in lines]
    return site.headcount, site.city, stands, [field for _, _, _, field in corrections_store.undecided(tx)]
