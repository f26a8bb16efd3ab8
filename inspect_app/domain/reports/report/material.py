"""What an edition may draw on, gathered by the action that makes one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from inspect_app.domain.checklists.checklist.model import Checklist
from inspect_app.domain.days import day_at
from inspect_app.domain.fieldwork.findings import Findings, Frameworks
from inspect_app.domain.fieldwork.inspection import Inspection
from inspect_app.domain.register.register import Employer, Site
from inspect_app.domain.risk import Score
from inspect_app.domain.staff.people import Appointment
from inspect_app.domain.visits.orders import Order
from inspect_app.domain.visits.visits import Member, Visit


@dataclass(frozen=True)
class Review:
    """Where and until when an order under an Act can be reviewed; `waits`: whether complying waits for the answer."""

    act: str
    body: Mapping[str, str]
    form: Mapping[str, str]
    days: int
    waits: bool
    post: bool


@dataclass(frozen=True)
class Material:
    """Everything an edition may draw on. `notes` maps a blob hash to its text; struck blobs are absent.

    `recorded`: (item, citation) -> the basis that a supervisor recorded besides what workers told.
    `zone`: the clock of the place: a day printed is the day there.
    `voice`: (question, band) of the newest k = 10 snapshot. `asks`: item id -> its words.
    """

    employer: Employer
    site: Site
    visit: Visit
    team: Sequence[Member]
    appointments: Sequence[Appointment]
    inspection: Inspection
    checklists: Mapping[tuple[str, int], Checklist]
    findings: Findings
    frameworks: Frameworks
    score: Score | None
    orders: Sequence[Order]
    voice: Sequence[tuple[Mapping[str, str], str]]
    notes: Mapping[str, str]
    reviews: Sequence[Review]
    recorded: Mapping[tuple[str, str], str]
    zone: tzinfo

    def day(self, moment: datetime) -> date:
        return day_at(moment, self.zone)
