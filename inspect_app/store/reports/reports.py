"""Reports: drafts that move through review, and issued editions that never change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Appointment
from inspect_app.store import changes, rows
from inspect_app.store import schema as t
from inspect_app.store.visits.visits import is_of, visits_of


@dataclass(frozen=True)
class Report:
    """One edition in one language. `content` is what it says, frozen when it is issued; `path` where its bytes are."""

    id: str
    visit_id: str
    kind: str
    number: str
    version: int
    state: str
    language: str
    code: str
    drafted_by: str
    drafted_at: datetime
    replaces: str | None = None
    reason: str | None = None
    content: Mapping[str, Any] | None = None
    bytes_hash: str | None = None
    path: str | None = None
    size: int | None = None
    comment: str | None = None
    issued_by: str | None = None
    issued_at: datetime | None = None


@dataclass(frozen=True)
class ReportLine:
    """A line of the reports page."""

    id: str
    visit_id: str
    employer: str
    site: str
    kind: str
    number: str
    version: int
    state: str
    language: str
    drafted_at: datetime
    issued_at: datetime | None


def add(tx: Connection, report: Report) -> None:
    """Adds an edition; Problem "report-moved" when its visit has one of this kind, language and version."""
    if not changes.add_once(tx, t.reports, vars(report)):
        raise Problem("report-moved")


def get(tx: Connection, report_id: str) -> Report:
    return rows.one(Report, tx.execute(select(t.reports).where(t.reports.c.id == report_id)).first())


def of_code(tx: Connection, code: str) -> Report | None:
    """The issued edition that carries this code, or None: drafts answer like codes that never were."""
    c = t.reports.c
    return rows.maybe(Report, tx.execute(select(t.reports).where(c.code == code, c.state == "issued")).first())


def newest(tx: Connection, visit_id: str, kind: str, language: str) -> Report | None:
    """The highest version of one edition of a visit."""
    c = t.reports.c
    query = select(t.reports).where(c.visit_id == visit_id, c.kind == kind, c.language == language)
    return rows.maybe(Report, tx.execute(query.order_by(c.version.desc()).limit(1)).first())


def listed(tx: Connection, agency: str, *, limit: int, offset: int = 0) -> list[ReportLine]:
    """Newest first."""
    query = (
        select(*rows.columns(ReportLine, t.reports))
        .add_columns(t.employers.c.name.label("employer"), t.sites.c.name.label("site"))
        .join(t.visits, t.visits.c.id == t.reports.c.visit_id)
        .join(t.employers, t.employers.c.id == t.visits.c.employer_id)
        .join(t.sites, t.sites.c.id == t.visits.c.site_id)
        .where(is_of(t.reports.c.visit_id, agency))
        .order_by(t.reports.c.drafted_at.desc(), t.reports.c.id)
    )
    return rows.many(ReportLine, tx.execute(query.limit(limit).offset(offset)))


def count(tx: Connection, agency: str) -> int:
    query = select(func.count()).select_from(t.reports).where(t.reports.c.visit_id.in_(visits_of(agency)))
    return int(tx.execute(query).scalar_one())


def move(tx: Connection, report_id: str, before: tuple[str, ...], state: str, **values: object) -> None:
    """Moves a report on from one of the states `before`; Problem "report-moved" when it is elsewhere by now.

    Whoever read the report first names the one state in which it was read.

    An issued edition is in no `before` of any action, so nothing can change it.
    """
    c = t.reports.c
    if "issued" in before:
        raise ValueError("an issued edition never changes; a correction is a new version")
    where = (c.id == report_id, c.state.in_(before))
    changes.change(tx, update(t.reports).where(*where).values(state=state, **values), problem="report-moved")


def of_visit(tx: Connection, visit_id: str) -> list[Report]:
    return rows.many(Report, tx.execute(select(t.reports).where(t.reports.c.visit_id == visit_id)))


def take_back(tx: Connection, report_id: str, content: Mapping[str, Any]) -> None:
    """Something in it was struck: what it said goes with its file; its number, state and SHA-256 stay."""
    tx.execute(update(t.reports).where(t.reports.c.id == report_id).values(content=content, path=None, size=None))


def appointments(tx: Connection, staff_ids: list[str]) -> list[Appointment]:
    """The legal powers that a team held."""
    c = t.appointments.c
    return rows.many(Appointment, tx.execute(select(t.appointments).where(c.staff_id.in_(staff_ids)).order_by(c.act)))


def replacement(tx: Connection, report_id: str) -> Report | None:
    """The newest issued version that came after this one, or None when this is the one that counts."""
    c = t.reports.c
    found: Report | None = None
    query = select(t.reports).where(c.replaces == report_id, c.state == "issued").order_by(c.version.desc()).limit(1)
    while (row := tx.execute(query).first()) is not None:
        found = rows.one(Report, row)
        query = select(t.reports).where(c.replaces == found.id, c.state == "issued").limit(1)
    return found
