"""What tablets mended of employers and sites: what waits for a decision, and a person's decision with its reason."""

import json
from typing import Any

from flask import Blueprint, redirect, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from inspect_app.actions.register import corrections as corrections_actions
from inspect_app.actions.register.register import shown
from inspect_app.adapters.system import randomness
from inspect_app.domain.problem import Problem
from inspect_app.domain.register.corrections import FIELDS
from inspect_app.domain.register.register import EMPLOYER_FIELDS, SITE_FIELDS, Employer, Site
from inspect_app.domain.storable import storable_tree
from inspect_app.store import Connection
from inspect_app.store.register import corrections as corrections_store
from inspect_app.web.auth import allow
from inspect_app.web.context import me, now, page, reading, writing

bp = Blueprint("corrections", __name__)


class Decision(FlaskForm):
    value = StringField(validators=[Length(max=36)])
    typed = StringField(validators=[Length(max=500)])
    why = StringField("Reason", validators=[InputRequired(), Length(max=500)])


@bp.get("/desk/corrections")
@allow("edit-employers")
def listed() -> Response:
    with reading() as tx:
        found = corrections_store.undecided(tx)
    return page("register/corrections.html", found=found)


@bp.post("/desk/corrections/<kind>/<subject_id>/<field>")
@allow("edit-employers")
def decide(kind: str, subject_id: str, field: str) -> Response:
    if field not in FIELDS.get(kind, {}):
        raise Problem("not-found")
    form = Decision()
    if not form.validate_on_submit():
        raise Problem("no-reason")
    with writing() as tx:
        corrections_actions.decide(
            tx,
            kind,
            subject_id,
            field,
            chosen=form.value.data or None,
            typed=form.typed.data or "",
            why=form.why.data or "",
            by=me(),
            now=now(),
            new_id=randomness.new_id,
        )
    if kind == "site":
        return redirect(url_for("sites.show", site_id=subject_id, saved=1))
    return redirect(url_for("history.show", employer_id=subject_id, saved=1))


def corrected(tx: Connection, kind: str, subject_id: str) -> dict[str, Any]:
    """What an employer's or a site's page shows: its mended fields, whose each value is, and what waits aside."""
    fields, authors = (
        corrections_actions.of_record(tx, kind, subject_id),
        corrections_store.authors(tx, kind, subject_id),
    )
    writes = [one for field in fields for one in field.writes]
    return {
        "kind": kind,
        "id": subject_id,
        "fields": fields,
        "authors": authors,
        "late": {
            one.source for one in writes if one.device_id and corrections_actions.is_late(one, authors[one.source].came)
        },
        "waiting": corrections_actions.waiting(tx, kind, subject_id, now()),
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
    if not isinstance(shown, dict) or not all(_is_plain(value) for value in shown.values()):
        return None
    return shown


def _is_plain(value: object) -> bool:
    """A text, a number, nothing, or a list of texts such as a site's languages."""
    if isinstance(value, list):
        return all(isinstance(part, str) for part in value)
    return isinstance(value, str | int | float | None)
