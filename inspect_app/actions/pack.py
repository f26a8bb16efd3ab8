"""What a tablet needs for a day: assigned visits, each employer in short, checklists. Never what workers said, notes or
person cases."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from inspect_app.domain.device import Device
from inspect_app.domain.order import LIVE
from inspect_app.domain.people import Staff
from inspect_app.domain.visit import Carried, Visit
from inspect_app.store import checklists, employers, orders, results, sites, staff, visits

LASTS = timedelta(days=7)


def pack(
    tx: Connection,
    device: Device,
    person: Staff,
    *,
    languages: Sequence[str],
    receipt_key: str,
    intake_key: str,
    now: datetime,
) -> dict[str, Any]:
    """The pack of one person, to be kept at most seven days. `languages`: those in which workers may be asked, in their
    order; `receipt_key` and `intake_key` are the ministry's public ones, base64."""
    mine = visits.of_staff(tx, person.id)
    agency = staff.agency(tx, person.agency_id)
    carried = {one.id: visits.checklists(tx, one.id) for one in mine}
    return {
        "v": 1,
        "at": now.isoformat(),
        "until": (now + LASTS).isoformat(),
        "device": {"id": device.id, "letter": device.letter},
        "staff": {"id": person.id, "name": person.name, "language": person.language},
        "agency": {"name_en": agency.name_en, "name_fr": agency.name_fr},
        "appointments": [
            {"act": one.act, "number": one.number} for one in staff.appointments(tx, person.id, now.date())
        ],
        "languages": list(languages),
        "receipt_key": receipt_key,
        "intake_key": intake_key,
        "visits": [_visit(tx, one, carried[one.id]) for one in mine],
        "checklists": [_checklist(tx, *place) for place in _places(tx, carried)],
    }


def _places(tx: Connection, carried: dict[str, list[Carried]]) -> list[tuple[str, int]]:
    """Every version that a visit began with, and the one that mended it: the tablet offers the move (versions.mjs)."""
    begun = {(one.key, one.n) for named in carried.values() for one in named}
    return sorted(begun | {(key, checklists.newest(tx, key).n) for key, _ in begun})


def _checklist(tx: Connection, key: str, n: int) -> dict[str, Any]:
    version = checklists.find(tx, key, n)
    assert version is not None
    return {"key": key, "n": n, "hash": version.hash, "frozen": version.frozen_json}


def _visit(tx: Connection, visit: Visit, carried: list[Carried]) -> dict[str, Any]:
    site, employer = sites.get(tx, visit.site_id), employers.get(tx, visit.employer_id)
    live = [one for one in orders.of_employer(tx, employer.id) if one.state in LIVE]
    return {
        "id": visit.id,
        "planned_for": visit.planned_for.isoformat(),
        "purpose": visit.purpose,
        "employer": {
            "name": employer.name,
            "names": sorted({one.name for one in employers.names_of(tx, employer.id)} - {employer.name}),
            "sector": employer.sector,
            "orders": [
                {"citation": one.citation, "due_on": one.due_on.isoformat(),
                 "text": {"en": one.text_en, "fr": one.text_fr}}
                for one in live
            ],
            "findings": [{"on": day, "item": item} for day, item in results.present_items(tx, employer.id)],
        },
        "site": {
            "name": site.name, "address": site.address, "city": site.city, "kind": site.kind, "lat": site.lat,
            "lon": site.lon, "precision": site.precision, "dwelling": site.dwelling,
        },
        "team": [{"id": one.staff_id, "name": one.name, "part": one.part} for one in visits.team(tx, visit.id)],
        "checklists": [{"key": one.key, "n": one.n, "newest": checklists.newest(tx, one.key).n} for one in carried],
    }  # fmt: skip
