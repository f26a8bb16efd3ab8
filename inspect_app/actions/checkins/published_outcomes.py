"""What the inspectors did, shown on the worker's page to every code of a point alike, once somebody published it.

It lies beside the worker's pepper of that point, in one small file, and dies with it. No table knows of it, so what the
database does for a code is the same before and after (ADR 28).
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.domain.checkins import published_outcomes as published_outcomes_rules
from inspect_app.domain.checkins.published_outcomes import PublishedOutcomes
from inspect_app.domain.problem import Problem
from inspect_app.store.checkins.points import Point
from inspect_app.store.visits import orders as orders_store
from inspect_app.store.visits import visits as visits_store


def of_point(tx: Connection, point: Point, now: datetime) -> PublishedOutcomes:
    """The orders of a point's closed visit, as they stand now: what would be published."""
    if point.state != "open" or checkins_actions.is_over(point, now):
        raise Problem("point-closed")
    if point.visit is None:
        raise Problem("not-found")
    visit = visits_store.get(tx, point.visit)
    if visit.state != "closed":
        raise Problem("deeds-too-early")
    return published_outcomes_rules.of(orders_store.of_visit(tx, visit.id), visit.planned_for)


def publish(told: PublishedOutcomes, point: Point, folder: Path) -> None:
    """Shows it to everyone with a code of that point. Publishing again shows the orders as they stand then."""
    checkins_actions.write_atomically(folder / f"{point.id}.deeds", published_outcomes_rules.write(told))


def withdraw(point_id: str, folder: Path) -> None:
    """Takes it off the worker's page again; nobody's code opens anything from then on."""
    (folder / f"{point_id}.deeds").unlink(missing_ok=True)


def is_published(point_id: str, folder: Path) -> bool:
    return (folder / f"{point_id}.deeds").exists()
