"""The journal of one's own agency, for a supervisor. Opening it is itself an act."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from inspect_app.store import journal as store
from inspect_app.store import staff as people
from inspect_app.web import asked
from inspect_app.web.doors import allow, look, me, page

bp = Blueprint("journal", __name__)

SHOWN = 50


@bp.get("/desk/journal")
@allow("see-journal", looks="journal")
def show() -> Response:
    before, who = asked.maybe_whole("before"), request.args.get("who") or None
    kind, _, subject = request.args.get("about", "").partition(":")
    about = (kind, subject) if subject else None
    with look() as tx:
        entries = store.entries(tx, agency_id=me().agency_id, who=who, about=about, limit=SHOWN, before=before)
        names = {person.id: person.name for person in people.of_agency(tx, me().agency_id)}
    older = entries[-1].seq if len(entries) == SHOWN else None
    return page("desk/journal.html", entries=entries, names=names, who=who, about=about, older=older)
