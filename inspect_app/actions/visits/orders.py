"""What happens to an order after it was given: kept with proof, missed, extended, lifted."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Staff
from inspect_app.domain.visits.orders import LIVE, Order
from inspect_app.store.visits import orders as orders_store

OUTCOMES = ("kept", "missed", "lifted")


def settle(tx: Connection, order_id: str, outcome: str, proof: str, *, by: Staff, now: datetime, today: date) -> Order:
    """Marks an order kept, missed or lifted. `proof` says how we know: who looked, at what, when.

    A missed order still waits and can later be kept; a kept or lifted one is done.
    """
    order = _waiting(tx, order_id)
    if outcome not in OUTCOMES:
        raise Problem("wrong-input", why="An order can be marked complied, not complied or rescinded.")
    if not proof.strip():
        raise Problem("no-reason")
    settled = replace(order, state=outcome, settled_on=today, settled_by=by.id, proof=proof.strip())
    orders_store.settle(tx, order, settled)
    audit_log_actions.note(
        tx, act="settle-order", by=by, now=now, about=("order", order_id), detail={"outcome": outcome}
    )
    return settled


def extend(tx: Connection, order_id: str, due_on: date, why: str, *, by: Staff, now: datetime) -> Order:
    """Gives an order a later day; the reason is kept with it and the old day in the journal."""
    order = _waiting(tx, order_id)
    if due_on <= order.due_on:
        raise Problem("wrong-input", why="The new day must be later than the day the order has.")
    if not why.strip():
        raise Problem("no-reason")
    longer = replace(order, state="extended", due_on=due_on, proof=why.strip())
    orders_store.settle(tx, order, longer)
    days = {"from": order.due_on.isoformat(), "to": due_on.isoformat()}
    audit_log_actions.note(tx, act="extend-order", by=by, now=now, about=("order", order_id), detail=days)
    return longer


def _waiting(tx: Connection, order_id: str) -> Order:
    order = orders_store.get(tx, order_id)
    if order.state not in LIVE:
        raise Problem("order-settled")
    return order
