"""Visits: the list, planning one, its page, its team."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from inspect_app.actions.fieldwork import pictures as pictures_actions
from inspect_app.actions.fieldwork import projection as projection_actions
from inspect_app.actions.visits import history as history_actions
from inspect_app.actions.visits import nearby as nearby_actions
from inspect_app.actions.visits import visits as visits_actions
from inspect_app.adapters.data import distances, frameworks
from inspect_app.adapters.system import clock, randomness
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.permissions import may
from inspect_app.store import Connection
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.store.visits import desk as desk_store
from inspect_app.store.visits import history as history_store
from inspect_app.store.visits import orders as orders_store
from inspect_app.store.visits import visits as visits_store
from inspect_app.web import form_keys, request_values
from inspect_app.web.auth import allow
from inspect_app.web.context import checkin_reading, language, me, now, page, reading, say, writing
from inspect_app.web.fieldwork.sync import bring_up_to_date

bp = Blueprint("visits", __name__)
LINES = 50


class Plan(FlaskForm):
    planned_for = request_values.DayField("Day", validators=[InputRequired()])
    lead = SelectField("Who leads?", validators=[InputRequired()])
    team = SelectMultipleField("Who else goes?")
    keys = SelectMultipleField("Checklists to carry", validators=[InputRequired()])
    purpose = TextAreaField("What the visit is for", validators=[Length(max=2000)])


class Team(FlaskForm):
    lead = SelectField("Who leads?", validators=[InputRequired()])
    team = SelectMultipleField("Who else goes?")


class Cancel(FlaskForm):
    why = StringField("Why is this visit cancelled?", validators=[InputRequired(), Length(max=500)])


@bp.get("/desk/visits")
@allow("see-visits")
def listed() -> Response:
    state = request.args.get("state", "planned")
    state = state if state in (*desk_store.STATES, "unreported") else "planned"
    first = request_values.whole("from")
    agency = me().agency_id
    with reading() as tx:
        unreported = state == "unreported"
        if unreported:
            found = desk_store.unreported(tx, agency, limit=LINES)
        else:
            found = desk_store.visits(tx, agency, state, limit=LINES, offset=first)
        counts = desk_store.count_visits(tx, agency) | {"unreported": desk_store.count_unreported(tx, agency)}
    return page("visits/visits.html", found=found, state=state, counts=counts, first=first, now=now())


@bp.get("/desk/visits/choose-site")
@allow("plan-visits")
def choose_site() -> Response:
    typed, employer_id = request.args.get("q", ""), request.args.get("employer")
    with reading() as tx:
        found = desk_store.sites(tx, typed, employer_id=employer_id)
    return page("visits/choose_site.html", found=found, typed=typed)


@bp.get("/desk/visits/plan/<site_id>")
@allow("plan-visits")
def plan_form(site_id: str) -> Response:
    with reading() as tx:
        day = clock.day(now(), sites_store.zone_name(tx, site_id))
    return _plan(site_id, Plan(data={"planned_for": day, "keys": request.args.getlist("key")}))


@bp.post("/desk/visits/plan/<site_id>")
@allow("plan-visits")
def plan(site_id: str) -> Response:
    form = _filled(Plan())
    if not form.validate_on_submit():
        return _plan(site_id, form, 400)
    with writing() as tx:
        form_keys.refuse_second(tx)
        visit = visits_actions.plan(
            tx,
            visit_id=randomness.new_id(),
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
    with writing() as tx:
        visits_actions.assign(tx, visit_id, [form.lead.data, *form.team.data], by=me(), now=now())
    return redirect(url_for("visits.show", visit_id=visit_id, saved=1))


@bp.post("/desk/visits/<visit_id>/cancel")
@allow("plan-visits")
def cancel(visit_id: str) -> Response:
    with writing() as tx:
        visits_actions.cancel(tx, visit_id, Cancel().why.data or "", by=me(), now=now())
    return redirect(url_for("visits.show", visit_id=visit_id, saved=1))


def _plan(site_id: str, form: Plan, status: int = 200) -> Response:
    _filled(form)
    with reading() as tx:
        site = sites_store.get(tx, site_id)
        employer = employers_store.get(tx, site.employer_id)
        near = nearby_actions.visits_near(tx, site, me().agency_id, distance_km=distances.kilometres)
    return page("visits/plan.html", status, form=form, site=site, employer=employer, near=near)


def _show(visit_id: str) -> Response:
    bring_up_to_date(visit_id)
    with reading() as tx:
        visit = visits_store.get(tx, visit_id)
        carried = visits_store.checklists(tx, visit_id)
        values = _parts(tx, visit_id)
        values |= {
            "asks": history_actions.worker_asks(tx) | history_actions.asks(tx, [(one.key, one.n) for one in carried]),
            "titles": _titles(tx),
            "employer": employers_store.get(tx, visit.employer_id),
            "site": sites_store.get(tx, visit.site_id),
        }
    with checkin_reading() as tx:
        values |= {"points": history_store.points(tx, visit_id)}
        values |= {"voice": history_store.voice(tx, [visit_id]) if may(me().role, "see-voice") else {}}
    form = Team(formdata=None)
    _people(form)
    saved = "saved" in request.args
    return page(
        "visits/visit.html",
        visit=visit,
        carried=carried,
        form=form,
        cancel=Cancel(formdata=None),
        saved=saved,
        now=now(),
        **values,
    )


def _parts(tx: Connection, visit_id: str) -> dict[str, Any]:
    conflicting, conflicting_private = projection_actions.conflicting(projection_actions.inspection(tx, visit_id))
    return {
        "conflicting": conflicting,
        "conflicting_private": conflicting_private,
        "team": visits_store.team(tx, visit_id),
        "shown": history_store.findings(tx, [visit_id]),
        "ilo": history_store.ilo(tx, visit_id),
        "eleven": frameworks.frameworks().ilo,
        "broken": history_store.contraventions(tx, [visit_id]),
        "orders": orders_store.of_visit(tx, visit_id),
        "reports": history_store.reports(tx, [visit_id]),
        "pictures": pictures_actions.of_visit(tx, visit_id, me()),
        "receipts": history_store.receipts(tx, visit_id),
        "events": history_store.events(tx, visit_id),
    }


def _filled(form: Plan) -> Plan:
    _people(form)
    with reading() as tx:
        form.keys.choices = sorted(_titles(tx).items(), key=lambda pair: pair[1])
    return form


def _people(form: Plan | Team) -> None:
    with reading() as tx:
        people = [(one.id, one.name) for one in staff_store.of_roles(tx, me().agency_id, visits_actions.FIELD)]
    form.lead.choices, form.team.choices = people, people


def _titles(tx: Connection) -> dict[str, str]:
    """Titles of the published checklists an inspector carries, by key, in the reader's language."""
    return {
        key: titles[language()] for key, titles in checklists_store.titles(tx, exclude=("worker", "training")).items()
    }
