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

from inspect_app.actions import mends, register, sync
from inspect_app.adapters import dice
from inspect_app.adapters.intake import IntakeKey
from inspect_app.cli.tablet_hand import Refused
from inspect_app.domain.problem import Problem
from inspect_app.domain.sync import Batch
from inspect_app.store import Connection, devices, employers, sites
from inspect_app.store import journal as journal_store
from inspect_app.store import mends as store
from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, Hand, rows

EMPLOYER, SITE = "1" * 32, "2" * 32
SECOND = "e1" * 16
OFFICER = people.person("officer")


@pytest.fixture
def hand(house: people.House, app: Flask) -> Hand:
    tablet.plan(house.database, NOW)
    tablet.plan(house.database, NOW, visit_id=SECOND)
    return Hand(app, NOW)


@pytest.fixture
def other(hand: Hand, app: Flask) -> Hand:
    return Hand(app, NOW, "supervisor")


def mend(hand: Hand, visit: str = VISIT, *, base: int = 1, about: str = "site", **changes: Any) -> str:
    """One mend as a tablet writes it: each field from what its screen showed to what was typed."""
    told = {field: {"from": was, "to": now} for field, (was, now) in changes.items()}
    value = {"about": about, "id": SITE if about == "site" else EMPLOYER, "base": base, "changes": told}
    return hand.add(visit, "mended", value)


def known(house: people.House, *fields: str) -> list[Any]:
    with house.database.look() as tx:
        return [getattr(sites.get(tx, SITE), field) for field in fields]


def undecided(house: people.House) -> list[tuple[str, ...]]:
    with house.database.look() as tx:
        return [(kind, field) for kind, _, _, field in store.undecided(tx)]


def standing(house: people.House, field: str, kind: str = "site") -> list[Any]:
    with house.database.look() as tx:
        found = mends.of_record(tx, kind, SITE if kind == "site" else EMPLOYER)
    return [one.value for line in found if line.name == field for one in line.standing]


def desk(house: people.House, base: int, **changes: Any) -> str:
    with house.database.begin() as tx:
        made = register.edit(tx, kind="site", subject_id=SITE, base_version=base, changes=changes, by=OFFICER, now=NOW,
                             new_id=dice.new_id)  # fmt: skip
        return made.state


def send_only(hand: Hand, at: int, visit: str = VISIT) -> dict[str, Any]:
    """Sends one event of a visit and keeps the rest back."""
    whole = hand.texts[visit]
    hand.texts[visit] = [whole[at]]
    [answer] = hand.send(visit)
    hand.texts[visit] = whole
    return answer


def test_edits_in_order_apply_in_order(hand: Hand, house: people.House) -> None:
    mend(hand, headcount=(None, 40), shifts=(None, "Paid on Fridays"))
    mend(hand, headcount=(40, 45))
    assert {one["answer"] for one in hand.send(VISIT)} == {"stored"}
    assert known(house, "headcount", "shifts", "version") == [45, "Paid on Fridays", 2]
    assert undecided(house) == []


def test_edits_in_order_apply_after_the_register_moved_on(hand: Hand, house: people.House) -> None:
    desk(house, 1, region="Essex")
    mend(hand, headcount=(None, 40))
    mend(hand, headcount=(40, 45))
    hand.send(VISIT)
    assert known(house, "headcount", "region") == [45, "Essex"]


def test_edits_in_order_with_a_desk_edit_of_another_field_between_them_all_apply(
    hand: Hand, house: people.House
) -> None:
    mend(hand, headcount=(None, 40))
    mend(hand, headcount=(40, 45))
    send_only(hand, 0)
    assert desk(house, 2, hazards="A loose dog") == "applied"
    send_only(hand, 1)
    assert known(house, "headcount", "hazards") == [45, "A loose dog"] and undecided(house) == []


def test_edits_out_of_order_are_held_and_then_applied(hand: Hand, house: people.House) -> None:
    mend(hand, headcount=(None, 40))
    mend(hand, headcount=(40, 45))
    mend(hand, headcount=(45, 50))
    for late in (2, 1):
        assert send_only(hand, late)["why"] == "broken-chain"
    assert known(house, "headcount", "version") == [None, 1]
    assert send_only(hand, 0)["answer"] == "stored"
    assert known(house, "headcount") == [50] and undecided(house) == []


def test_a_held_edit_is_seen_at_its_site_with_the_moment_since_when(
    hand: Hand, house: people.House, browser: Callable[[str], Browser]
) -> None:
    mend(hand, headcount=(None, 40))
    mend(hand, headcount=(40, 45))
    send_only(hand, 1)
    text = browser("officer").get(f"/desk/sites/{SITE}")
    assert "Waits for what came before" in text and "45" in text
    assert "more than a week" not in text


def test_edits_held_longer_than_a_week_are_applied_late_by_a_supervisor_and_say_so(
    hand: Hand, house: people.House, browser: Callable[[str], Browser]
) -> None:
    hand.now = NOW - timedelta(days=20)
    mend(hand, headcount=(None, 40))
    second = mend(hand, headcount=(40, 45))
    send_only(hand, 1)
    with house.database.begin() as tx:
        tx.execute(tablet.text("update events set arrived_at = '2026-11-15T15:00:00.000000Z'"))
    assert "more than a week" in browser("officer").get(f"/desk/sites/{SITE}")
    assert known(house, "headcount") == [None], "nothing is ever forced in by a clock"
    browser("supervisor").post("/desk/set-aside", {"event": second}, status=302)
    assert known(house, "headcount") == [45] and undecided(house) == []
    assert "Came later than it was written" in browser("officer").get(f"/desk/sites/{SITE}")
    send_only(hand, 0)
    assert known(house, "headcount") == [45] and undecided(house) == [], "the missing one comes as history only"


def test_what_follows_an_edit_that_was_let_in_counts_by_itself(
    hand: Hand, house: people.House, browser: Callable[[str], Browser]
) -> None:
    mend(hand, headcount=(None, 40))
    second = mend(hand, headcount=(40, 45))
    mend(hand, headcount=(45, 50))
    send_only(hand, 1), send_only(hand, 2)
    browser("supervisor").post("/desk/set-aside", {"event": second}, status=302)
    assert known(house, "headcount") == [50] and undecided(house) == []


@pytest.mark.both_engines
def test_same_field_from_two_tablets_keeps_both_until_a_person_decides(
    hand: Hand, other: Hand, house: people.House
) -> None:
    mend(hand, headcount=(None, 40))
    mend(other, headcount=(None, 55))
    hand.send(VISIT), other.send(VISIT)
    assert undecided(house) == [("site", "headcount")] and sorted(standing(house, "headcount")) == [40, 55]
    shown = known(house, "headcount")[0]
    assert shown == standing(house, "headcount")[0]
    version = known(house, "version")[0]
    with house.database.begin() as tx:
        mends.decide(tx, "site", SITE, "headcount", chosen=None, typed="48", why="Counted again by telephone",
                     by=OFFICER, now=NOW, new_id=dice.new_id)  # fmt: skip
    assert known(house, "headcount", "version") == [48, version + 1] and undecided(house) == []
    with house.database.look() as tx:
        values = [one.value for one in store.of_subject(tx, "site", SITE) if one.field == "headcount"]
        [entry] = [one for one in journal_store.entries(tx) if one.act == "decide-site"]
    assert sorted(values, key=str) == [40, 48, 55, None], "a value that was not chosen is not lost"
    assert (entry.who, entry.about_id, entry.detail) == (OFFICER.id, SITE, {"field": "headcount", "typed": True})
    hand.send(VISIT), other.send(VISIT)
    assert known(house, "headcount") == [48] and undecided(house) == []


def test_two_visits_of_one_employer_clash_like_two_tablets_of_one_visit(
    hand: Hand, other: Hand, house: people.House
) -> None:
    mend(hand, about="employer", size_band=(None, "5-19"))
    mend(other, SECOND, about="employer", size_band=(None, "20-99"))
    hand.send(VISIT), other.send(SECOND)
    assert undecided(house) == [("employer", "size_band")]


def test_a_tablet_that_saw_the_other_visits_value_replaces_it(hand: Hand, other: Hand, house: people.House) -> None:
    mend(hand, headcount=(None, 40))
    hand.send(VISIT)
    [seen] = [one["known"]["site"] for one in other.pack()["visits"] if one["id"] == SECOND]
    assert (seen["values"]["headcount"], seen["version"]) == (40, 2)
    mend(other, SECOND, base=seen["version"], headcount=(40, 60))
    other.send(SECOND)
    assert known(house, "headcount") == [60] and undecided(house) == []


def test_disjoint_fields_merge_without_asking(hand: Hand, other: Hand, house: people.House) -> None:
    mend(hand, headcount=(None, 40), hazards=(None, "A loose dog"))
    mend(other, city=("Leamington", "Kingsville"), season_from=(None, "2027-04-15"))
    hand.send(VISIT), other.send(VISIT)
    assert known(house, "headcount", "hazards", "city") == [40, "A loose dog", "Kingsville"]
    assert str(known(house, "season_from")[0]) == "2027-04-15" and undecided(house) == []


def test_the_same_value_from_two_tablets_is_no_clash(hand: Hand, other: Hand, house: people.House) -> None:
    mend(hand, headcount=(None, 40))
    mend(other, headcount=(None, 40))
    hand.send(VISIT), other.send(VISIT)
    assert known(house, "headcount") == [40] and undecided(house) == []


def test_a_desk_edit_of_the_same_field_between_download_and_sync_keeps_both(hand: Hand, house: people.House) -> None:
    assert desk(house, 1, headcount=70) == "applied"
    mend(hand, headcount=(None, 40))
    hand.send(VISIT)
    assert known(house, "headcount") == [70], "what the desk wrote is shown until a person decides"
    assert standing(house, "headcount") == [70, 40]


def test_a_desk_edit_of_another_field_between_download_and_sync_merges(hand: Hand, house: people.House) -> None:
    assert desk(house, 1, shifts="Two shifts") == "applied"
    mend(hand, headcount=(None, 40))
    hand.send(VISIT)
    assert known(house, "headcount", "shifts") == [40, "Two shifts"] and undecided(house) == []


def test_a_desk_edit_made_with_a_mend_on_the_screen_replaces_it(hand: Hand, house: people.House) -> None:
    mend(hand, headcount=(None, 40))
    hand.send(VISIT)
    assert desk(house, 2, headcount=41) == "applied"
    assert known(house, "headcount") == [41] and undecided(house) == []


def test_a_desk_form_opened_before_a_mend_came_does_not_overwrite_it(hand: Hand, house: people.House) -> None:
    mend(hand, headcount=(None, 40))
    hand.send(VISIT)
    assert desk(house, 1, headcount=41) == "conflict"
    assert known(house, "headcount") == [40]


def test_a_desk_form_opened_before_a_mend_came_and_saved_after_merges_other_fields_and_holds_the_same_one(
    hand: Hand, house: people.House, browser: Callable[[str], Browser]
) -> None:
    officer = browser("officer")
    address = f"/desk/sites/{SITE}/edit"
    before = form_of(officer.get(address))
    mend(hand, headcount=(None, 40))
    hand.send(VISIT)
    officer.post(address, before | {"hazards": "A loose dog"}, status=302)
    assert known(house, "headcount", "hazards") == [40, "A loose dog"]
    told = officer.post(address, before | {"headcount": "41"}, status=302)
    assert "held=1" in told.headers["Location"] and known(house, "headcount") == [40]


def form_of(page: str) -> dict[str, str]:
    """The fields of the form to change a site, as a browser holds them."""
    found = {
        unescape(name): unescape(value)
        for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    }
    return {**found, "kind": "work"}


def test_a_duplicate_changes_nothing_and_gives_no_new_version(hand: Hand, house: people.House) -> None:
    mend(hand, headcount=(None, 40))
    hand.send(VISIT)
    before = rows(house.database, "select * from mends order by source, field"), known(house, "version")
    assert {one["answer"] for one in hand.send(VISIT)} == {"duplicate"}
    hand.add(VISIT, "program", "sawp")
    hand.send(VISIT)
    assert (rows(house.database, "select * from mends order by source, field"), known(house, "version")) == before


@pytest.mark.parametrize(
    "change",
    [{"roof": (None, "tin")}, {"headcount": (None, -3)}, {"name": ("Greenhouse 4", " ")}, {"name": ("G", "x" * 201)}],
)
def test_a_field_or_value_that_the_register_does_not_know_waits_aside_and_is_not_refused(
    hand: Hand, house: people.House, browser: Callable[[str], Browser], change: dict[str, Any]
) -> None:
    event = mend(hand, city=("Leamington", "Kingsville"), **change)
    assert [(one["answer"], one["why"]) for one in hand.send(VISIT)] == [("aside", "unknown-mend")]
    assert known(house, "city") == ["Leamington"]
    browser("supervisor").post("/desk/set-aside", {"event": event}, status=302)
    assert known(house, "city", "name") == ["Kingsville", "Greenhouse 4"]


def test_a_mend_of_another_record_than_the_visits_waits_aside(hand: Hand) -> None:
    value = {"about": "site", "id": "9" * 32, "base": 1, "changes": {"city": {"from": None, "to": "Windsor"}}}
    hand.add(VISIT, "mended", value)
    assert [one["why"] for one in hand.send(VISIT)] == ["unknown-mend"]


def test_a_mend_after_signing_or_from_a_revoked_tablet_changes_nothing_until_a_supervisor_lets_it_in(
    hand: Hand, other: Hand, house: people.House, browser: Callable[[str], Browser]
) -> None:
    supervisor = browser("supervisor")
    hand.add(VISIT, "program", "sawp")
    hand.sign(VISIT, "inspector", "signed", "I. Example")
    late = mend(hand, headcount=(None, 40))
    supervisor.post(f"/desk/tablets/{other.device}/revoke", {}, start="/desk/tablets", status=302)
    revoked = mend(other, city=("Leamington", "Kingsville"))
    assert hand.send(VISIT)[-1]["why"] == "after-signing" and other.send(VISIT)[0]["why"] == "revoked-device"
    assert known(house, "headcount", "city", "version") == [None, "Leamington", 1]
    text = supervisor.get("/desk/set-aside")
    assert "Mend of the register" in text and "Kingsville" in text
    for event in (late, revoked):
        supervisor.post("/desk/set-aside", {"event": event}, status=302)
    assert known(house, "headcount", "city") == [40, "Kingsville"]


def test_a_tablet_is_told_what_its_teams_other_tablet_sent_and_nothing_of_an_interview(
    hand: Hand, other: Hand, house: people.House
) -> None:
    mend(hand, headcount=(None, 40))
    hand.add(VISIT, "case_added", {}, at_item=[{"case": "0c" * 8}])
    hand.answer(VISIT, hand.tiny, "talk", "free_to_go", "present", case="0c" * 8, note="They said so.")
    hand.answer(VISIT, hand.tiny, "documents", "passports_kept", "present", note="In a safe.")
    hand.send(VISIT)
    told = other._signed("GET", f"/sync/beside/{VISIT}?have=0")["events"]
    assert [json.loads(text)["what"] for text in told] == ["mended", "answered"]
    assert "In a safe" not in json.dumps(told) and "0c0c" not in json.dumps(told)
    assert other._signed("GET", f"/sync/beside/{VISIT}?have=2") == {"events": None}
    assert hand._signed("GET", f"/sync/beside/{VISIT}?have=0") == {"events": None}
    with house.database.begin() as tx:
        tx.execute(tablet.text(f"delete from visit_team where visit_id = '{SECOND}'"))
    with pytest.raises(Refused, match="403"):
        other._signed("GET", f"/sync/beside/{SECOND}?have=0")


def test_a_trading_name_seen_on_site_finds_the_employer(hand: Hand, house: people.House) -> None:
    mend(hand, about="employer", trading=(None, "Copper Lantern Produce"), state=("active", "closed"))
    hand.send(VISIT)
    with house.database.look() as tx:
        assert [one.id for one in employers.search(tx, "copper lantern").found] == [EMPLOYER]
        assert (employers.get(tx, EMPLOYER).trading, employers.get(tx, EMPLOYER).state) == (
            "Copper Lantern Produce", "closed")  # fmt: skip


def test_a_decision_needs_a_reason_and_a_value_that_fits_and_is_made_once(
    hand: Hand, other: Hand, house: people.House
) -> None:
    mend(hand, headcount=(None, 40))
    mend(other, headcount=(None, 55))
    hand.send(VISIT), other.send(VISIT)
    last: dict[str, Any] = {"by": OFFICER, "now": NOW, "new_id": dice.new_id}
    wrongs: tuple[dict[str, Any], ...] = (
        {"chosen": None, "typed": "48", "why": " "},
        {"chosen": None, "typed": "many", "why": "x"},
        {"chosen": "nonsense", "typed": "", "why": "x"},
    )
    for wrong in wrongs:
        with pytest.raises(Problem), house.database.begin() as tx:
            mends.decide(tx, "site", SITE, "headcount", **wrong, **last)
    assert len(standing(house, "headcount")) == 2
    good: dict[str, Any] = {"chosen": None, "typed": "48", "why": "Counted"}
    with house.database.begin() as tx:
        mends.decide(tx, "site", SITE, "headcount", **good, **last)
    with pytest.raises(Problem), house.database.begin() as tx:
        mends.decide(tx, "site", SITE, "headcount", **good, **last)


@pytest.mark.both_engines
def test_the_officer_sees_both_values_with_their_hands_and_chooses_with_a_reason(
    hand: Hand, other: Hand, house: people.House, browser: Callable[[str], Browser]
) -> None:
    mend(hand, headcount=(None, 40))
    mend(other, headcount=(None, 55))
    hand.send(VISIT), other.send(VISIT)
    officer = browser("officer")
    assert "/desk/mends" in officer.get("/desk/")
    assert f"/desk/sites/{SITE}" in officer.get("/desk/mends")
    text = officer.get(f"/desk/sites/{SITE}")
    assert "Two values came for" in text and "from a tablet, visit of" in text
    with house.database.look() as tx:
        [source] = [one.source for one in store.of_subject(tx, "site", SITE) if one.value == 55]
    address = f"/desk/mends/site/{SITE}/headcount"
    start = f"/desk/sites/{SITE}"
    officer.post(address, {"value": source, "why": ""}, start=start, status=400)
    officer.post(address, {"value": source, "why": "The second team counted"}, start=start, status=302)
    assert known(house, "headcount") == [55] and undecided(house) == []
    assert "The second team counted" in officer.get(start)
    assert browser("inspector").client.post(address).status_code in (400, 403)


class Undone(Exception):
    """Takes everything of one example back."""


@st.composite
def plays(draw: st.DrawFn) -> list[tuple[int, str, str, int]]:
    """(which tablet, visit, field, value) of up to seven mends."""
    one = st.tuples(st.integers(0, 1), st.sampled_from([VISIT, SECOND]), st.sampled_from(["headcount", "city"]),
                    st.integers(1, 3))  # fmt: skip
    return draw(st.lists(one, min_size=2, max_size=7))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(play=plays(), data=st.data())
def test_any_order_of_arrival_gives_the_same_register_and_the_same_clashes(
    hand: Hand, other: Hand, house: people.House, play: list[tuple[int, str, str, int]], data: st.DataObject
) -> None:
    events = list(_written([hand, other], play))
    orders = [events, data.draw(st.permutations(events)), data.draw(st.permutations(events + events[:2]))]
    told = [_outcome(house, order) for order in orders]
    assert told[0] == told[1] == told[2]


def _written(hands: list[Hand], play: list[tuple[int, str, str, int]]) -> Iterator[tuple[str, str]]:
    """(tablet, event text): each writes over what its own screen shows, and never sees the other."""
    for hand in hands:
        hand.texts.clear()
    shown: dict[tuple[int, str, str], Any] = {}
    for who, visit, field, number in play:
        value = number if field == "headcount" else f"Town {number}"
        start = None if field == "headcount" else "Leamington"
        change: dict[str, Any] = {field: (shown.get((who, visit, field), start), value)}
        mend(hands[who], visit, **change)
        shown[who, visit, field] = value
        yield hands[who].device, hands[who].texts[visit][-1]


def _outcome(house: people.House, arrivals: list[tuple[str, str]]) -> Any:
    told: Any = None
    try:
        with house.database.begin() as tx:
            for device, text in arrivals:
                found = devices.find(tx, device)
                assert found is not None
                borrowed: Any = {"intake": IntakeKey(house.settings.keys("web")), "now": NOW, "new_id": dice.new_id}
                sync.receive(tx, Batch(device, (text,), ()), found, **borrowed)
            told = _told(tx)
            raise Undone
    except Undone:
        return told


def _told(tx: Connection) -> Any:
    site = sites.get(tx, SITE)
    lines = mends.of_record(tx, "site", SITE)
    stands = [(one.name, json.dumps([w.value for w in one.standing])) for one in lines]
    return site.headcount, site.city, stands, [field for _, _, _, field in store.undecided(tx)]
