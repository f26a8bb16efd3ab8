"""Orders: what waits, what is overdue, and saying how one ended."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from inspect_app.actions.visits import orders as orders_actions
from inspect_app.adapters.system import clock
from inspect_app.domain.visits.orders import LIVE, days_late
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.visits import orders as orders_store
from inspect_app.store.visits import visits as visits_store
from inspect_app.web import request_values
from inspect_app.web.auth import allow
from inspect_app.web.context import days_everywhere, me, now, page, reading, say, writing

bp = Blueprint("orders", __name__)
WHICH = ("overdue", "waiting", "all")
LINES = 50


class Settle(FlaskForm):
    outcome = RadioField("Outcome", validators=[InputRequired()])
    proof = TextAreaField("How do we know?", validators=[InputRequired(), Length(max=4000)])
    due_on = request_values.DayField("New day", validators=[Optional()])


@bp.get("/desk/orders")
@allow("see-orders")
def listed() -> Response:
    which = request.args.get("which", "waiting")
    which = which if which in WHICH else "waiting"
    first = request_values.whole("from")
    there = days_everywhere()
    with reading() as tx:
        found = orders_store.listed(tx, me().agency_id, which, there, limit=LINES + 1, offset=first)
        counts = orders_store.counts(tx, me().agency_id, there)
    return page(
        "visits/orders.html",
        found=found[:LINES],
        which=which,
        counts=counts,
        first=first,
        late=_late(found, there),
    )


@bp.get("/desk/orders/<order_id>")
@allow("see-orders", looks="order")
def show(order_id: str) -> Response:
    return _show(order_id, _form())


@bp.post("/desk/orders/<order_id>")
@allow("settle-orders")
def settle(order_id: str) -> Response:
    form = _form()
    if not form.validate_on_submit():
        return _show(order_id, form, 400)
    with writing() as tx:
        settled_on = clock.day(now(), orders_store.zone_name(tx, order_id))
        if form.outcome.data == "extended":
            day = form.due_on.data or date.min
            orders_actions.extend(tx, order_id, day, form.proof.data or "", by=me(), now=now())
        else:
            outcome = form.outcome.data
            orders_actions.settle(tx, order_id, outcome, form.proof.data or "", by=me(), now=now(), today=settled_on)
    return redirect(url_for("orders.show", order_id=order_id, saved=1))


def _form() -> Settle:
    form = Settle()
    form.outcome.choices = [
        SelectChoice("kept", say("Complied: it was put right")),
        SelectChoice("missed", say("Not complied: the day has passed")),
        SelectChoice("extended", say("Give a later day")),
        SelectChoice("lifted", say("Rescinded: it is no longer asked for")),
    ]
    return form


def _show(order_id: str, form: Settle, status: int = 200) -> Response:
    with reading() as tx:
        order = orders_store.get(tx, order_id)
        visit = visits_store.get(tx, order.visit_id)
        employer, site = employers_store.get(tx, order.employer_id), sites_store.get(tx, visit.site_id)
    late = days_late(order, clock.day(now(), site.time_zone))
    values = {"employer": employer, "site": site, "visit": visit, "live": order.state in LIVE}
    return page("visits/order.html", status, order=order, form=form, late=late, saved="saved" in request.args, **values)


def _late(found: list[orders_store.OrderLine], there: Mapping[str, date]) -> dict[str, int]:
    return {line.id: max(0, (there[line.time_zone] - line.due_on).days) for line in found if line.state in LIVE}
