"""The first page of the desk: what needs attention, each number a link to where it is dealt with."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from inspect_app.domain.staff.permissions import may
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.register import corrections as corrections_store
from inspect_app.store.register import links as links_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.visits import desk as desk_store
from inspect_app.store.visits import orders as orders_store
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
        counts = {
            "late": desk_store.count_late(tx, agency, now()),
            "overdue": orders_store.count(tx, agency, "overdue", there),
            "unreported": desk_store.count_unreported(tx, agency),
            "to_review": desk_store.count_to_review(tx, agency),
            "links": links_store.count(tx, "proposed"),
            "undecided": corrections_store.count_undecided(tx),
            "to_locate": sites_store.count_to_locate(tx),
            "quarantined": desk_store.count_quarantined(tx, agency),
        }
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
