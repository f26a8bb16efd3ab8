"""Enrolling tablets, and taking their trust away."""

from datetime import datetime

from sqlalchemy import Connection

from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.adapters.crypto import receipts
from inspect_app.domain.fieldwork.devices import Device
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff.people import Staff
from inspect_app.store.fieldwork import devices as devices_store
from inspect_app.store.staff import staff as staff_store

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def enrol(tx: Connection, *, device_id: str, public_key: str, label: str, by: Staff, now: datetime) -> Device:
    """Registers a tablet's public key (base64 SPKI, P-256) for the person who is signed in on it."""
    if not receipts.is_tablet_key(public_key):
        raise Problem("not-a-tablet-key")
    letter = _LETTERS[devices_store.count(tx) % len(_LETTERS)]
    device = Device(device_id, by.id, label.strip()[:80] or f"Tablet {letter}", letter, public_key, enrolled_at=now)
    devices_store.add(tx, device)
    audit_log_actions.note(tx, act="enrol-tablet", by=by, now=now, about=("device", device_id))
    return device


def revoke(tx: Connection, device_id: str, *, by: Staff, now: datetime) -> None:
    """From now on what this tablet sends is kept aside; what it sent before stays as it is."""
    device = devices_store.get(tx, device_id)
    if staff_store.get(tx, device.staff_id).agency_id != by.agency_id:
        raise Problem("not-found")
    if device.revoked_at is None:
        devices_store.revoke(tx, device_id, now)
        audit_log_actions.note(tx, act="revoke-tablet", by=by, now=now, about=("device", device_id))
