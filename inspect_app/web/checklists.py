"""Published checklists, to be read by everyone who works with them."""

from flask import Blueprint
from werkzeug.wrappers import Response

from inspect_app.domain import checklist as domain
from inspect_app.domain.problem import Problem
from inspect_app.store import checklists as store
from inspect_app.web.doors import allow, look, page

bp = Blueprint("checklists", __name__)


@bp.get("/desk/checklists")
@allow("see-checklists")
def listed() -> Response:
    with look() as tx:
        found = [(version, domain.thaw(version.frozen_json)) for version in store.listed(tx)]
    return page("desk/checklists.html", found=found)


@bp.get("/desk/checklists/<key>/<int:n>")
@allow("see-checklists")
def show(key: str, n: int) -> Response:
    with look() as tx:
        version = store.find(tx, key, n)
    if version is None:
        raise Problem("not-found")
    return page("desk/checklist.html", version=version, it=domain.thaw(version.frozen_json))
