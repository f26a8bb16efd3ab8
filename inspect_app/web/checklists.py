"""Published checklists, to be read by everyone who works with them."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from inspect_app.domain import checklist as domain
from inspect_app.domain.problem import Problem
from inspect_app.store import checklists as store
from inspect_app.web.doors import allow, language, look, page

bp = Blueprint("checklists", __name__)


@bp.get("/desk/checklists")
@allow("see-checklists")
def listed() -> Response:
    with look() as tx:
        found = [(version, domain.thaw(version.frozen_json)) for version in store.listed(tx)]
    return page("desk/checklists.html", found=found)


@bp.get("/desk/checklists/<key>/<int(max=9999):n>")
@allow("see-checklists")
def show(key: str, n: int) -> Response:
    with look() as tx:
        version = store.find(tx, key, n)
    if version is None:
        raise Problem("not-found")
    it = domain.thaw(version.frozen_json)
    shown = request.args.get("in", language())
    return page("desk/checklist.html", version=version, it=it, shown=shown if shown in it.languages else language())
