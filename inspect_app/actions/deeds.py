"""What the inspectors did, shown on the worker's page to every code of a point alike, once somebody published it.

It lies beside the worker's pepper of that point, in one small file, and dies with it. No table knows of it, so what the
database does for a code is the same before and after (ADR 28).
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from inspect_app.actions import checkins, journal
from inspect_app.domain import deeds as domain
from inspect_app.domain.people import Staff
from inspect_app.domain.problem import Problem
from inspect_app.store import orders, visits
from inspect_app.store.checkins import Point


def publish(tx: Connection, point: Point, folder: Path, *, by: Staff, now: datetime) -> None:
    """Shows the orders of a point's closed visit, as they stand now, to everyone with a code of that point.

    Publishing again shows them as they stand then.
    """
    if point.state != "open" or checkins.is_over(point, now):
        raise Problem("point-closed")
    if point.visit is None:
        raise Problem("not-found")
    visit = visits.get(tx, point.visit)
    if visit.state != "closed":
        raise Problem("deeds-too-early")
    found = domain.of(orders.of_visit(tx, visit.id), visit.planned_for)
    checkins.write_beside(folder / f"{point.id}.deeds", domain.write(found))
    journal.note(
        tx, act="publish-deeds", by=by, now=now, about=("point", point.id), detail={"orders": len(found.orders)}
    )


def withdraw(tx: Connection, point_id: str, folder: Path, *, by: Staff, now: datetime) -> None:
    """Takes it off the worker's page again; nobody's code opens anything from then on."""
    if not is_published(point_id, folder):
        raise Problem("not-found")
    (folder / f"{point_id}.deeds").unlink()
    journal.note(tx, act="withdraw-deeds", by=by, now=now, about=("point", point_id))


def is_published(point_id: str, folder: Path) -> bool:
    return (folder / f"{point_id}.deeds").exists()
