"""Opening a standing point with a host who is no employer. Its cards and its end are those of every point."""

from datetime import date, timedelta

from sqlalchemy import Connection

from inspect_app.domain import days, snapshots, standing
from inspect_app.domain.acts import may
from inspect_app.domain.people import Staff
from inspect_app.domain.problem import Problem
from inspect_app.domain.regions import COUNTIES
from inspect_app.store import checkins as store
from inspect_app.store.checkins import Point

# A point is opened for this month or the next.
AT_MOST_AHEAD = timedelta(days=31)


def open_standing(
    tx: Connection, *, point_id: str, kind: str, host: str, place: str, county: str, contact: str, opens: date,
    why: str, by: Staff, today: date, time_zone: str = days.HOME,
) -> Point:  # fmt: skip
    """Opens a standing point until the end of its month; it is followed by a new one by itself.

    A consulate only by a supervisor, who gives a reason (kept in the journal), and month by month.
    """
    host, place, contact = (" ".join(text.split()) for text in (host, place, contact))
    if not contact:
        raise Problem("point-needs-contact")
    if kind not in standing.HOSTS or county not in COUNTIES or not host or not place:
        raise Problem("wrong-input", why="Say what kind of place it is, its name, and where it is.")
    if not today <= opens <= today + AT_MOST_AHEAD:
        raise Problem("wrong-input", why="A standing point opens today or within a month.")
    if kind in standing.NEEDS_REASON and not (may(by.role, "open-at-consulate") and why.strip()):
        raise Problem("consulate-needs-reason")
    point = Point(
        id=point_id, visit=None, host=host, opens=opens, closes=standing.last_day(opens), headcount="unknown",
        cards_out=0, k=snapshots.WIDE, state="open", contact=contact,
        approved_by=by.id if kind in standing.NEEDS_REASON else None, host_kind=kind, place=place, county=county,
        time_zone=time_zone, agency=by.agency_id,
    )  # fmt: skip
    store.add_point(tx, point)
    return point
