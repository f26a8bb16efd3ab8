"""Duty: who reads urgent calls and when, so that a worker's page says only what is so.

"An officer reads this now" stands on the page only while somebody on duty has the list of calls open. Source of the
rule: docs/privacy.md, "Help now".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from inspect_app.domain.staff.people import Staff
from inspect_app.domain.staff.permissions import may

# A call that nobody has taken by then is everybody's.
TAKEN_WITHIN = timedelta(minutes=15)
# The list of calls asks again twice a minute; a page that has been silent longer is closed or asleep.
AT_THE_SCREEN = timedelta(seconds=90)
# A rota that begins later than this is no promise.
AHEAD = timedelta(days=3)
LONGEST = timedelta(hours=24)
KEPT_DAYS = 30

# Less serious first: a more serious call on a case that is open raises it and asks again.
KINDS = ("hurt", "locked_in", "violence", "child")


@dataclass(frozen=True)
class Shift:
    """One person's duty, from `starts` to `ends`; `seen` is when their list of calls last asked for news."""

    id: str
    staff: str
    starts: datetime
    ends: datetime
    seen: datetime | None = None


@dataclass(frozen=True)
class Reading:
    """`state`: "now" (somebody on duty has the list open), "away" (on duty, not at the screen), "later" (from `at` on),
    "nobody" (no rota: the page then shows numbers only)."""

    state: str
    at: datetime | None = None


def on_duty(shifts: Sequence[Shift], now: datetime) -> list[Shift]:
    return [one for one in shifts if one.starts <= now < one.ends]


def reading(shifts: Sequence[Shift], now: datetime) -> Reading:
    """What is true at this moment about who reads an urgent call."""
    here = on_duty(shifts, now)
    if any(one.seen is not None and now - one.seen <= AT_THE_SCREEN for one in here):
        return Reading("now")
    if here:
        return Reading("away")
    next_ = min((one.starts for one in shifts if now < one.starts <= now + AHEAD), default=None)
    return Reading("later", next_) if next_ else Reading("nobody")


def due(shifts: Sequence[Shift], now: datetime) -> datetime:
    """Until when somebody must have taken a call that comes now."""
    told = reading(shifts, now)
    return (told.at or now) + TAKEN_WITHIN


def is_reader(person: Staff) -> bool:
    """Whether somebody can be put on duty: their access has not ended, and their role handles calls."""
    return person.state == "active" and may(person.role, "handle-urgent")


def alarms(due_moments: Sequence[datetime], *, is_on_duty: bool, now: datetime) -> int:
    """How many calls alarm one reader. `due_moments`: until when somebody must have taken each call nobody has taken.

    A call past its moment is everybody's. Whoever is on duty is alarmed by every one that waits.
    """
    return sum(is_on_duty or due <= now for due in due_moments)


def worse(one: str, other: str) -> bool:
    """Whether `other` is more serious than `one`."""
    return KINDS.index(other) > KINDS.index(one)
