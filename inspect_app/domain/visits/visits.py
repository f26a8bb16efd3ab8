"""A visit: one trip of a team to one site."""

from dataclasses import dataclass
from datetime import date, datetime

STATES = ("planned", "under_way", "closed", "cancelled")
ARMS = ("random", "urgent", "complaint", "points", "follow_up", "chosen")


@dataclass(frozen=True)
class Visit:
    """`arm` and `selection_prob` say why this site was chosen; inspectors never see them. `expected_back` is when the
    team said it would be back, None when it said nothing or is back; `reported_at` when its first report was issued."""

    id: str
    agency_id: str
    employer_id: str
    site_id: str
    state: str
    kind: str
    purpose: str
    planned_for: date
    planned_by: str
    planned_at: datetime
    announced: str = "unannounced"
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    expected_back: datetime | None = None
    arm: str = "chosen"
    selection_prob: float | None = None
    draw_id: str | None = None
    reported_at: datetime | None = None


@dataclass(frozen=True)
class Member:
    """Someone on a visit's team; `part` is lead, member or interpreter."""

    staff_id: str
    name: str
    part: str


@dataclass(frozen=True)
class Carried:
    """A checklist version that a visit carries: the one it began with, even when a newer one is published."""

    key: str
    n: int
