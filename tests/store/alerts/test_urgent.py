"""Urgent taps: one open case a place, raised by what is more serious, the same work for every code."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from inspect_app.store import Database
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import boxes as boxes_store
from tests.conftest import NOW
from tests.store.checkins.test_checkins import POINT, card, counting, open_point, send

__all__ = ["open_point"]
SOON = NOW + timedelta(minutes=15)
MORE = NOW + timedelta(minutes=40)


def tap(database: Database, hashes: Sequence[bytes], kind: str, n: int = 1, due: object = SOON) -> None:
    with database.writing() as tx:
        urgent_store.tap(tx, hashes, kind, call_id=f"{n:032x}", days=lambda _point: NOW.date(), due=due)  # type: ignore[arg-type]


def waiting(database: Database) -> list[tuple[str | None, str, str | None]]:
    with database.reading() as tx:
        return [(call.point, call.kind, call.handled_by) for call in urgent_store.waiting(tx, "a" * 32)]


def test_attack_51_a_thousand_taps_of_one_place_are_one_open_case(open_point: Database) -> None:
    for n in range(1000):
        tap(open_point, [card(1 + n % 6)], "hurt", n)
    assert waiting(open_point) == [(POINT.id, "hurt", None)]
    tap(open_point, [b"\x99" * 32], "hurt", 2000)
    tap(open_point, [], "violence", 2001)
    assert waiting(open_point) == [(POINT.id, "hurt", None), (None, "violence", None)]


def test_a_more_serious_kind_raises_the_case_and_asks_again_and_a_lesser_one_changes_nothing(
    open_point: Database,
) -> None:
    tap(open_point, [card(1)], "locked_in")
    with open_point.writing() as tx:
        assert urgent_store.take(tx, f"{1:032x}", by="e" * 32) and not urgent_store.take(tx, f"{1:032x}", by="f" * 32)
    tap(open_point, [card(2)], "hurt", 2, MORE)
    assert waiting(open_point) == [(POINT.id, "locked_in", "e" * 32)]
    tap(open_point, [card(3)], "child", 3, MORE)
    with open_point.reading() as tx:
        [call] = urgent_store.waiting(tx, "a" * 32)
    assert (call.kind, call.handled_by, call.due) == ("child", None, MORE)


def test_a_tap_after_a_case_was_done_with_is_a_new_case(open_point: Database) -> None:
    tap(open_point, [card(1)], "violence")
    with open_point.writing() as tx:
        urgent_store.handle(tx, f"{1:032x}", by="e" * 32, day=NOW.date())
    assert waiting(open_point) == []
    tap(open_point, [card(1)], "hurt", 2)
    assert waiting(open_point) == [(POINT.id, "hurt", None)]


def test_the_moment_of_a_call_is_forgotten_when_somebody_takes_it(open_point: Database) -> None:
    tap(open_point, [card(1)], "hurt")
    with open_point.writing() as tx:
        urgent_store.take(tx, f"{1:032x}", by="e" * 32)
    with open_point.reading() as tx:
        assert [call.due for call in urgent_store.waiting(tx, "a" * 32)] == [None]


def test_calls_are_gone_thirty_days_after_they_were_done_with(open_point: Database) -> None:
    for n, kind in enumerate(("hurt", "violence"), 1):
        tap(open_point, [card(1)] if n == 1 else [], kind, n)
        with open_point.writing() as tx:
            urgent_store.handle(tx, f"{n:032x}", by="e" * 32, day=NOW.date() - timedelta(days=30 * n))
    tap(open_point, [card(1)], "hurt", 3)
    with open_point.writing() as tx:
        urgent_store.forget(tx, NOW.date() - timedelta(days=30))
    with open_point.reading() as tx:
        held = tx.exec_driver_sql("select id from urgent order by id").scalars().all()
    assert held == [f"{1:032x}", f"{3:032x}"]


@pytest.mark.parametrize("first", [True, False], ids=["first tap", "later tap"])
def test_attack_3_a_tap_runs_the_same_statements_and_uses_nothing_up_whatever_the_code(
    open_point: Database, first: bool
) -> None:
    send(open_point, [card(2)], 1)
    cards = {"fresh": card(1), "used": card(2), "management": card(11), "void": card(21), "unknown": b"\x99" * 32}
    if not first:
        tap(open_point, [card(1)], "hurt", 500)
        tap(open_point, [], "hurt", 501)
    seen = {}
    for n, (name, h) in enumerate(cards.items(), 1):
        with open_point.writing() as tx, counting(tx) as made:
            urgent_store.tap(tx, [h], "hurt", call_id=f"{n:032x}", days=lambda _point: NOW.date(), due=SOON)
        seen[name] = made
        if first:
            with open_point.writing() as tx:
                tx.exec_driver_sql("delete from urgent")
    assert all(made == seen["fresh"] for made in seen.values()), seen
    with open_point.reading() as tx:
        used = tx.exec_driver_sql("select sum(used) from cards").scalar()
        boxes = len(boxes_store.of_point(tx, POINT.id))
    assert (used, boxes) == (1, 1)
