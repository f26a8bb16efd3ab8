"""Boxes and cards: what each kind of code does, and that the disk cannot tell them apart."""

import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event

from inspect_app.store import Connection, Database
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins.cards import Run
from inspect_app.store.checkins.points import Point

POINT = Point(
    "1" * 32, "2" * 32, None, date(2026, 11, 1), date(2026, 12, 1), "25_49", 0, 5, "open", "clinic", None, "a" * 32
)


def box(n: int) -> tuple[bytes, bytes]:
    return n.to_bytes(16, "big"), bytes([n % 251]) * 2096


def card(n: int) -> bytes:
    return n.to_bytes(32, "big")


@pytest.fixture
def open_point(checkin_db: Database) -> Database:
    with checkin_db.writing() as tx:
        cards_store.prepare(tx, [secrets.token_bytes(2096) for _ in range(boxes_store.DECOYS)])
        points_store.add(tx, POINT)
        cards_store.add_run(tx, Run("a" * 32, POINT.id, "worker", 6, "live"), [card(n) for n in range(1, 7)])
        cards_store.add_run(tx, Run("b" * 32, POINT.id, "management", 3, "live"), [card(n) for n in range(11, 14)])
        cards_store.add_run(tx, Run("c" * 32, POINT.id, "worker", 1, "void"), [card(21)])
    return checkin_db


def piles(tx: Connection) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in boxes_store.of_point(tx, POINT.id):
        found[one.pile] = found.get(one.pile, 0) + 1
    return found


def send(database: Database, hashes: Sequence[bytes], n: int) -> None:
    with database.writing() as tx:
        cards_store.put(tx, hashes, *box(n), slot=n % boxes_store.DECOYS)


@pytest.mark.parametrize("checkin_db", ["postgresql"], indirect=True)
def test_two_web_processes_that_start_together_on_an_empty_database_both_start(checkin_db: Database) -> None:
    decoys = [secrets.token_bytes(2096) for _ in range(boxes_store.DECOYS)]

    def start() -> None:
        with checkin_db.writing() as tx:
            cards_store.prepare(tx, decoys)

    with ThreadPoolExecutor(1) as regional_totals:
        with checkin_db.writing() as tx:
            cards_store.prepare(tx, decoys)
            second = regional_totals.submit(start)
            # The first commits only once the second has come to wait for it, or has got past it.
            wait([second], timeout=1)
        second.result()


def test_attack_1_the_same_card_twice_counts_once_and_the_second_goes_to_again(open_point: Database) -> None:
    send(open_point, [card(1)], 1)
    send(open_point, [card(1)], 2)
    with open_point.reading() as tx:
        assert piles(tx) == {"main": 1, "again": 1}


def test_a_lost_answer_sent_five_times_is_one_box(open_point: Database) -> None:
    for _ in range(5):
        send(open_point, [card(1)], 1)
    with open_point.reading() as tx:
        assert piles(tx) == {"main": 1}


def test_attack_7_management_cards_never_reach_the_main_pile(open_point: Database) -> None:
    for n in (11, 12, 13):
        send(open_point, [card(n)], n)
    with open_point.reading() as tx:
        assert piles(tx) == {"unconfirmed": 3} and cards_store.management_used(tx, POINT.id) == 3


def test_attack_21_a_replayed_box_with_another_card_adds_nothing_and_leaves_that_card_fresh(
    open_point: Database,
) -> None:
    send(open_point, [card(1)], 1)
    send(open_point, [card(2)], 1)
    send(open_point, [card(2)], 2)
    with open_point.reading() as tx:
        assert piles(tx) == {"main": 2}


def test_unknown_void_and_closed_codes_leave_the_number_of_rows_as_it_was(open_point: Database) -> None:
    with open_point.reading() as tx:
        before = len(boxes_store.of_point(tx, "0" * 32))
    for n in range(200):
        send(open_point, [card(900 + n)], 30 + n)
    send(open_point, [card(21)], 1)
    with open_point.reading() as tx:
        assert piles(tx) == {} and len(boxes_store.of_point(tx, "0" * 32)) == before == boxes_store.DECOYS
    send(open_point, [card(3)], 2)
    with open_point.reading() as tx:
        assert piles(tx) == {"main": 1}


def test_a_card_used_a_hundred_times_keeps_no_more_aside_than_cards_were_handed_out(open_point: Database) -> None:
    for n in range(100):
        send(open_point, [card(1)], n)
    send(open_point, [card(2)], 200)
    with open_point.reading() as tx:
        assert piles(tx) == {"main": 2, "again": 7}  # six cards and the void one were printed


@contextmanager
def counting(tx: Connection) -> Iterator[list[tuple[str, int]]]:
    seen: list[tuple[str, int]] = []

    def note(_conn, cursor, statement, _parameters, _context, _many):  # type: ignore[no-untyped-def]
        written = cursor.rowcount if statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE") else 0
        seen.append((statement, written))

    event.listen(tx, "after_cursor_execute", note)
    yield seen
    event.remove(tx, "after_cursor_execute", note)


def test_attack_3_every_kind_of_code_runs_the_same_statements_and_writes_as_many_rows(open_point: Database) -> None:
    send(open_point, [card(1)], 1)
    kinds = {
        "fresh": (card(2), 2),
        "used": (card(1), 3),
        "same box again": (card(1), 1),
        "unknown": (card(500), 4),
        "void": (card(21), 5),
        "management": (card(11), 6),
    }
    seen = {}
    for kind, (h, n) in kinds.items():
        with open_point.writing() as tx, counting(tx) as made:
            cards_store.put(tx, [h, card(77777)], *box(n), slot=n)
        seen[kind] = made
    assert all(made == seen["fresh"] for made in seen.values()), seen


def test_closing_a_point_ends_its_cards_and_keeps_its_boxes_sealed(open_point: Database) -> None:
    send(open_point, [card(1)], 1)
    with open_point.writing() as tx:
        points_store.close(tx, POINT.id)
    send(open_point, [card(2)], 2)
    with open_point.reading() as tx:
        assert piles(tx) == {"main": 1} and cards_store.runs(tx, POINT.id) != []
    with open_point.writing() as tx:
        cards_store.forget_cards(tx, POINT.id)
        assert piles(tx) == {"main": 1} and cards_store.runs(tx, POINT.id) == []


def test_the_nightly_copy_keeps_every_row_and_gives_all_of_them_one_age(open_point: Database) -> None:
    for n in (1, 2, 3, 4):
        send(open_point, [card(n)], n)
    with open_point.reading() as tx:
        before = {one.id for one in boxes_store.of_point(tx, POINT.id)}
    with open_point.writing() as tx:
        boxes_store.rewrite(tx, lambda: secrets.randbelow(2**62))
    with open_point.reading() as tx:
        assert {one.id for one in boxes_store.of_point(tx, POINT.id)} == before
        if tx.dialect.name == "postgresql":
            ages = tx.exec_driver_sql("select distinct xmin::text from boxes union select xmin::text from cards")
            assert len(ages.all()) == 1
    send(open_point, [card(5)], 5)
    with open_point.reading() as tx:
        assert piles(tx) == {"main": 5}
