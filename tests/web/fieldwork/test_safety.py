"""A team that said when it would be back: the desk sees who is late, and no longer once somebody says they are back."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, FakeTablet, rows

LATE = (NOW - timedelta(minutes=20)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
SOON = (NOW + timedelta(minutes=20)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def test_the_desk_sees_a_team_that_is_late_and_only_while_it_is(
    app: Flask, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    tablet.plan(instance.database, NOW)
    tablet_client, officer = FakeTablet(app, NOW), browser("officer")
    for back_by, late in ((SOON, False), (LATE, True), (None, False)):
        tablet_client.add(VISIT, "expected_back", {"back_by": back_by})
        assert tablet_client.send(VISIT)[-1]["answer"] == "stored"
        home, listed = officer.get("/desk/"), officer.get("/desk/visits?state=under_way")
        one = officer.get(f"/desk/visits/{VISIT}")
        assert [
            text in page
            for text, page in (
                ("team not back in time", home),
                ("Not back in time", listed),
                ("The team is not back", one),
            )
        ] == [late] * 3
        assert ("Back by" in one) == (back_by is not None)


def test_a_closed_visit_is_never_late(app: Flask, instance: people.Instance, browser: Callable[[str], Browser]) -> None:
    tablet.plan(instance.database, NOW)
    tablet_client = FakeTablet(app, NOW)
    tablet_client.add(VISIT, "expected_back", {"back_by": LATE})
    tablet.a_visit(tablet_client)
    tablet_client.send(VISIT)
    tablet_client.seal(VISIT, tablet_client.pack_told["receipt_key"])
    assert rows(instance.database, "select state from visits") == [("closed",)]
    assert "team not back in time" not in browser("officer").get("/desk/")
