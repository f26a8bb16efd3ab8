"""Finding employers: the same answers on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from inspect_app.domain.register import names as names_rules
from inspect_app.domain.register.register import Employer, EmployerName
from inspect_app.store import Database
from inspect_app.store import schema as t
from inspect_app.store.register import employers as employers_store

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
INVENTED = [
    ("Les Serres Légaré inc.", "Saint-Rémi"),
    ("Nordlund Greenhouses Ltd.", "Leamington"),
    ("Nordlund Farms", "Guelph"),
    ("1234567 Ontario Inc. o/a Aldea Bakery", "Guelph"),
    ("9123-4567 Québec inc.", "Laval"),
    ("Maple Ridge Growers Co.", "Leamington"),
]


def add(tx: Connection, n: int, name: str, city: str) -> None:
    read = names_rules.read(name)
    made = Employer(f"{n:032x}", name, None, None, None, "active", "invented", 1, NOW)
    place = {"id": f"{n:032x}", "employer_id": made.id, "address": city, "city": city, "precision": "none"}
    known = [EmployerName(made.id, name, read.key, "legal")]
    if read.trading:
        known.append(EmployerName(made.id, read.trading, names_rules.normalise(read.trading), "trade"))
    employers_store.add(tx, made, known)
    tx.execute(t.places.insert().values(**place, source="invented"))
    employers_store.employer_search_store.refresh(tx, [made.id])


@pytest.fixture
def register(db: Database) -> Database:
    with db.writing() as tx:
        for n, (name, city) in enumerate(INVENTED):
            add(tx, n, name, city)
    return db


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("serres legare", "Les Serres Légaré inc."),
        ("SERRES LÉGARÉ INC", "Les Serres Légaré inc."),
        ("nordlund g", "Nordlund Greenhouses Ltd."),
        ("nordlund", "Nordlund Farms"),
        ("nordlnud farms", "Nordlund Farms"),
        ("norldund greenhuoses", "Nordlund Greenhouses Ltd."),
        ("nordlund green houses", "Nordlund Greenhouses Ltd."),
        ("1234567", "1234567 Ontario Inc. o/a Aldea Bakery"),
        ("1234567 ONT LTD", "1234567 Ontario Inc. o/a Aldea Bakery"),
        ("aldea bakery", "1234567 Ontario Inc. o/a Aldea Bakery"),
        ("9123-4567", "9123-4567 Québec inc."),
        ("growers leamington", "Maple Ridge Growers Co."),
        ("saint remi", "Les Serres Légaré inc."),
    ],
)
def test_an_employer_is_found_however_its_name_is_typed(register: Database, typed: str, first: str) -> None:
    with register.reading() as tx:
        found = employers_store.search(tx, typed)
    assert found.found[0].name == first


def test_words_that_stood_in_for_others_are_told(register: Database) -> None:
    with register.reading() as tx:
        assert employers_store.search(tx, "nordlnud").corrected == ("nordlund",)
        assert employers_store.search(tx, "nordlund farms").found[0].city == "Guelph"


def test_a_place_finds_all_its_employers_and_a_stranger_finds_none(register: Database) -> None:
    with register.reading() as tx:
        assert len(employers_store.search(tx, "Leamington").found) == 2
        assert employers_store.search(tx, "zzyzx' OR \"x").found == ()


def test_an_empty_search_lists_everyone_by_name_in_pages(register: Database) -> None:
    with register.reading() as tx:
        first, second = employers_store.search(tx, "", 1, size=4), employers_store.search(tx, "  ", 2, size=4)
    assert (len(first.found), first.more, len(second.found), second.more) == (4, True, 2, False)
    assert first.found[0].name.startswith("1234567")


def test_a_new_name_is_found_and_the_old_one_still_is(register: Database) -> None:
    with register.writing() as tx:
        employers_store.rename(tx, EmployerName(f"{2:032x}", "Sundahl Farms", "sundahl farms", "legal"))
    with register.reading() as tx:
        assert employers_store.search(tx, "sundahl").found[0].id == f"{2:032x}"
        assert f"{2:032x}" in [one.id for one in employers_store.search(tx, "nordlund farms").found]
