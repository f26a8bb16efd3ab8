"""Tablets: enrolling one from the tablet itself, and the desk's list with the way to take trust away."""

from flask import Blueprint, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from inspect_app.actions import devices as actions
from inspect_app.adapters import dice
from inspect_app.store import devices as store
from inspect_app.store import staff as people
from inspect_app.web.doors import allow, begin, look, me, now, page
from inspect_app.web.sync import intake_key, receipt_key

bp = Blueprint("devices", __name__)


@bp.post("/tablet/devices")
@allow("carry-tablet")
def enrol() -> tuple[Response, int]:
    told = request.get_json(silent=True) or {}
    with begin() as tx:
        device = actions.enrol(tx, device_id=dice.new_id(), public_key=str(told.get("public_key", "")),
                               label=str(told.get("label", "")), by=me(), now=now())  # fmt: skip
    return jsonify({"device": device.id, "letter": device.letter, "intake_key": intake_key().public,
                    "receipt_key": receipt_key().public}), 201  # fmt: skip


@bp.get("/desk/tablets")
@allow("see-devices")
def show() -> Response:
    with look() as tx:
        devices = store.of_agency(tx, me().agency_id)
        names = {person.id: person.name for person in people.of_agency(tx, me().agency_id)}
    return page("desk/tablets.html", devices=devices, names=names)


@bp.post("/desk/tablets/<device_id>/revoke")
@allow("revoke-devices")
def revoke(device_id: str) -> Response:
    with begin() as tx:
        actions.revoke(tx, device_id, by=me(), now=now())
    return redirect(url_for("devices.show"))
