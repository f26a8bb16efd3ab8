"""Recruiters: who brought the workers, under which licence, for which employers."""

from flask import Blueprint, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from inspect_app.actions.register import register as register_actions
from inspect_app.adapters.system import randomness
from inspect_app.store.register import recruiters as recruiters_store
from inspect_app.web import form_keys, request_values
from inspect_app.web.auth import allow
from inspect_app.web.context import me, now, page, reading, say, writing

bp = Blueprint("recruiters", __name__)
LINES = 25


class New(FlaskForm):
    name = StringField("Name of the recruiter", validators=[InputRequired(), Length(max=300)])
    licence = StringField("Licence number", validators=[Length(max=40)])
    licence_state = SelectField("State of the licence", validators=[InputRequired()])
    country = StringField("Country it recruits in", validators=[Length(max=60)])


@bp.get("/desk/recruiters")
@allow("see-employers")
def listed() -> Response:
    typed, first = request.args.get("q", "")[:200], request_values.whole("from")
    with reading() as tx:
        found = recruiters_store.listed(tx, typed, limit=LINES + 1, offset=first)
    return page("register/recruiters.html", found=found[:LINES], more=len(found) > LINES, typed=typed, first=first)


@bp.get("/desk/recruiters/add")
@allow("edit-employers")
def new() -> Response:
    return page("register/recruiter_add.html", form=_states(New()))


@bp.post("/desk/recruiters/add")
@allow("edit-employers")
def enter() -> Response:
    form = _states(New())
    if not form.validate_on_submit():
        return page("register/recruiter_add.html", 400, form=form)
    said = {name: form[name].data or "" for name in ("name", "licence", "licence_state", "country")}
    with writing() as tx:
        form_keys.refuse_second(tx)
        made = register_actions.add_recruiter(tx, by=me(), now=now(), new_id=randomness.new_id, **said)
        return form_keys.lead(tx, url_for("recruiters.show", recruiter_id=made.id))


@bp.get("/desk/recruiters/<recruiter_id>")
@allow("see-employers", looks="recruiter")
def show(recruiter_id: str) -> Response:
    with reading() as tx:
        recruiter, served = recruiters_store.get(tx, recruiter_id), recruiters_store.employers_of(tx, recruiter_id)
    return page("register/recruiter.html", recruiter=recruiter, served=served)


def _states(form: New) -> New:
    form.licence_state.choices = [
        ("unknown", say("Not known")),
        ("valid", say("Valid")),
        ("expired", say("Expired")),
        ("none", say("No licence")),
    ]
    return form
