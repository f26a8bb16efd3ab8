"""The pool's released lines and the standing points behind them, on both engines."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from inspect_app.domain.checkins.regional_totals import RegionalTotal
from inspect_app.store import Database
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins import regional_totals as regional_totals_store
from inspect_app.store.checkins.points import Point

LINE = RegionalTotal("farm", "3537", "papers", 1, "few", "2026-09")
POINT = Point(
    "1" * 32,
    None,
    "Library",
    date(2026, 11, 1),
    date(2026, 11, 30),
    "unknown",
    0,
    10,
    "open",
    "clinic",
    None,
    "a" * 32,
    host_kind="library",
    place="Leamington",
    county="3537",
)


def test_the_newest_line_of_each_cell_and_question_is_shown_and_none_is_ever_replaced(checkin_db: Database) -> None:
    newer, other = replace(LINE, seq=2, band="most", month="2026-11"), replace(LINE, county="3525")
    with checkin_db.writing() as tx:
        regional_totals_store.add(tx, [newer, LINE, other])
        regional_totals_store.add(tx, [])
    with checkin_db.reading() as tx:
        assert regional_totals_store.newest(tx) == [other, newer] and regional_totals_store.newest(tx, "2026-10") == [
            newer
        ]
        assert regional_totals_store.seqs(tx) == {("farm", "3537", "papers"): 2, ("farm", "3525", "papers"): 1}
    with pytest.raises(IntegrityError), checkin_db.writing() as tx:
        regional_totals_store.add(tx, [replace(LINE, band="most")])


def test_the_next_point_of_the_same_host_is_found_and_no_other(checkin_db: Database) -> None:
    december = replace(POINT, id="2" * 32, opens=date(2026, 12, 1), closes=date(2026, 12, 31))
    with checkin_db.writing() as tx:
        for one in (POINT, december, replace(december, id="3" * 32, place="Delhi")):
            points_store.add(tx, one)
        assert [one.id for one in points_store.later(tx, POINT)] == [december.id]
        assert points_store.later(tx, december) == []
        points_store.close(tx, december.id)
        assert points_store.later(tx, POINT) == []


def test_a_point_has_a_host_of_a_kind_or_a_visit_and_never_half_of_it(checkin_db: Database) -> None:
    for wrong in (replace(POINT, host_kind=None), replace(POINT, visit="9" * 32), replace(POINT, host=None)):
        with pytest.raises(IntegrityError), checkin_db.writing() as tx:
            points_store.add(tx, wrong)
