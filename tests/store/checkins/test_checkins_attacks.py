"""Attacks on the check-in database by many phones at once, by flood, and by whoever reads the disk."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from inspect_app.store import Database
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins.cards import Run
from inspect_app.store.checkins.points import Point

POINT = Point(
    "1" * 32, "2" * 32, None, date(2026, 11, 1), date(2026, 12, 1), "50_99", 0, 5, "open", "clinic", None, "a" * 32
)


def card(n: int) -> bytes:
    return n.to_bytes(32, "big")


@pytest.fixture
def open_point(checkin_db: Database) -> Database:
    with checkin_db.writing() as tx:
        cards_store.prepare(tx, [secrets.token_bytes(2096) for _ in range(boxes_store.DECOYS)])
        points_store.add(tx, POINT)
        cards_store.add_run(tx, Run("a" * 32, POINT.id, "worker", 100, "live"), [card(n) for n in range(1, 101)])
    return checkin_db


def send(database: Database, h: bytes) -> None:
    with database.writing() as tx:
        cards_store.put(
            tx, [h], secrets.token_bytes(16), secrets.token_bytes(2096), slot=secrets.randbelow(boxes_store.DECOYS)
        )


def pile(database: Database, name: str) -> int:
    with database.reading() as tx:
        return sum(box.pile == name for box in boxes_store.of_point(tx, POINT.id))


def test_attack_2_one_card_from_fifty_phones_at_once_is_one_main_box(open_point: Database) -> None:
    with ThreadPoolExecutor(8) as phones:
        list(phones.map(lambda _n: send(open_point, card(1)), range(50)))
    assert pile(open_point, "main") == 1 and pile(open_point, "again") == 49


def test_attack_5_a_thousand_guessed_codes_leave_the_rows_and_a_fresh_card_as_they_were(open_point: Database) -> None:
    for n in range(1000):
        send(open_point, card(10_000 + n))
    with open_point.reading() as tx:
        assert len(boxes_store.of_point(tx, "0" * 32)) == boxes_store.DECOYS
    send(open_point, card(2))
    assert pile(open_point, "main") == 1


def test_a_copy_in_the_middle_of_an_evening_of_answers_loses_none(open_point: Database) -> None:
    def copy(_n: int) -> None:
        with open_point.writing() as tx:
            boxes_store.rewrite(tx, lambda: secrets.randbelow(2**62))

    with ThreadPoolExecutor(4) as authors:
        work = [authors.submit(send, open_point, card(n)) for n in range(1, 41)]
        work += [authors.submit(copy, n) for n in range(3)]
        for one in work:
            one.result()
    assert pile(open_point, "main") == 40


def test_attack_14_after_the_nightly_copy_the_disk_keeps_no_order(open_point: Database) -> None:
    marked = [secrets.token_bytes(16) for _ in range(60)]
    for n, name in enumerate(marked, start=1):
        with open_point.writing() as tx:
            cards_store.put(tx, [card(n)], name, secrets.token_bytes(2096), slot=0)
    with open_point.writing() as tx:
        boxes_store.rewrite(tx, lambda: secrets.randbelow(2**62))
    if open_point.is_sqlite:
        raw = Path(str(open_point.url.database)).read_bytes()
        places = [raw.rfind(name) for name in marked]
    else:
        with open_point.reading() as tx:
            found: dict[bytes, int] = dict(
                tx.exec_driver_sql("select id, (ctid::text::point)[0] * 1000 + (ctid::text::point)[1] from boxes").all()
            )
        places = [int(found[name]) for name in marked]
    ranks = {place: rank for rank, place in enumerate(sorted(places))}
    squares = sum((at - ranks[place]) ** 2 for at, place in enumerate(places))
    # Sixty places at chance stay under 0.45 in all but one of three thousand tries.
    assert abs(1 - 6 * squares / (60 * (60**2 - 1))) < 0.45


def test_the_write_ahead_log_is_ended_where_it_pairs_rows(open_point: Database) -> None:
    with open_point.writing() as tx:
        assert boxes_store.end_log(tx) is True


def test_boxes_go_when_no_key_could_open_them_any_more(open_point: Database) -> None:
    send(open_point, card(1))
    with open_point.writing() as tx:
        points_store.close(tx, POINT.id)
        assert boxes_store.drop_boxes(tx, date(2026, 12, 1)) == []
        assert boxes_store.drop_boxes(tx, date(2026, 12, 2)) == [POINT.id]
    assert pile(open_point, "main") == 0


def places(database: Database) -> tuple[list[bytes], list[bytes]]:
    """Used cards and main boxes as they lie on the disk, each in its own order."""
    if database.is_sqlite:
        raw = Path(str(database.url.database)).read_bytes()
        with database.reading() as tx:
            used = list(tx.exec_driver_sql("select h from cards where used = 1").scalars())
            main = [box.id for box in boxes_store.of_point(tx, POINT.id)]
        return sorted(used, key=raw.rfind), sorted(main, key=raw.rfind)
    with database.reading() as tx:
        used = list(tx.exec_driver_sql("select h from cards where used = 1 order by ctid").scalars())
        main = list(tx.exec_driver_sql(f"select id from boxes where point = '{POINT.id}' order by ctid").scalars())
    return [bytes(h) for h in used], [bytes(name) for name in main]


def pairs(database: Database) -> set[tuple[bytes, bytes]]:
    """What `xmin` joins on PostgreSQL; on SQLite, which has no such thing, nothing."""
    if database.is_sqlite:
        return set()
    with database.reading() as tx:
        found = tx.exec_driver_sql(
            f"select h, b.id from cards c join boxes b on c.xmin = b.xmin where used = 1 and b.point = '{POINT.id}'"
        )
        return {(bytes(h), bytes(name)) for h, name in found}


def test_attack_14_neither_row_ages_nor_places_pair_a_card_with_its_box_after_the_nightly_copy(
    open_point: Database,
) -> None:
    hashes, boxes = [secrets.token_bytes(32) for _ in range(60)], [secrets.token_bytes(16) for _ in range(60)]
    truth = dict(zip(hashes, boxes, strict=True))
    with open_point.writing() as tx:
        cards_store.add_run(tx, Run("d" * 32, POINT.id, "worker", 60, "live"), hashes)
    for h, name in truth.items():
        with open_point.writing() as tx:
            cards_store.put(tx, [h], name, secrets.token_bytes(2096), slot=0)
    # Until the night the link is there, and docs/privacy.md says so: the attack works, so its failure means something.
    assert open_point.is_sqlite or pairs(open_point) == set(truth.items())
    with open_point.writing() as tx:
        boxes_store.rewrite(tx, lambda: secrets.randbelow(2**62))
    assert open_point.is_sqlite or len(pairs(open_point)) == 60 * 60
    hits = sum(truth[h] == name for h, name in zip(*places(open_point), strict=True))
    # One in sixty by chance; more than seven happens once in a hundred thousand runs.
    assert hits <= 7
    if open_point.is_sqlite:
        file = Path(str(open_point.url.database))
        raw, audit_log = file.read_bytes(), Path(f"{file}-journal")
        # No second copy of a row anywhere: a box stands in its table and in one index, a card in its table.
        assert {raw.count(name) for name in boxes} == {2} and {raw.count(h) for h in hashes} == {1}
        assert not audit_log.exists() or audit_log.stat().st_size == 0
