"""Fill an empty instance with an invented ministry, its people and employers; adds nothing to one that has data."""

import argparse
import os
from datetime import UTC, date, datetime, timedelta

from inspect_app.actions.staff import audit_log as audit_log_actions
from inspect_app.actions.staff import staff as staff_actions
from inspect_app.adapters.crypto import passwords
from inspect_app.adapters.system import clock, randomness
from inspect_app.cli import Instance, open_instance
from inspect_app.domain import days
from inspect_app.domain.alerts.duty import Shift
from inspect_app.domain.register import names as names_rules
from inspect_app.domain.register.register import Employer, EmployerName, Site
from inspect_app.domain.staff.people import Agency, Appointment, Staff
from inspect_app.store import Connection
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.staff import staff as staff_store

AGENCY = Agency("d" * 32, "Ministry of Fair Work (invented)", "Ministère du Travail équitable (inventé)", "provincial")
# Plain words only: someone will type this on a tablet with gloves on.
_WORDS = "heron maple river lantern copper thimble orchard gravel violet anchor barley window ember saddle"

PEOPLE = (
    ("officer", "Odile Bergeron", "fr"),
    ("supervisor", "Samira Whitfield", "en"),
    ("inspector", "Ines Calloway", "en"),
    ("inspector", "Ismaël Tremblay", "fr"),
    ("administrator", "Adam Petrov", "en"),
)
ACTS = (("ESA 2000, s. 91", "ES-4471"), ("EPFNA 2009, s. 35", "FN-2210"), ("OHSA, s. 54", "HS-9035"))

# Every employer here is invented; none of the names or addresses is anyone's.
EMPLOYERS = (
    ("Blue Kettle Greenhouses Ltd.", "111", "100-499", "Essex", ("Kettle Fresh Produce",)),
    ("Tamarack Hollow Mushrooms Inc.", "111", "20-99", "Haldimand-Norfolk", ()),
    ("Copper Finch Framing Inc.", "238", "1-19", "Peel", ("Finch Build",)),
    ("9990001 Ontario Inc.", "311", "20-99", "Hamilton", ("Lakeshore Fillet House",)),
)
SITES = (
    (0, "work", "Greenhouse 4", "114 Invented Concession Rd 2", "Leamington", 42.0651, -82.6018, 140),
    (0, "housing", "Bunkhouse East", "118 Invented Concession Rd 2", "Leamington", 42.0668, -82.5990, 64),
    (1, "work", "Growing rooms", "9 Invented Line 7", "Delhi", 42.8521, -80.4985, 48),
    (2, "work", "Tower B, level 3", "77 Invented Avenue", "Brampton", 43.6834, -79.7663, 18),
    (3, "work", "Cutting floor", "5 Invented Pier Street", "Hamilton", 43.2686, -79.8613, 60),
)


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(_args: argparse.Namespace) -> int:
    instance = open_instance()
    if not instance.settings.demo:
        print("No invented data was added: a demonstration must be asked for, with SPOTCHECK_DEMO=1.")
        return 1
    made = fill(instance, clock.now())
    print("the invented data is in place" if made else "the invented data was there already; nothing was added")
    return 0


def fill(instance: Instance, now: datetime) -> bool:
    """Adds the invented data in one transaction; False when it was there already. Writes the sign-ins to a file."""
    with instance.database.reading() as tx:
        if staff_store.agencies(tx):
            return False
    phrase = " ".join(randomness.pick(_WORDS.split(), 5))
    hashed = passwords.make(phrase)
    with instance.database.writing() as tx:
        staff = _people(tx, hashed, now)
        _register(tx, next(person for person in staff if person.role == "officer"), now)
    with instance.checkin_database.writing() as tx:
        # Three days of duty, so that help now can be tried; afterwards a supervisor plans more.
        leads = [person for person in staff if person.role == "supervisor"]
        for day in range(3):
            starts = now + timedelta(days=day)
            urgent_store.add_shift(
                tx, Shift(randomness.new_id(), leads[day % len(leads)].id, starts, starts + timedelta(days=1))
            )
    _write(instance, [f"{person.role:<14} {person.email:<36} {phrase}" for person in staff])
    return True


def _people(tx: Connection, hashed: str, now: datetime) -> list[Staff]:
    staff_store.add_agency(tx, AGENCY)
    made = []
    for place, (role, name, language) in enumerate(PEOPLE):
        email = names_rules.fold(name).replace(" ", ".") + "@fair-work.example"
        person = Staff(f"{place + 1:032x}", AGENCY.id, email, name, role, language, "active")
        made.append(staff_actions.add(tx, person, password_hash=hashed, by=None, now=now))
        if role in ("inspector", "supervisor"):
            for act, number in ACTS:
                power = Appointment(randomness.new_id(), person.id, act, f"{number}-{place}", date(2026, 1, 1), None)
                staff_store.add_appointment(tx, power)
    return made


def _register(tx: Connection, by: Staff, now: datetime) -> None:
    ids = [f"{0xE0000 + place:032x}" for place in range(len(EMPLOYERS))]
    for employer_id, (name, sector, size, region, others) in zip(ids, EMPLOYERS, strict=True):
        employer = Employer(employer_id, name, sector, size, region, "active", "demo", 1, now)
        known = [EmployerName(employer_id, name, names_rules.normalise(name), "legal")]
        known += [EmployerName(employer_id, other, names_rules.normalise(other), "trade") for other in others]
        employers_store.add(tx, employer, known)
        audit_log_actions.note(tx, act="add-employer", by=by, now=now, about=("employer", employer_id))
    for place, (of, kind, name, address, city, lat, lon, headcount) in enumerate(SITES):
        sites_store.add(
            tx,
            Site(
                id=f"{0x51700 + place:032x}",
                employer_id=ids[of],
                kind=kind,
                name=name,
                address=address,
                city=city,
                region=EMPLOYERS[of][3],
                postal=None,
                lat=lat,
                lon=lon,
                precision="hand",
                source="invented for the demo",
                confirmed_by=by.id,
                confirmed_at=datetime(2026, 5, 4, 14, tzinfo=UTC),
                headcount=headcount,
                season_from=None,
                season_to=None,
                languages=None,
                shifts=None,
                hazards=None,
                dwelling=kind == "housing",
                version=1,
                added_at=now,
                time_zone=days.zone_of_place(lon, AGENCY.time_zone),
            ),
        )


def _write(instance: Instance, lines: list[str]) -> None:
    path = instance.settings.instance / "demo-sign-ins.txt"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write("\n".join(lines) + "\n")
