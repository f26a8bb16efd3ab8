"""Links to confirm: what the rules propose, and what a person says of it."""

from flask import Blueprint, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from inspect_app.actions import register as actions
from inspect_app.domain.problem import Problem
from inspect_app.store import employers
from inspect_app.store import links as store
from inspect_app.web import asked
from inspect_app.web.doors import allow, begin, look, me, now, page

bp = Blueprint("links", __name__)
LINES = 25


class Decide(FlaskForm):
    why = StringField("Reason", validators=[InputRequired(), Length(max=500)])


@bp.get("/desk/links")
@allow("link-employers")
def listed() -> Response:
    state = request.args.get("state", "proposed")
    state = state if state in ("proposed", "confirmed", "rejected") else "proposed"
    first = asked.whole("from")
    with look() as tx:
        found = store.in_state(tx, state, limit=LINES, offset=first)
        named = employers.many(tx, [one for link in found for one in (link.a_id, link.b_id)])
        counts = {one: store.count(tx, one) for one in ("proposed", "confirmed", "rejected")}
    return page(
        "desk/links.html", found=found, named=named, counts=counts, state=state, first=first, lines=LINES,
        new=asked.maybe_whole("found"),
    )  # fmt: skip


@bp.post("/desk/links/<link_id>")
@allow("link-employers")
def decide(link_id: str) -> Response:
    form = Decide()
    if not form.validate_on_submit():
        raise Problem("no-reason")
    act = actions.link if request.form.get("decision") == "confirm" else actions.unlink
    with begin() as tx:
        act(tx, link_id, why=form.why.data or "", by=me(), now=now())
    return redirect(url_for("links.listed"))
