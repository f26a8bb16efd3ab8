"""Preparing a lent handset for a check-in point: a tablet of ours for those who have no telephone, or not their own."""

from flask import Blueprint, Response
from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.actions.checkins import handsets as handsets_actions
from inspect_app.adapters.paper import qr
from inspect_app.adapters.system import randomness
from inspect_app.store.checkins import points as points_store
from inspect_app.web.auth import allow
from inspect_app.web.context import checkin_reading, checkin_writing, now, page, reading, say, settings

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
    chosen, run_id, n = settings(), randomness.new_id(), form.n.data or 0
    private, public = handsets_actions.make_handset_key()
    with checkin_writing("prepare-handset", ("point", point_id), {"answers": n, "run": run_id}) as tx:
        link = handsets_actions.prepare(
            tx,
            point_id=point_id,
            run_id=run_id,
            n=n,
            handset_key=public,
            public_url=chosen.public_url,
            loopback_allowed=chosen.demo,
            folder=chosen.keys("web"),
            copies=[chosen.keys("checkin")],
            now=now(),
        )
    # After the run is there: the worker process deletes the key of a handset that it does not know.
    handsets_actions.hand_over(chosen.keys("checkin"), point_id, run_id, private)
    drawn = qr.svg(link, say("Link for the tablet"))
    return page("checkins/handset_link.html", point_id=point_id, stack=run_id[:4].upper(), n=n, link=link, drawn=drawn)


def _ask(point_id: str, form: Prepare, status: int = 200) -> Response:
    with checkin_reading() as tx:
        point = points_store.get(tx, point_id)
    with reading() as tx:
        where = checkins_actions.place(tx, point)
    left = checkins_actions.most_cards(point) - point.cards_out
    return page("checkins/handset.html", status, point=point, where=where, form=form, left=left)
