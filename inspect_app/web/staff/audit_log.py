"""The journal of one's own agency, for a supervisor. Opening it is itself an act."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from inspect_app.store.staff import audit_log as audit_log_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.web import request_values
from inspect_app.web.auth import allow
from inspect_app.web.context import me, page, reading

bp = Blueprint("audit_log", __name__)

SHOWN = 50


@bp.get("/desk/audit-log")
@allow("see-audit-log", looks="audit_log")
def show() -> Response:
    before, who = request_values.maybe_whole("before"), request.args.get("who") or None
    kind, _, subject = request.args.get("about", "").partition(":")
    about = (kind, subject) if subject else None
    with reading() as tx:
        entries = audit_log_store.entries(
            tx, agency_id=me().agency_id, who=who, about=about, limit=SHOWN, before=before
        )
        names = {person.id: person.name for person in staff_store.of_agency(tx, me().agency_id)}
    older = entries[-1].seq if len(entries) == SHOWN else None
    return page("staff/audit_log.html", entries=entries, names=names, who=who, about=about, older=older)
