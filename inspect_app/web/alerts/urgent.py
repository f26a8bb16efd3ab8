"""Urgent calls from workers, on a track of their own: read, taken and handled by a person, whatever any score says."""

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.actions.alerts import duty as duty_actions
from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.domain.alerts import duty
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.web.auth import allow
from inspect_app.web.context import checkin_reading, checkin_writing, me, now, page, reading

bp = Blueprint("urgent", __name__)


@bp.get("/desk/urgent")
@allow("handle-urgent", looks="urgent", reads_calls=True)
def listed() -> Response:
    with checkin_reading() as tx:
        calls, told = urgent_store.waiting(tx, me().agency_id), duty.reading(urgent_store.shifts(tx, now()), now())
        points = checkins_actions.points_of(tx, me().agency_id, {call.point for call in calls if call.point})
    with reading() as tx:
        places = checkins_actions.places(tx, points.values())
    found = [(call, points.get(call.point or ""), places.get(call.point or "", ("", ""))) for call in calls]
    return page("alerts/urgent.html", found=found, told=told, now=now(), version=_version(calls))


@bp.get("/desk/urgent/news")
@allow("handle-urgent", reads_calls=True)
def news() -> Response:
    """Asked twice a minute by an open list: what waits, as one word that changes when anything does."""
    with checkin_reading() as tx:
        calls = urgent_store.waiting(tx, me().agency_id)
    return jsonify(version=_version(calls))


@bp.post("/desk/urgent/<call_id>/take")
@allow("handle-urgent")
def take(call_id: str) -> AnyResponse:
    with checkin_writing("take-urgent", ("urgent", call_id)) as tx:
        duty_actions.take(tx, call_id, me())
    return redirect(url_for("urgent.listed"))


@bp.post("/desk/urgent/<call_id>")
@allow("handle-urgent")
def handle(call_id: str) -> AnyResponse:
    with checkin_writing("handle-urgent", ("urgent", call_id)) as tx:
        duty_actions.handle(tx, call_id, me(), now())
    return redirect(url_for("urgent.listed"))


@bp.post("/desk/urgent/<call_id>/decide")
@allow("decide-young")
def decide(call_id: str) -> AnyResponse:
    decision, why = request.form.get("decision", ""), request.form.get("why", "")
    # Who had the duty to report, what they decided and when is the one thing that must not be forgotten.
    detail = {"decision": decision[:20], "why": why.strip()[:200]}
    with checkin_writing("decide-young", ("young", call_id), detail) as tx:
        duty_actions.decide(tx, call_id, decision, why, me(), now())
    return redirect(url_for("urgent.listed"))


def _version(calls: list[urgent_store.Call]) -> str:
    return " ".join(f"{call.id[:8]}{call.kind}{'' if call.handled_by else '!'}" for call in calls)
