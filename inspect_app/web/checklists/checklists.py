"""Published checklists, to be read by everyone who works with them."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.problem import Problem
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.web.auth import allow
from inspect_app.web.context import language, page, reading

bp = Blueprint("checklists", __name__)


@bp.get("/desk/checklists")
@allow("see-checklists")
def listed() -> Response:
    with reading() as tx:
        found = [(version, checklist_rules.thaw(version.frozen_json)) for version in checklists_store.listed(tx)]
    return page("checklists/checklists.html", found=found)


@bp.get("/desk/checklists/<key>/<int(max=9999):n>")
@allow("see-checklists")
def show(key: str, n: int) -> Response:
    with reading() as tx:
        version = checklists_store.find(tx, key, n)
    if version is None:
        raise Problem("not-found")
    it = checklist_rules.thaw(version.frozen_json)
    shown = request.args.get("in", language())
    return page(
        "checklists/checklist.html", version=version, it=it, shown=shown if shown in it.languages else language()
    )
