"""Invented people and an invented agency for tests. Everyone's password is `PASSWORD`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from argon2 import PasswordHasher

from inspect_app.domain.staff.people import Agency, Appointment, Staff
from inspect_app.domain.staff.permissions import ROLES
from inspect_app.settings import Settings
from inspect_app.store import Database, connect
from inspect_app.store.staff import staff as staff_store

PASSWORD = "a long enough test phrase"
# The cheapest honest argon2id: the product's parameters would cost every signed-in test a tenth of a second.
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
AGENCY = Agency(
    id="a" * 32, name_en="Ministry of Fair Work", name_fr="Ministère du Travail équitable", level="provincial"
)


# Another public body that works with the same register.
OTHER_AGENCY = Agency(id="c" * 32, name_en="City of Harbour", name_fr="Ville de Harbour", level="municipal")


@dataclass(frozen=True)
class Instance:
    settings: Settings
    database: Database
    checkin_database: Database

    def person(self, role: str) -> Staff:
        return person(role)


def person(role: str, language: str = "en") -> Staff:
    """The invented staff member of a role."""
    number = f"{ROLES.index(role):032x}"
    return Staff(number, AGENCY.id, f"{role}@fair-work.example", f"{role.title()} Example", role, language, "active")


# The inspector may give orders under this Act; the supervisor holds no power.
POWER = Appointment("b" * 32, person("inspector").id, "EPFNA 2009, s. 35", "1207", date(2026, 1, 1), None)


def put_people(database: Database, now: datetime) -> None:
    with database.writing() as tx:
        staff_store.add_agency(tx, AGENCY)
        for role in ROLES:
            staff_store.add(tx, person(role), password_hash=_CHEAP, now=now)
        staff_store.add_appointment(tx, POWER)


def put_others(database: Database, now: datetime) -> None:
    """One active person in each role of the other agency, under the same names at another address."""
    with database.writing() as tx:
        staff_store.add_agency(tx, OTHER_AGENCY)
        for number, role in enumerate(ROLES, 1000):
            email = f"{role}@harbour.example"
            other = Staff(f"{number:032x}", OTHER_AGENCY.id, email, f"{role.title()} Harbour", role, "en", "active")
            staff_store.add(tx, other, password_hash=_CHEAP, now=now)


@contextmanager
def instance(settings: Settings, now: datetime) -> Iterator[Instance]:
    database = connect(settings.database_url)
    checkin_database = connect(settings.checkin_database_url, private=True)
    put_people(database, now)
    yield Instance(settings, database, checkin_database)
    database.close()
    checkin_database.close()
