"""The clock. Only the top floors read it; everything below gets `now`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

# Ontario first; a province in another zone sets its own when it comes.
ZONE = ZoneInfo("America/Toronto")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def day(moment: datetime) -> date:
    """The day it is where the workers are: a point's last evening is not cut off by midnight in Greenwich."""
    return moment.astimezone(ZONE).date()
