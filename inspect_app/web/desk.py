"""The first page of the desk: what needs attention today."""

from flask import Blueprint
from werkzeug.wrappers import Response

from inspect_app.store import employers, orders, sites, visits
from inspect_app.web.doors import allow, look, me, now, page

bp = Blueprint("desk", __name__)


@bp.get("/desk/")
@allow("see-home")
def home() -> Response:
    today = now().date()
    with look() as tx:
        planned = visits.in_states(tx, ("planned", "under_way"), limit=20)
        mine = {visit.id for visit in visits.of_staff(tx, me().id)}
        places = {visit.id: (employers.get(tx, visit.employer_id), sites.get(tx, visit.site_id)) for visit in planned}
        overdue = orders.count(tx, "overdue", today)
    return page("desk/home.html", planned=planned, mine=mine, places=places, overdue=overdue)
