"""Employer search at a thousand to a million employers, on both databases, against one bare index query each."""

import argparse
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from bench.timing import alternate, ms, percentile
from inspect_app import store
from inspect_app.domain.register import names as names_rules
from inspect_app.store import migrate
from inspect_app.store import schema as t
from inspect_app.store.register import employer_search as employer_search_store
from tests.postgres import cluster

CHUNK = 5_000
ROUNDS = 60
NOW = datetime(2026, 11, 24, tzinfo=UTC)
SOUNDS = ["ba", "bo", "da", "del", "den", "fer", "gan", "gre", "ha", "hol", "jan", "ka", "lan", "le", "mar", "mo"]
SOUNDS += ["nor", "pa", "per", "ro", "san", "sel", "ta", "tor", "van", "ver", "wil"]
TRADES = ["Farms", "Greenhouses", "Orchards", "Produce", "Foods", "Cleaning", "Nurseries", "Seafood", "Logistics"]
TOWNS = [
    "Leamington",
    "Kingsville",
    "Simcoe",
    "Chatham",
    "Windsor",
    "Niagara-on-the-Lake",
    "Guelph",
    "Ottawa",
    "Sudbury",
]
BARE = {
    "sqlite": "select w.employer_id from employer_search s join employer_words w on w.id = s.rowid"
    " where employer_search match :word limit 25",
    "postgresql": "select employer_id from employer_words"
    " where array_to_tsvector(string_to_array(words, ' ')) @@ cast(:word as tsquery) limit 25",
}


def measure(folder: Path, chosen: argparse.Namespace) -> Iterator[str]:
    """Lines like `1000 sqlite p50_ms=N p95_ms=N`, each with the bare query beside it and the ratio of the medians."""
    yield from _on(f"sqlite:///{folder}/search.db", "sqlite", chosen.rows)
    with cluster(folder / "postgresql") as address:
        yield from _on(address, "postgresql", chosen.rows)


def _on(address: str, kind: str, most: int) -> Iterator[str]:
    database = store.connect(address)
    migrate.upgrade(database, "staff")
    dice, loaded = random.Random(20261124), 0
    families = [_surname(dice) for _ in range(40_000)]
    for size in (10**power for power in range(3, 7) if 10**power <= most):
        _load(database, dice, families, loaded, size)
        loaded = size
        yield from _ask(database, kind, size, families)
    database.close()


def _surname(dice: random.Random) -> str:
    return "".join(dice.choices(SOUNDS, k=dice.randint(2, 4))).capitalize()


def _load(database: store.Database, dice: random.Random, families: list[str], start: int, end: int) -> None:
    for at in range(start, end, CHUNK):
        made = [_employer(dice, families, n) for n in range(at, min(at + CHUNK, end))]
        with database.writing() as tx:
            tx.execute(t.employers.insert(), [employer for employer, _, _ in made])
            tx.execute(t.employer_names.insert(), [name for _, name, _ in made])
            tx.execute(t.places.insert(), [place for _, _, place in made])
            employer_search_store.refresh(tx, [str(employer["id"]) for employer, _, _ in made])
    with database.writing() as tx:
        tx.execute(text("analyze"))


def _employer(
    dice: random.Random, families: list[str], number: int
) -> tuple[dict[str, object], dict[str, object], dict[str, object]]:
    one, town = f"{number:032x}", dice.choice(TOWNS)
    name = f"{dice.choice(families)} {dice.choice(families)} {dice.choice(TRADES)} Inc."
    employer: dict[str, object] = {
        "id": one,
        "name": name,
        "source": "bench",
        "added_at": NOW,
        "version": 1,
        "state": "active",
    }
    listed: dict[str, object] = {
        "employer_id": one,
        "name": name,
        "normal": names_rules.read(name).key,
        "kind": "legal",
    }
    code = f"N{dice.randint(0, 9)}H {dice.randint(0, 9)}B{dice.randint(0, 9)}"
    place = {"employer_id": one, "address": f"{number % 900 + 1} Concession Road", "city": town, "postal": code}
    return employer, listed, {"id": one, **place, "source": "bench", "precision": "none"}


def _ask(database: store.Database, kind: str, size: int, families: list[str]) -> Iterator[str]:
    """As people type: a name, a beginning, a name and a town, a slip, a trade that thousands share, a postal code."""
    dice = random.Random(size)
    typed: list[str] = []
    for _ in range(ROUNDS // 6):
        family = dice.choice(families)
        slip = family[:2] + family[3:]
        typed += [
            family,
            family[:4],
            f"{family} {dice.choice(TOWNS)}",
            slip,
            f"{dice.choice(TRADES)} {dice.choice(TOWNS)}",
        ]
        typed += [f"N{dice.randint(0, 9)}H {dice.randint(0, 9)}B{dice.randint(0, 9)}"]
    ours, bare = iter(typed * 2), iter(typed * 2)
    with database.reading() as tx:
        taken = alternate(_search(tx, ours), _bare(tx, kind, bare), rounds=len(typed) * 2)
    # The first pass warms caches for both; the second is what an officer feels.
    warm, plain = (one[len(typed) :] for one in taken)
    yield f"{size} {kind} p50_ms={ms(percentile(warm, 0.5))} p95_ms={ms(percentile(warm, 0.95))}"
    ratio = percentile(warm, 0.5) / percentile(plain, 0.5)
    bare_ms = f"p50_ms={ms(percentile(plain, 0.5))} p95_ms={ms(percentile(plain, 0.95))}"
    yield f"{size} {kind} bare-index-query {bare_ms} ratio={ratio:.1f}"


def _search(tx: Connection, typed: Iterator[str]) -> Callable[[], object]:
    return lambda: employer_search_store.search(tx, next(typed))


def _bare(tx: Connection, kind: str, typed: Iterator[str]) -> Callable[[], object]:
    statement, mark = text(BARE[kind]), '"' if kind == "sqlite" else "'"

    def ask() -> object:
        word = names_rules.fold(next(typed)).split()[0]
        return tx.execute(statement, {"word": f"{mark}{word}{mark}"}).all()

    return ask
