"""What a tablet sends: kept as it came, answered event by event, and acknowledged by a signed receipt."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from inspect_app.actions.fieldwork import incoming as incoming_actions
from inspect_app.actions.fieldwork import notes as notes_actions
from inspect_app.actions.fieldwork import projector as projector_actions
from inspect_app.actions.fieldwork.event_appender import EventAppender
from inspect_app.actions.fieldwork.incoming import IncomingBatch, KeyChanged, NotOpened
from inspect_app.actions.fieldwork.projection import NewId, inspection
from inspect_app.actions.fieldwork.projector import Projector
from inspect_app.actions.fieldwork.sealed_interviews import Intake
from inspect_app.actions.risk import scores as scores_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.actions.visits import look_backs as look_backs_actions
from inspect_app.adapters.system import clock
from inspect_app.domain.fieldwork import inspection as inspection_rules
from inspect_app.domain.fieldwork import sync
from inspect_app.domain.fieldwork.devices import Device
from inspect_app.domain.fieldwork.events import hash_of
from inspect_app.domain.fieldwork.inspection import Inspection
from inspect_app.domain.fieldwork.sync import Batch, EventAnswer, Manifest
from inspect_app.domain.problem import Problem
from inspect_app.domain.register import corrections as corrections_rules
from inspect_app.domain.visits.visits import Visit
from inspect_app.store import Database
from inspect_app.store.fieldwork import blobs as blobs_store
from inspect_app.store.fieldwork import devices as devices_store
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork import projections as projections_store
from inspect_app.store.fieldwork import receipts as receipts_store
from inspect_app.store.fieldwork.events import Line, StoredEvent
from inspect_app.store.fieldwork.receipts import Receipt
from inspect_app.store.register import sites as sites_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.store.visits import visits as visits_store

BROKEN, LATE = "broken-chain", "after-signing"
T = TypeVar("T")


def receive(
    database: Database, batch: Batch, device: Device, *, intake: Intake, now: datetime
) -> tuple[dict[str, Any], list[str]]:
    """Keeps a batch. Returns the answer {"events": one each, "blobs": {hash: stored | duplicate | refused}, …} and the
    visits to project now.

    One bad event never blocks the rest; what cannot count is kept aside with its reason for a supervisor. What was kept
    is not yet counted: the caller projects the visits it names afterwards.
    """
    incoming = incoming_actions.read(batch, now)
    with database.reading() as tx:
        incoming_actions.prepare(tx, incoming, intake)
    answer = append_with(database, incoming, intake, lambda tx: append(tx, incoming, device))
    return answer, sorted({event["visit"] for event in incoming.events})


def append_with(database: Database, incoming: IncomingBatch, intake: Intake, act: Callable[[Connection], T]) -> T:
    """Does `act` in one short writing transaction; what it finds that must be opened first is opened outside it."""
    while True:
        try:
            with database.writing() as tx:
                return act(tx)
        except NotOpened as needed:
            with database.reading() as tx:
                incoming_actions.open_waiting(tx, incoming, needed, intake)
        except KeyChanged:
            with database.reading() as tx:
                incoming_actions.prepare(tx, incoming, intake)


def append(tx: Connection, incoming: IncomingBatch, device: Device) -> dict[str, Any]:
    """Sorts and writes a batch that is ready; what it costs does not grow with what the visit holds."""
    now = incoming.now
    seen = EventAppender(tx, incoming)
    told, parsed = [], []
    for text, (event, refused) in zip(incoming.texts, incoming.read, strict=True):
        if event is None:
            told.append(refused or EventAnswer("", "", "refused"))
            continue
        answer = _take(str(text), event, device, seen, now)
        told.append(answer)
        if answer.answer != "refused":
            parsed.append(event)
    seen.write()
    kept_notes = notes_actions.put(tx, incoming, parsed, device)
    for visit_id in seen.touched:
        visit, _ = seen.visit(visit_id)
        if visit is not None and visit.state == "planned" and events_store.any_stored(tx, visit_id):
            visits_store.set_state(tx, visit_id, "under_way", opened_at=now)
    devices_store.saw(tx, device.id, now)
    return {
        "events": [asdict(one) for one in told],
        "blobs": kept_notes,
        "at": now.isoformat(),
        "clock_behind_s": _behind(parsed, now),
    }


def _take(text: str, event: dict[str, Any], device: Device, seen: EventAppender, now: datetime) -> EventAnswer:
    """One event's answer. A repeat is answered like the first time, so that a lost answer heals."""
    hash = hash_of(text)
    before = seen.find(event["visit"], event["id"])
    if before is not None:
        if before.hash == hash:
            return EventAnswer(event["id"], hash, "duplicate", before.why)
        return EventAnswer(event["id"], hash, "refused", "another event has this id")
    why = _why_quarantined(event, device, seen)
    kept = replace(incoming_actions.kept_from(text, event, now), state="quarantined" if why else "stored", why=why)
    line = seen.take(kept)
    if why != BROKEN:
        _mend(seen.whole(line), device, seen)
    return EventAnswer(event["id"], hash, "quarantined" if why else "stored", why)


def _why_quarantined(event: dict[str, Any], device: Device, seen: EventAppender) -> str | None:
    """Why an event cannot count by itself, or None. Order matters only for which reason is told."""
    visit, team = seen.visit(event["visit"])
    if visit is None:
        return "unknown-visit"
    if device.revoked_at is not None:
        return "revoked-device"
    if event["device"] != device.id:
        return "wrong-device"
    # Authority is the key that signed, never the name in the text.
    if event["by"] != device.staff_id or event["by"] not in team:
        return "wrong-staff"
    if not _chained(event, seen):
        return BROKEN
    carried = event.get("checklist")
    if carried is not None and seen.checklist_hash(carried["key"], carried["n"]) != carried["hash"]:
        return "unknown-checklist"
    if event["what"] == "corrected" and _strange(event["value"], visit):
        return "unknown-mend"
    return LATE if _after_signing(event, seen) else None


def _strange(correction: Mapping[str, Any], visit: Visit) -> bool:
    """Of another record than this visit's, or with a field or value that the register does not know."""
    own = visit.employer_id if correction["about"] == "employer" else visit.site_id
    return bool(correction["id"] != own) or corrections_rules.unknown(correction["about"], correction["changes"])


def _chained(event: dict[str, Any], seen: EventAppender) -> bool:
    """Whether the event before it, by this tablet on this visit, is here and is the one it names."""
    if any(one.why != BROKEN for one in seen.at(event["visit"], event["device"], event["seq"])):
        return False
    if event["seq"] == 1:
        return True
    before = seen.at(event["visit"], event["device"], event["seq"] - 1)
    fitting = [one for one in before if one.why != BROKEN and one.hash == event["prev"]]
    return any(seen.whole(one).n < event["n"] for one in fitting)


def _after_signing(event: dict[str, Any], seen: EventAppender) -> bool:
    if event["what"] in inspection_rules.AFTER_SIGNING:
        return False
    return any(inspection_rules.saw(event, one) for one in seen.signed(event["visit"]))


def _mend(line: Line, device: Device, seen: EventAppender) -> None:
    """What waited aside only for the event before it counts once that has come: arrival order decides nothing."""
    link: Line | None = line
    while link is not None:
        waiting = [seen.whole(one) for one in seen.at(link.visit_id, link.device_id, link.seq + 1) if one.why == BROKEN]
        following = next((one for one in waiting if one.prev == link.hash and one.n > link.n), None)
        if following is not None:
            why = _why_quarantined(seen.body(following), device, seen)
            seen.move(following, "quarantined" if why else "stored", why)
        link = following


def let_follow(tx: Connection, row: StoredEvent, incoming: IncomingBatch) -> None:
    """After a supervisor let an event in (`row`, as it came): what waited for it, and for nothing else, counts too."""
    device = devices_store.find(tx, row.device_id)
    if device is not None:
        seen = EventAppender(tx, incoming)
        line = next(one for one in seen.at(row.visit_id, row.device_id, row.seq) if one.hash == row.hash)
        _mend(seen.whole(line), device, seen)
        seen.write()


def _behind(parsed: list[dict[str, Any]], now: datetime) -> int | None:
    """How many seconds the tablet's clock was behind ours at its newest event; the events themselves keep its own."""
    if not parsed:
        return None
    newest = max(datetime.fromisoformat(event["at"]) for event in parsed)
    return round((now - newest).total_seconds())


def seal(
    database: Database,
    visit_id: str,
    manifest: Manifest,
    device: Device,
    *,
    projector: Projector,
    sign: Callable[[str], str],
    shuffle: Callable[[list[str]], list[str]],
    now: datetime,
    new_id: NewId,
) -> dict[str, Any]:
    """Answers {"missing": …} when an event has not come from this tablet, or a note or picture not for this visit; else
    a signed receipt. Problem "no-receipt" for a visit that is not this tablet's.

    Closes the visit when its events say so. `sign` makes the Ed25519 signature (base64) over the receipt's text.
    """
    body = sync.receipt(manifest, visit=visit_id, device=device.id, at=now.isoformat(), id=new_id())
    text = sync.canonical(body)
    receipt: Receipt | None = None
    while True:
        with database.reading() as tx:
            _own(tx, visit_id, device)
            lacking = _lacking(tx, visit_id, manifest, device)
        if any(lacking.values()):
            return {"missing": lacking}
        projector_actions.bring_up_to_date(database, visit_id, projector, now=now, new_id=new_id)
        with database.reading() as tx:
            told, counted = inspection(tx, visit_id), events_store.marks(tx, visit_id)
        receipt = receipt or Receipt(body["id"], visit_id, device.id, body["code"], body, sign(text), now)
        with database.writing() as tx:
            # Something came meanwhile: it is counted first.
            if events_store.marks(tx, visit_id) != counted:
                continue
            visit = _own(tx, visit_id, device)
            receipts_store.add(tx, receipt)
            _close(tx, visit, told, device, shuffle=shuffle, now=now, new_id=new_id)
            events_store.shuffle(tx, visit_id)
        return {"receipt": text, "signature": receipt.signature, "code": receipt.code}


def _lacking(tx: Connection, visit_id: str, manifest: Manifest, device: Device) -> dict[str, list[str]]:
    kinds = blobs_store.kinds(tx, visit_id)
    notes = {hash for hash, kind in kinds.items() if kind == "text"}
    return sync.missing(manifest, events_store.hashes_from(tx, visit_id, device.id), notes, set(kinds) - notes)


def _own(tx: Connection, visit_id: str, device: Device) -> Visit:
    """The visit, if this tablet may ask for its receipt; Problem "no-receipt" for any other, known or not.

    A closed visit is the team's still, so that a receipt lost on its way can be asked for again; but only of a tablet
    that sent something for it.
    """
    visit = visits_store.find(tx, visit_id)
    team = {member.staff_id for member in visits_store.team(tx, visit_id)}
    if visit is None or device.revoked_at is not None or device.staff_id not in team or visit.state == "cancelled":
        raise Problem("no-receipt")
    if visit.state == "closed" and not events_store.hashes_from(tx, visit_id, device.id):
        raise Problem("no-receipt")
    return visit


def _close(
    tx: Connection,
    visit: Visit,
    told: Inspection,
    device: Device,
    *,
    shuffle: Callable[[list[str]], list[str]],
    now: datetime,
    new_id: NewId,
) -> None:
    if not told.closed or visit.state == "closed":
        return
    by = staff_store.get(tx, device.staff_id)
    visits_store.set_state(tx, visit.id, "closed", closed_at=now)
    projections_store.deal(tx, visit.id, shuffle([case.id for case in told.cases]))
    serious, day = projections_store.any_serious(tx, visit.id), clock.day(now, sites_store.zone_name(tx, visit.site_id))
    projections_store.put_fact(
        tx,
        {
            "id": visit.id,
            "employer_id": visit.employer_id,
            "visit_id": visit.id,
            "kind": "inspection",
            "on_day": day,
            "serious": serious,
            "unannounced": visit.announced == "unannounced",
            "contested": False,
        },
    )
    scores_actions.ask(tx, visit.employer_id, now=now, new_id=new_id)
    look_backs_actions.plan(tx, visit, told, by=by, now=now, new_id=new_id)
    audit_log_actions.note(tx, act="close-visit", by=by, now=now, about=("visit", visit.id))
