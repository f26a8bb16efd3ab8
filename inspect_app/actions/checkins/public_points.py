"""Opening a standing point with a host who is no employer. Its cards and its end are those of every point."""

from datetime import date, timedelta

from sqlalchemy import Connection

from inspect_app.domain import days
from inspect_app.domain.checkins import public_points
from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.domain.problem import Problem
from inspect_app.domain.register.regions import COUNTIES
from inspect_app.domain.staff.people import Staff
from inspect_app.domain.staff.permissions import may
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins.points import Point

# A point is opened for this month or the next.
AT_MOST_AHEAD = timedelta(days=31)


def open_public_point(
    tx: Connection,
    *,
    point_id: str,
    kind: str,
    host: str,
    place: str,
    county: str,
    contact: str,
    opens: date,
    why: str,
    by: Staff,
    today: date,
    time_zone: str = days.HOME,
) -> Point:
    """Opens a standing point until the end of its month; it is followed by a new one by itself.

    A consulate only by a supervisor, who gives a reason (kept in the journal), and month by month.
    """
    host, place, contact = (" ".join(text.split()) for text in (host, place, contact))
    if not contact:
        raise Problem("point-needs-contact")
    if kind not in public_points.HOSTS or county not in COUNTIES or not host or not place:
        raise Problem("wrong-input", why="Say what kind of place it is, its name, and where it is.")
    if not today <= opens <= today + AT_MOST_AHEAD:
        raise Problem("wrong-input", why="A public check-in point opens today or within a month.")
    if kind in public_points.NEEDS_REASON and not (may(by.role, "open-at-consulate") and why.strip()):
        raise Problem("consulate-needs-reason")
    point = Point(
        id=point_id,
        visit=None,
        host=host,
        opens=opens,
        closes=public_points.last_day(opens),
        headcount="unknown",
        cards_out=0,
        k=snapshots_rules.WIDE,
        state="open",
        contact=contact,
        approved_by=by.id if kind in public_points.NEEDS_REASON else None,
        host_kind=kind,
        place=place,
        county=county,
        time_zone=time_zone,
        agency=by.agency_id,
    )
    points_store.add(tx, point)
    return point
