"""Tablets and their keys."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from inspect_app.domain.fieldwork.devices import Device
from inspect_app.store import rows
from inspect_app.store import schema as t


def add(tx: Connection, device: Device) -> None:
    tx.execute(insert(t.devices).values(**vars(device)))


def find(tx: Connection, device_id: str) -> Device | None:
    return rows.maybe(Device, tx.execute(select(t.devices).where(t.devices.c.id == device_id)).first())


def find_with_access(tx: Connection, device_id: str) -> tuple[Device | None, bool]:
    """(the tablet, or None; whether its person still has access)."""
    query = select(t.devices, t.staff.c.state.label("access")).join(t.staff, t.staff.c.id == t.devices.c.staff_id)
    row = tx.execute(query.where(t.devices.c.id == device_id)).first()
    return (None, False) if row is None else (rows.one(Device, row), row.access == "active")


def get(tx: Connection, device_id: str) -> Device:
    return rows.one(Device, tx.execute(select(t.devices).where(t.devices.c.id == device_id)).first())


def count(tx: Connection) -> int:
    return int(tx.execute(select(func.count()).select_from(t.devices)).scalar_one())


def of_agency(tx: Connection, agency_id: str) -> list[Device]:
    """Every tablet of an agency's staff, the newest first."""
    query = select(t.devices).join(t.staff, t.staff.c.id == t.devices.c.staff_id)
    query = query.where(t.staff.c.agency_id == agency_id).order_by(t.devices.c.enrolled_at.desc(), t.devices.c.id)
    return rows.many(Device, tx.execute(query))


def saw(tx: Connection, device_id: str, now: datetime) -> None:
    tx.execute(update(t.devices).where(t.devices.c.id == device_id).values(seen_at=now))


def of_person(tx: Connection, staff_id: str) -> list[Device]:
    """Every tablet of one person, the newest first."""
    query = select(t.devices).where(t.devices.c.staff_id == staff_id)
    return rows.many(Device, tx.execute(query.order_by(t.devices.c.enrolled_at.desc(), t.devices.c.id)))


def revoke(tx: Connection, device_id: str, now: datetime) -> None:
    """Takes trust away once: the first moment stays."""
    trusted = (t.devices.c.id == device_id, t.devices.c.revoked_at.is_(None))
    tx.execute(update(t.devices).where(*trusted).values(revoked_at=now))
