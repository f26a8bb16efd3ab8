"""Who signs in, for whom they work, and the powers they hold."""

from dataclasses import dataclass
from datetime import date, datetime

from inspect_app.domain import days

PAPERS = ("letter", "a4")


@dataclass(frozen=True)
class Agency:
    id: str
    name_en: str
    name_fr: str
    level: str
    undertaking_on: date | None = None
    time_zone: str = days.HOME


@dataclass(frozen=True)
class Staff:
    """Someone who signs in. `language` is "en" or "fr"; `state` is invited, active or disabled."""

    id: str
    agency_id: str
    email: str
    name: str
    role: str
    language: str
    state: str


@dataclass(frozen=True)
class Reader(Staff):
    """Someone signed in, with the zone of their agency: the desk's today is the day there."""

    time_zone: str


@dataclass(frozen=True)
class Account:
    """What signing in needs of one staff member, and no other page does."""

    id: str
    password_hash: str | None
    state: str
    failed: int
    locked_until: datetime | None


@dataclass(frozen=True)
class Appointment:
    """A legal power: the Act it comes from, its number, and the days it is valid."""

    id: str
    staff_id: str
    act: str
    number: str
    valid_from: date
    valid_until: date | None
