"""The people of one's own agency: who they are, what they may do, adding and ending access."""

from flask import Blueprint, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from inspect_app.actions.staff import staff as staff_actions
from inspect_app.actions.visits.visits import FIELD
from inspect_app.adapters.crypto import passwords
from inspect_app.adapters.system import randomness
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Appointment, Staff
from inspect_app.domain.staff.permissions import ROLES
from inspect_app.store.staff import staff as staff_store
from inspect_app.web import form_keys, request_values
from inspect_app.web.auth import allow
from inspect_app.web.context import me, now, page, reading, say, today, writing

bp = Blueprint("staff", __name__)


class AddStaff(FlaskForm):
    name = StringField("Name", validators=[InputRequired(), Length(max=120)])
    email = EmailField("E-mail address", validators=[InputRequired(), Length(max=254)])
    role = SelectField("Role", choices=[SelectChoice(role, role) for role in ROLES])
    language = SelectField("Language", choices=[SelectChoice("en", "English"), SelectChoice("fr", "Français")])
    password = PasswordField("First password", validators=[InputRequired(), Length(max=1024)])


class ChoosePaper(FlaskForm):
    paper = SelectField("Page size", choices=[SelectChoice("letter", "Letter"), SelectChoice("a4", "A4")])


class Appoint(FlaskForm):
    person = SelectField("Who", validate_choice=False, validators=[InputRequired()])
    act = StringField("Act and section", validators=[InputRequired(), Length(max=60)])
    number = StringField("Number of the appointment", validators=[InputRequired(), Length(max=40)])
    until = request_values.DayField("Valid until", validators=[Optional()])


@bp.get("/desk/staff")
@allow("manage-staff")
def show() -> Response:
    return _page(AddStaff(), None)


@bp.post("/desk/staff")
@allow("manage-staff")
def add() -> Response:
    form = AddStaff()
    if not form.validate_on_submit():
        return _page(form, None, 400)
    person = Staff(
        id=randomness.new_id(),
        agency_id=me().agency_id,
        email=(form.email.data or "").strip().lower(),
        name=(form.name.data or "").strip(),
        role=form.role.data,
        language=form.language.data,
        state="active",
    )
    try:
        staff_actions.check_password(form.password.data or "", person)
        hashed = passwords.make(form.password.data or "")
        with writing() as tx:
            form_keys.refuse_second(tx)
            staff_actions.add(tx, person, password_hash=hashed, by=me(), now=now())
            return form_keys.lead(tx, url_for("staff.show"))
    except Problem as problem:
        return _page(form, problem.tell(say), 400)


@bp.post("/desk/staff/disable")
@allow("manage-staff")
def disable() -> Response:
    with writing() as tx:
        staff_actions.disable(tx, request.form.get("id", ""), by=me(), now=now())
    return redirect(url_for("staff.show"))


@bp.post("/desk/staff/appointments")
@allow("manage-staff")
def appoint() -> Response:
    form = Appoint()
    if not form.validate_on_submit():
        return _page(AddStaff(formdata=None), None, 400, form)
    act, number = (form.act.data or "").strip(), (form.number.data or "").strip()
    power = Appointment(randomness.new_id(), form.person.data or "", act, number, today(), form.until.data)
    try:
        with writing() as tx:
            form_keys.refuse_second(tx)
            staff_actions.appoint(tx, power, by=me(), now=now())
            return form_keys.lead(tx, url_for("staff.show"))
    except Problem as problem:
        return _page(AddStaff(formdata=None), problem.tell(say), 400, form)


@bp.post("/desk/staff/end-appointment")
@allow("manage-staff")
def end_appointment() -> Response:
    with writing() as tx:
        staff_actions.end_appointment(tx, request.form.get("id", ""), by=me(), now=now(), today=today())
    return redirect(url_for("staff.show"))


@bp.post("/desk/staff/paper")
@allow("manage-staff")
def choose_paper() -> Response:
    with writing() as tx:
        staff_actions.choose_paper(tx, ChoosePaper().paper.data or "", by=me(), now=now())
    return redirect(url_for("staff.show"))


def _page(form: AddStaff, wrong: str | None, status: int = 200, appoint: Appoint | None = None) -> Response:
    with reading() as tx:
        agency = staff_store.agency(tx, me().agency_id)
        paper = ChoosePaper(formdata=None, data={"paper": staff_store.paper(tx, agency.id)})
        people = [
            (person, staff_store.appointments(tx, person.id, today()))
            for person in staff_store.of_agency(tx, agency.id)
        ]
    appoint = appoint or Appoint(formdata=None)
    appoint.person.choices = [
        SelectChoice(one.id, one.name) for one, _ in people if one.state == "active" and one.role in FIELD
    ]
    return page(
        "staff/staff.html", status, form=form, wrong=wrong, agency=agency, people=people, paper=paper, appoint=appoint
    )
