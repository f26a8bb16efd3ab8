"""What every view uses: who is asking, whether they may, the databases, and the page that answers."""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo

from flask import Response, current_app, g, make_response, redirect, request, session, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.actions import journal, ownership
from inspect_app.actions import staff as actions
from inspect_app.adapters import clock, dice
from inspect_app.adapters.page import Pages
from inspect_app.domain import days, duty
from inspect_app.domain.acts import ACTS, Permission, is_marked, may
from inspect_app.domain.acts import public as public
from inspect_app.domain.people import Reader
from inspect_app.domain.problem import Problem
from inspect_app.settings import Settings
from inspect_app.store import Connection, Database, urgent
from inspect_app.store import staff as people

P = ParamSpec("P")
R = TypeVar("R")
_ID = "[0-9a-f]{32}"


def allow(
    act: Permission, *, looks: str | None = None, reads_calls: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R | AnyResponse]]:
    """Lets a view run only for signed-in staff whose role includes `act` (see `domain/acts.py`).

    `looks` names what the page shows of people ("employer", "visit"…): opening it is then in the journal, written
    before anything is read, about the id in the address or, for a list, about the reader's agency.
    `reads_calls`: who opens it has the list of urgent calls before their eyes, which the rota of duty remembers.
    Both are written here, each in a short transaction of its own; a view that is only looked at can write nothing.
    """
    if act not in ACTS:
        raise ValueError(f"“{act}” is not in domain/acts.py; add it there with the roles that may do it")

    def door(view: Callable[P, R]) -> Callable[P, R | AnyResponse]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R | AnyResponse:
            if g.me is None:
                return redirect(url_for("sign_in.show", next=request.path if request.method == "GET" else None))
            if not may(g.me.role, act):
                raise Problem("not-allowed")
            if kwargs.keys() - ownership.SHARED:
                with look() as tx, checkin_look() as checkin_tx:
                    ownership.check(tx, checkin_tx, me().agency_id, kwargs)
            if looks:
                _journal_look(looks, str(next(iter(kwargs.values()), me().agency_id)))
            if reads_calls:
                with _database("CHECKIN_DATABASE").begin() as tx:
                    urgent.see(tx, me().id, now())
            return view(*args, **kwargs)

        checked.door, checked.looks = act, looks  # type: ignore[attr-defined]
        return checked

    return door


def _journal_look(kind: str, subject: str) -> None:
    # An address that cannot be anything's opens nothing, so there was nothing to look at.
    if re.fullmatch(_ID, subject):
        with _database("DATABASE").begin() as tx:
            journal.look(tx, kind, subject, by=me(), now=now(), veil=settings().secret_key.encode())


def recognise() -> None:
    """Before each request: finds who is signed in, from a session that the server can end at any time."""
    g.me = None
    if request.endpoint and not is_marked(current_app.view_functions[request.endpoint]):
        raise Problem("not-allowed")
    if request.endpoint == "static" or request.path.startswith("/sync/"):
        return
    token = session.get("token")
    if token:
        with look() as tx:
            g.me = people.of_session(tx, actions.session_key(token), now())


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


def settings() -> Settings:
    return cast(Settings, current_app.config["SETTINGS"])


def begin() -> AbstractContextManager[Connection]:
    """The staff database's writing transaction. RuntimeError while a page is only looked at (GET, HEAD, OPTIONS)."""
    _refuse_while_looking()
    return _database("DATABASE").begin()


def look() -> AbstractContextManager[Connection]:
    return _database("DATABASE").look()


def forget(*tables: str) -> None:
    """See `Database.forget`."""
    _refuse_while_looking()
    _database("DATABASE").forget(*tables)


def checkin_begin(
    act: str, about: tuple[str, str], detail: Mapping[str, object] | None = None
) -> AbstractContextManager[Connection]:
    """The check-in database's writing transaction for one deed of the signed-in person, with its line in the journal:
    see `journal.recorded`. Refused like `begin` while a page is only looked at."""
    _refuse_while_looking()
    values = {"act": act, "about": about, "detail": detail, "veil": settings().secret_key.encode()}
    databases = _database("DATABASE"), _database("CHECKIN_DATABASE")
    return journal.recorded(*databases, by=me(), now=now(), **values)  # type: ignore[arg-type]


def checkin_look() -> AbstractContextManager[Connection]:
    return _database("CHECKIN_DATABASE").look()


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
        form_key=dice.token,
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
    with checkin_look() as tx:
        free = [
            call.due
            for call in urgent.waiting(tx, person.agency_id)
            if call.handled_by is None and call.due is not None
        ]
        on_duty = free and any(one.staff == person.id for one in duty.on_duty(urgent.shifts(tx, now()), now()))
    return duty.alarms(free, is_on_duty=bool(on_duty), now=now())


def say(sentence: str, **about: object) -> str:
    """One sentence in the reader's language."""
    return pages().say(sentence, language(), about)
