"""The source of the program, for anyone it serves over the network (AGPL-3.0, section 13)."""

from flask import Blueprint, make_response
from werkzeug.wrappers import Response

from inspect_app.adapters.system import source
from inspect_app.web import ROOT
from inspect_app.web.auth import public
from inspect_app.web.context import page, settings

bp = Blueprint("source", __name__)


@bp.get("/source")
@public
def show() -> Response:
    return page("source.html")


@bp.get("/source/spotcheck.tar.gz")
@public
def archive() -> Response:
    answer = make_response(source.archive(ROOT, settings().instance))
    answer.headers["Content-Type"] = "application/gzip"
    answer.headers["Content-Disposition"] = 'attachment; filename="spotcheck.tar.gz"'
    return answer
