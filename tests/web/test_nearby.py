"""Planning a visit shows which planned visits are near, so that one way can serve two of them."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from inspect_app.store import schema as t
from inspect_app.store.register import sites as sites_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.store.visits import visits as visits_store
from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW

HERE, NORTH, FAR = "2" * 32, "3" * 32, "4" * 32
PAGE = f"/desk/visits/plan/{HERE}"


def site(instance: people.Instance, site_id: str, lat: float, name: str, *, confirmed: bool = True) -> None:
    """A site straight north of the first, with a visit planned to it."""
    with instance.database.writing() as tx:
        template = sites_store.get(tx, HERE)
        values = vars(template) | {"id": site_id, "name": name, "lat": lat, "confirmed_at": NOW if confirmed else None}
        sites_store.add(tx, type(template)(**values))
        values = vars(visits_store.get(tx, tablet.VISIT)) | {"id": site_id, "site_id": site_id}
        tx.execute(t.visits.insert().values(**values))


@pytest.fixture
def planned(instance: people.Instance, app: Flask) -> None:
    tablet.plan(instance.database, NOW)
    with instance.database.writing() as tx:
        tx.execute(update(t.sites).values(confirmed_at=NOW))


@pytest.mark.usefixtures("planned")
def test_a_planned_visit_to_another_site_nearby_is_shown_with_its_distance(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    officer = browser("officer")
    assert "Planned visits nearby" not in officer.get(PAGE), "the visit to this very site is no other"
    site(instance, NORTH, 42.15, "North packing shed")
    site(instance, FAR, 43.05, "Far orchard")
    page = officer.get(PAGE)
    assert "Planned visits nearby" in page and "North packing shed" in page and "11 km" in page
    assert "Far orchard" not in page


@pytest.mark.usefixtures("planned")
def test_a_gate_that_nobody_has_confirmed_has_no_distance(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    site(instance, NORTH, 42.15, "North packing shed", confirmed=False)
    assert "Planned visits nearby" not in browser("officer").get(PAGE)
    assert "Planned visits nearby" not in browser("officer").get(f"/desk/visits/plan/{NORTH}")


@pytest.mark.usefixtures("planned")
def test_visits_of_another_agency_and_visits_that_are_over_are_not_shown(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    site(instance, NORTH, 42.15, "North packing shed")
    with instance.database.writing() as tx:
        tx.execute(update(t.visits).where(t.visits.c.id == NORTH).values(state="cancelled"))
    assert "North packing shed" not in browser("officer").get(PAGE)
    with instance.database.writing() as tx:
        staff_store.add_agency(tx, people.Agency("c" * 32, "Other", "Autre", "provincial"))
        other = vars(people.person("officer")) | {"id": "d" * 32, "agency_id": "c" * 32, "email": "o@other.example"}
        staff_store.add(tx, people.Staff(**other), password_hash=None, now=NOW)
        changed = {"state": "planned", "planned_by": "d" * 32, "agency_id": "c" * 32}
        tx.execute(update(t.visits).where(t.visits.c.id == NORTH).values(**changed))
    assert "North packing shed" not in browser("officer").get(PAGE)


@pytest.mark.usefixtures("planned")
def test_the_nearest_come_first_and_five_are_enough(
    instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    for n in range(7):
        site(instance, f"{n + 9:x}" * 32, 42.45 - n * 0.05, f"Shed {n}")
    page = browser("officer").get(PAGE)
    assert re.findall(r"Shed \d", page) == ["Shed 6", "Shed 5", "Shed 4", "Shed 3", "Shed 2"]
