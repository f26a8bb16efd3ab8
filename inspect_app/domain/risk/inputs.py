"""What the score may know, and nothing else: this file is the allow-list, and a test reads its fields.

Never here: a name, nationality, language, country, religion, program stream, postal code, the neighbourhood's income
or origin, or who inspected. Being on a public list is no sign of risk, so no listing is here either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Fact:
    """One past visit. `serious`: a serious indicator was substantiated. A contested fact waits for a person."""

    day: date
    serious: bool
    unannounced: bool
    contested: bool
    visit: str | None


@dataclass(frozen=True)
class Complaint:
    """A complaint by its day. A clean record never takes anything away from it."""

    day: date
    contested: bool = False


@dataclass(frozen=True)
class Current:
    """The newest closed visit: the eleven ILO indicators by number, and its urgent signs."""

    day: date
    visit: str
    states: Mapping[int, str]
    urgent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Linked:
    """Another record that a person confirmed as belonging together, with its own past visits."""

    kind: str
    employer: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Inputs:
    """One employer on one day.

    `sector_visits` and `sector_serious`: unannounced visits to the whole sector, and how many were serious.
    `worker_bands`: item -> band of the newest k = 10 snapshot; no count, no token, no day enters.
    """

    as_of: date
    sector: str | None
    sector_visits: float
    sector_serious: float
    facts: tuple[Fact, ...]
    current: Current | None
    worker_bands: Mapping[str, str]
    complaints: tuple[Complaint, ...]
    headcount: int | None
    links: tuple[Linked, ...]
