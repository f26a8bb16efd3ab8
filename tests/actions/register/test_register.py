"""Keeping the register: nothing is overwritten unseen, a gate has a witness, a link has a reason."""

from datetime import UTC, datetime
from typing import Any

import pytest

from inspect_app.actions.register import register as register_actions
from inspect_app.adapters.system import randomness
from inspect_app.domain.problem import Problem
from inspect_app.domain.register.register import Employer, Site
from inspect_app.store import Connection, Database
from inspect_app.store.register import edits as edits_store
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import links as links_store
from inspect_app.store.register import sites as sites_store
from tests import people

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
OFFICER = people.person("officer")
DONE: dict[str, Any] = {"by": OFFICER, "now": NOW}
SITE: dict[str, object] = {
    "kind": "work",
    "name": "Greenhouse 3",
    "address": "12 Road 5",
    "city": "Leamington",
    "postal": "n8h0a1",
}


@pytest.fixture
def db(db: Database) -> Database:
    people.put_people(db, NOW)
    return db


def employer(tx: Connection, name: str = "Nordlund Farms Inc.") -> Employer:
    return register_actions.add_employer(tx, name=name, new_id=randomness.new_id, **DONE)


def site(tx: Connection, owner: Employer) -> Site:
    where = {"N8H 0A1": (42.05, -82.6)}
    return register_actions.add_site(
        tx,
        employer_id=owner.id,
        values=SITE,
        new_id=randomness.new_id,
        locate=lambda code: where.get(code or ""),
        **DONE,
    )


def change(tx: Connection, one: Employer, version: int, **changes: object) -> str:
    return register_actions.edit(
        tx, kind="employer", subject_id=one.id, base_version=version, changes=changes, new_id=randomness.new_id, **DONE
    ).state


def test_an_edit_of_an_old_version_is_kept_as_a_conflict_until_a_person_settles_it(db: Database) -> None:
    with db.writing() as tx:
        one = employer(tx)
        assert change(tx, one, 1, name="Nordlund Growers") == "applied"
        assert change(tx, one, 1, name="Nordlund Orchards", region="Essex") == "conflict"
        assert (employers_store.get(tx, one.id).name, employers_store.get(tx, one.id).version) == (
            "Nordlund Growers",
            2,
        )
        held = edits_store.of_subject(tx, "employer", one.id, "conflict")[0]
        assert held.changes == {"name": "Nordlund Orchards", "region": "Essex"}
        register_actions.settle_edit(tx, held.id, keep=True, why="The later call was right", **DONE)
        assert (employers_store.get(tx, one.id).name, employers_store.get(tx, one.id).version) == (
            "Nordlund Orchards",
            3,
        )
        assert {name.kind for name in employers_store.names_of(tx, one.id)} == {"legal", "former"}


def test_a_site_waits_to_be_located_until_a_person_confirms_its_gate(db: Database) -> None:
    with db.writing() as tx:
        one = site(tx, employer(tx))
        assert (one.precision, one.located, sites_store.count_to_locate(tx)) == ("postal", False, 1)
        gate: dict[str, Any] = {
            "lat": 42.06,
            "lon": -82.61,
            "precision": "hand",
            "source": "Owner's map",
            "base_version": 1,
        }
        done = register_actions.confirm_gate(tx, one.id, **gate, **DONE)
        assert (done.located, done.confirmed_by, sites_store.count_to_locate(tx)) == (True, OFFICER.id, 0)
        with pytest.raises(Problem):
            register_actions.confirm_gate(tx, one.id, **gate, **DONE)
        with pytest.raises(Problem):
            register_actions.confirm_gate(tx, one.id, **gate | {"lat": 49.0, "lon": -113.4, "base_version": 2}, **DONE)


def test_a_postal_code_that_is_none_is_refused_with_an_example(db: Database) -> None:
    with db.writing() as tx:
        one = employer(tx)
        with pytest.raises(Problem) as raised:
            register_actions.add_site(
                tx,
                employer_id=one.id,
                values=SITE | {"postal": "90210"},
                new_id=randomness.new_id,
                locate=lambda _: None,
                **DONE,
            )
        assert "N8H 0A1" in str(raised.value)


def test_a_rejected_pair_is_remembered_and_a_confirmed_one_can_be_taken_back(db: Database) -> None:
    with db.writing() as tx:
        one, other = employer(tx), employer(tx, "NORDLUND FARMS LTD")
        site(tx, one), site(tx, other)
        assert register_actions.propose_links(tx, one.id, new_id=randomness.new_id, **DONE) == 2
        found = next(link for link in links_store.of_employer(tx, one.id) if link.kind == "same_as")
        register_actions.link(tx, found.id, why="Same owner on both permits", **DONE)
        register_actions.unlink(tx, found.id, why="Two cousins, two farms", **DONE)
        assert register_actions.propose_links(tx, one.id, new_id=randomness.new_id, **DONE) == 0
        assert links_store.get(tx, found.id).state == "rejected"
        with pytest.raises(Problem):
            register_actions.link(tx, found.id, why=" ", **DONE)
