"""Urgent calls from workers, on a track of their own: read, taken and handled by a person, whatever any score says."""

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.actions import checkins, journal
from inspect_app.actions import duty as actions
from inspect_app.domain import duty
from inspect_app.store import urgent as store
from inspect_app.web.doors import allow, begin, checkin_begin, look, me, now, page, settings

bp = Blueprint("urgent", __name__)


@bp.get("/desk/urgent")
@allow("handle-urgent", looks="urgent")
def listed() -> Response:
    with checkin_begin() as tx:
        store.see(tx, me().id, now())
        calls, told = store.waiting(tx), duty.reading(store.shifts(tx, now()), now())
        points = checkins.points_of(tx, {call.point for call in calls if call.point})
    with look() as tx:
        found = [
            (call, points.get(call.point or ""), checkins.place(tx, points.get(call.point or ""))) for call in calls
        ]
    return page("desk/urgent.html", found=found, told=told, now=now(), version=_version(calls))


@bp.get("/desk/urgent/news")
@allow("handle-urgent")
def news() -> Response:
    """Asked twice a minute by an open list: what waits, as one word that changes when anything does."""
    with checkin_begin() as tx:
        store.see(tx, me().id, now())
        calls = store.waiting(tx)
    return jsonify(version=_version(calls))


@bp.post("/desk/urgent/<call_id>/take")
@allow("handle-urgent")
def take(call_id: str) -> AnyResponse:
    with checkin_begin() as tx:
        actions.take(tx, call_id, me())
    return _noted("take-urgent", call_id)


@bp.post("/desk/urgent/<call_id>")
@allow("handle-urgent")
def handle(call_id: str) -> AnyResponse:
    with checkin_begin() as tx:
        actions.handle(tx, call_id, me(), now())
    return _noted("handle-urgent", call_id)


@bp.post("/desk/urgent/<call_id>/decide")
@allow("decide-young")
def decide(call_id: str) -> AnyResponse:
    decision, why = request.form.get("decision", ""), request.form.get("why", "")
    with checkin_begin() as tx:
        actions.decide(tx, call_id, decision, why, me(), now())
    # Who had the duty to report, what they decided and when is the one thing that must not be forgotten.
    with begin() as tx:
        detail = {"decision": decision, "why": why.strip()[:200]}
        journal.note(tx, act="decide-young", by=me(), now=now(), about=("young", call_id), detail=detail)
    return redirect(url_for("urgent.listed"))


def _noted(act: str, call_id: str) -> AnyResponse:
    with begin() as tx:
        veil = settings().secret_key.encode()
        journal.note(tx, act=act, by=me(), now=now(), about=("urgent", call_id), veil=veil)
    return redirect(url_for("urgent.listed"))


def _version(calls: list[store.Call]) -> str:
    return " ".join(f"{call.id[:8]}{call.kind}{'' if call.handled_by else '!'}" for call in calls)
