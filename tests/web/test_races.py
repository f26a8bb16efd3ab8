"""Two people, or two tablets, at one thing in the same moment: on both databases one wins and the other is told."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from inspect_app.actions.register import register as register_actions
from inspect_app.actions.reports import reports as reports_actions
from inspect_app.actions.visits import orders as orders_actions
from inspect_app.actions.visits import visits as visits_actions
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff import passwords as passwords_rules
from inspect_app.domain.staff.people import Staff
from inspect_app.domain.visits.orders import Order
from inspect_app.store import Connection, Database
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import links as links_store
from inspect_app.store.reports import reports as reports_store
from inspect_app.store.staff import audit_log as audit_log_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.store.visits import orders as orders_store
from inspect_app.store.visits import visits as visits_store
from tests import people, points, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.journeys import rows as desk
from tests.tablet import VISIT, FakeTablet, rows
from tests.together import at_once

pytestmark = pytest.mark.both_engines

POINT = "9" * 32
EMAIL = "officer@fair-work.example"


def test_sixty_four_wrong_passwords_sixteen_at_once_are_counted_sixty_four_and_lock(
    app: Flask, instance: people.Instance
) -> None:
    strangers = [Browser(app, "") for _ in range(16)]
    tokens = [token(one.get("/sign-in")) for one in strangers]
    answers: list[str] = []

    def guess(n: int) -> None:
        for _ in range(4):
            form = {"email": EMAIL, "password": "not the right phrase", "csrf_token": tokens[n]}
            answers.append(strangers[n].client.post("/sign-in", data=form).get_data(as_text=True))

    at_once(guess, 16)
    assert len(answers) == 64 and all("do not match" in one or "Too many wrong tries" in one for one in answers)
    with instance.database.reading() as tx:
        account = staff_store.account(tx, EMAIL)
    assert account is not None and account.failed == 64 and account.locked_until is not None
    assert account.locked_until > NOW
    assert "Too many wrong tries" in strangers[0].sign_in(EMAIL, people.PASSWORD).get_data(as_text=True)
    app.config["CLOCK"] = lambda: account.locked_until + timedelta(seconds=1)
    assert strangers[0].sign_in(EMAIL, people.PASSWORD).status_code == 302


def test_a_right_password_that_was_being_checked_when_the_lock_fell_opens_nothing(
    app: Flask, instance: people.Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspect_app.adapters.crypto import passwords

    fits = passwords.fits

    def slow(password: str, encoded: str | None) -> bool:
        if password == people.PASSWORD:
            at_once(lambda _n: [Browser(app, "").sign_in(EMAIL, "no") for _ in range(passwords_rules.TRIES)], 1)
        return fits(password, encoded)

    monkeypatch.setattr(passwords, "fits", slow)
    answer = Browser(app, "").sign_in(EMAIL, people.PASSWORD)
    assert answer.status_code == 400 and "Too many wrong tries" in answer.get_data(as_text=True)
    assert rows(instance.database, "select count(*) from sessions") == [(0,)]


def token(page: str) -> str:
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def test_a_call_is_taken_by_one_of_eight_who_press_at_once(
    app: Flask, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    with instance.checkin_database.writing() as tx:
        urgent_store.raise_once(tx, urgent_store.Call("c" * 32, None, "violence", NOW.date(), NOW, None, None))
    pressing = [browser(("officer", "supervisor")[n % 2]) for n in range(8)]
    tokens = [token(one.get("/desk/urgent")) for one in pressing]
    answers: list[int] = []

    def press(n: int) -> None:
        answer = pressing[n].client.post(f"/desk/urgent/{'c' * 32}/take", data={"csrf_token": tokens[n]})
        answers.append(answer.status_code)

    at_once(press, 8)
    assert sorted(answers) == [302, *[409] * 7]
    with instance.database.reading() as tx:
        assert [one.act for one in audit_log_store.entries(tx)].count("take-urgent") == 1


def test_cards_printed_at_once_never_pass_what_the_point_may_hand_out(instance: people.Instance) -> None:
    folder = instance.settings.keys("web")
    points.issue(instance, POINT, 8, [folder], headcount="10_24")  # of 48
    refused: list[str] = []

    def print_more(n: int) -> None:
        try:
            points.more(instance, POINT, 10, folder, run=f"{n:032x}")
        except Problem as problem:
            refused.append(problem.name)

    at_once(print_more, 8)
    assert rows(instance.checkin_database, "select cards_out from points") == [(48,)]
    assert refused == ["too-many-cards"] * 4
    assert rows(instance.checkin_database, "select sum(n) from runs where kind = 'worker'") == [(48,)]


def told(instance: people.Instance, work: Callable[[Connection, int], object], authors: int = 8) -> list[str]:
    """What the problems were called that `hands` met who did `work` at once, each in a transaction of their own."""
    names: list[str] = []

    def tablet_client(n: int) -> None:
        try:
            with instance.database.writing() as tx:
                work(tx, n)
        except Problem as problem:
            names.append(problem.name)

    at_once(tablet_client, authors)
    return names


@pytest.fixture
def filled(instance: people.Instance) -> people.Instance:
    with instance.database.writing() as tx:
        desk.put(tx, NOW)
    return instance


OFFICER: Staff = people.person("officer")


def test_of_eight_changes_made_on_one_version_one_counts_and_seven_are_kept_to_be_decided(
    filled: people.Instance,
) -> None:
    def change(tx: Connection, n: int) -> object:
        return register_actions.edit(
            tx,
            kind="employer",
            subject_id=desk.FARM,
            base_version=1,
            changes={"name": f"Name {n}"},
            by=OFFICER,
            now=NOW,
            new_id=lambda: f"{n + 500:032x}",
        )

    assert told(filled, change) == []
    states = rows(filled.database, "select state, count(*) from edits group by state order by state")
    assert states == [("applied", 1), ("conflict", 7)]
    assert rows(filled.database, f"select version from employers where id = '{desk.FARM}'") == [(2,)]


def test_of_eight_gates_confirmed_on_one_version_one_counts(filled: people.Instance) -> None:
    def confirm(tx: Connection, n: int) -> object:
        return register_actions.confirm_gate(
            tx,
            desk.SITE,
            lat=42.0 + n / 100,
            lon=-82.5,
            precision="hand",
            source="a map",
            base_version=1,
            by=OFFICER,
            now=NOW,
        )

    assert told(filled, confirm) == ["edited-meanwhile"] * 7
    assert rows(filled.database, f"select version from sites where id = '{desk.SITE}'") == [(2,)]


def test_eight_who_draft_one_edition_at_once_get_the_same_draft(filled: people.Instance) -> None:
    def draft(tx: Connection, n: int) -> object:
        ids = iter(range(n * 10 + 1000, n * 10 + 1010))
        return reports_actions.draft(
            tx, desk.CLOSED, "notice", "fr", by=OFFICER, now=NOW, new_id=lambda: f"{next(ids):032x}"
        )

    assert told(filled, draft) == []
    mine = f"select version from reports where visit_id = '{desk.CLOSED}' and kind = 'notice' and language = 'fr'"
    assert rows(filled.database, mine) == [(1,)]


def test_an_order_is_settled_once_by_eight_who_say_so_at_once(filled: people.Instance) -> None:
    def settle(tx: Connection, n: int) -> object:
        return orders_actions.settle(tx, desk.LATE, "kept", f"Seen by {n}", by=OFFICER, now=NOW, today=NOW.date())

    assert told(filled, settle) == ["order-settled"] * 7


def test_eight_who_change_a_team_at_once_leave_each_member_once(filled: people.Instance) -> None:
    inspector, supervisor = people.person("inspector").id, people.person("supervisor").id

    def assign(tx: Connection, n: int) -> None:
        team = [inspector, supervisor] if n % 2 else [supervisor, inspector]
        visits_actions.assign(tx, desk.PLANNED, team, by=OFFICER, now=NOW)

    assert told(filled, assign) == []
    parts = rows(filled.database, f"select part from visit_team where visit_id = '{desk.PLANNED}' order by part")
    assert parts == [("lead",), ("member",)]


def an_order(tx: Connection) -> Order:
    return orders_store.get(tx, desk.LATE)


def decide_late(tx: Connection) -> None:
    link = links_store.get(tx, f"{51:032x}")
    register_actions.link(tx, link.id, why="One owner", by=OFFICER, now=NOW + timedelta(minutes=1))
    links_store.set_state(tx, link, "rejected", why="Two owners", by=OFFICER.id, now=NOW + timedelta(minutes=2))


def settle_late(tx: Connection) -> None:
    read = an_order(tx)
    orders_actions.extend(tx, read.id, date(2027, 1, 1), "Snow", by=OFFICER, now=NOW)
    orders_store.settle(tx, read, read)


def change_late(tx: Connection) -> None:
    employers_store.change(tx, desk.FARM, {"region": "Kent"}, 1)
    employers_store.change(tx, desk.FARM, {"region": "Essex"}, 1)


def move_late(tx: Connection) -> None:
    made = reports_actions.draft(tx, desk.CLOSED, "notice", "fr", by=OFFICER, now=NOW, new_id=_ids(900))
    reports_actions.submit(tx, made.id, by=OFFICER, now=NOW)
    reports_store.move(tx, made.id, (made.state,), "submitted")


def draft_late(tx: Connection) -> None:
    made = reports_actions.draft(tx, desk.CLOSED, "notice", "fr", by=OFFICER, now=NOW, new_id=_ids(900))
    reports_store.add(tx, reports_store.Report(**{**vars(made), "id": f"{990:032x}", "code": f"{991:032x}"}))


def cancel_late(tx: Connection) -> None:
    visits_store.set_state(tx, desk.CLOSED, "cancelled")


def disable_late(tx: Connection) -> None:
    person = staff_store.get(tx, OFFICER.id)
    staff_store.set_state(tx, person, "disabled")
    staff_store.set_state(tx, person, "active")


def end_late(tx: Connection) -> None:
    power = staff_store.appointment(tx, people.POWER.id)
    staff_store.end_appointment(tx, power, date(2026, 11, 1))
    staff_store.end_appointment(tx, power, date(2026, 12, 1))


def _ids(first: int) -> Callable[[], str]:
    numbers = iter(range(first, first + 50))
    return lambda: f"{next(numbers):032x}"


@pytest.mark.parametrize(
    ("write", "problem"),
    [
        (change_late, "changed-meanwhile"),
        (decide_late, "changed-meanwhile"),
        (settle_late, "changed-meanwhile"),
        (disable_late, "changed-meanwhile"),
        (end_late, "changed-meanwhile"),
        (move_late, "report-moved"),
        (draft_late, "report-moved"),
        (cancel_late, "visit-closed"),
    ],
)
def test_what_was_written_over_something_else_than_was_read_is_refused_by_name(
    filled: people.Instance, write: Callable[[Connection], None], problem: str
) -> None:
    with pytest.raises(Problem) as refused, filled.database.writing() as tx:
        write(tx)
    assert refused.value.name == problem


def closed_point(database: Database) -> None:
    with database.writing() as tx:
        points_store.close(tx, POINT)


@pytest.mark.parametrize("write", ["approve", "raise_cards", "add_run"])
def test_nothing_is_added_to_a_point_that_has_closed_meanwhile(instance: people.Instance, write: str) -> None:
    points.issue(instance, POINT, 8, [instance.settings.keys("web")])
    closed_point(instance.checkin_database)
    given = {
        "approve": lambda tx: points_store.approve(tx, POINT, OFFICER.id),
        "raise_cards": lambda tx: points_store.raise_cards(tx, POINT, 5),
        "add_run": lambda tx: cards_store.add_run(
            tx, cards_store.Run("5" * 32, POINT, "worker", 1, "live"), [bytes([1] * 32)]
        ),
    }
    with pytest.raises(Problem) as refused, instance.checkin_database.writing() as tx:
        given[write](tx)
    assert refused.value.name == "point-closed"


def race(app: Flask, instance: people.Instance, batches: int) -> None:
    tablet.plan(instance.database, NOW)
    authors = [FakeTablet(app, NOW, role) for role in ("inspector", "supervisor")]

    def send(n: int) -> None:
        for number in range(batches):
            authors[n].add(VISIT, "program", ("sawp", "agricultural")[number % 2])
            tablet_client, newest = authors[n], authors[n].texts[VISIT][-1:]
            batch = {"v": 1, "device": tablet_client.device, "wrap": None, "events": newest, "blobs": []}
            told = tablet_client._signed("PUT", "/sync/events", json.dumps(batch).encode())["events"]
            assert [one["answer"] for one in told] == ["stored"], told

    at_once(send, 2)
    assert rows(instance.database, "select state, count(*) from events group by state") == [("stored", 2 * batches)]


def test_two_tablets_of_one_team_that_send_thirty_batches_each_at_once_meet_no_error(
    app: Flask, instance: people.Instance
) -> None:
    race(app, instance, 30)


@pytest.mark.long
def test_two_tablets_of_one_team_that_send_five_hundred_batches_each_at_once_meet_no_error(
    app: Flask, instance: people.Instance
) -> None:
    race(app, instance, 500)
