"""What every view uses: who is asking, whether they may, the databases, and the page that answers."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo

from flask import Response, current_app, g, make_response, request, session, url_for
from flask_wtf.csrf import generate_csrf

from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.adapters.paper.page import Pages
from inspect_app.adapters.system import clock, randomness
from inspect_app.domain import days
from inspect_app.domain.alerts import duty
from inspect_app.domain.staff.people import Reader
from inspect_app.domain.staff.permissions import may
from inspect_app.domain.staff.permissions import public as public
from inspect_app.settings import WebSettings
from inspect_app.store import Connection, Database
from inspect_app.store.alerts import urgent as urgent_store

P = ParamSpec("P")
R = TypeVar("R")
_ID = "[0-9a-f]{32}"


def me() -> Reader:
    """The signed-in person. Only inside views marked `@allow`."""
    return cast(Reader, g.me)


def now() -> datetime:
    """The present moment; tests replace it with `app.config["CLOCK"]`."""
    return cast(Callable[[], datetime], current_app.config.get("CLOCK", clock.now))()


def zone() -> ZoneInfo:
    """The zone of the reader's agency; where nobody is signed in, the one of what belongs to no place."""
    return clock.zone(me().time_zone) if g.get("me") is not None else clock.HOME


def today() -> date:
    """The desk's today: the day where the reader's agency is."""
    return days.day_at(now(), zone())


def days_everywhere() -> Mapping[str, date]:
    """Today in each zone, by its name: what belongs to a site goes by the site's day."""
    return days.everywhere(now(), clock.zone)


def settings() -> WebSettings:
    return cast(WebSettings, current_app.config["SETTINGS"])


def writing() -> AbstractContextManager[Connection]:
    """The staff database's writing transaction. RuntimeError while a page is only looked at (GET, HEAD, OPTIONS)."""
    _refuse_while_looking()
    return _database("DATABASE").writing()


def reading() -> AbstractContextManager[Connection]:
    return _database("DATABASE").reading()


def forget(*tables: str) -> None:
    """See `Database.forget`."""
    _refuse_while_looking()
    _database("DATABASE").forget(*tables)


def checkin_writing(
    act: str, about: tuple[str, str], detail: Mapping[str, object] | None = None
) -> AbstractContextManager[Connection]:
    """The check-in database's writing transaction for one deed of the signed-in person, with its line in the audit log:
    see `audit_log.recorded`. Refused like `writing` while a page is only looked at."""
    _refuse_while_looking()
    values = {"act": act, "about": about, "detail": detail, "pseudonym_key": settings().secret_key.encode()}
    databases = _database("DATABASE"), _database("CHECKIN_DATABASE")
    return audit_log_actions.recorded(*databases, by=me(), now=now(), **values)  # type: ignore[arg-type]


def checkin_reading() -> AbstractContextManager[Connection]:
    return _database("CHECKIN_DATABASE").reading()


def _database(name: str) -> Database:
    return cast(Database, current_app.config[name])


def _refuse_while_looking() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        raise RuntimeError(
            f"The view {request.endpoint} wanted to write while a page is only looked at ({request.method}). "
            "Nothing was written. What must be written when a page opens belongs into `allow`; a deed is a POST."
        )


def pages() -> Pages:
    return cast(Pages, current_app.config["PAGES"])


def language() -> str:
    """The reader's language: their own setting, else the one chosen on this browser, else what the browser asks for."""
    if g.get("me") is not None:
        return me().language
    chosen = session.get("language")
    return chosen or request.accept_languages.best_match(["en", "fr"]) or "en"


def page(template: str, status: int = 200, **values: Any) -> Response:
    """Renders a template with what every page has: `me`, `url_for`, `csrf_token`, `form_key`, `may`, `path`, `demo`,
    `source_url`, `today`."""
    person = g.get("me")
    text = pages().render(
        template,
        language(),
        zone=zone(),
        me=person,
        url_for=url_for,
        csrf_token=generate_csrf,
        form_key=randomness.token,
        may=lambda act: person is not None and may(person.role, act),
        path=request.path,
        demo=settings().demo,
        source_url=settings().source_url or "/source",
        today=today(),
        alarm=_alarm(person),
        **values,
    )
    return make_response(text, status)


def _alarm(person: Reader | None) -> int:
    """How many urgent calls wait for this reader: all that nobody took in time, and for who is on duty every one."""
    if person is None or not may(person.role, "handle-urgent"):
        return 0
    with checkin_reading() as tx:
        free = [
            call.due
            for call in urgent_store.waiting(tx, person.agency_id)
            if call.handled_by is None and call.due is not None
        ]
        on_duty = free and any(one.staff == person.id for one in duty.on_duty(urgent_store.shifts(tx, now()), now()))
    return duty.alarms(free, is_on_duty=bool(on_duty), now=now())


def say(sentence: str, **about: object) -> str:
    """One sentence in the reader's language."""
    return pages().say(sentence, language(), about)
