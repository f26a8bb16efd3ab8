"""Names and numbers an employer is known by: found under each, linked by a registry number, ended but never lost."""

from datetime import UTC, datetime
from typing import Any

import pytest

from inspect_app.actions.register import identifiers as identifiers_actions
from inspect_app.actions.register import register as register_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.adapters.system import randomness
from inspect_app.domain.problem import Problem
from inspect_app.store import Connection, Database
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import links as links_store
from inspect_app.store.staff import audit_log as audit_log_store
from tests import people

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
TODAY = NOW.date()
DONE: dict[str, Any] = {"by": people.person("officer"), "now": NOW}


@pytest.fixture
def db(db: Database) -> Database:
    people.put_people(db, NOW)
    return db


def employer(tx: Connection, name: str) -> str:
    return register_actions.add_employer(tx, name=name, new_id=randomness.new_id, **DONE).id


def number(tx: Connection, one: str, written: str = "12345 6789 RC0001") -> int:
    return identifiers_actions.add_identifier(tx, one, "cra_bn", written, today=TODAY, new_id=randomness.new_id, **DONE)


def test_an_employer_is_found_under_a_name_added_later(db: Database) -> None:
    with db.writing() as tx:
        one = employer(tx, "Nordlund Farms Inc.")
        identifiers_actions.add_name(tx, one, " Prairie   Harvest ", "former", **DONE)
        identifiers_actions.add_name(tx, one, "Prairie Harvest", "trade", **DONE)
        assert [name.name for name in employers_store.names_of(tx, one)] == ["Nordlund Farms Inc.", "Prairie Harvest"]
        assert [found.id for found in employers_store.search(tx, "prairie harvest", 1).found] == [one]


def test_one_registry_number_on_two_records_links_them_and_ending_it_takes_it_out_of_the_matching(db: Database) -> None:
    with db.writing() as tx:
        one, other = employer(tx, "Nordlund Farms Inc."), employer(tx, "Prairie Harvest Ltd.")
        assert (number(tx, one), number(tx, one), number(tx, other, "123456789")) == (0, 0, 1)
        [link] = links_store.of_employer(tx, one)
        assert (link.state, link.rule) == ("confirmed", "same registry number")
        [kept] = employers_store.identifiers_of(tx, one)
        identifiers_actions.end_identifier(tx, one, kept.id, today=TODAY, **DONE)
        assert links_store.profile(tx, one).identifiers == frozenset()
        assert [found.valid_to for found in employers_store.identifiers_of(tx, one)] == [NOW.date()]
        number(tx, one)
        assert [found.valid_to for found in employers_store.identifiers_of(tx, one)] == [None]
        acts = [entry.act for entry in audit_log_store.entries(tx)]
        assert {"add-identifier", "end-identifier"} <= set(acts) and audit_log_actions.verify(tx) == []


def test_a_number_of_another_employer_cannot_be_ended_and_a_wrong_one_not_added(db: Database) -> None:
    with db.writing() as tx:
        one, other = employer(tx, "Nordlund Farms Inc."), employer(tx, "Prairie Harvest Ltd.")
        number(tx, one)
        [kept] = employers_store.identifiers_of(tx, one)
        with pytest.raises(Problem, match="nothing here"):
            identifiers_actions.end_identifier(tx, other, kept.id, today=TODAY, **DONE)
        with pytest.raises(Problem, match="shape that its registry"):
            number(tx, other, "12")
