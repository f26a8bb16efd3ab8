"""Where an employer stands, and its timeline."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from inspect_app.domain.visits.history import FindingLine, PublicListing, Scored, Zones, entries, stand
from inspect_app.domain.visits.orders import Order, days_late
from inspect_app.domain.visits.visits import Visit

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
EAST, WEST = ZoneInfo("America/Toronto"), ZoneInfo("America/Winnipeg")
ZONES = Zones({"s": EAST}, {"v": EAST}, EAST)
AT = datetime(2024, 6, 11, 12, tzinfo=UTC)
VISIT = Visit("v", "a", "e", "s", "closed", "inspection", "", AT.date(), "p", AT, opened_at=AT, closed_at=AT)
ORDER = Order("o", "v", "e", "EPFNA", "s. 9", "Give back", "Rendre", date(2026, 11, 22), "open", "p", AT)
SCORE = Scored("c", AT.date(), "1", 64.4, 48.0, 79.0, "thin", "{}", AT)


def test_an_order_is_not_late_on_its_due_day_and_is_late_the_day_after() -> None:
    assert days_late(ORDER, ORDER.due_on) == 0
    assert days_late(ORDER, TODAY) == 1
    assert days_late(replace(ORDER, state="kept"), TODAY) == 0
    assert days_late(replace(ORDER, state="missed"), TODAY) == 1


def test_where_an_employer_stands_is_counted_from_its_visits_orders_and_score() -> None:
    standing = stand([VISIT], [ORDER, replace(ORDER, id="k", state="kept")], SCORE, [], NOW, ZONES)
    assert (standing.open, standing.overdue, standing.years) == (1, 1, 2.5)
    assert (standing.points, standing.evidence, standing.urgent) == (64, "thin", False)


def test_what_is_late_and_when_a_visit_was_goes_by_the_sites_own_clock() -> None:
    west = Zones({"s": WEST}, {"v": WEST}, EAST)
    late = replace(VISIT, closed_at=datetime(2026, 11, 23, 5, 30, tzinfo=UTC))
    at = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
    assert stand([late], [ORDER], None, [], at, ZONES).overdue == 1
    assert stand([late], [ORDER], None, [], at, west).overdue == 0
    days = [entries([late], [], [], [], [], [], {}, at, zones)[0].when for zones in (ZONES, west)]
    assert days == [date(2026, 11, 23), date(2026, 11, 22)]


def test_an_employer_nobody_visited_stands_nowhere_yet() -> None:
    standing = stand([replace(VISIT, state="planned", closed_at=None)], [], None, [], NOW, ZONES)
    assert standing.years is None and standing.points is None


def test_one_strong_sign_is_urgent_whatever_the_points() -> None:
    sign = FindingLine("v", "ilo", "ilo11:7", "passports_held", ["observed"], 3, "documents")
    assert stand([VISIT], [], replace(SCORE, points=5.0), [sign], NOW, ZONES).urgent


def test_the_timeline_holds_everything_newest_first() -> None:
    kept = replace(ORDER, state="kept", settled_on=date(2026, 1, 5))
    listed = PublicListing("l", "lmia", "2024 Q1", datetime(2025, 2, 1, tzinfo=UTC), 12)
    found = entries([VISIT], [kept], [], [listed], [SCORE], [], {"s": "Greenhouse 4"}, NOW, ZONES)
    assert [entry.what for entry in found] == ["order-kept", "listing", "visit", "order", "score"]
    assert found[2].about["site"] == "Greenhouse 4"
