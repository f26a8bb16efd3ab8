"""Events set aside: why each does not count, and a supervisor's way to let it count."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from inspect_app.actions import ownership as ownership_actions
from inspect_app.actions.fieldwork import quarantine as quarantine_actions
from inspect_app.actions.visits import history as history_actions
from inspect_app.adapters.system import randomness
from inspect_app.store.staff import staff as staff_store
from inspect_app.store.visits import desk as desk_store
from inspect_app.store.visits import visits as visits_store
from inspect_app.web.auth import allow
from inspect_app.web.context import me, now, page, reading
from inspect_app.web.fieldwork.sync import database, intake_key, projector

bp = Blueprint("quarantine", __name__)


@bp.get("/desk/held-for-review")
@allow("accept-events", looks="event")
def listed() -> Response:
    with reading() as tx:
        held = desk_store.quarantined(tx, me().agency_id)
        carried = visits_store.checklists_of(tx, {event.visit_id for event in held})
        asks = history_actions.asks(tx, sorted({(c.key, c.n) for checklists in carried.values() for c in checklists}))
        names = {person.id: person.name for person in staff_store.of_agency(tx, me().agency_id)}
    found = [(event, quarantine_actions.about(event.what, event.body)) for event in held]
    return page("fieldwork/held_for_review.html", found=found, asks=asks, names=names, saved="saved" in request.args)


@bp.post("/desk/held-for-review")
@allow("accept-events")
def accept() -> Response:
    with reading() as tx:
        ownership_actions.check_event(tx, me().agency_id, request.form.get("event", ""))
    quarantine_actions.accept(
        database(),
        request.form.get("event", ""),
        projector=projector(),
        intake=intake_key(),
        by=me(),
        now=now(),
        new_id=randomness.new_id,
    )
    return redirect(url_for("quarantine.listed", saved=1))
