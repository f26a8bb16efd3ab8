"""Tablets: enrolling one from the tablet itself, and the desk's list with the way to take trust away."""

from flask import Blueprint, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from inspect_app.actions.fieldwork import devices as devices_actions
from inspect_app.adapters.system import randomness
from inspect_app.store.fieldwork import devices as devices_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.web.auth import allow
from inspect_app.web.context import me, now, page, reading, writing
from inspect_app.web.fieldwork.sync import intake_key, receipt_key

bp = Blueprint("devices", __name__)


@bp.post("/tablet/devices")
@allow("carry-tablet")
def enrol() -> tuple[Response, int]:
    told = request.get_json(silent=True) or {}
    with writing() as tx:
        device = devices_actions.enrol(
            tx,
            device_id=randomness.new_id(),
            public_key=str(told.get("public_key", "")),
            label=str(told.get("label", "")),
            by=me(),
            now=now(),
        )
    return jsonify(
        {
            "device": device.id,
            "letter": device.letter,
            "intake_key": intake_key().public,
            "receipt_key": receipt_key().public,
        }
    ), 201


@bp.get("/desk/tablets")
@allow("see-devices")
def show() -> Response:
    with reading() as tx:
        devices = devices_store.of_agency(tx, me().agency_id)
        names = {person.id: person.name for person in staff_store.of_agency(tx, me().agency_id)}
    return page("fieldwork/tablets.html", devices=devices, names=names)


@bp.post("/desk/tablets/<device_id>/revoke")
@allow("revoke-devices")
def revoke(device_id: str) -> Response:
    with writing() as tx:
        devices_actions.revoke(tx, device_id, by=me(), now=now())
    return redirect(url_for("devices.show"))
