"""The first page of the desk: what needs attention, each number a link to where it is dealt with."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from inspect_app.domain.acts import may
from inspect_app.store import desk as store
from inspect_app.store import links, mends, orders, sites, urgent, visits
from inspect_app.web import pool
from inspect_app.web.doors import allow, checkin_look, days_everywhere, look, me, now, page, today

bp = Blueprint("desk", __name__)


@bp.get("/desk/")
@allow("see-home")
def home() -> Response:
    there, agency = days_everywhere(), me().agency_id
    with look() as tx:
        counts = {
            "late": store.count_late(tx, agency, now()),
            "overdue": orders.count(tx, agency, "overdue", there),
            "unreported": store.count_unreported(tx, agency),
            "to_review": store.count_to_review(tx, agency),
            "links": links.count(tx, "proposed"),
            "undecided": mends.count_undecided(tx),
            "to_locate": sites.count_to_locate(tx),
            "aside": store.count_aside(tx, agency),
        }
        day, unreported = store.visits_on(tx, agency, there), store.unreported(tx, agency, limit=10)
        ahead = store.visits(tx, agency, "planned", limit=10)
        mine = {visit.id for visit in visits.of_staff(tx, me().id)}
    with checkin_look() as tx:
        counts["urgent"] = urgent.count_waiting(tx, agency)
        heard = pool.loud(tx, today()) if may(me().role, "see-voice") else []
    saved = "saved" in request.args
    return page("desk/home.html", counts=counts, day=day, ahead=ahead, unreported=unreported, mine=mine, saved=saved,
                heard=heard, now=now())  # fmt: skip
