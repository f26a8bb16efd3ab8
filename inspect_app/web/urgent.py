"""Urgent calls from workers, on a track of their own: read and handled by a person, whatever any score says."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from inspect_app.actions import journal
from inspect_app.store import urgent as store
from inspect_app.web.doors import allow, begin, checkin_begin, checkin_look, me, now, page, settings

bp = Blueprint("urgent", __name__)


@bp.get("/desk/urgent")
@allow("handle-urgent", looks="urgent")
def listed() -> Response:
    with checkin_look() as tx:
        found = store.waiting(tx)
    return page("desk/urgent.html", found=found)


@bp.post("/desk/urgent/<call_id>")
@allow("handle-urgent")
def handle(call_id: str) -> Response:
    with checkin_begin() as tx:
        store.get(tx, call_id)
        store.handle(tx, call_id, by=me().id, day=now().date())
    with begin() as tx:
        veil = settings().secret_key.encode()
        journal.note(tx, act="handle-urgent", by=me(), now=now(), about=("urgent", call_id), veil=veil)
    return redirect(url_for("urgent.listed"))
