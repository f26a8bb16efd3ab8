"""An employer's whole history on one page."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from inspect_app.actions import history as actions
from inspect_app.domain.acts import may
from inspect_app.store import history as store
from inspect_app.web import mends
from inspect_app.web.doors import allow, checkin_look, look, me, now, page, zone

bp = Blueprint("history", __name__)


@bp.get("/desk/employers/<employer_id>")
@allow("see-employers", looks="employer")
def show(employer_id: str) -> Response:
    with look() as tx:
        history = actions.of_employer(tx, me().agency_id, employer_id, now(), zone())
        asks = actions.worker_asks(tx)
        mended = mends.mended(tx, "employer", employer_id)
    with checkin_look() as tx:
        ids = [visit.id for visit in history.visits] if may(me().role, "see-voice") else []
        voice = store.voice(tx, ids)
    return page("desk/history.html", it=history, voice=voice, asks=asks, mended=mended, saved="saved" in request.args)
