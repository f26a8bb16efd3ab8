"""The rota of duty: who reads urgent calls, and when."""

from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from inspect_app.actions.alerts import duty as duty_actions
from inspect_app.actions.staff.audit_log import AlreadyDone
from inspect_app.domain.alerts import duty
from inspect_app.domain.alerts.duty import Shift
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Staff
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.web import form_keys, request_values
from inspect_app.web.auth import allow
from inspect_app.web.context import checkin_reading, checkin_writing, me, now, page, reading, say, zone

bp = Blueprint("duty", __name__)


class Plan(FlaskForm):
    person = SelectField("Who", validate_choice=False, validators=[InputRequired()])
    starts = request_values.LocalMomentField("From", validators=[InputRequired()])
    ends = request_values.LocalMomentField("Until", validators=[InputRequired()])


@bp.get("/desk/duty")
@allow("see-duty")
def listed() -> Response:
    return _page(Plan(formdata=None), None)


@bp.post("/desk/duty")
@allow("plan-duty")
def plan() -> AnyResponse:
    form = Plan()
    if not form.validate_on_submit():
        return _page(form, None, 400)
    shift = Shift(form_keys.new_id(), form.person.data or "", _here(form.starts.data), _here(form.ends.data))
    allowed = {one.id for one in _readers()}
    try:
        with checkin_writing("plan-duty", ("staff", shift.staff)) as tx:
            if any(planned.id == shift.id for planned in urgent_store.shifts(tx, now())):
                raise AlreadyDone
            duty_actions.plan(tx, shift, allowed=allowed, now=now())
    except Problem as problem:
        return _page(form, problem.tell(say), 400)
    return redirect(url_for("duty.listed"))


@bp.post("/desk/duty/<shift_id>/drop")
@allow("plan-duty")
def drop(shift_id: str) -> AnyResponse:
    with checkin_writing("drop-duty", ("staff", me().agency_id)) as tx:
        duty_actions.drop(tx, shift_id)
    return redirect(url_for("duty.listed"))


def _here(typed: datetime | None) -> datetime:
    # A browser's date and time have no zone: they are those of the clock on the wall.
    return (typed or now().replace(tzinfo=None)).replace(tzinfo=zone()).astimezone(UTC)


def _readers() -> list[Staff]:
    with reading() as tx:
        people = staff_store.of_agency(tx, me().agency_id)
    return [one for one in people if duty.is_reader(one)]


def _page(form: Plan, wrong: str | None, status: int = 200) -> Response:
    with reading() as tx:
        own = {one.id: one for one in staff_store.of_agency(tx, me().agency_id)}
    readers = [one for one in own.values() if duty.is_reader(one)]
    form.person.choices = [SelectChoice(one.id, one.name) for one in readers]
    with checkin_reading() as tx:
        shifts = [one for one in urgent_store.shifts(tx, now()) if one.staff in own]
    return page(
        "alerts/duty.html",
        status,
        form=form,
        wrong=wrong,
        shifts=shifts,
        names={one.id: one.name for one in readers},
        now=now(),
    )
