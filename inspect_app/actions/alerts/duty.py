"""Duty and urgent calls: planning who reads, taking a call, being done with it."""

from datetime import datetime

from sqlalchemy import Connection

from inspect_app.adapters.system import clock
from inspect_app.domain.alerts.duty import LONGEST, Shift
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Staff
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import points as points_store

# What a child-protection lead can decide; each goes into the journal with its reason, and no name.
DECISIONS = ("reported", "no_grounds")


def plan(checkin_tx: Connection, shift: Shift, *, allowed: set[str], now: datetime) -> None:
    """Adds a duty of somebody who may handle urgent calls (`allowed`): from now on or later, at most a day long."""
    if shift.staff not in allowed:
        raise Problem("wrong-input", why="This person cannot be on duty.")
    if shift.ends <= shift.starts or shift.ends <= now or shift.ends - shift.starts > LONGEST:
        raise Problem("wrong-input", why="A duty ends after it begins, in the future, and lasts a day at most.")
    urgent_store.add_shift(checkin_tx, shift)


def drop(checkin_tx: Connection, shift_id: str) -> None:
    if not urgent_store.drop_shift(checkin_tx, shift_id):
        raise Problem("not-found")


def take(checkin_tx: Connection, call_id: str, by: Staff) -> None:
    """Somebody goes. Whoever comes second is told that another did."""
    urgent_store.get(checkin_tx, call_id)
    if not urgent_store.take(checkin_tx, call_id, by=by.id):
        raise Problem("call-taken")


def decide(checkin_tx: Connection, call_id: str, decision: str, why: str, by: Staff, now: datetime) -> None:
    """A lead's own decision about a child; only then is the call done with."""
    if decision not in DECISIONS or not why.strip():
        raise Problem("wrong-input", why="Say what you decided, and why.")
    call = urgent_store.get(checkin_tx, call_id)
    if call.kind != "young":
        raise Problem("not-found")
    _end(checkin_tx, call, by, now)


def handle(checkin_tx: Connection, call_id: str, by: Staff, now: datetime) -> None:
    """The call is done with. A question about young workers ends only by a decision."""
    call = urgent_store.get(checkin_tx, call_id)
    if call.kind == "young":
        raise Problem("wrong-input", why="Say what you decided, and why.")
    _end(checkin_tx, call, by, now)


def _end(checkin_tx: Connection, call: urgent_store.Call, by: Staff, now: datetime) -> None:
    # The day it is where the call came from; of a place that nobody knows, at the ministry.
    day = clock.day(now, points_store.zone_name(checkin_tx, call.point))
    if not urgent_store.handle(checkin_tx, call.id, by=by.id, day=day):
        raise Problem("call-taken")
