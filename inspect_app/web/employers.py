"""Finding employers, adding one, changing its record, adding a site to it."""

from flask import Blueprint, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp
from wtforms.widgets import HiddenInput

from inspect_app.actions import register as actions
from inspect_app.adapters import dice
from inspect_app.store import edits, recruiters
from inspect_app.store import employers as store
from inspect_app.web.doors import allow, begin, look, me, now, page, say

bp = Blueprint("employers", __name__)
SIZES = ("", "1-4", "5-19", "20-99", "100-499", "500+")


class Record(FlaskForm):
    """What staff may write of an employer."""

    name = StringField("Legal name", validators=[InputRequired(), Length(max=300)])
    sector = StringField(
        "Sector (NAICS code)", validators=[Optional(), Regexp(r"^\d{2,6}$", message="Two to six digits, like 111.")]
    )
    size_band = SelectField("Number of workers", validators=[Optional()])
    region = StringField("Region", validators=[Length(max=60)])


class NewRecord(Record):
    trading = StringField("Trading name", validators=[Length(max=300)])


class ChangedRecord(Record):
    state = SelectField("State of the business")
    base_version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class Settle(FlaskForm):
    why = StringField("Reason", validators=[InputRequired(), Length(max=500)])


class Tie(FlaskForm):
    recruiter = SelectField("Recruiter", validators=[InputRequired()])
    source = StringField("How is this known?", validators=[InputRequired(), Length(max=200)])


@bp.get("/desk/employers")
@allow("see-employers")
def listed() -> Response:
    typed = request.args.get("q", "")[:200]
    wanted = min(max(1, request.args.get("page", 1, type=int)), 10_000)
    with look() as tx:
        found = store.search(tx, typed, wanted)
    return page("desk/employers.html", it=found, typed=typed)


@bp.get("/desk/employers/add")
@allow("edit-employers")
def new() -> Response:
    return page("desk/employer_add.html", form=_choices(NewRecord()))


@bp.post("/desk/employers/add")
@allow("edit-employers")
def enter() -> Response:
    form = _choices(NewRecord())
    if not form.validate_on_submit():
        return page("desk/employer_add.html", 400, form=form)
    with begin() as tx:
        made = actions.add_employer(
            tx, name=form.name.data or "", sector=form.sector.data, size_band=form.size_band.data,
            region=form.region.data, trading=form.trading.data, by=me(), now=now(), new_id=dice.new_id,
        )  # fmt: skip
        actions.propose_links(tx, made.id, by=me(), now=now(), new_id=dice.new_id)
    return redirect(url_for("history.show", employer_id=made.id))


@bp.get("/desk/employers/<employer_id>/edit")
@allow("edit-employers", looks="employer")
def change_form(employer_id: str) -> Response:
    with look() as tx:
        employer = store.get(tx, employer_id)
    form = _choices(ChangedRecord(data=vars(employer) | {"base_version": employer.version}))
    return _edit_page(employer_id, form)


@bp.post("/desk/employers/<employer_id>/edit")
@allow("edit-employers")
def change(employer_id: str) -> Response:
    form = _choices(ChangedRecord())
    if not form.validate_on_submit():
        return _edit_page(employer_id, form, 400)
    changes = {name: form[name].data or None for name in actions.EMPLOYER_FIELDS}
    with begin() as tx:
        made = actions.edit(
            tx, kind="employer", subject_id=employer_id, base_version=form.base_version.data, changes=changes,
            by=me(), now=now(), new_id=dice.new_id,
        )  # fmt: skip
    if made.state == "conflict":
        return redirect(url_for("employers.change_form", employer_id=employer_id, held=1))
    return redirect(url_for("history.show", employer_id=employer_id))


@bp.post("/desk/edits/<edit_id>/settle")
@allow("edit-employers")
def settle(edit_id: str) -> Response:
    form = Settle()
    with begin() as tx:
        held = edits.get(tx, edit_id)
        keep = request.form.get("keep") == "yes"
        actions.settle_edit(tx, edit_id, keep=keep, why=form.why.data or "", by=me(), now=now())
    if held.subject_kind == "site":
        return redirect(url_for("sites.show", site_id=held.subject_id))
    return redirect(url_for("employers.change_form", employer_id=held.subject_id))


@bp.post("/desk/employers/<employer_id>/look-for-links")
@allow("link-employers")
def look_for_links(employer_id: str) -> Response:
    with begin() as tx:
        made = actions.propose_links(tx, employer_id, by=me(), now=now(), new_id=dice.new_id)
    return redirect(url_for("links.listed", found=made))


@bp.post("/desk/employers/<employer_id>/recruiters")
@allow("edit-employers")
def tie(employer_id: str) -> Response:
    with begin() as tx:
        form = _recruiters(Tie(), recruiters.listed(tx, limit=500))
        if form.validate_on_submit():
            source = form.source.data or ""
            actions.tie_recruiter(tx, employer_id, form.recruiter.data, source=source, by=me(), now=now())
            return redirect(url_for("history.show", employer_id=employer_id))
    return redirect(url_for("employers.change_form", employer_id=employer_id, unsaid=1))


def _edit_page(employer_id: str, form: FlaskForm, status: int = 200) -> Response:
    with look() as tx:
        employer = store.get(tx, employer_id)
        held = edits.of_subject(tx, "employer", employer_id, "conflict")
        tie_form = _recruiters(Tie(formdata=None), recruiters.listed(tx, limit=500))
    return page(
        "desk/employer_edit.html", status, form=form, employer=employer, held=held, settle=Settle(formdata=None),
        tie=tie_form, was_held="held" in request.args, unsaid="unsaid" in request.args,
    )  # fmt: skip


def _choices(form: Record) -> Record:
    form.size_band.choices = [(one, one or say("Not known")) for one in SIZES]
    if isinstance(form, ChangedRecord):
        form.state.choices = [("active", say("Works on")), ("closed", say("Has closed"))]
    return form


def _recruiters(form: Tie, known: list[recruiters.Recruiter]) -> Tie:
    form.recruiter.choices = [(one.id, one.name) for one in known]
    return form
