"""Preparing a lent handset for a check-in point: a tablet of ours for those who have no telephone, or not their own."""

from flask import Blueprint, Response
from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from inspect_app.actions import checkins, handset
from inspect_app.adapters import dice, qr
from inspect_app.store import checkins as store
from inspect_app.web.doors import allow, checkin_begin, checkin_look, look, now, page, say, settings

bp = Blueprint("handsets", __name__)


class Prepare(FlaskForm):
    n = IntegerField("How many people can answer on it?", validators=[InputRequired(), NumberRange(1, 500)])


@bp.get("/desk/points/<point_id>/handset")
@allow("print-cards")
def ask(point_id: str) -> Response:
    return _ask(point_id, Prepare(data={"n": 16}))


@bp.post("/desk/points/<point_id>/handset")
@allow("print-cards")
def prepare(point_id: str) -> Response:
    form = Prepare()
    if not form.validate_on_submit():
        return _ask(point_id, form, 400)
    chosen, run_id, n = settings(), dice.new_id(), form.n.data or 0
    private, public = handset.make_door()
    with checkin_begin("prepare-handset", ("point", point_id), {"answers": n, "run": run_id}) as tx:
        link = handset.prepare(
            tx, point_id=point_id, run_id=run_id, n=n, door_key=public, public_url=chosen.public_url,
            loopback_allowed=chosen.demo, folder=chosen.keys("web"), copies=[chosen.keys("worker")], now=now(),
        )  # fmt: skip
    # After the run is there: the worker process deletes the key of a handset that it does not know.
    handset.hand_over(chosen.keys("worker"), point_id, run_id, private)
    drawn = qr.svg(link, say("Link for the tablet"))
    return page("desk/handset_link.html", point_id=point_id, stack=run_id[:4].upper(), n=n, link=link, drawn=drawn)


def _ask(point_id: str, form: Prepare, status: int = 200) -> Response:
    with checkin_look() as tx:
        point = store.point(tx, point_id)
    with look() as tx:
        where = checkins.place(tx, point)
    left = checkins.most_cards(point) - point.cards_out
    return page("desk/handset.html", status, point=point, where=where, form=form, left=left)
