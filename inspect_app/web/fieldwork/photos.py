"""Pictures of a visit in the browser: small ones and copies without metadata; the original when a reason is given."""

from hashlib import sha256

from flask import Blueprint, make_response
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from inspect_app.actions.fieldwork import pictures as pictures_actions
from inspect_app.actions.visits import history as history_actions
from inspect_app.adapters.media import pictures
from inspect_app.adapters.media.evidence import Evidence, original, shown
from inspect_app.domain.problem import Problem
from inspect_app.store.register import sites as sites_store
from inspect_app.store.visits import visits as visits_store
from inspect_app.web.auth import allow
from inspect_app.web.context import me, now, page, reading, settings, writing

bp = Blueprint("photos", __name__)
SMALL = 400
# A picture is never a page: whatever its bytes are, a browser runs nothing of them.
SANDBOX = "default-src 'none'; sandbox"


class Reason(FlaskForm):
    why = StringField("Why do you need the original?", validators=[InputRequired(), Length(max=200)])


@bp.get("/desk/visits/<visit_id>/pictures/<name>")
@allow("see-pictures")
def one(visit_id: str, name: str) -> Response:
    with reading() as tx:
        picture, visit = pictures_actions.get(tx, visit_id, name, me()), visits_store.get(tx, visit_id)
        carried = [(one.key, one.n) for one in visits_store.checklists(tx, visit_id)]
        asks, site = history_actions.asks(tx, carried), sites_store.get(tx, visit.site_id)
    return page("fieldwork/picture.html", it=picture, visit=visit, site=site, asks=asks, form=Reason(formdata=None))


@bp.get("/desk/visits/<visit_id>/pictures/<name>/small")
@allow("see-pictures")
def small(visit_id: str, name: str) -> Response:
    return _picture(pictures.thumbnail(_copy(visit_id, name), SMALL))


@bp.get("/desk/visits/<visit_id>/pictures/<name>/shown")
@allow("see-pictures", looks="picture")
def whole(visit_id: str, name: str) -> Response:
    return _picture(_copy(visit_id, name))


@bp.post("/desk/visits/<visit_id>/pictures/<name>/original")
@allow("see-originals")
def full(visit_id: str, name: str) -> Response:
    with writing() as tx:
        picture = pictures_actions.open_original(tx, visit_id, name, Reason().why.data or "", by=me(), now=now())
    data = _held(original(name))
    if sha256(data).hexdigest() != name:
        raise Problem("picture-damaged")
    answer = _picture(data, picture.media_type)
    ending = picture.media_type.rsplit("/", 1)[1]
    answer.headers["Content-Disposition"] = f'attachment; filename="{name[:16]}.{ending}"'
    return answer


def _copy(visit_id: str, name: str) -> bytes:
    with reading() as tx:
        pictures_actions.get(tx, visit_id, name, me())
    return _held(shown(name))


def _held(path: str) -> bytes:
    try:
        return Evidence(settings().evidence).get(path)
    except FileNotFoundError:
        raise Problem("picture-damaged") from None


def _picture(data: bytes, kind: str = "image/jpeg") -> Response:
    answer = make_response(data)
    answer.headers["Content-Type"] = kind
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
