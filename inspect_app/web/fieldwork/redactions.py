"""A supervisor strikes a text or picture of a visit, with a reason that stays."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from inspect_app.actions.fieldwork import redactions as redactions_actions
from inspect_app.adapters.media.evidence import Evidence
from inspect_app.store.register import sites as sites_store
from inspect_app.store.visits import visits as visits_store
from inspect_app.web.auth import allow
from inspect_app.web.context import forget, me, now, page, reading, settings, writing

bp = Blueprint("redactions", __name__)


@bp.get("/desk/visits/<visit_id>/redact")
@allow("redact-blobs", looks="visit")
def listed(visit_id: str) -> Response:
    with reading() as tx:
        visit = visits_store.get(tx, visit_id)
        site, found = sites_store.get(tx, visit.site_id), redactions_actions.of_visit(tx, visit_id, me())
    return page("fieldwork/redact.html", visit=visit, site=site, found=found, saved="saved" in request.args)


@bp.post("/desk/visits/<visit_id>/redact")
@allow("redact-blobs")
def redact(visit_id: str) -> Response:
    asked = request.form
    with writing() as tx:
        gone = redactions_actions.redact(tx, visit_id, asked.get("blob", ""), asked.get("why", ""), by=me(), now=now())
    # Only once nothing names them any more; if this stops half-way, striking again ends it.
    for path in gone:
        Evidence(settings().evidence).delete(path)
    forget("blobs", "reports")
    return redirect(url_for("redactions.listed", visit_id=visit_id, saved=1))
