"""Where tablets send. Authorised by each tablet's own signature; cookies are ignored and sessions do not matter."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from flask import Blueprint, Flask, current_app, g, jsonify, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from inspect_app.actions.fieldwork import pack as pack_actions
from inspect_app.actions.fieldwork import photos as photos_actions
from inspect_app.actions.fieldwork import projector as projector_actions
from inspect_app.actions.fieldwork import sync as sync_actions
from inspect_app.actions.fieldwork.projector import Projector
from inspect_app.adapters.crypto import intake, receipts
from inspect_app.adapters.crypto.intake import IntakeKey
from inspect_app.adapters.crypto.receipts import ReceiptKey
from inspect_app.adapters.data import languages
from inspect_app.adapters.media.evidence import Evidence
from inspect_app.adapters.system import randomness
from inspect_app.domain.fieldwork import sync
from inspect_app.domain.fieldwork.devices import Device
from inspect_app.domain.problem import Problem
from inspect_app.store import Database
from inspect_app.store.checkins import languages as languages_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.fieldwork import devices as devices_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.web import request_values
from inspect_app.web.auth import public
from inspect_app.web.context import checkin_reading, now, reading, settings

bp = Blueprint("sync", __name__, url_prefix="/sync")
bp.ignores_cookies = True  # type: ignore[attr-defined]


@bp.before_request
def recognise() -> None:
    target = request.full_path if request.query_string else request.path
    given = request.headers.get("Authorization", "")
    g.device = recognised(request.method, target, given, request.get_data(cache=True))
    if request.method in ("GET", "HEAD"):
        at = given.split(";")[1]
        off = sync.clock_off(at, now())
        if off is not None:
            raise Problem("clock-off", seconds=off)


@bp.after_request
def _tell_time(answer: Response) -> Response:
    """By this a tablet whose clock is wrong signs its next request."""
    answer.headers["Spotcheck-Time"] = now().strftime("%Y-%m-%dT%H:%M:%SZ")
    return answer


def recognised(method: str, target: str, authorization: str, body: bytes) -> Device:
    """The tablet that signed this method, address, moment and body; Problem "unknown-tablet" when none did.

    A tablet whose person's access has ended is taken as one that has lost its trust.
    """
    scheme, _, rest = authorization.partition(" ")
    parts = rest.split(";")
    if scheme != "Spotcheck" or len(parts) != 3:
        raise Problem("unknown-tablet")
    device_id, at, signature = parts
    with reading() as tx:
        device, active = devices_store.find_with_access(tx, device_id)
    words = sync.signed_words(method, target, at, body)
    if device is None or not receipts.is_signed(device.public_key, words, signature):
        raise Problem("unknown-tablet")
    return device if active or device.revoked_at is not None else replace(device, revoked_at=now())


@bp.get("/pack")
@public
def pack() -> Response:
    if device().revoked_at is not None:
        raise Problem("not-allowed")
    with reading() as tx, checkin_reading() as points:
        person = staff_store.get(tx, device().staff_id)
        chosen = languages_store.offered(points)
        offered = [
            one.code for one in languages.all_of_them() if languages.is_offered(one, chosen, demo=settings().demo)
        ]
        told = jsonify(
            pack_actions.pack(
                tx,
                device(),
                person,
                cards=lambda visits: points_store.printed(points, visits),
                offered=offered,
                receipt_key=receipt_key().public,
                intake_key=intake_key().public,
                now=now(),
            )
        )
    # A morning's pack comes over whatever line there is; its checklists shrink to a quarter.
    if request.accept_encodings.quality("gzip") > 0:
        told.set_data(gzip.compress(told.get_data(), 6))
        told.headers["Content-Encoding"] = "gzip"
    told.headers["Vary"] = "Accept-Encoding"
    return told


@bp.get("/team-events/<visit_id>")
@public
def beside(visit_id: str) -> Response:
    """What the team's other tablets sent for a visit; {"events": null} when nothing new came since `have`."""
    if device().revoked_at is not None:
        raise Problem("not-allowed")
    with reading() as tx:
        return jsonify(events=pack_actions.beside(tx, device(), visit_id, request_values.whole("have")))


@bp.put("/events")
@public
def put_events() -> Response:
    told, visits = take_batch(device(), request.get_data())
    answer = jsonify(told)
    # The tablet need not wait for what its events add up to.
    answer.call_on_close(project_later(visits))
    return answer


def take_batch(device: Device, body: bytes) -> tuple[dict[str, Any], list[str]]:
    """(the answer, the visits to project now)."""
    batch = sync.read_batch(body, _opener)
    return sync_actions.receive(database(), batch, device, intake=intake_key(), now=now())


def project_later(visits: list[str]) -> Callable[[], None]:
    """Counts what came, once the request is over; what fails here is counted when somebody next needs it."""
    app, held, where, at = current_app._get_current_object(), projector(), database(), now()  # type: ignore[attr-defined]

    def project() -> None:
        for visit_id in visits:
            try:
                projector_actions.bring_up_to_date(where, visit_id, held, now=at, new_id=randomness.new_id)
            except Exception as error:
                if app.testing:
                    raise
                app.logger.error("a visit could not be projected", exc_info=error)

    return project


def catch_up(app: Flask) -> None:
    """At the start of web: counts what a process that ended had kept and not counted yet."""
    with app.app_context():
        projector_actions.bring_all_up_to_date(database(), projector(), now=now(), new_id=randomness.new_id)


def bring_up_to_date(visit_id: str) -> None:
    """Before a visit's results are read: whatever came and is not counted yet."""
    projector_actions.bring_up_to_date(database(), visit_id, projector(), now=now(), new_id=randomness.new_id)


@bp.route("/photos/<hash>", methods=["HEAD"])
@public
def photo_offset(hash: str) -> Response:
    offset, done = photos_actions.held(database(), _visit(request.args), hash, device())
    answer = Response()
    answer.headers["Upload-Offset"] = str(offset)
    answer.headers["Upload-Complete"] = "1" if done else "0"
    return answer


@bp.put("/photos/<hash>/<int:start>")
@public
def put_photo(hash: str, start: int) -> Response:
    return jsonify(take_piece(device(), hash, start, request.args, request.get_data()))


def take_piece(device: Device, hash: str, start: int, query: MultiDict[str, str], body: bytes) -> dict[str, Any]:
    size, visit_id = query.get("size", type=int) or 0, _visit(query)
    kind = "signature" if query.get("kind") == "signature" else "photo"
    content = _opened(body, visit_id, hash, start) if "sealed" in query else body
    store = Evidence(settings().evidence)
    return photos_actions.take(
        database(),
        store,
        device,
        visit_id=visit_id,
        hash=hash,
        start=start,
        size=size,
        kind=kind,
        content=content,
        projector=projector(),
        now=now(),
    )


@bp.post("/seal/<visit_id>")
@public
def seal(visit_id: str) -> tuple[Response, int]:
    told = give_receipt(device(), visit_id, request.get_data())
    return jsonify(told), 202 if "missing" in told else 200


def give_receipt(device: Device, visit_id: str, body: bytes) -> dict[str, Any]:
    manifest = sync.read_manifest(body)
    return sync_actions.seal(
        database(),
        visit_id,
        manifest,
        device,
        projector=projector(),
        sign=receipt_key().sign,
        shuffle=randomness.shuffle,
        now=now(),
        new_id=randomness.new_id,
    )


def device() -> Device:
    return cast(Device, g.device)


def database() -> Database:
    return cast(Database, current_app.config["DATABASE"])


def projector() -> Projector:
    """The opened interviews of this process."""
    folder = settings().keys("web")
    made: Projector = current_app.extensions.setdefault("projector", Projector(lambda: IntakeKey(folder)))
    return made


def receipt_key() -> ReceiptKey:
    return ReceiptKey(settings().keys("web"))


def intake_key() -> IntakeKey:
    return IntakeKey(settings().keys("web"))


def _opener(wrap: bytes, visit: str) -> sync.Opener:
    """What a tablet sealed is opened here, in memory, and nowhere else."""
    key = intake_key().unwrap(wrap, f"wrap {visit}")
    return lambda sealed, about: intake.unseal(key, sealed, about)


def _opened(body: bytes, visit: str, hash: str, start: int) -> bytes:
    try:
        return _opener(body[: intake.WRAP], visit)(body[intake.WRAP :], f"photo {visit} {hash} {start}")
    except sync.CannotOpen:
        raise Problem("unreadable-batch", why="It is sealed to a key that is not here.") from None


def _visit(query: MultiDict[str, str]) -> str:
    visit_id = query.get("visit", "")
    if len(visit_id) != 32:
        raise Problem("unreadable-batch", why="It does not say which visit it belongs to.")
    return visit_id
