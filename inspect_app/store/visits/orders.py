"""Orders, with the employer and site they belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, update

from inspect_app.domain.visits.orders import LIVE, Order
from inspect_app.store import changes, rows
from inspect_app.store import schema as t
from inspect_app.store import zones as zones_store
from inspect_app.store.visits.visits import is_of, visits_of


@dataclass(frozen=True)
class OrderLine:
    """A line of the orders page."""

    id: str
    employer_id: str
    employer: str
    site: str
    citation: str
    text_en: str
    text_fr: str
    due_on: date
    state: str
    stop_work: bool
    time_zone: str

    def text(self, language: str) -> str:
        return self.text_fr if language == "fr" else self.text_en


@dataclass(frozen=True)
class _Zone:
    time_zone: str


def put(tx: Connection, order: Order) -> None:
    """Adds an order, or leaves the one that already has this id as it is: a tablet may send twice."""
    changes.add_once(tx, t.orders, vars(order))


def get(tx: Connection, order_id: str) -> Order:
    return rows.one(Order, tx.execute(select(t.orders).where(t.orders.c.id == order_id)).first())


def of_employer(tx: Connection, agency: str, employer_id: str) -> list[Order]:
    """Those that wait first, by due date; then the settled ones, newest first."""
    own = (t.orders.c.employer_id == employer_id, t.orders.c.visit_id.in_(visits_of(agency)))
    found = rows.many(Order, tx.execute(select(t.orders).where(*own)))
    waiting = sorted((order for order in found if order.state in LIVE), key=lambda order: (order.due_on, order.id))
    settled = [order for order in found if order.state not in LIVE]
    return waiting + sorted(settled, key=lambda order: (order.settled_on or order.due_on, order.id), reverse=True)


def of_employers(tx: Connection, agency: str, employer_ids: Sequence[str]) -> dict[str, list[Order]]:
    """Those that wait, of each of these employers that has any, by due date."""
    c = t.orders.c
    own = (c.employer_id.in_(employer_ids), c.state.in_(LIVE), c.visit_id.in_(visits_of(agency)))
    found: dict[str, list[Order]] = {}
    for order in rows.many(Order, tx.execute(select(t.orders).where(*own).order_by(c.due_on, c.id))):
        found.setdefault(order.employer_id, []).append(order)
    return found


def of_visit(tx: Connection, visit_id: str) -> list[Order]:
    query = select(t.orders).where(t.orders.c.visit_id == visit_id).order_by(t.orders.c.due_on, t.orders.c.id)
    return rows.many(Order, tx.execute(query))


def zone_name(tx: Connection, order_id: str) -> str:
    """The zone of the site that an order is about: its last day ends there."""
    query = (
        select(t.sites.c.time_zone)
        .join(t.visits, t.visits.c.site_id == t.sites.c.id)
        .join(t.orders, t.orders.c.visit_id == t.visits.c.id)
    )
    return str(rows.one(_Zone, tx.execute(query.where(t.orders.c.id == order_id)).first()).time_zone)


def listed(
    tx: Connection, agency: str, which: str, there: Mapping[str, date], *, limit: int, offset: int = 0
) -> list[OrderLine]:
    """A page of orders, the earliest due first. `which` is overdue, waiting or all; `there`: today in each zone."""
    orders = t.orders.c
    query = (
        select(t.orders, t.employers.c.name.label("employer"), t.sites.c.name.label("site"), t.sites.c.time_zone)
        .join(t.employers, t.employers.c.id == orders.employer_id)
        .join(t.visits, t.visits.c.id == orders.visit_id)
        .join(t.sites, t.sites.c.id == t.visits.c.site_id)
        .where(is_of(orders.visit_id, agency))
        .order_by(orders.due_on, orders.id)
    )
    return rows.many(OrderLine, tx.execute(_which(query, which, there).limit(limit).offset(offset)))


def counts(tx: Connection, agency: str, there: Mapping[str, date]) -> dict[str, int]:
    """How many orders are overdue, waiting and all, in one statement. `there`: today in each zone."""
    return rows.counts(tx, {which: counting(agency, which, there) for which in ("overdue", "waiting", "all")})


def counting(agency: str, which: str, there: Mapping[str, date]) -> Select[int]:
    """The query that counts what `listed` lists, for `rows.counts`."""
    query = (
        select(func.count())
        .select_from(t.orders)
        .join(t.visits, t.visits.c.id == t.orders.c.visit_id)
        .join(t.sites, t.sites.c.id == t.visits.c.site_id)
        .where(is_of(t.orders.c.visit_id, agency))
    )
    return _which(query, which, there)


def settle(tx: Connection, read: Order, order: Order) -> None:
    """Keeps the state, days, person and proof of an order over what was `read`; its words never change here.

    Problem "changed-meanwhile" when it was settled or extended since.
    """
    c = t.orders.c
    as_read = (c.id == read.id, c.state == read.state, c.due_on == read.due_on)
    values = {
        "state": order.state,
        "settled_on": order.settled_on,
        "settled_by": order.settled_by,
        "proof": order.proof,
    }
    changes.change(tx, update(t.orders).where(*as_read).values(**values, due_on=order.due_on))


def _which(query: Select, which: str, there: Mapping[str, date]) -> Select[Any]:
    waits: ColumnElement[bool] = t.orders.c.state.in_(LIVE)
    if which == "overdue":
        return query.where(and_(waits, t.orders.c.due_on < zones_store.today(there, t.sites.c.time_zone)))
    return query.where(waits) if which == "waiting" else query
