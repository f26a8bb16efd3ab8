"""The one place that commits: what it keeps, what it throws away, and that looking cannot write."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from inspect_app.domain.people import Agency
from inspect_app.domain.problem import Problem
from inspect_app.store import Database
from inspect_app.store import schema as t
from inspect_app.store import staff as store

AGENCY = Agency("a" * 32, "A", "A", "provincial")


def test_leaving_begin_commits(db: Database) -> None:
    with db.begin() as tx:
        store.add_agency(tx, AGENCY)
    with db.look() as tx:
        assert store.agencies(tx) == [AGENCY]


def test_after_forgetting_words_that_were_taken_away_are_in_no_file_of_the_database(db: Database) -> None:
    words = "Words that nobody may find again"
    with db.begin() as tx:
        store.add_agency(tx, Agency("a" * 32, words, "A", "provincial"))
    with db.begin() as tx:
        tx.execute(t.agencies.update().values(name_en="Struck"))
    db.forget("agencies")
    with db.look() as tx:
        assert [one.name_en for one in store.agencies(tx)] == ["Struck"]
    if db.is_sqlite:
        files = Path(str(db.url.database)).parent.glob("*.db*")
        assert [path.name for path in files if words.encode() in path.read_bytes()] == []


def test_an_exception_leaves_nothing_behind(db: Database) -> None:
    with pytest.raises(Problem), db.begin() as tx:
        store.add_agency(tx, AGENCY)
        raise Problem("not-found")
    with db.look() as tx:
        assert store.agencies(tx) == []


def test_the_database_itself_refuses_to_write_in_a_look(db: Database) -> None:
    with pytest.raises(DBAPIError), db.look() as tx:
        tx.execute(insert(t.agencies).values(**vars(AGENCY)))


def test_a_look_sees_one_snapshot(db: Database) -> None:
    with db.look() as tx:
        assert tx.execute(select(t.agencies)).all() == []
        with db.begin() as other:
            store.add_agency(other, AGENCY)
        assert tx.execute(select(t.agencies)).all() == []


def test_sixteen_threads_that_read_and_then_write_lose_no_update(db: Database) -> None:
    with db.begin() as tx:
        tx.execute(text("create table counters (n integer)"))
        tx.execute(text("insert into counters values (0)"))

    def add_one() -> None:
        for _ in range(5):
            with db.begin() as tx:
                lock = "" if db.is_sqlite else " for update"
                n = tx.execute(text(f"select n from counters{lock}")).scalar_one()
                tx.execute(text("update counters set n = :n"), {"n": n + 1})

    threads = [threading.Thread(target=add_one) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.look() as tx:
        assert tx.execute(text("select n from counters")).scalar_one() == 80
