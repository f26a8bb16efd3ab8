"""Visits: the list, planning one, its page, its team."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from inspect_app.actions import derive, history, nearby, pictures
from inspect_app.actions import visits as actions
from inspect_app.adapters import clock, dice, distances, frameworks
from inspect_app.domain.acts import may
from inspect_app.domain.problem import Problem
from inspect_app.store import Connection, checklists, employers, orders, sites, staff
from inspect_app.store import desk as lists
from inspect_app.store import history as past
from inspect_app.store import visits as store
from inspect_app.web import asked, form_keys
from inspect_app.web.doors import allow, begin, checkin_look, language, look, me, now, page, say

bp = Blueprint("visits", __name__)
LINES = 50


class Plan(FlaskForm):
    planned_for = asked.DayField("Day", validators=[InputRequired()])
    lead = SelectField("Who leads?", validators=[InputRequired()])
    team = SelectMultipleField("Who else goes?")
    keys = SelectMultipleField("Checklists to carry", validators=[InputRequired()])
    purpose = TextAreaField("What the visit is for", validators=[Length(max=2000)])


class Team(FlaskForm):
    lead = SelectField("Who leads?", validators=[InputRequired()])
    team = SelectMultipleField("Who else goes?")


class Cancel(FlaskForm):
    why = StringField("Why is this visit taken back?", validators=[InputRequired(), Length(max=500)])


@bp.get("/desk/visits")
@allow("see-visits")
def listed() -> Response:
    state = request.args.get("state", "planned")
    state = state if state in (*lists.STATES, "unreported") else "planned"
    first = asked.whole("from")
    agency = me().agency_id
    with look() as tx:
        unreported = state == "unreported"
        if unreported:
            found = lists.unreported(tx, agency, limit=LINES)
        else:
            found = lists.visits(tx, agency, state, limit=LINES, offset=first)
        counts = lists.count_visits(tx, agency) | {"unreported": lists.count_unreported(tx, agency)}
    return page("desk/visits.html", found=found, state=state, counts=counts, first=first, now=now())


@bp.get("/desk/visits/choose-site")
@allow("plan-visits")
def choose_site() -> Response:
    typed, employer_id = request.args.get("q", ""), request.args.get("employer")
    with look() as tx:
        found = lists.sites(tx, typed, employer_id=employer_id)
    return page("desk/choose_site.html", found=found, typed=typed)


@bp.get("/desk/visits/plan/<site_id>")
@allow("plan-visits")
def plan_form(site_id: str) -> Response:
    with look() as tx:
        day = clock.day(now(), sites.zone_name(tx, site_id))
    return _plan(site_id, Plan(data={"planned_for": day, "keys": request.args.getlist("key")}))


@bp.post("/desk/visits/plan/<site_id>")
@allow("plan-visits")
def plan(site_id: str) -> Response:
    form = _filled(Plan())
    if not form.validate_on_submit():
        return _plan(site_id, form, 400)
    with begin() as tx:
        form_keys.refuse_second(tx)
        visit = actions.plan(
            tx,
            visit_id=dice.new_id(),
            site_id=site_id,
            planned_for=form.planned_for.data,
            team=[form.lead.data, *form.team.data],
            keys=form.keys.data,
            purpose=form.purpose.data or "",
            by=me(),
            now=now(),
        )
        return form_keys.lead(tx, url_for("visits.show", visit_id=visit.id, saved=1))


@bp.get("/desk/visits/<visit_id>")
@allow("see-visits", looks="visit")
def show(visit_id: str) -> Response:
    return _show(visit_id)


@bp.post("/desk/visits/<visit_id>/team")
@allow("plan-visits")
def assign(visit_id: str) -> Response:
    form = Team()
    _people(form)
    if not form.validate_on_submit():
        raise Problem("wrong-input", why=say("A visit needs someone who leads it."))
    with begin() as tx:
        actions.assign(tx, visit_id, [form.lead.data, *form.team.data], by=me(), now=now())
    return redirect(url_for("visits.show", visit_id=visit_id, saved=1))


@bp.post("/desk/visits/<visit_id>/cancel")
@allow("plan-visits")
def cancel(visit_id: str) -> Response:
    with begin() as tx:
        actions.cancel(tx, visit_id, Cancel().why.data or "", by=me(), now=now())
    return redirect(url_for("visits.show", visit_id=visit_id, saved=1))


def _plan(site_id: str, form: Plan, status: int = 200) -> Response:
    _filled(form)
    with look() as tx:
        site = sites.get(tx, site_id)
        employer = employers.get(tx, site.employer_id)
        near = nearby.visits_near(tx, site, me().agency_id, distance_km=distances.kilometres)
    return page("desk/plan.html", status, form=form, site=site, employer=employer, near=near)


def _show(visit_id: str) -> Response:
    with look() as tx:
        visit = store.get(tx, visit_id)
        carried = store.checklists(tx, visit_id)
        values = _parts(tx, visit_id)
        values |= {
            "asks": history.worker_asks(tx) | history.asks(tx, [(one.key, one.n) for one in carried]),
            "titles": _titles(tx),
            "employer": employers.get(tx, visit.employer_id),
            "site": sites.get(tx, visit.site_id),
        }
    with checkin_look() as tx:
        values |= {"points": past.points(tx, visit_id)}
        values |= {"voice": past.voice(tx, [visit_id]) if may(me().role, "see-voice") else {}}
    form = Team(formdata=None)
    _people(form)
    saved = "saved" in request.args
    return page("desk/visit.html", visit=visit, carried=carried, form=form, cancel=Cancel(formdata=None), saved=saved,
                now=now(), **values)  # fmt: skip


def _parts(tx: Connection, visit_id: str) -> dict[str, Any]:
    apart, apart_private = derive.apart(derive.inspection(tx, visit_id))
    return {
        "apart": apart,
        "apart_private": apart_private,
        "team": store.team(tx, visit_id),
        "shown": past.findings(tx, [visit_id]),
        "ilo": past.ilo(tx, visit_id),
        "eleven": frameworks.frameworks().ilo,
        "broken": past.contraventions(tx, [visit_id]),
        "orders": orders.of_visit(tx, visit_id),
        "reports": past.reports(tx, [visit_id]),
        "pictures": pictures.of_visit(tx, visit_id, me()),
        "receipts": past.receipts(tx, visit_id),
        "events": past.events(tx, visit_id),
    }


def _filled(form: Plan) -> Plan:
    _people(form)
    with look() as tx:
        form.keys.choices = sorted(_titles(tx).items(), key=lambda pair: pair[1])
    return form


def _people(form: Plan | Team) -> None:
    with look() as tx:
        people = [(one.id, one.name) for one in staff.of_roles(tx, me().agency_id, actions.FIELD)]
    form.lead.choices, form.team.choices = people, people


def _titles(tx: Connection) -> dict[str, str]:
    """Titles of the published checklists an inspector carries, by key, in the reader's language."""
    return {key: titles[language()] for key, titles in checklists.titles(tx, exclude=("worker", "training")).items()}
