"""Standing points: check-in points with a host who is no employer, and the promise that the host signs."""

from typing import Any

from flask import Blueprint, redirect, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from inspect_app.actions.checkins import public_points as public_points_actions
from inspect_app.actions.staff.audit_log import AlreadyDone
from inspect_app.adapters.system import clock
from inspect_app.domain.checkins import public_points
from inspect_app.domain.problem import Problem
from inspect_app.domain.register import regions
from inspect_app.domain.staff.permissions import may
from inspect_app.store.checkins import points as points_store
from inspect_app.web import form_keys, request_values
from inspect_app.web.auth import allow
from inspect_app.web.checkins import point_papers as point_papers_views
from inspect_app.web.checkins.point_papers import pdf_response
from inspect_app.web.context import Response, checkin_reading, checkin_writing, me, now, page, say, today

bp = Blueprint("public_points", __name__)


class Open(FlaskForm):
    kind = SelectField("What kind of place is it?", validators=[InputRequired()])
    host = StringField("Name of the host", validators=[InputRequired(), Length(max=120)])
    place = StringField("City or township", validators=[InputRequired(), Length(max=120)])
    county = SelectField("County", validators=[InputRequired()])
    contact = StringField("Whom do we refer workers to?", validators=[InputRequired(), Length(max=200)])
    opens = request_values.DayField("Opening day", validators=[InputRequired()])
    why = StringField("Why a consulate", validators=[Length(max=200)])


@bp.get("/desk/public-points")
@allow("open-points")
def listed() -> Response:
    with checkin_reading() as tx:
        found = [point for point in points_store.of_agency(tx, me().agency_id) if point.is_public]
    return page("checkins/public_points.html", found=found, hosts=_hosts())


@bp.get("/desk/public-points/open")
@allow("open-points")
def open_form() -> Response:
    return _form(Open(data={"opens": today(), "kind": public_points.HOSTS[0]}))


@bp.post("/desk/public-points/open")
@allow("open-points")
def open_point() -> AnyResponse:
    form = _filled(Open())
    if not form.validate_on_submit():
        return _form(form, 400)
    values = {field: getattr(form, field).data or "" for field in ("kind", "host", "place", "county", "contact", "why")}
    point_id, host = form_keys.new_id(), " ".join(values["host"].split())
    detail = {"host": host, "kind": values["kind"], "why": values["why"].strip()}
    given: dict[str, Any] = {"opens": form.opens.data, "by": me(), "today": today(), "time_zone": me().time_zone}
    with checkin_writing("open-standing", ("point", point_id), detail) as tx:
        if points_store.exists(tx, point_id):
            raise AlreadyDone
        public_points_actions.open_public_point(tx, point_id=point_id, **(given | values))
    return redirect(url_for("points.show", point_id=point_id))


@bp.get("/desk/public-points/<point_id>/promise")
@allow("open-points")
def promise(point_id: str) -> Response:
    with checkin_reading() as tx:
        point = points_store.get(tx, point_id)
    if not point.is_public:
        raise Problem("not-found")
    return pdf_response(point_papers_views.promise(point, clock.day(now(), point.time_zone)), "promise.pdf")


def _form(form: Open, status: int = 200) -> Response:
    return page(
        "checkins/public_point_open.html", status, form=_filled(form), consulate=may(me().role, "open-at-consulate")
    )


def _filled(form: Open) -> Open:
    allowed = may(me().role, "open-at-consulate")
    form.kind.choices = [
        SelectChoice(kind, words)
        for kind, words in _hosts().items()
        if allowed or kind not in public_points.NEEDS_REASON
    ]
    form.county.choices = [SelectChoice("", "–"), *(SelectChoice(one, regions.name(one)) for one in regions.COUNTIES)]
    return form


def _hosts() -> dict[str, str]:
    return {
        "health_centre": say("Community health centre"),
        "legal_clinic": say("Legal clinic"),
        "worker_centre": say("Worker centre"),
        "library": say("Library"),
        "laundromat": say("Laundromat"),
        "money_transfer": say("Money-transfer shop"),
        "airport": say("Airport, after customs"),
        "consulate": say("Consulate"),
    }
