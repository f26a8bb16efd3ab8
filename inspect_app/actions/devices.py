"""Enrolling tablets, and taking their trust away."""

from datetime import datetime

from sqlalchemy import Connection

from inspect_app.actions import journal
from inspect_app.adapters import receipts
from inspect_app.domain.device import Device
from inspect_app.domain.people import Staff
from inspect_app.domain.problem import Problem
from inspect_app.store import devices as store
from inspect_app.store import staff as people

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def enrol(tx: Connection, *, device_id: str, public_key: str, label: str, by: Staff, now: datetime) -> Device:
    """Registers a tablet's public key (base64 SPKI, P-256) for the person who is signed in on it."""
    if not receipts.is_tablet_key(public_key):
        raise Problem("not-a-tablet-key")
    letter = _LETTERS[store.count(tx) % len(_LETTERS)]
    device = Device(device_id, by.id, label.strip()[:80] or f"Tablet {letter}", letter, public_key, enrolled_at=now)
    store.add(tx, device)
    journal.note(tx, act="enrol-tablet", by=by, now=now, about=("device", device_id))
    return device


def revoke(tx: Connection, device_id: str, *, by: Staff, now: datetime) -> None:
    """From now on what this tablet sends is kept aside; what it sent before stays as it is."""
    device = store.get(tx, device_id)
    if people.get(tx, device.staff_id).agency_id != by.agency_id:
        raise Problem("not-found")
    if device.revoked_at is None:
        store.revoke(tx, device_id, now)
        journal.note(tx, act="revoke-tablet", by=by, now=now, about=("device", device_id))
