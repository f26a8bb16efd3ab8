"""Reports from draft to issue. Issuing freezes what is said and writes a job; the job makes the bytes."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from inspect_app.actions import ownership as ownership_actions
from inspect_app.actions.fieldwork import projection as projection_actions
from inspect_app.actions.risk import scores as scores_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.actions.visits import history as history_actions
from inspect_app.adapters.data.frameworks import frameworks, reviews
from inspect_app.adapters.system import clock
from inspect_app.domain.problem import Problem
from inspect_app.domain.reports import report as report_rules
from inspect_app.domain.reports.report import Content, Material
from inspect_app.domain.staff.people import Staff
from inspect_app.store import jobs as jobs_store
from inspect_app.store.fieldwork import blobs as blobs_store
from inspect_app.store.jobs import Job
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.reports import reports as reports_store
from inspect_app.store.reports.reports import Report
from inspect_app.store.staff import staff as staff_store
from inspect_app.store.visits import orders as orders_store
from inspect_app.store.visits import visits as visits_store

NewId = Callable[[], str]
BASES = ("observed", "document", "employer")


def draft(
    tx: Connection,
    visit_id: str,
    kind: str,
    language: str,
    *,
    reason: str = "",
    by: Staff,
    now: datetime,
    new_id: NewId,
) -> Report:
    """The draft of an edition of a closed visit: the one under way, or a new version with a reason after an issue."""
    if kind not in report_rules.KINDS or language not in ("en", "fr"):
        raise Problem("wrong-input", why="Choose one of the documents and languages on the page.")
    ownership_actions.check_visit(tx, by.agency_id, visit_id)
    if visits_store.get(tx, visit_id).state != "closed":
        raise Problem("visit-open")
    before = reports_store.newest(tx, visit_id, kind, language)
    if before is not None and before.state != "issued":
        return before
    if before is not None and not reason.strip():
        raise Problem("no-reason")
    made = Report(
        id=new_id(),
        visit_id=visit_id,
        kind=kind,
        number=report_rules.number(new_id()),
        version=before.version + 1 if before else 1,
        state="draft",
        language=language,
        code=new_id(),
        drafted_by=by.id,
        drafted_at=now,
        replaces=before.id if before else None,
        reason=reason.strip() or None,
        content={"recorded": (before.content or {}).get("recorded", []) if before else []},
    )
    reports_store.add(tx, made)
    audit_log_actions.note(tx, act="draft-report", by=by, now=now, about=("report", made.id), detail={"kind": kind})
    return made


def submit(tx: Connection, report_id: str, *, by: Staff, now: datetime) -> None:
    """Hands a draft to a supervisor; one that was returned comes back as resubmitted."""
    report = reports_store.get(tx, report_id)
    state = "resubmitted" if report.state == "returned" else "submitted"
    reports_store.move(tx, report_id, _as_read(report, "draft", "returned"), state)
    audit_log_actions.note(tx, act="submit-report", by=by, now=now, about=("report", report_id))


def give_back(tx: Connection, report_id: str, comment: str, *, by: Staff, now: datetime) -> None:
    """Returns a draft with what must be mended; a comment is required."""
    if not comment.strip():
        raise Problem("no-reason")
    reports_store.move(tx, report_id, ("submitted", "resubmitted"), "returned", comment=comment.strip())
    audit_log_actions.note(tx, act="return-report", by=by, now=now, about=("report", report_id))


def record(tx: Connection, report_id: str, item: str, cite: str, basis: str, *, by: Staff, now: datetime) -> None:
    """Records a basis besides what workers told, so that a contravention may stand on the notice."""
    report = reports_store.get(tx, report_id)
    if basis not in BASES:
        raise Problem("wrong-input", why="Choose how this is known besides what workers told.")
    kept = [one for one in (report.content or {}).get("recorded", []) if (one["item"], one["cite"]) != (item, cite)]
    content = {"recorded": [*kept, {"item": item, "cite": cite, "basis": basis}]}
    before = _as_read(report, "draft", "submitted", "returned", "resubmitted")
    reports_store.move(tx, report_id, before, report.state, content=content)
    audit_log_actions.note(
        tx, act="record-basis", by=by, now=now, about=("report", report_id), detail={"cite": cite, "basis": basis}
    )


def issue(tx: Connection, report_id: str, bands: Mapping[str, str], *, by: Staff, now: datetime, new_id: NewId) -> str:
    """Freezes what the report says and asks for its bytes. Returns the id of the job that makes them.

    `bands`: item -> band of the newest k = 10 snapshot of the employer's points.
    """
    report = reports_store.get(tx, report_id)
    content = compose(tx, report, bands, now=now, new_id=new_id) | {"paper": staff_store.paper(tx, by.agency_id)}
    before = _as_read(report, "submitted", "resubmitted", "draft") if by.role == "supervisor" else ()
    reports_store.move(tx, report_id, before, "issuing", content=content, issued_by=by.id, issued_at=now)
    visits_store.set_reported(tx, report.visit_id, now)
    job = Job(new_id(), "report", {"report": report_id}, "waiting", 0, now)
    jobs_store.add(tx, job)
    audit_log_actions.note(
        tx, act="issue-report", by=by, now=now, about=("report", report_id), detail={"version": report.version}
    )
    return job.id


def _as_read(report: Report, *allowed: str) -> tuple[str, ...]:
    """The one state that a report may be moved on from: the one it was read in, if that is an allowed one."""
    return tuple(state for state in allowed if state == report.state)


def compose(tx: Connection, report: Report, bands: Mapping[str, str], *, now: datetime, new_id: NewId) -> Content:
    """What an edition says as of now; the inspection report takes a score made today."""
    visit = visits_store.get(tx, report.visit_id)
    score = (
        scores_actions.make(tx, visit.employer_id, bands, now=now, new_id=new_id)
        if report.kind == "inspection"
        else None
    )
    told, site = projection_actions.inspection(tx, visit.id), sites_store.get(tx, visit.site_id)
    team = visits_store.team(tx, visit.id)
    asks = history_actions.worker_asks(tx)
    recorded = list((report.content or {}).get("recorded", []))
    material = Material(
        employer=employers_store.get(tx, visit.employer_id),
        site=site,
        visit=visit,
        team=team,
        appointments=reports_store.appointments(tx, [one.staff_id for one in team]),
        inspection=told,
        checklists=projection_actions.checklists_of(tx, told),
        findings=projection_actions.findings(tx, told),
        frameworks=frameworks(),
        score=score,
        orders=orders_store.of_visit(tx, visit.id),
        voice=[(asks[item], band) for item, band in sorted(bands.items()) if item in asks],
        notes={one.hash: one.text for one in blobs_store.of_visit(tx, visit.id) if one.kind == "text" and one.text},
        reviews=reviews(),
        recorded={(one["item"], one["cite"]): one["basis"] for one in recorded},
        zone=clock.zone(site.time_zone),
    )
    content = report_rules.compose(report.kind, material, report.language, material.day(now))
    # What is stored is JSON: the same values come back whichever process reads them.
    plain: Content = json.loads(json.dumps({**content, "recorded": recorded, "time_zone": site.time_zone}))
    return plain
