"""Reports: the list, one report on its way from draft to issue, and the issued file."""

from hashlib import sha256

from flask import Blueprint, make_response, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from inspect_app.actions import ownership as ownership_actions
from inspect_app.actions.fieldwork import projection as projection_actions
from inspect_app.actions.reports import printing as printing_actions
from inspect_app.actions.reports import reports as reports_actions
from inspect_app.adapters.media.evidence import Evidence
from inspect_app.adapters.system import randomness
from inspect_app.domain import days
from inspect_app.domain.fieldwork.findings import Contravention
from inspect_app.domain.problem import Problem
from inspect_app.domain.reports.report import file_name
from inspect_app.domain.reports.report.parts import only_told
from inspect_app.store import Connection
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.reports import reports as reports_store
from inspect_app.store.reports.reports import Report
from inspect_app.store.visits import history as history_store
from inspect_app.store.visits import visits as visits_store
from inspect_app.web import form_keys, request_values
from inspect_app.web.auth import allow
from inspect_app.web.context import checkin_reading, me, now, page, reading, say, settings, writing
from inspect_app.web.fieldwork.sync import bring_up_to_date

bp = Blueprint("reports", __name__)
LINES = 50


class Draft(FlaskForm):
    visit = HiddenField()
    kind = SelectField("Document", validators=[InputRequired()])
    language = SelectField("Language", validators=[InputRequired()])
    reason = StringField("Why a new version?", validators=[Length(max=500)])


class Comment(FlaskForm):
    comment = TextAreaField("What must be corrected?", validators=[Length(max=2000)])


@bp.get("/desk/reports")
@allow("see-reports")
def listed() -> Response:
    first = request_values.whole("from")
    visit_id, agency = request.args.get("visit", ""), me().agency_id
    with reading() as tx:
        if visit_id:
            ownership_actions.check_visit(tx, agency, visit_id)
        found, total = reports_store.listed(tx, agency, limit=LINES, offset=first), reports_store.count(tx, agency)
        about = _about(tx, visit_id) if visit_id else None
    form = _draft(Draft(formdata=None, data={"visit": visit_id}))
    return page("reports/list.html", found=found, total=total, first=first, form=form, about=about)


@bp.post("/desk/reports")
@allow("draft-reports")
def draft() -> Response:
    form = _draft(Draft())
    if not form.validate_on_submit():
        raise Problem("wrong-input", why=say("Choose the document and the language."))
    bring_up_to_date(form.visit.data or "")
    with writing() as tx:
        form_keys.refuse_second(tx)
        made = reports_actions.draft(
            tx,
            form.visit.data or "",
            form.kind.data,
            form.language.data,
            reason=form.reason.data or "",
            by=me(),
            now=now(),
            new_id=randomness.new_id,
        )
        return form_keys.lead(tx, url_for("reports.show", report_id=made.id))


@bp.get("/desk/reports/<report_id>")
@allow("see-reports", looks="report")
def show(report_id: str) -> Response:
    with reading() as tx:
        report = reports_store.get(tx, report_id)
        about = _about(tx, report.visit_id)
        told = _only_told(tx, report)
    recorded = {(one["item"], one["cite"]) for one in (report.content or {}).get("recorded", [])}
    form = Comment(formdata=None)
    return page("reports/show.html", it=report, about=about, only_told=told, recorded=recorded, form=form)


@bp.post("/desk/reports/<report_id>/submit")
@allow("draft-reports")
def submit(report_id: str) -> Response:
    with writing() as tx:
        reports_actions.submit(tx, report_id, by=me(), now=now())
    return redirect(url_for("reports.show", report_id=report_id))


@bp.post("/desk/reports/<report_id>/return")
@allow("issue-reports")
def give_back(report_id: str) -> Response:
    with writing() as tx:
        reports_actions.give_back(tx, report_id, Comment().comment.data or "", by=me(), now=now())
    return redirect(url_for("reports.show", report_id=report_id))


@bp.post("/desk/reports/<report_id>/basis")
@allow("issue-reports")
def record(report_id: str) -> Response:
    item, cite, basis = (request.form.get(name, "") for name in ("item", "cite", "basis"))
    with writing() as tx:
        reports_actions.record(tx, report_id, item, cite, basis, by=me(), now=now())
    return redirect(url_for("reports.show", report_id=report_id))


@bp.post("/desk/reports/<report_id>/issue")
@allow("issue-reports")
def issue(report_id: str) -> Response:
    with reading() as tx:
        visit = visits_store.get(tx, reports_store.get(tx, report_id).visit_id)
        ids = [one.id for one in visits_store.of_employer(tx, me().agency_id, visit.employer_id)]
    with checkin_reading() as tx:
        bands = history_store.voice(tx, ids)
    with writing() as tx:
        reports_actions.issue(tx, report_id, bands, by=me(), now=now(), new_id=randomness.new_id)
    return redirect(url_for("reports.show", report_id=report_id))


@bp.get("/desk/reports/<report_id>/file")
@allow("see-reports", looks="report")
def file(report_id: str) -> Response:
    with reading() as tx:
        report = reports_store.get(tx, report_id)
    if report.state == "issued" and report.path is None:
        raise Problem("report-taken-back")
    if report.state != "issued" or report.path is None or report.issued_at is None:
        raise Problem("report-not-ready")
    data = Evidence(settings().evidence).get(report.path)
    if sha256(data).hexdigest() != report.bytes_hash:
        raise Problem("report-damaged")
    answer = make_response(data)
    answer.headers["Content-Type"] = "application/pdf"
    name = file_name(report.kind, days.day_at(report.issued_at, printing_actions.place_of(report)))
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _only_told(tx: Connection, report: Report) -> list[Contravention]:
    """Each rule of our own law that a notice leaves out because only workers told of it."""
    if report.kind != "notice":
        return []
    return only_told(projection_actions.findings(tx, projection_actions.inspection(tx, report.visit_id)).contraventions)


def _draft(form: Draft) -> Draft:
    form.kind.choices = [("inspection", say("Inspection report")), ("notice", say("Notice to the employer"))]
    form.language.choices = [("en", "English"), ("fr", "Français")]
    return form


def _about(tx: Connection, visit_id: str) -> dict[str, object]:
    visit = visits_store.get(tx, visit_id)
    return {
        "visit": visit,
        "employer": employers_store.get(tx, visit.employer_id),
        "site": sites_store.get(tx, visit.site_id),
    }
