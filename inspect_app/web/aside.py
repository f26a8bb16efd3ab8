"""Events set aside: why each does not count, and a supervisor's way to let it count."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from inspect_app.actions import aside as actions
from inspect_app.actions import history, ownership
from inspect_app.adapters import dice
from inspect_app.store import desk as store
from inspect_app.store import staff, visits
from inspect_app.web.doors import allow, begin, look, me, now, page
from inspect_app.web.sync import intake_key

bp = Blueprint("aside", __name__)


@bp.get("/desk/set-aside")
@allow("accept-events", looks="event")
def listed() -> Response:
    with look() as tx:
        found = [(one, actions.about(one.what, one.body)) for one in store.aside(tx, me().agency_id)]
        carried = {(c.key, c.n) for one, _ in found for c in visits.checklists(tx, one.visit_id)}
        asks = history.asks(tx, sorted(carried))
        names = {person.id: person.name for person in staff.of_agency(tx, me().agency_id)}
    return page("desk/set_aside.html", found=found, asks=asks, names=names, saved="saved" in request.args)


@bp.post("/desk/set-aside")
@allow("accept-events")
def accept() -> Response:
    with begin() as tx:
        ownership.check_event(tx, me().agency_id, request.form.get("event", ""))
        actions.accept(tx, request.form.get("event", ""), intake=intake_key(), by=me(), now=now(), new_id=dice.new_id)
    return redirect(url_for("aside.listed", saved=1))
