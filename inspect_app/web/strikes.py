"""A supervisor strikes a text or picture of a visit, with a reason that stays."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from inspect_app.actions import strikes as actions
from inspect_app.adapters.evidence import Evidence
from inspect_app.store import sites, visits
from inspect_app.web.doors import allow, begin, forget, look, me, now, page, settings

bp = Blueprint("strikes", __name__)


@bp.get("/desk/visits/<visit_id>/strike")
@allow("strike-blobs", looks="visit")
def listed(visit_id: str) -> Response:
    with look() as tx:
        visit = visits.get(tx, visit_id)
        site, found = sites.get(tx, visit.site_id), actions.of_visit(tx, visit_id, me())
    return page("desk/strike.html", visit=visit, site=site, found=found, saved="saved" in request.args)


@bp.post("/desk/visits/<visit_id>/strike")
@allow("strike-blobs")
def strike(visit_id: str) -> Response:
    asked = request.form
    with begin() as tx:
        gone = actions.strike(tx, visit_id, asked.get("blob", ""), asked.get("why", ""), by=me(), now=now())
    # Only once nothing names them any more; if this stops half-way, striking again ends it.
    for path in gone:
        Evidence(settings().evidence).delete(path)
    forget("blobs", "reports")
    return redirect(url_for("strikes.listed", visit_id=visit_id, saved=1))
