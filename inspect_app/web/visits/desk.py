"""The first page of the desk: what needs attention, each number a link to where it is dealt with."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from inspect_app.domain.staff.permissions import may
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.visits import desk as desk_store
from inspect_app.store.visits import visits as visits_store
from inspect_app.web.auth import allow
from inspect_app.web.checkins import regional_totals as regional_totals_views
from inspect_app.web.context import checkin_reading, days_everywhere, me, now, page, reading, today

bp = Blueprint("desk", __name__)


@bp.get("/desk/")
@allow("see-home")
def home() -> Response:
    there, agency = days_everywhere(), me().agency_id
    with reading() as tx:
        counts = desk_store.counts(tx, agency, now(), there)
        day, unreported = desk_store.visits_on(tx, agency, there), desk_store.unreported(tx, agency, limit=10)
        ahead = desk_store.visits(tx, agency, "planned", limit=10)
        mine = {visit.id for visit in visits_store.of_staff(tx, me().id)}
    with checkin_reading() as tx:
        counts["urgent"] = urgent_store.count_waiting(tx, agency)
        heard = regional_totals_views.loud(tx, today()) if may(me().role, "see-voice") else []
    saved = "saved" in request.args
    return page(
        "visits/home.html",
        counts=counts,
        day=day,
        ahead=ahead,
        unreported=unreported,
        mine=mine,
        saved=saved,
        heard=heard,
        now=now(),
    )
