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

from inspect_app.actions import journal, photos
from inspect_app.domain import parcel as domain
from inspect_app.domain.parcel import Account, Line
from inspect_app.domain.problem import Problem
from inspect_app.web import sync
from inspect_app.web.doors import allow, begin, me, now, page, say

bp = Blueprint("parcels", __name__)


class Bring(FlaskForm):
    file = FileField("The tablet’s file")


@bp.get("/desk/parcels")
@allow("carry-tablet")
def show() -> Response:
    return page("desk/parcel.html", form=Bring(formdata=None), it=None, largest=domain.LARGEST_MB)


@bp.post("/desk/parcels")
@allow("carry-tablet")
def bring() -> Response:
    form = Bring()
    sent = form.file.data
    file: IO[bytes] = sent.stream if isinstance(sent, FileStorage) else BytesIO()
    try:
        at, of = domain.read_head(file.readline())
    except Problem as problem:
        form.file.errors = (problem.tell(say),)
        return page("desk/parcel.html", 400, form=form, it=None, largest=domain.LARGEST_MB)
    _note(file)
    return page("desk/parcel.html", form=Bring(formdata=None), it=_taken(file), at=at, of=of,
                largest=domain.LARGEST_MB)  # fmt: skip


def _note(file: IO[bytes]) -> None:
    """Who brought which file, before anything of it is read."""
    file.seek(0)
    digest, size = sha256(), 0
    while chunk := file.read(1 << 20):
        digest.update(chunk)
        size += len(chunk)
    with begin() as tx:
        journal.note(tx, act="bring-parcel", by=me(), now=now(),
                     detail={"sha256": digest.hexdigest(), "bytes": size})  # fmt: skip


def _taken(file: IO[bytes]) -> Account:
    """Every line by itself: what cannot be taken is said, and the rest is taken."""
    told = Account()
    file.seek(0)
    for number, text in enumerate(file, 1):
        if number == 1 or not text.strip():
            continue
        try:
            _take(told, number, domain.read_line(text))
        except Problem as problem:
            told.refuse(number, problem, say)
    return told


def _take(told: Account, number: int, line: Line) -> None:
    try:
        device = sync.recognised(line.method, line.target, line.authorization, line.body)
    except Problem:
        raise Problem("line-not-signed") from None
    if line.kind == "events":
        told.batch(number, sync.take_batch(device, line.body))
    elif line.kind == "seal":
        told.seal(sync.give_receipt(device, line.about["visit"], line.body))
    else:
        query, name, start = MultiDict(parse_qsl(line.about["query"])), line.about["hash"], int(line.about["start"])
        _, before = photos.held(sync.database(), query.get("visit", ""), name, device)
        done = sync.take_piece(device, name, start, query, line.body)["done"]
        told.piece(name, done, before and start == 0)
