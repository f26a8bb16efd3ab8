"""What a tablet sends: kept as it came, answered event by event, added up, and acknowledged by a signed receipt."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection

from inspect_app.actions.fieldwork.incoming_batch import IncomingBatch
from inspect_app.actions.fieldwork.projection import NewId, derive
from inspect_app.actions.fieldwork.sealed_interviews import Intake, SealedInterviews
from inspect_app.actions.risk import scores as scores_actions
from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.actions.visits import look_backs as look_backs_actions
from inspect_app.adapters.system import clock
from inspect_app.domain.fieldwork import events as events_rules
from inspect_app.domain.fieldwork import inspection, sync
from inspect_app.domain.fieldwork.devices import Device
from inspect_app.domain.fieldwork.events import NotAnEvent
from inspect_app.domain.fieldwork.inspection.interviews import is_private
from inspect_app.domain.fieldwork.sync import Batch, EventAnswer, Manifest, Note, Unread
from inspect_app.domain.problem import Problem
from inspect_app.domain.register import corrections as corrections_rules
from inspect_app.domain.staff.people import Staff
from inspect_app.domain.visits.visits import Visit
from inspect_app.store.fieldwork import blobs as blobs_store
from inspect_app.store.fieldwork import devices as devices_store
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork import projections as projections_store
from inspect_app.store.fieldwork import receipts as receipts_store
from inspect_app.store.fieldwork.blobs import Blob
from inspect_app.store.fieldwork.events import StoredEvent
from inspect_app.store.fieldwork.receipts import Receipt
from inspect_app.store.register import sites as sites_store
from inspect_app.store.visits import visits as visits_store

BROKEN, LATE = "broken-chain", "after-signing"
_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def receive(
    tx: Connection, batch: Batch, device: Device, *, intake: Intake, now: datetime, new_id: NewId
) -> dict[str, Any]:
    """Keeps a batch. Answers {"events": one answer each, "blobs": {hash: stored | duplicate | refused}, "n": highest}.

    One bad event never blocks the rest; what cannot count is kept aside with its reason for a supervisor.
    """
    read = [_read(text) for text in batch.events]
    interviews = SealedInterviews(tx, intake)
    seen = IncomingBatch(tx, [event for event, _ in read if event is not None], interviews)
    told, parsed = [], []
    for text, (event, refused) in zip(batch.events, read, strict=True):
        answer = refused or _take(str(text), cast(dict[str, Any], event), device, seen, now)
        told.append(answer)
        if event is not None and answer.answer != "refused":
            parsed.append(event)
    seen.write()
    named = _named(parsed) if batch.notes else {}
    notes = {note.hash: _note(tx, note, named.get(note.hash), device, now) for note in batch.notes}
    for visit_id in dict.fromkeys(event["visit"] for event in parsed if is_private(event) and notes):
        blobs_store.shuffle(tx, visit_id)
    for visit_id in dict.fromkeys(event["visit"] for event in parsed):
        _count(tx, visit_id, interviews, now, new_id)
    devices_store.saw(tx, device.id, now)
    return {
        "events": [asdict(one) for one in told],
        "blobs": notes,
        "at": now.isoformat(),
        "clock_behind_s": _behind(parsed, now),
    }


def _read(text: str | Unread) -> tuple[dict[str, Any] | None, EventAnswer | None]:
    """The event, or the answer that refuses it."""
    if isinstance(text, Unread):
        return None, EventAnswer("", text.hash, "refused", text.why)
    try:
        return events_rules.read(text), None
    except NotAnEvent as refused:
        hash = events_rules.hash_of(text.encode("utf-8", "replace").decode())
        return None, EventAnswer("", hash, "refused", str(refused)[:500])


def _take(text: str, event: dict[str, Any], device: Device, seen: IncomingBatch, now: datetime) -> EventAnswer:
    """One event's answer. A repeat is answered like the first time, so that a lost answer heals."""
    hash = events_rules.hash_of(text)
    before = seen.find(event["id"])
    if before is not None:
        if before.hash == hash:
            return EventAnswer(event["id"], hash, "duplicate", before.why)
        return EventAnswer(event["id"], hash, "refused", "another event has this id")
    why = _why_quarantined(event, device, seen)
    kept = StoredEvent(
        id=event["id"],
        hash=hash,
        visit_id=event["visit"],
        device_id=event["device"],
        seq=event["seq"],
        n=event["n"],
        prev=event["prev"],
        what=event["what"][:20],
        at=event["at"],
        arrived_at=now,
        body=text,
        state="quarantined" if why else "stored",
        why=why,
    )
    seen.take(kept)
    if why != BROKEN:
        _mend(kept, device, seen)
    return EventAnswer(event["id"], hash, "quarantined" if why else "stored", why)


def _why_quarantined(event: dict[str, Any], device: Device, seen: IncomingBatch) -> str | None:
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


def _chained(event: dict[str, Any], seen: IncomingBatch) -> bool:
    """Whether the event before it, by this tablet on this visit, is here and is the one it names."""
    if any(one.why != BROKEN for one in seen.at(event["visit"], event["device"], event["seq"])):
        return False
    if event["seq"] == 1:
        return True
    before = seen.at(event["visit"], event["device"], event["seq"] - 1)
    return any(one.why != BROKEN and one.hash == event["prev"] and one.n < event["n"] for one in before)


def _after_signing(event: dict[str, Any], seen: IncomingBatch) -> bool:
    if event["what"] in inspection.AFTER_SIGNING:
        return False
    return any(inspection.saw(event, one) for one in seen.signed(event["visit"]))


def _mend(kept: StoredEvent, device: Device, seen: IncomingBatch) -> None:
    """What waited aside only for the event before it counts once that has come: arrival order decides nothing."""
    link: StoredEvent | None = kept
    while link is not None:
        waiting = [one for one in seen.at(link.visit_id, link.device_id, link.seq + 1) if one.why == BROKEN]
        following = next((one for one in waiting if one.prev == link.hash and one.n > link.n), None)
        if following is not None:
            why = _why_quarantined(json.loads(following.body), device, seen)
            seen.move(following, "quarantined" if why else "stored", why)
        link = following


def let_follow(tx: Connection, row: StoredEvent, interviews: SealedInterviews) -> None:
    """After a supervisor let an event in: what waited for it, and for nothing else, counts too."""
    device = devices_store.find(tx, row.device_id)
    opened = interviews.of_visit(row.visit_id) if row.what == events_store.PRIVATE else [row]
    kept = next(one for one in opened if one.hash == row.hash)
    if device is not None:
        place = {"id": kept.id, "visit": kept.visit_id, "device": kept.device_id, "seq": kept.seq}
        _mend(kept, device, IncomingBatch(tx, [place], interviews))


def _named(parsed: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Every hash that an event's value names -> the first event that does."""
    found: dict[str, dict[str, Any]] = {}
    for event in parsed:
        for hash in _HASH.findall(json.dumps(event["value"])):
            found.setdefault(hash, event)
    return found


def _note(tx: Connection, note: Note, event: dict[str, Any] | None, device: Device, now: datetime) -> str:
    """A note belongs to the visit whose event names it; a name that is not its hash is refused."""
    if not sync.is_true(note) or event is None:
        return "refused"
    visit_id = event["visit"]
    if blobs_store.find(tx, visit_id, note.hash) is not None:
        return "duplicate"
    size, at = len(note.text.encode()), clock.day_only(now) if is_private(event) else now
    blobs_store.put(
        tx, Blob(note.hash, visit_id, "text", size, at, salt=note.salt, text=note.text, device_id=device.id)
    )
    return "stored"


def _count(tx: Connection, visit_id: str, interviews: SealedInterviews, now: datetime, new_id: NewId) -> None:
    visit = visits_store.find(tx, visit_id)
    if visit is None or not events_store.of_visit(tx, visit_id):
        return
    if visit.state == "planned":
        visits_store.set_state(tx, visit_id, "under_way", opened_at=now)
    derive(tx, visit, interviews=interviews, now=now, new_id=new_id)


def _behind(parsed: list[dict[str, Any]], now: datetime) -> int | None:
    """How many seconds the tablet's clock was behind ours at its newest event; the events themselves keep its own."""
    if not parsed:
        return None
    newest = max(datetime.fromisoformat(event["at"]) for event in parsed)
    return round((now - newest).total_seconds())


def seal(
    tx: Connection,
    visit_id: str,
    manifest: Manifest,
    device: Device,
    *,
    intake: Intake,
    sign: Callable[[str], str],
    shuffle: Callable[[list[str]], list[str]],
    by: Staff,
    now: datetime,
    new_id: NewId,
) -> dict[str, Any]:
    """Answers {"missing": …} when an event has not come from this tablet, or a note or picture not for this visit; else
    a signed receipt. Problem "no-receipt" for a visit that is not this tablet's.

    Closes the visit when its events say so. `sign` makes the Ed25519 signature (base64) over the receipt's text.
    """
    visit = _own(tx, visit_id, device)
    held = blobs_store.of_visit(tx, visit_id)
    notes = {blob.hash for blob in held if blob.kind == "text"}
    photos = {blob.hash for blob in held if blob.kind != "text"}
    lacking = sync.missing(manifest, events_store.hashes_from(tx, visit_id, device.id), notes, photos)
    if any(lacking.values()):
        return {"missing": lacking}
    body = sync.receipt(manifest, visit=visit_id, device=device.id, at=now.isoformat(), id=new_id())
    text = sync.canonical(body)
    kept = Receipt(body["id"], visit_id, device.id, body["code"], body, sign(text), now)
    receipts_store.add(tx, kept)
    _close(tx, visit, interviews=SealedInterviews(tx, intake), shuffle=shuffle, by=by, now=now, new_id=new_id)
    events_store.shuffle(tx, visit_id)
    return {"receipt": text, "signature": kept.signature, "code": kept.code}


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
    *,
    interviews: SealedInterviews,
    shuffle: Callable[[list[str]], list[str]],
    by: Staff,
    now: datetime,
    new_id: NewId,
) -> None:
    told = derive(tx, visit, interviews=interviews, now=now, new_id=new_id)
    if not told.closed or visit.state == "closed":
        return
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
