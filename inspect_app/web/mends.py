"""What tablets mended of employers and sites: what waits for a decision, and a person's decision with its reason."""

import json
from typing import Any

from flask import Blueprint, redirect, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from inspect_app.actions import mends as actions
from inspect_app.actions.register import shown
from inspect_app.adapters import dice
from inspect_app.domain.mends import FIELDS
from inspect_app.domain.problem import Problem
from inspect_app.domain.register import EMPLOYER_FIELDS, SITE_FIELDS, Employer, Site
from inspect_app.domain.storable import storable_tree
from inspect_app.store import Connection
from inspect_app.store import mends as store
from inspect_app.web.doors import allow, begin, look, me, now, page

bp = Blueprint("mends", __name__)


class Decision(FlaskForm):
    value = StringField(validators=[Length(max=36)])
    typed = StringField(validators=[Length(max=500)])
    why = StringField("Reason", validators=[InputRequired(), Length(max=500)])


@bp.get("/desk/mends")
@allow("edit-employers")
def listed() -> Response:
    with look() as tx:
        found = store.undecided(tx)
    return page("desk/mends.html", found=found)


@bp.post("/desk/mends/<kind>/<subject_id>/<field>")
@allow("edit-employers")
def decide(kind: str, subject_id: str, field: str) -> Response:
    if field not in FIELDS.get(kind, {}):
        raise Problem("not-found")
    form = Decision()
    if not form.validate_on_submit():
        raise Problem("no-reason")
    with begin() as tx:
        actions.decide(
            tx, kind, subject_id, field, chosen=form.value.data or None, typed=form.typed.data or "",
            why=form.why.data or "", by=me(), now=now(), new_id=dice.new_id,
        )  # fmt: skip
    if kind == "site":
        return redirect(url_for("sites.show", site_id=subject_id, saved=1))
    return redirect(url_for("history.show", employer_id=subject_id, saved=1))


def mended(tx: Connection, kind: str, subject_id: str) -> dict[str, Any]:
    """What an employer's or a site's page shows: its mended fields, whose each value is, and what waits aside."""
    fields, hands = actions.of_record(tx, kind, subject_id), store.hands(tx, kind, subject_id)
    writes = [one for field in fields for one in field.writes]
    return {
        "kind": kind,
        "id": subject_id,
        "fields": fields,
        "hands": hands,
        "late": {one.source for one in writes if one.device_id and actions.is_late(one, hands[one.source].came)},
        "waiting": actions.waiting(tx, kind, subject_id, now()),
        "asked": FIELDS[kind],
    }


def as_shown(it: Employer | Site) -> dict[str, Any]:
    """What a form to change a record is filled with. It carries what it showed, so that only what was typed counts."""
    fields = EMPLOYER_FIELDS if isinstance(it, Employer) else SITE_FIELDS
    was = {field: shown(getattr(it, field)) for field in fields}
    return vars(it) | {"base_version": it.version, "was": json.dumps(was)}


def read_shown(text: str | None) -> dict[str, Any] | None:
    """What the form showed, or None when it does not say so readably."""
    try:
        shown = storable_tree(json.loads(text or ""))
    except (ValueError, RecursionError):
        return None
    plain = isinstance(shown, dict) and all(isinstance(value, str | int | float | None) for value in shown.values())
    return shown if plain else None
