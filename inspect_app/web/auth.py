"""Who may see a view: every view is marked public or with its permission."""

import re
from collections.abc import Callable
from functools import wraps

from flask import current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.actions import ownership as ownership_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.actions.staff import staff as staff_actions
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.permissions import PERMISSIONS, Permission, is_marked, may
from inspect_app.domain.staff.permissions import public as public
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.web.context import _ID, P, R, _database, checkin_reading, me, now, reading, settings


def allow(
    act: Permission, *, looks: str | None = None, reads_calls: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R | AnyResponse]]:
    """Lets a view run only for signed-in staff whose role includes `act` (see `domain/staff/permissions.py`).

    `looks` names what the page shows of people ("employer", "visit"…): opening it is then in the journal, written
    before anything is read, about the id in the address or, for a list, about the reader's agency.
    `reads_calls`: who opens it has the list of urgent calls before their eyes, which the rota of duty remembers.
    Both are written here, each in a short transaction of its own; a view that is only looked at can write nothing.
    """
    if act not in PERMISSIONS:
        raise ValueError(f"“{act}” is not in domain/staff/permissions.py; add it there with the roles that may do it")

    def permission(view: Callable[P, R]) -> Callable[P, R | AnyResponse]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R | AnyResponse:
            if g.me is None:
                return redirect(url_for("sign_in.show", next=request.path if request.method == "GET" else None))
            if not may(g.me.role, act):
                raise Problem("not-allowed")
            if kwargs.keys() - ownership_actions.SHARED:
                with reading() as tx, checkin_reading() as checkin_tx:
                    ownership_actions.check(tx, checkin_tx, me().agency_id, kwargs)
            if looks:
                _log_look(looks, str(next(iter(kwargs.values()), me().agency_id)))
            if reads_calls:
                with _database("CHECKIN_DATABASE").writing() as tx:
                    urgent_store.see(tx, me().id, now())
            return view(*args, **kwargs)

        checked.permission, checked.looks = act, looks  # type: ignore[attr-defined]
        return checked

    return permission


def _log_look(kind: str, subject: str) -> None:
    # An address that cannot be anything's opens nothing, so there was nothing to look at.
    if re.fullmatch(_ID, subject):
        with _database("DATABASE").writing() as tx:
            audit_log_actions.look(tx, kind, subject, by=me(), now=now(), pseudonym_key=settings().secret_key.encode())


def recognise() -> None:
    """Before each request: finds who is signed in, from a session that the server can end at any time."""
    g.me = None
    if request.endpoint and not is_marked(current_app.view_functions[request.endpoint]):
        raise Problem("not-allowed")
    if request.endpoint == "static" or request.path.startswith("/sync/"):
        return
    token = session.get("token")
    if token:
        with reading() as tx:
            g.me = staff_store.of_session(tx, staff_actions.session_key(token), now())
