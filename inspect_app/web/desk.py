"""The first page of the desk: what needs attention, each number a link to where it is dealt with."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from inspect_app.domain.acts import may
from inspect_app.store import desk as store
from inspect_app.store import links, mends, orders, sites, visits
from inspect_app.web import pool
from inspect_app.web.doors import allow, checkin_look, days_everywhere, look, me, now, page, today

bp = Blueprint("desk", __name__)


@bp.get("/desk/")
@allow("see-home")
def home() -> Response:
    there = days_everywhere()
    with look() as tx:
        counts = {
            "late": store.count_late(tx, now()),
            "overdue": orders.count(tx, "overdue", there),
            "unreported": store.count_unreported(tx),
            "to_review": store.count_to_review(tx),
            "links": links.count(tx, "proposed"),
            "undecided": mends.count_undecided(tx),
            "to_locate": sites.count_to_locate(tx),
            "aside": store.count_aside(tx),
        }
        day, unreported = store.visits_on(tx, there), store.unreported(tx, limit=10)
        ahead = store.visits(tx, "planned", limit=10)
        mine = {visit.id for visit in visits.of_staff(tx, me().id)}
    with checkin_look() as tx:
        counts["urgent"] = store.count_urgent(tx)
        heard = pool.loud(tx, today()) if may(me().role, "see-voice") else []
    saved = "saved" in request.args
    return page("desk/home.html", counts=counts, day=day, ahead=ahead, unreported=unreported, mine=mine, saved=saved,
                heard=heard, now=now())  # fmt: skip
