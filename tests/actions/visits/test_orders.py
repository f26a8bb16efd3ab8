"""Settling orders: with proof, once, and in the journal; on both databases."""

from datetime import date, timedelta

import pytest

from inspect_app.actions.visits import orders as orders_actions
from inspect_app.adapters.system import clock
from inspect_app.domain import days
from inspect_app.domain.problem import Problem
from inspect_app.store import Database
from inspect_app.store.visits import orders as orders_store
from tests import people
from tests.conftest import NOW
from tests.journeys import rows

TODAY = NOW.date()
THERE = days.everywhere(NOW, clock.zone)
OFFICER = people.person("officer")


@pytest.fixture
def filled(db: Database) -> Database:
    people.put_people(db, NOW)
    with db.writing() as tx:
        rows.put(tx, NOW)
    return db


def test_the_overdue_order_is_listed_with_its_employer_and_site(filled: Database) -> None:
    with filled.reading() as tx:
        found = orders_store.listed(tx, "a" * 32, "overdue", THERE, limit=10)
        assert [(one.id, one.employer, one.site) for one in found] == [
            (rows.LATE, "Bright Acres Greenhouses Inc.", "Greenhouse 4")
        ]
        counts = orders_store.counts(tx, "a" * 32, THERE)
        assert (counts["overdue"], counts["all"]) == (1, 2)


def test_an_order_is_kept_with_proof_and_only_once(filled: Database) -> None:
    with filled.writing() as tx:
        kept = orders_actions.settle(tx, rows.LATE, "kept", " Seen. ", by=OFFICER, now=NOW, today=TODAY)
        assert (kept.state, kept.proof, kept.settled_by) == ("kept", "Seen.", OFFICER.id)
        assert orders_store.get(tx, rows.LATE) == kept
        with pytest.raises(Problem, match="already settled"):
            orders_actions.settle(tx, rows.LATE, "missed", "Seen.", by=OFFICER, now=NOW, today=TODAY)


def test_no_order_is_settled_without_saying_how_we_know(filled: Database) -> None:
    with filled.writing() as tx, pytest.raises(Problem):
        orders_actions.settle(tx, rows.LATE, "kept", "  ", by=OFFICER, now=NOW, today=TODAY)


def test_a_longer_day_must_be_later_and_keeps_the_order_waiting(filled: Database) -> None:
    with filled.writing() as tx:
        with pytest.raises(Problem):
            orders_actions.extend(tx, rows.LATE, date(2020, 1, 1), "Parts ordered.", by=OFFICER, now=NOW)
        longer = orders_actions.extend(tx, rows.LATE, TODAY + timedelta(days=7), "Parts ordered.", by=OFFICER, now=NOW)
        assert longer.state == "extended"
        counts = orders_store.counts(tx, "a" * 32, THERE)
        assert (counts["overdue"], counts["waiting"]) == (0, 1)


def test_the_same_order_sent_twice_is_one_order(filled: Database) -> None:
    with filled.writing() as tx:
        orders_store.put(tx, orders_store.get(tx, rows.LATE))
        assert orders_store.counts(tx, "a" * 32, THERE)["all"] == 2
