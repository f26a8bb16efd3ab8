"""Links to confirm: what the rules propose, and what a person says of it."""

from flask import Blueprint, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from inspect_app.actions.register import register as register_actions
from inspect_app.domain.problem import Problem
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import links as links_store
from inspect_app.web import request_values
from inspect_app.web.auth import allow
from inspect_app.web.context import me, now, page, reading, writing

bp = Blueprint("links", __name__)
LINES = 25


class Decide(FlaskForm):
    why = StringField("Reason", validators=[InputRequired(), Length(max=500)])


@bp.get("/desk/links")
@allow("link-employers")
def listed() -> Response:
    state = request.args.get("state", "proposed")
    state = state if state in ("proposed", "confirmed", "rejected") else "proposed"
    first = request_values.whole("from")
    with reading() as tx:
        found = links_store.in_state(tx, state, limit=LINES, offset=first)
        named = employers_store.many(tx, [one for link in found for one in (link.a_id, link.b_id)])
        counts = {one: links_store.count(tx, one) for one in ("proposed", "confirmed", "rejected")}
    return page(
        "register/links.html",
        found=found,
        named=named,
        counts=counts,
        state=state,
        first=first,
        lines=LINES,
        new=request_values.maybe_whole("found"),
    )


@bp.post("/desk/links/<link_id>")
@allow("link-employers")
def decide(link_id: str) -> Response:
    form = Decide()
    if not form.validate_on_submit():
        raise Problem("no-reason")
    act = register_actions.link if request.form.get("decision") == "confirm" else register_actions.unlink
    with writing() as tx:
        act(tx, link_id, why=form.why.data or "", by=me(), now=now())
    return redirect(url_for("links.listed"))
