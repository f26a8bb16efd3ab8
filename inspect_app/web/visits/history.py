"""An employer's whole history on one page."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from inspect_app.actions.visits import history as history_actions
from inspect_app.domain.staff.permissions import may
from inspect_app.store.visits import history as history_store
from inspect_app.web.auth import allow
from inspect_app.web.context import checkin_reading, me, now, page, reading, zone
from inspect_app.web.register import corrections as corrections_views

bp = Blueprint("history", __name__)


@bp.get("/desk/employers/<employer_id>")
@allow("see-employers", looks="employer")
def show(employer_id: str) -> Response:
    with reading() as tx:
        history = history_actions.of_employer(tx, me().agency_id, employer_id, now(), zone())
        asks = history_actions.worker_asks(tx)
        corrected = corrections_views.corrected(tx, "employer", employer_id)
    with checkin_reading() as tx:
        ids = [visit.id for visit in history.visits] if may(me().role, "see-voice") else []
        voice = history_store.voice(tx, ids)
    return page(
        "visits/history.html", it=history, voice=voice, asks=asks, corrected=corrected, saved="saved" in request.args
    )
