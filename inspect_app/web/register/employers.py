"""Finding employers, adding one, changing its record, adding a site to it."""

from flask import Blueprint, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError
from wtforms.widgets import HiddenInput

from inspect_app.actions.register import identifiers as identifiers_actions
from inspect_app.actions.register import register as register_actions
from inspect_app.adapters.system import randomness
from inspect_app.domain.register import identifiers
from inspect_app.domain.register.corrections import SIZES
from inspect_app.store.register import edits as edits_store
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import recruiters as recruiters_store
from inspect_app.web import form_keys, request_values
from inspect_app.web.auth import allow
from inspect_app.web.context import me, now, page, reading, say, today, writing
from inspect_app.web.register import corrections as corrections_views

bp = Blueprint("employers", __name__)
REGISTRIES = {
    "cra_bn": "Business number of the CRA",
    "ontario_corporation": "Ontario corporation number",
    "recruiter_licence": "Licence as a recruiter or agency (Ontario)",
    "phone": "Telephone",
}


class Record(FlaskForm):
    """What staff may write of an employer."""

    name = StringField("Legal name", validators=[InputRequired(), Length(max=300)])
    trading = StringField("Trading name", validators=[Length(max=300)])
    sector = StringField(
        "Sector (NAICS code)", validators=[Optional(), Regexp(r"^\d{2,6}$", message="Two to six digits, like 111.")]
    )
    size_band = SelectField("Number of workers", validators=[Optional()])
    region = StringField("Region", validators=[Length(max=60)])


class ChangedRecord(Record):
    state = SelectField("State of the business")
    base_version = request_values.VersionField(validators=[InputRequired()])
    was = StringField(widget=HiddenInput(), validators=[Length(max=8000)])


class Settle(FlaskForm):
    why = StringField("Reason", validators=[InputRequired(), Length(max=500)])


class Tie(FlaskForm):
    recruiter = SelectField("Recruiter", validators=[InputRequired()])
    source = StringField("How is this known?", validators=[InputRequired(), Length(max=200)])


class OtherName(FlaskForm):
    other_name = StringField("Other name", validators=[InputRequired(), Length(max=300)])
    other_kind = RadioField("What kind of name is it?", validators=[InputRequired()])


class Number(FlaskForm):
    number_kind = SelectField("Whose number is it?", validators=[InputRequired()])
    number = StringField("Number", validators=[InputRequired(), Length(max=60)])

    def validate_number(self, field: StringField) -> None:
        """A number that its registry cannot have given is told beside its field."""
        if identifiers.read(self.number_kind.data, field.data or "") is None:
            raise ValidationError("This number does not have the shape that its registry gives.")


@bp.get("/desk/employers")
@allow("see-employers")
def listed() -> Response:
    typed = request.args.get("q", "")[:200]
    wanted = request_values.whole("page", 1, least=1, most=10_000)
    with reading() as tx:
        found = employers_store.search(tx, typed, wanted)
    return page("register/employers.html", it=found, typed=typed)


@bp.get("/desk/employers/add")
@allow("edit-employers")
def new() -> Response:
    return page("register/employer_add.html", form=_choices(Record()))


@bp.post("/desk/employers/add")
@allow("edit-employers")
def enter() -> Response:
    form = _choices(Record())
    if not form.validate_on_submit():
        return page("register/employer_add.html", 400, form=form)
    with writing() as tx:
        form_keys.refuse_second(tx)
        made = register_actions.add_employer(
            tx,
            name=form.name.data or "",
            sector=form.sector.data,
            size_band=form.size_band.data,
            region=form.region.data,
            trading=form.trading.data,
            by=me(),
            now=now(),
            new_id=randomness.new_id,
        )
        register_actions.propose_links(tx, made.id, by=me(), now=now(), new_id=randomness.new_id)
        return form_keys.lead(tx, url_for("history.show", employer_id=made.id))


@bp.get("/desk/employers/<employer_id>/edit")
@allow("edit-employers", looks="employer")
def change_form(employer_id: str) -> Response:
    with reading() as tx:
        employer = employers_store.get(tx, employer_id)
    return _edit_page(employer_id, _choices(ChangedRecord(data=corrections_views.as_shown(employer))))


@bp.post("/desk/employers/<employer_id>/edit")
@allow("edit-employers")
def change(employer_id: str) -> Response:
    form = _choices(ChangedRecord())
    if not form.validate_on_submit():
        return _edit_page(employer_id, form, 400)
    changes = {name: form[name].data or None for name in register_actions.EMPLOYER_FIELDS}
    with writing() as tx:
        made = register_actions.edit(
            tx,
            kind="employer",
            subject_id=employer_id,
            base_version=form.base_version.data,
            changes=changes,
            by=me(),
            now=now(),
            new_id=randomness.new_id,
            was=corrections_views.read_shown(form.was.data),
        )
    if made.state == "conflict":
        return redirect(url_for("employers.change_form", employer_id=employer_id, held=1))
    return redirect(url_for("history.show", employer_id=employer_id))


@bp.post("/desk/edits/<edit_id>/settle")
@allow("edit-employers")
def settle(edit_id: str) -> Response:
    form = Settle()
    with writing() as tx:
        held = edits_store.get(tx, edit_id)
        keep = request.form.get("keep") == "yes"
        register_actions.settle_edit(tx, edit_id, keep=keep, why=form.why.data or "", by=me(), now=now())
    if held.subject_kind == "site":
        return redirect(url_for("sites.show", site_id=held.subject_id))
    return redirect(url_for("employers.change_form", employer_id=held.subject_id))


@bp.post("/desk/employers/<employer_id>/look-for-links")
@allow("link-employers")
def look_for_links(employer_id: str) -> Response:
    with writing() as tx:
        made = register_actions.propose_links(tx, employer_id, by=me(), now=now(), new_id=randomness.new_id)
    return redirect(url_for("links.listed", found=made))


@bp.post("/desk/employers/<employer_id>/recruiters")
@allow("edit-employers")
def tie(employer_id: str) -> Response:
    with writing() as tx:
        form = _recruiters(Tie(), recruiters_store.listed(tx, limit=500))
        if form.validate_on_submit():
            form_keys.refuse_second(tx)
            source = form.source.data or ""
            register_actions.tie_recruiter(tx, employer_id, form.recruiter.data, source=source, by=me(), now=now())
            return form_keys.lead(tx, url_for("history.show", employer_id=employer_id))
    return redirect(url_for("employers.change_form", employer_id=employer_id, unsaid=1))


@bp.post("/desk/employers/<employer_id>/names")
@allow("edit-employers")
def add_name(employer_id: str) -> Response:
    form = _kinds(OtherName())
    if not form.validate_on_submit():
        return _edit_page(employer_id, status=400, other=form)
    with writing() as tx:
        form_keys.refuse_second(tx)
        identifiers_actions.add_name(
            tx, employer_id, form.other_name.data or "", form.other_kind.data, by=me(), now=now()
        )
        return form_keys.lead(tx, url_for("employers.change_form", employer_id=employer_id, saved=1))


@bp.post("/desk/employers/<employer_id>/numbers")
@allow("edit-employers")
def add_number(employer_id: str) -> Response:
    form = _registries(Number())
    if not form.validate_on_submit():
        return _edit_page(employer_id, status=400, number=form)
    with writing() as tx:
        form_keys.refuse_second(tx)
        identifiers_actions.add_identifier(
            tx,
            employer_id,
            form.number_kind.data,
            form.number.data or "",
            by=me(),
            now=now(),
            today=today(),
            new_id=randomness.new_id,
        )
        return form_keys.lead(tx, url_for("employers.change_form", employer_id=employer_id, saved=1))


@bp.post("/desk/employers/<employer_id>/numbers/end")
@allow("edit-employers")
def end_number(employer_id: str) -> Response:
    with writing() as tx:
        identifiers_actions.end_identifier(
            tx, employer_id, request.form.get("id", ""), by=me(), now=now(), today=today()
        )
    return redirect(url_for("employers.change_form", employer_id=employer_id, saved=1))


def _edit_page(employer_id: str, form: FlaskForm | None = None, status: int = 200, **forms: FlaskForm) -> Response:
    """The page of one record with all its forms; `forms` are those that come back with what was typed."""
    with reading() as tx:
        employer = employers_store.get(tx, employer_id)
        values = {
            "employer": employer,
            "held": edits_store.of_subject(tx, "employer", employer_id, "conflict"),
            "names": employers_store.names_of(tx, employer_id),
            "numbers": employers_store.identifiers_of(tx, employer_id),
            "tie": _recruiters(Tie(formdata=None), recruiters_store.listed(tx, limit=500)),
        }
    record = ChangedRecord(formdata=None, data=corrections_views.as_shown(employer))
    values |= {"other": _kinds(OtherName(formdata=None)), "number": _registries(Number(formdata=None))} | forms
    flags = {name: name in request.args for name in ("saved", "unsaid")} | {"was_held": "held" in request.args}
    form = form or _choices(record)
    return page("register/employer_edit.html", status, form=form, settle=Settle(formdata=None), **values, **flags)


def _kinds(form: OtherName) -> OtherName:
    form.other_kind.choices = [("trade", say("It trades under it")), ("former", say("It had this name before"))]
    return form


def _registries(form: Number) -> Number:
    form.number_kind.choices = [(kind, say(REGISTRIES[kind])) for kind in identifiers.KINDS]
    return form


def _choices(form: Record) -> Record:
    form.size_band.choices = [(one, one or say("Not known")) for one in ("", *SIZES)]
    if isinstance(form, ChangedRecord):
        form.state.choices = [("active", say("Active")), ("closed", say("Has closed"))]
    return form


def _recruiters(form: Tie, known: list[recruiters_store.Recruiter]) -> Tie:
    form.recruiter.choices = [(one.id, one.name) for one in known]
    return form
