"""Standing points: check-in points with a host who is no employer, and the promise that the host signs."""

from typing import Any

from flask import Blueprint, redirect, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from inspect_app.actions import standing as actions
from inspect_app.actions.journal import AlreadyDone
from inspect_app.adapters import clock
from inspect_app.domain import regions, standing
from inspect_app.domain.acts import may
from inspect_app.domain.problem import Problem
from inspect_app.store import checkins as store
from inspect_app.web import asked, form_keys, point_papers
from inspect_app.web.doors import Response, allow, checkin_begin, checkin_look, me, now, page, say, today
from inspect_app.web.points import pdf

bp = Blueprint("standing", __name__)


class Open(FlaskForm):
    kind = SelectField("What kind of place is it?", validators=[InputRequired()])
    host = StringField("Name of the host", validators=[InputRequired(), Length(max=120)])
    place = StringField("City or township", validators=[InputRequired(), Length(max=120)])
    county = SelectField("County", validators=[InputRequired()])
    contact = StringField("Whom do we refer workers to?", validators=[InputRequired(), Length(max=200)])
    opens = asked.DayField("Opening day", validators=[InputRequired()])
    why = StringField("Why a consulate", validators=[Length(max=200)])


@bp.get("/desk/standing-points")
@allow("open-points")
def listed() -> Response:
    with checkin_look() as tx:
        found = [point for point in store.points_of(tx, me().agency_id) if point.is_standing]
    return page("desk/standing.html", found=found, hosts=_hosts())


@bp.get("/desk/standing-points/open")
@allow("open-points")
def open_form() -> Response:
    return _form(Open(data={"opens": today(), "kind": standing.HOSTS[0]}))


@bp.post("/desk/standing-points/open")
@allow("open-points")
def open_point() -> AnyResponse:
    form = _filled(Open())
    if not form.validate_on_submit():
        return _form(form, 400)
    values = {field: getattr(form, field).data or "" for field in ("kind", "host", "place", "county", "contact", "why")}
    point_id, host = form_keys.new_id(), " ".join(values["host"].split())
    detail = {"host": host, "kind": values["kind"], "why": values["why"].strip()}
    given: dict[str, Any] = {"opens": form.opens.data, "by": me(), "today": today(), "time_zone": me().time_zone}
    with checkin_begin("open-standing", ("point", point_id), detail) as tx:
        if store.has_point(tx, point_id):
            raise AlreadyDone
        actions.open_standing(tx, point_id=point_id, **(given | values))
    return redirect(url_for("points.show", point_id=point_id))


@bp.get("/desk/standing-points/<point_id>/promise")
@allow("open-points")
def promise(point_id: str) -> Response:
    with checkin_look() as tx:
        point = store.point(tx, point_id)
    if not point.is_standing:
        raise Problem("not-found")
    return pdf(point_papers.promise(point, clock.day(now(), point.time_zone)), "promise.pdf")


def _form(form: Open, status: int = 200) -> Response:
    return page("desk/standing_open.html", status, form=_filled(form), consulate=may(me().role, "open-at-consulate"))


def _filled(form: Open) -> Open:
    allowed = may(me().role, "open-at-consulate")
    form.kind.choices = [
        SelectChoice(kind, words) for kind, words in _hosts().items() if allowed or kind not in standing.NEEDS_REASON
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
