"""What a tablet needs for a day: assigned visits, each employer in short, checklists. Never what workers said, notes or
person cases."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from inspect_app.adapters.data import languages
from inspect_app.adapters.system import clock
from inspect_app.domain.fieldwork.devices import Device
from inspect_app.domain.fieldwork.wire_sync import (
    FieldRule,
    KnownRecord,
    Pack,
    PackChecklist,
    PackFields,
    PackLanguage,
    PackVisit,
)
from inspect_app.domain.problem import Problem
from inspect_app.domain.register.corrections import FIELDS, held
from inspect_app.domain.register.register import Employer, Site
from inspect_app.domain.staff.people import Staff
from inspect_app.domain.visits.orders import LIVE
from inspect_app.domain.visits.visits import Carried, Visit
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.fieldwork import events as events_store
from inspect_app.store.fieldwork import projections as projections_store
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.store.visits import orders as orders_store
from inspect_app.store.visits import visits as visits_store

LASTS = timedelta(days=7)


def pack(
    tx: Connection,
    device: Device,
    person: Staff,
    *,
    cards: Callable[[str], int],
    offered: Sequence[str],
    receipt_key: str,
    intake_key: str,
    now: datetime,
) -> Pack:
    """The pack of one person, to be kept at most seven days. `cards` says how many were printed for a visit: a count,
    never a card; `offered`: languages in which workers may be asked, in their order; `receipt_key` and `intake_key` are
    the ministry's public ones, base64."""
    mine = visits_store.of_staff(tx, person.id)
    agency = staff_store.agency(tx, person.agency_id)
    today = clock.day(now, agency.time_zone)
    carried = {one.id: visits_store.checklists(tx, one.id) for one in mine}
    return {
        "v": 1,
        "at": now.isoformat(),
        "until": (now + LASTS).isoformat(),
        "device": {"id": device.id, "letter": device.letter},
        "staff": {"id": person.id, "name": person.name, "language": person.language},
        "agency": {"name_en": agency.name_en, "name_fr": agency.name_fr, "time_zone": agency.time_zone},
        "appointments": [
            {"act": one.act, "number": one.number} for one in staff_store.appointments(tx, person.id, today)
        ],
        "offered": list(offered),
        "receipt_key": receipt_key,
        "intake_key": intake_key,
        "fields": fields(),
        "languages": _languages(),
        "visits": [_visit(tx, one, carried[one.id], cards(one.id)) for one in mine],
        "checklists": [_checklist(tx, *place) for place in _places(tx, carried)],
    }


def _places(tx: Connection, carried: dict[str, list[Carried]]) -> list[tuple[str, int]]:
    """Every version that a visit began with, and the one that mended it: the tablet offers the move (versions.mjs)."""
    begun = {(one.key, one.n) for named in carried.values() for one in named}
    return sorted(begun | {(key, checklists_store.newest(tx, key).n) for key, _ in begun})


def _checklist(tx: Connection, key: str, n: int) -> PackChecklist:
    version = checklists_store.find(tx, key, n)
    assert version is not None
    return {"key": key, "n": n, "hash": version.hash, "frozen": version.frozen_json}


def _visit(tx: Connection, visit: Visit, carried: list[Carried], cards: int) -> PackVisit:
    site, employer = sites_store.get(tx, visit.site_id), employers_store.get(tx, visit.employer_id)
    live = [one for one in orders_store.of_employer(tx, visit.agency_id, employer.id) if one.state in LIVE]
    return {
        "id": visit.id,
        "planned_for": visit.planned_for.isoformat(),
        "purpose": visit.purpose,
        "employer": {
            "name": employer.name,
            "names": sorted({one.name for one in employers_store.names_of(tx, employer.id)} - {employer.name}),
            "sector": employer.sector,
            "orders": [
                {
                    "citation": one.citation,
                    "due_on": one.due_on.isoformat(),
                    "text": {"en": one.text_en, "fr": one.text_fr},
                }
                for one in live
            ],
            "findings": [{"on": day, "item": item} for day, item in projections_store.present_items(tx, employer.id)],
        },
        "site": {
            "name": site.name,
            "address": site.address,
            "city": site.city,
            "kind": site.kind,
            "lat": site.lat,
            "lon": site.lon,
            "precision": site.precision,
            "dwelling": site.dwelling,
            "time_zone": site.time_zone,
        },
        "known": {"employer": _known("employer", employer), "site": _known("site", site)},
        "team": [{"id": one.staff_id, "name": one.name, "part": one.part} for one in visits_store.team(tx, visit.id)],
        "checklists": [
            {"key": one.key, "n": one.n, "newest": checklists_store.newest(tx, one.key).n} for one in carried
        ],
        "cards": cards,
    }


def _languages() -> list[PackLanguage]:
    """Languages that may be spoken on a site: those of the workers' page, then those spoken more than read."""
    told = {one.code: one.name for one in languages.all_of_them()}
    told |= {one["code"]: one["name"] for one in languages.audio_first() if one["code"] not in told}
    return [{"code": code, "name": name} for code, name in told.items()]


def fields() -> PackFields:
    """What may be mended of an employer and of a site, in the order of the screen, and how it is typed."""
    return {"employer": _rules("employer"), "site": _rules("site")}


def _rules(kind: str) -> list[FieldRule]:
    return [
        {"name": name, "kind": one.kind, "most": one.most, "needed": one.needed, "choices": list(one.choices)}
        for name, one in FIELDS[kind].items()
    ]


def beside(tx: Connection, device: Device, visit_id: str, have: int) -> list[str] | None:
    """The events that the other tablets of a team sent for a visit, as they came; None when there are still `have`.

    No part of a private interview goes to another tablet, and no note: an event names a note by its hash only.
    """
    if device.revoked_at is not None or device.staff_id not in [
        one.staff_id for one in visits_store.team(tx, visit_id)
    ]:
        raise Problem("not-allowed")
    theirs = [kept for kept in events_store.of_visit(tx, visit_id) if kept.device_id != device.id]
    told = [kept.body for kept in theirs if kept.what != events_store.PRIVATE]
    return None if len(told) == have else told


def _known(kind: str, it: Employer | Site) -> KnownRecord:
    """What may be mended of a record, with the version that a mend will name."""
    return {"id": it.id, "version": it.version, "values": held(kind, vars(it))}
