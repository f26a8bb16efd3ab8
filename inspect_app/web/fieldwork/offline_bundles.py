"""A tablet's sealed file brought to the desk: every line goes through the same doors as if the tablet had sent it."""

from hashlib import sha256
from io import BytesIO
from typing import IO
from urllib.parse import parse_qsl

from flask import Blueprint
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.wrappers import Response
from wtforms import FileField

from inspect_app.actions.fieldwork import photos as photos_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.domain.fieldwork import offline_bundle
from inspect_app.domain.fieldwork.offline_bundle import Account, Line
from inspect_app.domain.problem import Problem
from inspect_app.web.auth import allow
from inspect_app.web.context import me, now, page, say, writing
from inspect_app.web.fieldwork import sync as sync_views

bp = Blueprint("offline_bundles", __name__)


class Bring(FlaskForm):
    file = FileField("The tablet’s file")


@bp.get("/desk/import-from-tablet")
@allow("carry-tablet")
def show() -> Response:
    return page(
        "fieldwork/import_from_tablet.html", form=Bring(formdata=None), it=None, largest=offline_bundle.LARGEST_MB
    )


@bp.post("/desk/import-from-tablet")
@allow("carry-tablet")
def bring() -> Response:
    form = Bring()
    sent = form.file.data
    file: IO[bytes] = sent.stream if isinstance(sent, FileStorage) else BytesIO()
    try:
        at, of = offline_bundle.read_head(file.readline())
    except Problem as problem:
        form.file.errors = (problem.tell(say),)
        return page("fieldwork/import_from_tablet.html", 400, form=form, it=None, largest=offline_bundle.LARGEST_MB)
    _note(file)
    return page(
        "fieldwork/import_from_tablet.html",
        form=Bring(formdata=None),
        it=_taken(file),
        at=at,
        of=of,
        largest=offline_bundle.LARGEST_MB,
    )


def _note(file: IO[bytes]) -> None:
    """Who brought which file, before anything of it is read."""
    file.seek(0)
    digest, size = sha256(), 0
    while chunk := file.read(1 << 20):
        digest.update(chunk)
        size += len(chunk)
    with writing() as tx:
        audit_log_actions.note(
            tx, act="bring-parcel", by=me(), now=now(), detail={"sha256": digest.hexdigest(), "bytes": size}
        )


def _taken(file: IO[bytes]) -> Account:
    """Every line by itself: what cannot be taken is said, and the rest is taken."""
    told, visits = Account(), set[str]()
    file.seek(0)
    for number, text in enumerate(file, 1):
        if number == 1 or not text.strip():
            continue
        try:
            visits.update(_take(told, number, offline_bundle.read_line(text)))
        except Problem as problem:
            told.refuse(number, problem, say)
    for visit_id in sorted(visits):
        sync_views.bring_up_to_date(visit_id)
    return told


def _take(told: Account, number: int, line: Line) -> list[str]:
    """Takes one line; returns the visits that are to be projected for it."""
    try:
        device = sync_views.recognised(line.method, line.target, line.authorization, line.body)
    except Problem:
        raise Problem("line-not-signed") from None
    if line.kind == "events":
        answer, visits = sync_views.take_batch(device, line.body)
        told.batch(number, answer)
        return visits
    elif line.kind == "seal":
        told.seal(sync_views.give_receipt(device, line.about["visit"], line.body))
    else:
        query, name, start = MultiDict(parse_qsl(line.about["query"])), line.about["hash"], int(line.about["start"])
        _, before = photos_actions.held(sync_views.database(), query.get("visit", ""), name, device)
        done = sync_views.take_piece(device, name, start, query, line.body)["done"]
        told.piece(name, done, before and start == 0)
    return []
