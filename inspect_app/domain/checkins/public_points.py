"""Standing points: places that are no employer's, where workers come by themselves.

They close with the month and open again as new points, so that no card, fingerprint or pepper lives longer than that.
"""

from calendar import monthrange
from datetime import date, timedelta

# A consulate is where some workers are watched by those who sent them: never by default.
HOSTS = (
    *("health_centre", "legal_clinic", "worker_centre", "library", "laundromat", "money_transfer", "airport"),
    "consulate",
)
NEEDS_REASON = frozenset({"consulate"})
MOST_CARDS = 200
# Next month's point is there a week ahead, so that its cards are printed and at the host when the old ones end.
AHEAD = timedelta(days=7)


def last_day(opens: date) -> date:
    return opens.replace(day=monthrange(opens.year, opens.month)[1])


def next_opening(closes: date, today: date) -> date | None:
    """The first day of the point that follows one which closes on `closes`; None while that is more than a week off."""
    return max(closes + timedelta(days=1), today) if today > closes - AHEAD else None
