"""What a tablet needs for a day: assigned visits, each employer in short, checklists. Never what workers said, notes or
person cases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
from inspect_app.domain.visits.orders import Order
from inspect_app.domain.visits.visits import Carried, Member, Visit
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.checklists.checklists import Version
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
    cards: Callable[[Sequence[str]], Mapping[str, int]],
    offered: Sequence[str],
    receipt_key: str,
    intake_key: str,
    now: datetime,
) -> Pack:
    """The pack of one person, to be kept at most seven days.

    `cards` says how many were printed for each of some visits that has any: a count, never a card; `offered`: languages
    in which workers may be asked, in their order; both keys are the ministry’s public ones, base64.
    """
    mine = visits_store.of_staff(tx, person.id)
    agency = staff_store.agency(tx, person.agency_id)
    today = clock.day(now, agency.time_zone)
    around, printed = _around(tx, person.agency_id, mine), cards([visit.id for visit in mine])
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
        "visits": [_visit(visit, around, printed.get(visit.id, 0)) for visit in mine],
        "checklists": [_checklist(version) for version in around.versions],
    }


@dataclass(frozen=True)
class _Around:
    """What lies around all visits of a pack, by the id of employer, site or visit.

    `versions`: every one that a visit began with, and the newest of each: the tablet offers the move (versions.mjs).
    """

    employers: Mapping[str, Employer]
    sites: Mapping[str, Site]
    names: Mapping[str, set[str]]
    orders: Mapping[str, list[Order]]
    findings: Mapping[str, list[tuple[str, str]]]
    teams: Mapping[str, list[Member]]
    carried: Mapping[str, list[Carried]]
    versions: Sequence[Version]


def _around(tx: Connection, agency_id: str, visits: Sequence[Visit]) -> _Around:
    """One statement for each kind of thing, however many visits there are."""
    ids, employer_ids = [visit.id for visit in visits], sorted({visit.employer_id for visit in visits})
    carried = visits_store.checklists_of(tx, ids)
    begun = {(one.key, one.n) for named in carried.values() for one in named}
    return _Around(
        employers=employers_store.many(tx, employer_ids),
        sites=sites_store.many(tx, sorted({visit.site_id for visit in visits})),
        names=employers_store.names_of_all(tx, employer_ids),
        orders=orders_store.of_employers(tx, agency_id, employer_ids),
        findings=projections_store.present_items(tx, employer_ids),
        teams=visits_store.teams(tx, ids),
        carried=carried,
        versions=checklists_store.with_newest(tx, begun),
    )


def _checklist(version: Version) -> PackChecklist:
    return {"key": version.key, "n": version.n, "hash": version.hash, "frozen": version.frozen_json}


def _visit(visit: Visit, around: _Around, cards: int) -> PackVisit:
    site, employer = around.sites[visit.site_id], around.employers[visit.employer_id]
    newest = {version.key: version.n for version in around.versions}
    return {
        "id": visit.id,
        "planned_for": visit.planned_for.isoformat(),
        "purpose": visit.purpose,
        "employer": {
            "name": employer.name,
            "names": sorted(around.names[employer.id] - {employer.name}),
            "sector": employer.sector,
            "orders": [
                {
                    "citation": one.citation,
                    "due_on": one.due_on.isoformat(),
                    "text": {"en": one.text_en, "fr": one.text_fr},
                }
                for one in around.orders.get(employer.id, [])
            ],
            "findings": [{"on": day, "item": item} for day, item in around.findings.get(employer.id, [])],
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
        "team": [{"id": one.staff_id, "name": one.name, "part": one.part} for one in around.teams[visit.id]],
        "checklists": [{"key": one.key, "n": one.n, "newest": newest[one.key]} for one in around.carried[visit.id]],
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
