"""Calendar days. A day is always the day at the place it speaks of, so each function here is told the place's zone.

No other module turns a moment into a day: `tests/test_days.py` looks for it. `static/tablet/core/days.mjs` is the
same for
the browser, tried with the same cases (`tests/cases/days.json`).
"""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo

# Where a place says nothing else. The rest of the zones that a site of Canada can be in, from east to west.
HOME = "America/Toronto"
ZONES = (
    "America/St_Johns",
    "America/Halifax",
    HOME,
    "America/Iqaluit",
    "America/Atikokan",
    "America/Winnipeg",
    "America/Regina",
    "America/Edmonton",
    "America/Vancouver",
    "America/Whitehorse",
)
# Ontario keeps Central time west of this meridian, but for a few towns: there a person chooses.
WEST_OF = -90.0
WESTERN = "America/Winnipeg"


def day_at(moment: datetime, zone: tzinfo) -> date:
    """The day it is in `zone` at an aware moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone belongs to no place, so nobody can say which day it is")
    return moment.astimezone(zone).date()


def add_days(day: date, n: int) -> date:
    """`n` calendar days later (or earlier, below zero), however long those days are."""
    return day + timedelta(days=n)


def start_of(day: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a day begins in `zone`."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def noon_of(moment: datetime, zone: tzinfo) -> datetime:
    """Noon, in UTC, of a moment's day in `zone`: all that may be kept of when something happened."""
    return datetime.combine(day_at(moment, zone), time(12), zone).astimezone(UTC)


def everywhere(moment: datetime, zone: Callable[[str], tzinfo], names: Collection[str] = ZONES) -> Mapping[str, date]:
    """The day in each zone at one moment, by the zone's name. `zone` finds a zone by its name."""
    return {name: day_at(moment, zone(name)) for name in names}


def zone_of_place(lon: float | None, otherwise: str) -> str:
    """The zone of a place in Ontario by its longitude in degrees; `otherwise` where that is not known or not west."""
    return WESTERN if lon is not None and lon < WEST_OF else otherwise
