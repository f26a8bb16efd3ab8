"""Is this file genuine? Open to anyone: says genuine, replaced, or not ours, and nothing about what is in it."""

from flask import Blueprint
from werkzeug.wrappers import Response

from inspect_app.actions.reports.printing import is_genuine
from inspect_app.adapters.media.evidence import Evidence
from inspect_app.store.reports import reports as reports_store
from inspect_app.web.auth import public
from inspect_app.web.context import page, reading, settings

bp = Blueprint("verify", __name__)


@bp.get("/verify/<code>")
@public
def show(code: str) -> Response:
    """Every code that is not an issued edition's gets the same answer: a draft, a typing error, an invention."""
    with reading() as tx:
        report = reports_store.of_code(tx, code)
        newer = reports_store.replacement(tx, report.id) if report else None
    withdrawn = report is not None and report.path is None
    intact = report is not None and is_genuine(report, Evidence(settings().evidence))
    return page("reports/verify.html", it=report, newer=newer, intact=intact, withdrawn=withdrawn)
