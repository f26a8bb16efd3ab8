"""One place answers every failure: a page for a person, JSON for a tablet. The page needs no database or session,
so that the failure page cannot fail for the same reason."""

from collections.abc import Callable
from errno import ENOSPC
from typing import Any

from flask import Flask, current_app, g, jsonify, make_response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from inspect_app.adapters.system import failure_log
from inspect_app.domain.problem import Kind, Problem
from inspect_app.web import context

STATUS: dict[Kind, int] = {
    "missing": 404,
    "refused": 403,
    "wrong": 400,
    "clash": 409,
    "later": 429,
    "full": 507,
    "unreadable": 422,
    "unsupported": 415,
    "large": 413,
    "unknown": 401,
}

_OTHER = {
    400: "The server could not read what was sent. Nothing was saved. Go back, check and send again.",
    404: "There is nothing here by that address. Nothing was changed. Go back and choose again.",
    405: "This address does not take that kind of request. Nothing was changed. Go back and choose again.",
    413: "That is larger than the server takes. Nothing was saved. Send it in smaller parts.",
    500: "Something went wrong on our side. What was saved before is safe; this was not saved. Go back and try again. "
    "If it happens again, tell your administrator this number: {number}",
}
_CSRF = "This page was open in another session. Nothing was saved. Go back, reload the page and send again."


def handle(app: Flask) -> None:
    """Registers the handlers."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(Exception, _unknown)


def _problem(error: Problem) -> Response:
    return _answer(STATUS[error.words.kind], error.tell, error.name)


def _csrf(_error: CSRFError) -> Response:
    return _answer(400, lambda say: say(_CSRF), "other-session")


def _http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    code = error.code or 500
    if code >= 500:
        return _fault(error, code)
    return _answer(code, lambda say: say(_OTHER.get(code, _OTHER[400])), f"http-{code}")


def _disk(error: OSError) -> Response:
    if error.errno == ENOSPC:
        return _answer(507, Problem("disk-full").tell, "disk-full")
    return _unknown(error)


def _unknown(error: Exception) -> Response:
    # SQLite says "full" in its own words; everything else is a fault of ours and goes to the error log.
    if "database or disk is full" in str(error):
        return _answer(507, Problem("disk-full").tell, "disk-full")
    if current_app.testing and not current_app.config.get("HIDE_ERRORS"):
        raise error
    return _fault(error, 500)


def _fault(error: Exception, code: int) -> Response:
    """A fault of ours: the same number on the page and in the error log, which holds nothing else of the request."""
    number = failure_log.report(error, "web")
    return _answer(code, lambda say: say(_OTHER[500]).format(number=number), "our-fault")


def _answer(status: int, tell: Callable[[Callable[[str], str]], str], name: str) -> Response:
    """`tell` gives the sentence through a translator: a tablet gets it in English, a person in their language."""
    if request.path.startswith("/sync/"):
        answer = jsonify({"problem": name, "says": tell(str)})
        answer.status_code = status
        return answer
    g.setdefault("me", None)
    # Not `doors.page`: that asks the databases what waits for the reader, and one of them may be what is broken.
    values: dict[str, Any] = {"sentence": tell(context.say), "problem": name, "code": status}
    source = context.settings().source_url or "/source"
    text = context.pages().render("error.html", context.language(), source_url=source, **values)
    return make_response(text, status)
