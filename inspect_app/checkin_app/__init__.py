"""A worker with a card: Flask app 2. No cookie, no session, no token, no log line, no time, and one answer for all.

It imports nothing of `web`, reads no staff table and holds no key that opens anything.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import cast

from flask import Flask, Request, Response, abort, current_app, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from inspect_app.adapters.system import clock, failure_log, randomness
from inspect_app.adapters.system.clean_request import CleanRequest, stay_here
from inspect_app.checkin_app import handset, page, reading
from inspect_app.domain.alerts import duty
from inspect_app.domain.alerts.duty import KINDS
from inspect_app.domain.days import HOME
from inspect_app.domain.staff.permissions import check_marked, is_marked, public
from inspect_app.settings import CheckinSettings
from inspect_app.store import Database
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.instance import open_database

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 64 * 1024
HTML = "text/html; charset=utf-8"
# Without JavaScript this is all a worker sees when the disk is full: it says nothing of what the page is for.
LATER = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Later</title>
<p>This did not work just now. Your card is still good. Go back and send again later.
If you tell anyone who looks after this page, this number is enough: {number}</p>
<p lang="fr">Cela n’a pas fonctionné. Votre carte est encore bonne. Revenez en arrière et renvoyez plus tard.
Si vous le dites à qui s’occupe de cette page, ce numéro suffit : {number}</p>
<p lang="es">No funcionó por ahora. Su tarjeta sigue siendo válida. Vuelva atrás y envíe más tarde.
Si lo dice a quien cuida de esta página, basta este número: {number}</p>
</html>"""
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src blob:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, noarchive",
}


class WorkerRequest(CleanRequest, Request):
    """What a telephone sends, without what no database keeps."""


class WorkerApp(Flask):
    request_class = WorkerRequest


class CheckInPage:
    """What a worker's phone asks for and sends: one page for every code, and a box that is taken in silence."""

    def __init__(self, settings: CheckinSettings, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now
        self.document = page.Document(ROOT, database, demo=settings.demo, source=settings.source, now=now)
        self._peppers = reading.Peppers(settings.keys("checkin"))

    @public
    def show(self, code: str = "") -> Response:
        return _answer(self.document.page(code), HTML)

    @public
    def take(self, code: str = "") -> Response:
        if "tap" in request.form:
            hashes = self._help_now()
        elif "read" in request.form or (period := self.document.period()) is None:
            hashes = self._fingerprints(reading.card(request.form))
        else:
            card, box_id, box = reading.read(request.form, period, self.document.choices)
            hashes = self._fingerprints(card)
            with self._database.writing() as tx:
                cards_store.put(tx, hashes, box_id, box, slot=randomness.below(boxes_store.DECOYS))
        # A card opens what was published of its point, used or not; the look is the same for every code.
        with self._database.reading() as tx:
            point = cards_store.point_of(tx, hashes)
        return _answer(self.document.page(code, self._peppers.published_outcomes().get(point or "")), HTML)

    @public
    def file(self, name: str) -> Response:
        body, kind, encoding = self.document.file(name)
        return _answer(body, kind, 200, encoding)

    def _help_now(self) -> list[bytes]:
        now = self._now()
        kind, hashes = request.form["tap"], self._fingerprints(reading.card(request.form))
        if kind in KINDS:
            with self._database.writing() as tx:
                due = duty.due(urgent_store.shifts(tx, now), now)
                days = days_there(now, points_store.zones(tx))
                urgent_store.tap(tx, hashes, kind, call_id=randomness.new_id(), days=days, due=due)
        return hashes

    def _fingerprints(self, card: str) -> list[bytes]:
        with self._database.reading() as tx:
            # Past its last day a point is closed, whether or not the opener has been there.
            points = points_store.points(tx, "open")
        live = [point.id for point in points if point.closes >= clock.day(self._now(), point.time_zone)]
        return self._peppers.fingerprints(live, card)


def create_app(settings: CheckinSettings) -> Flask:
    """Builds the worker app over the check-in database."""
    app = WorkerApp(__name__, static_folder=None, template_folder=None)
    app.logger.disabled = True
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=2 * LARGEST, MAX_FORM_PARTS=200)
    database = open_database(settings.checkin_database_url, "checkin")
    app.config.update(DATABASE=database)
    with database.writing() as tx:
        cards_store.prepare(tx, [randomness.fill(reading.SEALED) for _ in range(boxes_store.DECOYS)])

    def now() -> datetime:
        return cast(Callable[[], datetime], app.config.get("CLOCK", clock.now))()

    views = CheckInPage(settings, database, now)
    app.add_url_rule("/", "show", views.show, methods=["GET"])
    app.add_url_rule("/", "take", views.take, methods=["POST"])
    app.add_url_rule("/in.<string:code>", "show_in", views.show, methods=["GET"])
    app.add_url_rule("/in.<string:code>", "take_in", views.take, methods=["POST"])
    app.add_url_rule("/check-in.<string:name>", "file", views.file, methods=["GET"])
    handset.add_addresses(app, handset.LentHandset(views.document, database, settings.keys("checkin"), now, _answer))
    app.register_error_handler(RequestEntityTooLarge, lambda _error: Response(status=413, headers=HEADERS))
    app.register_error_handler(HTTPException, lambda _error: views.show())
    check_marked(app.view_functions)
    app.before_request(_deny_unmarked)
    app.register_error_handler(Exception, _failed)
    app.after_request(_finish)
    return app


def _deny_unmarked() -> None:
    # A view added after start-up looks like an address that is not there.
    if request.endpoint and not is_marked(current_app.view_functions[request.endpoint]):
        abort(404)


def _finish(response: Response) -> Response:
    """The router's own answers, such as the one to `/c`, look like all others."""
    stay_here(response)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _failed(error: Exception) -> Response:
    """Whatever breaks, a worker is told; a number and lines of code are written, of body and address nothing."""
    number = failure_log.report(error, "check-in")
    return _answer(LATER.format(number=number).encode(), HTML, 503, None)


def days_there(moment: datetime, zones: Mapping[str, str]) -> Callable[[str | None], date]:
    """What gives the day at a point, by its id; at the ministry where no open point is known."""
    return lambda point: clock.day(moment, zones.get(point or "", HOME))


def _answer(body: bytes, kind: str, status: int = 200, encoding: str | None = "gzip") -> Response:
    answer = Response(body, status, headers=HEADERS, content_type=kind)
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    return answer
