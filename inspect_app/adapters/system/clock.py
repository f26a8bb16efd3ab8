"""The clock, and the zones it can be read in. Only the top floors read it; everything below gets `now`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from inspect_app.domain import days

# What belongs to no place: the nightly count, a month's key, a page that nobody has signed in to.
HOME = ZoneInfo(days.HOME)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def zone(name: str) -> ZoneInfo:
    """A zone by its IANA name; kept in memory after the first time."""
    return ZoneInfo(name)


def day_only(moment: datetime) -> datetime:
    """Noon of a moment's day at the ministry: all that is kept of when something that must not be timed came in."""
    return days.noon_of(moment, HOME)


def day(moment: datetime, name: str = days.HOME) -> date:
    """The day it is at a moment where a zone's name says."""
    return days.day_at(moment, zone(name))
