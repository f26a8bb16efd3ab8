"""The one place that commits: what it keeps, what it throws away, and that looking cannot write."""

import itertools
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Agency
from inspect_app.store import Database, connect, in_writing
from inspect_app.store import schema as t
from inspect_app.store.staff import staff as staff_store

AGENCY = Agency("a" * 32, "A", "A", "provincial")


def test_leaving_begin_commits(db: Database) -> None:
    with db.writing() as tx:
        staff_store.add_agency(tx, AGENCY)
    with db.reading() as tx:
        assert staff_store.agencies(tx) == [AGENCY]


def test_after_forgetting_words_that_were_taken_away_are_in_no_file_of_the_database(db: Database) -> None:
    words = "Words that nobody may find again"
    with db.writing() as tx:
        staff_store.add_agency(tx, Agency("a" * 32, words, "A", "provincial"))
    with db.writing() as tx:
        tx.execute(t.agencies.update().values(name_en="Struck"))
    db.forget("agencies")
    with db.reading() as tx:
        assert [one.name_en for one in staff_store.agencies(tx)] == ["Struck"]
    if db.is_sqlite:
        files = Path(str(db.url.database)).parent.glob("*.db*")
        assert [path.name for path in files if words.encode() in path.read_bytes()] == []


def test_an_exception_leaves_nothing_behind(db: Database) -> None:
    with pytest.raises(Problem), db.writing() as tx:
        staff_store.add_agency(tx, AGENCY)
        raise Problem("not-found")
    with db.reading() as tx:
        assert staff_store.agencies(tx) == []


def test_the_database_itself_refuses_to_write_in_a_look(db: Database) -> None:
    with pytest.raises(DBAPIError), db.reading() as tx:
        tx.execute(insert(t.agencies).values(**vars(AGENCY)))


def test_a_look_sees_one_snapshot(db: Database) -> None:
    def add_agency() -> None:
        with db.writing() as other:
            staff_store.add_agency(other, AGENCY)

    with db.reading() as tx:
        assert tx.execute(select(t.agencies)).all() == []
        other = threading.Thread(target=add_agency)
        other.start()
        other.join()
        assert tx.execute(select(t.agencies)).all() == []
    with db.reading() as tx:
        assert len(tx.execute(select(t.agencies)).all()) == 1


@pytest.mark.parametrize(("outer", "inner"), [*itertools.product(("reading", "writing"), repeat=2)])
def test_a_transaction_inside_another_of_the_same_database_fails_at_once(db: Database, outer: str, inner: str) -> None:
    again = connect(db.url.render_as_string(hide_password=False))  # the same database, by another object
    nested = pytest.raises(RuntimeError, match="of the same database is open in this thread")
    with nested, getattr(db, outer)(), getattr(again, inner)():
        raise AssertionError("it was let in")
    again.close()
    assert not in_writing()
    with getattr(db, inner)() as tx:
        assert in_writing() == (inner == "writing")
        assert staff_store.agencies(tx) == []


def test_whoever_writes_in_both_databases_begins_with_the_check_ins(db: Database, checkin_db: Database) -> None:
    with db.writing(), checkin_db.reading():
        pass
    with checkin_db.writing(), db.writing():
        pass
    with pytest.raises(RuntimeError, match="writes in another database"), db.writing(), checkin_db.writing():
        raise AssertionError("it was let in")


def test_forgetting_waits_for_no_transaction_of_its_own_thread(db: Database) -> None:
    with pytest.raises(RuntimeError, match="open in this thread"), db.writing():
        db.forget("agencies")


def test_sixteen_threads_that_read_and_then_write_lose_no_update(db: Database) -> None:
    with db.writing() as tx:
        tx.execute(text("create table counters (n integer)"))
        tx.execute(text("insert into counters values (0)"))

    # Each stands for a process of its own: what keeps its threads apart keeps nobody else waiting.
    processes = [connect(db.url.render_as_string(hide_password=False)) for _ in range(4)]

    def add_one(process: Database) -> None:
        for _ in range(5):
            with process.writing() as tx:
                n = tx.execute(text("select n from counters")).scalar_one()
                tx.execute(text("update counters set n = :n"), {"n": n + 1})

    threads = [threading.Thread(target=add_one, args=(process,)) for process in processes for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in processes:
        process.close()
    with db.reading() as tx:
        assert tx.execute(text("select n from counters")).scalar_one() == 80
