"""The rota of duty: who reads urgent calls, and when."""

from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from inspect_app.actions import duty as actions
from inspect_app.actions.journal import AlreadyDone
from inspect_app.domain import duty as domain
from inspect_app.domain.duty import Shift
from inspect_app.domain.people import Staff
from inspect_app.domain.problem import Problem
from inspect_app.store import staff, urgent
from inspect_app.web import asked, form_keys
from inspect_app.web.doors import allow, checkin_begin, checkin_look, look, me, now, page, say, zone

bp = Blueprint("duty", __name__)


class Plan(FlaskForm):
    person = SelectField("Who", validate_choice=False, validators=[InputRequired()])
    starts = asked.LocalMomentField("From", validators=[InputRequired()])
    ends = asked.LocalMomentField("Until", validators=[InputRequired()])


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
        with checkin_begin("plan-duty", ("staff", shift.staff)) as tx:
            if any(planned.id == shift.id for planned in urgent.shifts(tx, now())):
                raise AlreadyDone
            actions.plan(tx, shift, allowed=allowed, now=now())
    except Problem as problem:
        return _page(form, problem.tell(say), 400)
    return redirect(url_for("duty.listed"))


@bp.post("/desk/duty/<shift_id>/drop")
@allow("plan-duty")
def drop(shift_id: str) -> AnyResponse:
    with checkin_begin("drop-duty", ("staff", me().agency_id)) as tx:
        actions.drop(tx, shift_id)
    return redirect(url_for("duty.listed"))


def _here(typed: datetime | None) -> datetime:
    # A browser's date and time have no zone: they are those of the clock on the wall.
    return (typed or now().replace(tzinfo=None)).replace(tzinfo=zone()).astimezone(UTC)


def _readers() -> list[Staff]:
    with look() as tx:
        people = staff.of_agency(tx, me().agency_id)
    return [one for one in people if domain.is_reader(one)]


def _page(form: Plan, wrong: str | None, status: int = 200) -> Response:
    with look() as tx:
        own = {one.id: one for one in staff.of_agency(tx, me().agency_id)}
    readers = [one for one in own.values() if domain.is_reader(one)]
    form.person.choices = [SelectChoice(one.id, one.name) for one in readers]
    with checkin_look() as tx:
        shifts = [one for one in urgent.shifts(tx, now()) if one.staff in own]
    return page(
        "desk/duty.html",
        status,
        form=form,
        wrong=wrong,
        shifts=shifts,
        names={one.id: one.name for one in readers},
        now=now(),
    )
