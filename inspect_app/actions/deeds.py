"""What the inspectors did, shown on the worker's page to every code of a point alike, once somebody published it.

It lies beside the worker's pepper of that point, in one small file, and dies with it. No table knows of it, so what the
database does for a code is the same before and after (ADR 28).
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from inspect_app.actions import checkins
from inspect_app.domain import deeds as domain
from inspect_app.domain.deeds import Deeds
from inspect_app.domain.problem import Problem
from inspect_app.store import orders, visits
from inspect_app.store.checkins import Point


def of_point(tx: Connection, point: Point, now: datetime) -> Deeds:
    """The orders of a point's closed visit, as they stand now: what would be published."""
    if point.state != "open" or checkins.is_over(point, now):
        raise Problem("point-closed")
    if point.visit is None:
        raise Problem("not-found")
    visit = visits.get(tx, point.visit)
    if visit.state != "closed":
        raise Problem("deeds-too-early")
    return domain.of(orders.of_visit(tx, visit.id), visit.planned_for)


def publish(told: Deeds, point: Point, folder: Path) -> None:
    """Shows it to everyone with a code of that point. Publishing again shows the orders as they stand then."""
    checkins.write_beside(folder / f"{point.id}.deeds", domain.write(told))


def withdraw(point_id: str, folder: Path) -> None:
    """Takes it off the worker's page again; nobody's code opens anything from then on."""
    (folder / f"{point_id}.deeds").unlink(missing_ok=True)


def is_published(point_id: str, folder: Path) -> bool:
    return (folder / f"{point_id}.deeds").exists()
