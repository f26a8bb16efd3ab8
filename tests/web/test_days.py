"""The desk's days: what belongs to a site goes by the site's day, what belongs to the desk by the agency's."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import update

from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.domain import days
from inspect_app.store import schema as t
from inspect_app.store.register import sites as sites_store
from tests import people
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.journeys import rows

# Half past one in Greenwich, half past eight in the evening of the day before in Ontario.
LATE = datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
THERE = date(2026, 11, 30)


def at(app: Flask, instance: people.Instance, moment: datetime, zone: str = days.HOME) -> Browser:
    """An officer's browser at a moment; the order's last day is Nov 30 at a site in `zone`."""
    with instance.database.writing() as tx:
        rows.put(tx, NOW)
        tx.execute(update(t.orders).where(t.orders.c.id == rows.LATE).values(due_on=THERE))
        tx.execute(update(t.sites).where(t.sites.c.id == rows.SITE).values(time_zone=zone))
    app.config["CLOCK"] = lambda: moment
    return Browser(app, "officer")


def overdue(browser: Browser) -> bool:
    return rows.LATE in browser.client.get("/desk/orders?which=overdue").get_data(as_text=True)


def test_an_order_due_today_is_not_overdue_in_the_evening(app: Flask, instance: people.Instance) -> None:
    browser = at(app, instance, LATE)
    assert not overdue(browser)
    assert rows.LATE in browser.client.get("/desk/orders").get_data(as_text=True)


def test_it_is_overdue_from_midnight_where_the_site_is(app: Flask, instance: people.Instance) -> None:
    browser = at(app, instance, datetime(2026, 12, 1, 5, 0, tzinfo=UTC))
    assert overdue(browser)


def test_at_a_western_site_it_is_in_time_an_hour_longer(app: Flask, instance: people.Instance) -> None:
    browser = at(app, instance, datetime(2026, 12, 1, 5, 30, tzinfo=UTC), "America/Winnipeg")
    assert not overdue(browser)
    app.config["CLOCK"] = lambda: datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
    assert overdue(browser)


def test_a_plan_proposes_the_day_it_is_at_the_site(app: Flask, instance: people.Instance) -> None:
    browser = at(app, instance, LATE)
    page = browser.client.get(f"/desk/visits/plan/{rows.SITE}").get_data(as_text=True)
    assert 'value="2026-11-30"' in page and "2026-12-01" not in page


def test_the_desk_lists_the_visits_of_today_where_they_are(app: Flask, instance: people.Instance) -> None:
    browser = at(app, instance, LATE)
    with instance.database.writing() as tx:
        planned = t.visits.c.id == rows.PLANNED
        tx.execute(update(t.visits).where(planned).values(planned_for=THERE, state="planned"))
    assert f"/desk/visits/{rows.PLANNED}" in browser.client.get("/desk/").get_data(as_text=True)


def test_a_point_opened_in_the_evening_opens_today(app: Flask, instance: people.Instance) -> None:
    with instance.checkin_database.writing() as tx:
        values: dict[str, Any] = {"headcount": "25_49", "contact": "a clinic", "time_zone": "America/Winnipeg"}
        point = checkins_actions.open_point(
            tx, point_id="4" * 32, agency="a" * 32, visit_id="8" * 32, today=THERE, **values
        )
    last = datetime.combine(point.closes + timedelta(days=1), datetime.min.time(), UTC)
    assert not checkins_actions.is_over(point, last + timedelta(hours=5, minutes=59))
    assert checkins_actions.is_over(point, last + timedelta(hours=6))


def test_the_clock_of_a_site_is_chosen_on_its_page(app: Flask, instance: people.Instance) -> None:
    browser = at(app, instance, NOW)
    page = browser.client.get(f"/desk/sites/{rows.SITE}/edit").get_data(as_text=True)
    assert '<option selected value="America/Toronto">' in page
    values = {"kind": "work", "name": "Greenhouse 4", "base_version": "1"}
    browser.post(f"/desk/sites/{rows.SITE}/edit", values | {"time_zone": "Europe/Paris"}, status=400)
    browser.post(f"/desk/sites/{rows.SITE}/edit", values | {"time_zone": "America/Atikokan"})
    with instance.database.reading() as tx:
        assert sites_store.zone_name(tx, rows.SITE) == "America/Atikokan"


def test_a_gate_west_of_ninety_degrees_sets_the_western_clock_unless_a_person_chose(
    app: Flask, instance: people.Instance
) -> None:
    at(app, instance, NOW)
    browser = Browser(app, "inspector")
    gate = {"lat": "49.77", "lon": "-94.49", "precision": "hand", "source": "a map"}
    browser.post(f"/desk/sites/{rows.HOUSE}/gate", gate | {"base_version": "1"}, start=f"/desk/sites/{rows.HOUSE}")
    with instance.database.writing() as tx:
        assert sites_store.zone_name(tx, rows.HOUSE) == "America/Winnipeg"
        sites_store.change(tx, rows.HOUSE, {"time_zone": "America/Atikokan"}, 2)
    browser.post(f"/desk/sites/{rows.HOUSE}/gate", gate | {"base_version": "3"}, start=f"/desk/sites/{rows.HOUSE}")
    with instance.database.reading() as tx:
        assert sites_store.zone_name(tx, rows.HOUSE) == "America/Atikokan"
