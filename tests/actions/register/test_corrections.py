"""Mends and decisions on both databases: the same lines, the same clash, the same answer."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from inspect_app.actions.register import corrections as corrections_actions
from inspect_app.actions.register import register as register_actions
from inspect_app.adapters.system import randomness
from inspect_app.domain.fieldwork.inspection import fold
from inspect_app.store import Connection, Database
from inspect_app.store.register import corrections as corrections_store
from inspect_app.store.register import employers as employers_store
from inspect_app.store.staff import audit_log as audit_log_store
from tests import people

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
OFFICER = people.person("officer")
DONE: dict[str, Any] = {"by": OFFICER, "now": NOW, "new_id": randomness.new_id}
EVENT: dict[str, Any] = {
    "v": 1,
    "visit": "e" * 32,
    "by": people.person("inspector").id,
    "mono": 0,
    "prev": None,
    "seq": 1,
    "n": 1,
    "at": "2026-11-23T14:00:00.000Z",
    "what": "corrected",
}


@pytest.fixture
def db(db: Database) -> Database:
    people.put_people(db, NOW)
    return db


def told(employer_id: str, *words: tuple[str, str, Any, Any]) -> list[dict[str, Any]]:
    """One event a word: (tablet, field, from, to)."""
    events = []
    for device, field, was, now in words:
        value = {"about": "employer", "id": employer_id, "base": 1, "changes": {field: {"from": was, "to": now}}}
        events.append({**EVENT, "id": f"{device}-{field}", "device": device * 32, "value": value})
    return events


def put(tx: Connection, events: list[dict[str, Any]]) -> None:
    corrections_actions.put(tx, fold(events), now=NOW)


def test_a_clash_is_one_line_for_the_desk_and_a_decision_ends_it_on_both_databases(db: Database) -> None:
    with db.writing() as tx:
        one = register_actions.add_employer(tx, name="Nordlund Farms Inc.", trading="Nordlund", **DONE)
        events = told(
            one.id,
            ("a", "trading", "Nordlund", "Red Barn"),
            ("b", "trading", "Nordlund", "Barn & Co"),
            ("c", "sector", None, "111"),
        )
        put(tx, events)
        assert corrections_store.undecided(tx) == [("employer", one.id, "Nordlund Farms Inc.", "trading")]
        assert (employers_store.get(tx, one.id).trading, employers_store.get(tx, one.id).sector) == ("Red Barn", "111")
        [noted] = [json.dumps(entry.detail) for entry in audit_log_store.entries(tx) if entry.act == "mend-employer"]
        assert "Red Barn" not in noted, "the journal outlives what was typed"
        corrections_actions.decide(
            tx, "employer", one.id, "trading", chosen="b-trading", typed="", why="On the sign", **DONE
        )
        assert employers_store.get(tx, one.id).trading == "Barn & Co" and corrections_store.undecided(tx) == []
        names = {(name.name, name.kind) for name in employers_store.names_of(tx, one.id)}
        assert {("Red Barn", "trade"), ("Barn & Co", "trade")} < names, "each name it was seen under finds it"
        lines = corrections_store.of_subject(tx, "employer", one.id)
        put(tx, events)
        assert corrections_store.of_subject(tx, "employer", one.id) == lines


def test_an_event_that_counts_no_more_gives_back_what_the_register_held(db: Database) -> None:
    with db.writing() as tx:
        one = register_actions.add_employer(tx, name="Nordlund Farms Inc.", **DONE)
        keep = {**EVENT, "id": "p", "device": "a" * 32, "what": "program", "value": "sawp"}
        [correction] = told(one.id, ("a", "sector", None, "111"))
        put(tx, [keep, {**correction, "seq": 2, "n": 2}])
        assert employers_store.get(tx, one.id).sector == "111"
        put(tx, [keep])
        assert employers_store.get(tx, one.id).sector is None


def test_a_decision_is_not_asked_again_by_the_same_events_but_by_a_new_one_made_apart(db: Database) -> None:
    with db.writing() as tx:
        one = register_actions.add_employer(tx, name="Nordlund Farms Inc.", **DONE)
        events = told(one.id, ("a", "sector", None, "111"), ("b", "sector", None, "112"))
        put(tx, events)
        corrections_actions.decide(tx, "employer", one.id, "sector", chosen="b-sector", typed="", why="Cattle", **DONE)
        put(tx, [*events, *told(one.id, ("c", "sector", None, "113"))])
        assert employers_store.get(tx, one.id).sector == "112"
        assert [kind for kind, *_ in corrections_store.undecided(tx)] == ["employer"]
