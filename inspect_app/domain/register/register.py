"""Employers and sites. A public list gives a mailing place; a site is where a person stood or pinned the gate."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Employer:
    """Who is responsible. `version` rises with each change, so that two people cannot overwrite each other."""

    id: str
    name: str
    sector: str | None
    size_band: str | None
    region: str | None
    state: str
    source: str
    version: int
    added_at: datetime
    trading: str | None = None


@dataclass(frozen=True)
class Site:
    """Where work or housing is. `precision` is gps, hand, postal or none; `headcount` is of everyone on site;
    `time_zone` an IANA name."""

    id: str
    employer_id: str
    kind: str
    name: str
    address: str
    city: str
    region: str | None
    postal: str | None
    lat: float | None
    lon: float | None
    precision: str
    source: str | None
    confirmed_by: str | None
    confirmed_at: datetime | None
    headcount: int | None
    season_from: date | None
    season_to: date | None
    languages: list[str] | None
    shifts: str | None
    hazards: str | None
    dwelling: bool
    version: int
    added_at: datetime
    time_zone: str

    @property
    def located(self) -> bool:
        """True when a person has confirmed the gate: only then may a route or a distance use it."""
        return self.precision in ("gps", "hand") and self.confirmed_at is not None


@dataclass(frozen=True)
class EmployerName:
    """One name an employer has had; `kind` is legal, trade, former or listed, `normal` the form that is compared."""

    employer_id: str
    name: str
    normal: str
    kind: str


@dataclass(frozen=True)
class Identifier:
    """A number some registry gave an employer, and where it counts."""

    id: str
    employer_id: str
    kind: str
    value: str
    jurisdiction: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Place:
    """A mailing place: an address a public list gave. `precision` is postal or none."""

    id: str
    employer_id: str
    address: str
    city: str | None
    province: str | None
    postal: str | None
    lat: float | None
    lon: float | None
    precision: str
    source: str


@dataclass(frozen=True)
class Recruiter:
    """Who brought workers to an employer."""

    id: str
    name: str
    normal: str
    licence: str | None
    licence_state: str
    country: str | None
    version: int
    added_at: datetime


@dataclass(frozen=True)
class Link:
    """A statement that two records belong together; counts only when `state` is confirmed, and can be taken back."""

    id: str
    kind: str
    a_kind: str
    a_id: str
    b_kind: str
    b_id: str
    state: str
    rule: str
    why: str
    by: str | None
    at: datetime


@dataclass(frozen=True)
class Edit:
    """A change as it was asked for, with the version it was made against."""

    id: str
    subject_kind: str
    subject_id: str
    base_version: int
    changes: dict[str, object]
    device: str | None
    by: str
    at: datetime
    state: str
    why: str | None


@dataclass(frozen=True)
class SearchHit:
    """An employer as a search shows it."""

    id: str
    name: str
    sector: str | None
    region: str | None
    state: str
    city: str | None


@dataclass(frozen=True)
class Results:
    """One page of a search; `corrected` are the words that stood in for words typed wrong."""

    found: tuple[SearchHit, ...]
    page: int
    more: bool
    corrected: tuple[str, ...] = ()


EMPLOYER_FIELDS = ("name", "trading", "sector", "size_band", "region", "state")
SITE_FIELDS = (
    "kind",
    "name",
    "address",
    "city",
    "region",
    "postal",
    "headcount",
    "season_from",
    "season_to",
    "languages",
    "shifts",
    "hazards",
    "dwelling",
    "time_zone",
)
