"""What a page asks of the databases does not grow with what it shows, and is little."""

from dataclasses import replace

import pytest
from flask import Flask

from inspect_app.store.register import links as links_store
from tests import busy_desk, people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.statements import counted
from tests.tablet import FakeTablet

LISTS = {
    "/desk/": "supervisor",
    "/desk/visits": "supervisor",
    "/desk/visits?state=unreported": "supervisor",
    "/desk/employers": "supervisor",
    "/desk/employers?q=kettle": "supervisor",
    "/desk/points": "inspector",
    "/desk/orders": "supervisor",
    "/desk/reports": "supervisor",
    "/desk/audit-log": "supervisor",
    "/desk/held-for-review": "supervisor",
    "/desk/urgent": "supervisor",
}
# One record with everything that is known of it, and the line that says who opened it.
RECORDS = {f"/desk/employers/{busy_desk.name('e', 0)}": "supervisor"}
MOST_IN_A_LIST, MOST_IN_A_RECORD, MOST_IN_A_PACK = 12, 24, 15
FEW, MANY = 2, 20
_ALL_NAMES = frozenset(f"blue kettle {at}" for at in range(MANY))


@pytest.fixture
def device(instance: people.Instance, app: Flask) -> FakeTablet:
    tablet.plan(instance.database, NOW)
    return FakeTablet(app, NOW)


@pytest.mark.both_engines
def test_a_list_sends_few_statements_and_no_more_for_twenty_rows_than_for_two(
    instance: people.Instance, app: Flask, device: FakeTablet
) -> None:
    browsers = {role: Browser(app, role) for role in ("supervisor", "inspector")}
    few = _statements(instance, browsers, device.device, range(FEW))
    many = _statements(instance, browsers, device.device, range(FEW, MANY))
    assert {path: (few[path], n) for path, n in many.items() if n > few[path]} == {}
    too_many = {path: n for path, n in many.items() if n > (MOST_IN_A_LIST if path in LISTS else MOST_IN_A_RECORD)}
    assert too_many == {}


@pytest.mark.both_engines
def test_the_pack_of_twenty_visits_is_read_in_few_statements(instance: people.Instance, device: FakeTablet) -> None:
    busy_desk.fill(instance, device.device, range(MANY))
    with counted() as sent:
        pack = device.pack()
    assert len(pack["visits"]) == MANY + 1
    assert len(sent) <= MOST_IN_A_PACK, "\n".join(sent)


def _statements(instance: people.Instance, browsers: dict[str, Browser], device: str, numbers: range) -> dict[str, int]:
    """Path -> how many statements the page sends once there is one of everything for each number."""
    busy_desk.fill(instance, device, numbers)
    found = {}
    for path, role in (LISTS | RECORDS).items():
        with counted() as sent:
            text = browsers[role].get(path)
        # What is counted must be the page with all its rows, not an empty one.
        assert "Kettle" in text or "Greenhouse" in text or path in ("/desk/audit-log",), path
        found[path] = len(sent)
    return found


def test_looking_for_links_reads_all_candidates_at_once(instance: people.Instance, device: FakeTablet) -> None:
    busy_desk.fill(instance, device.device, range(MANY))
    with instance.database.reading() as tx, counted() as sent:
        alike = links_store.candidates(tx, replace(links_store.profile(tx, busy_desk.name("e", 0)), names=_ALL_NAMES))
        found = links_store.profiles(tx, alike)
    assert len(found) == MANY - 1 and all(len(profile.names) == 2 for profile in found.values())
    assert len(sent) == 6 + 3 + 6
