"""Which written days and moments exist: a pattern alone lets February 30 and 25 o'clock pass."""

import re
from collections.abc import Callable
from datetime import date, datetime

# Wide enough for a tablet whose clock lost its battery and for a year of birth, narrow enough for every time zone.
FIRST_YEAR, LAST_YEAR = 1900, 2999
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")


def is_day(value: object) -> bool:
    """Whether `value` is a text like 2026-11-23 that a calendar has, from 1900 to 2999."""
    return isinstance(value, str) and _DAY.fullmatch(value) is not None and _exists(date.fromisoformat, value)


def is_moment(value: object) -> bool:
    """Whether `value` is a UTC moment like 2026-11-23T14:05:09.250Z that a calendar and a clock have."""
    return isinstance(value, str) and _MOMENT.fullmatch(value) is not None and _exists(datetime.fromisoformat, value)


def _exists(parse: Callable[[str], date], value: str) -> bool:
    try:
        found = parse(value)
    except ValueError:
        return False
    return FIRST_YEAR <= found.year <= LAST_YEAR
