"""Sites: adding one to an employer, its page, changing it, confirming its gate, and the queue of sites to locate."""

from flask import Blueprint, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import BooleanField, FloatField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from inspect_app.actions.register import register as register_actions
from inspect_app.actions.staff import staff as staff_actions
from inspect_app.adapters.data import postal_codes
from inspect_app.adapters.system import randomness
from inspect_app.domain import days
from inspect_app.domain.register import places
from inspect_app.domain.register.register import SITE_FIELDS
from inspect_app.store.register import edits as edits_store
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import places as places_store
from inspect_app.store.register import sites as sites_store
from inspect_app.web import form_keys, request_values
from inspect_app.web.auth import allow
from inspect_app.web.context import me, now, page, reading, say, writing
from inspect_app.web.register import corrections as corrections_views
from inspect_app.web.register.employers import Settle

bp = Blueprint("sites", __name__)
LINES = 25


class Place(FlaskForm):
    kind = RadioField("Activity", validators=[InputRequired()])
    name = StringField("Name of the site", validators=[InputRequired(), Length(max=200)])
    address = StringField("Address", validators=[Length(max=300)])
    city = StringField("City or township", validators=[Length(max=120)])
    region = StringField("Region", validators=[Length(max=60)])
    postal = StringField("Postal code", validators=[Length(max=10)])
    headcount = IntegerField("Workers on site", validators=[Optional(), NumberRange(0, 100_000)])
    season_from = request_values.DayField("Season begins", validators=[Optional()])
    season_to = request_values.DayField("Season ends", validators=[Optional()])
    shifts = TextAreaField("Shifts and payday", validators=[Length(max=500)])
    hazards = TextAreaField("Hazards for a visiting team", validators=[Length(max=500)])
    dwelling = BooleanField("People sleep here: entry needs consent or a warrant")
    time_zone = SelectField("Time zone", validators=[Optional()])

    def validate_postal(self, field: StringField) -> None:
        """Keeps a right code in its one spelling; a wrong one is told beside its field."""
        read = places.read_postal_code(field.data or "")
        if field.data and read is None:
            raise ValidationError("This is not a Canadian postal code like N8H 0A1.")
        field.data = read


class ChangedPlace(Place):
    base_version = request_values.VersionField(validators=[InputRequired()])
    was = StringField(widget=HiddenInput(), validators=[Length(max=8000)])


class Gate(FlaskForm):
    lat = FloatField("Latitude", validators=[InputRequired(), NumberRange(41.6, 57.0)])
    lon = FloatField("Longitude", validators=[InputRequired(), NumberRange(-95.2, -74.3)])
    precision = RadioField("How was it found?", validators=[InputRequired()])
    source = StringField("Source", validators=[InputRequired(), Length(max=200)])
    base_version = request_values.VersionField(validators=[InputRequired()])


@bp.get("/desk/employers/<employer_id>/add-site")
@allow("edit-employers")
def new(employer_id: str) -> Response:
    return _add_page(employer_id, _kinds(Place(kind="work")))


@bp.post("/desk/employers/<employer_id>/add-site")
@allow("edit-employers")
def enter(employer_id: str) -> Response:
    form = _kinds(Place())
    if not form.validate_on_submit():
        return _add_page(employer_id, form, 400)
    with writing() as tx:
        form_keys.refuse_second(tx)
        made = register_actions.add_site(
            tx,
            employer_id=employer_id,
            values=_said(form),
            by=me(),
            now=now(),
            new_id=randomness.new_id,
            locate=postal_codes.ontario().find,
        )
        return form_keys.lead(tx, url_for("sites.show", site_id=made.id))


@bp.get("/desk/sites/to-locate")
@allow("confirm-sites")
def to_locate() -> Response:
    first = request_values.whole("from")
    with reading() as tx:
        found, all_of = sites_store.to_locate(tx, limit=LINES, offset=first), sites_store.count_to_locate(tx)
        owners = employers_store.many(tx, [site.employer_id for site in found])
    return page("register/sites_to_locate.html", found=found, owners=owners, first=first, all_of=all_of, lines=LINES)


@bp.get("/desk/sites/<site_id>")
@allow("see-employers")
def show(site_id: str) -> Response:
    with reading() as tx:
        site = sites_store.get(tx, site_id)
    return _site_page(site_id, _precisions(Gate(base_version=site.version, lat=None, lon=None)))


@bp.post("/desk/sites/<site_id>/gate")
@allow("confirm-sites")
def confirm_gate(site_id: str) -> Response:
    form = _precisions(Gate())
    if not form.validate_on_submit():
        return _site_page(site_id, form, 400)
    said = {name: form[name].data for name in ("lat", "lon", "precision", "source", "base_version")}
    with writing() as tx:
        register_actions.confirm_gate(tx, site_id, by=me(), now=now(), **said)
    return redirect(url_for("sites.show", site_id=site_id, saved=1))


@bp.get("/desk/sites/<site_id>/edit")
@allow("edit-employers")
def change_form(site_id: str) -> Response:
    with reading() as tx:
        site = sites_store.get(tx, site_id)
    return _edit_page(site_id, _kinds(ChangedPlace(data=corrections_views.as_shown(site))))


@bp.post("/desk/sites/<site_id>/edit")
@allow("edit-employers")
def change(site_id: str) -> Response:
    form = _kinds(ChangedPlace())
    if not form.validate_on_submit():
        return _edit_page(site_id, form, 400)
    with writing() as tx:
        made = register_actions.edit(
            tx,
            kind="site",
            subject_id=site_id,
            base_version=form.base_version.data,
            changes=_said(form),
            by=me(),
            now=now(),
            new_id=randomness.new_id,
            was=corrections_views.read_shown(form.was.data),
        )
    held = made.state == "conflict"
    return redirect(url_for("sites.show", site_id=site_id, held=1 if held else None, saved=None if held else 1))


def _said(form: Place) -> dict[str, object]:
    said = {field.name: None if field.data == "" else field.data for field in form if field.name in SITE_FIELDS}
    if said["time_zone"] is None:
        # Nothing chosen: a new site gets its place's, an old one keeps what it has.
        del said["time_zone"]
    return said | {name: said[name] or "" for name in ("address", "city")}


def _kinds(form: Place) -> Place:
    form.kind.choices = [("work", say("Work")), ("housing", say("Housing"))]
    form.time_zone.choices = [(name, name) for name in days.ZONES]
    if not isinstance(form, ChangedPlace):
        form.time_zone.choices.insert(0, ("", say("As the place says")))
    return form


def _precisions(form: Gate) -> Gate:
    form.precision.choices = [
        ("gps", say("GPS, standing at the site entrance")),
        ("hand", say("A pin set by hand on a map")),
    ]
    return form


def _add_page(employer_id: str, form: Place, status: int = 200) -> Response:
    with reading() as tx:
        employer, letters = employers_store.get(tx, employer_id), places_store.of_employer(tx, employer_id)
    return page("register/site_add.html", status, form=form, employer=employer, letters=letters)


def _edit_page(site_id: str, form: Place, status: int = 200) -> Response:
    with reading() as tx:
        site = sites_store.get(tx, site_id)
    return page("register/site_edit.html", status, form=form, site=site)


def _site_page(site_id: str, form: Gate, status: int = 200) -> Response:
    with reading() as tx:
        site = sites_store.get(tx, site_id)
        employer = employers_store.get(tx, site.employer_id)
        held = edits_store.of_subject(tx, "site", site_id, "conflict")
        corrected = corrections_views.corrected(tx, "site", site_id)
        who = staff_actions.named(tx, site.confirmed_by, me()) if site.confirmed_by else None
    return page(
        "register/site.html",
        status,
        site=site,
        employer=employer,
        form=form,
        held=held,
        who=who,
        corrected=corrected,
        settle=Settle(formdata=None),
        saved="saved" in request.args,
        was_held="held" in request.args,
        attribution=postal_codes.ATTRIBUTION,
    )
