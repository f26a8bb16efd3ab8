"""What an inspection is made of, once its events are added up. Findings, reports and the desk read these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One answer that stands. `n` is the checklist version; `row` the case or row id, nested joined by "/".

    When two tablets answered the same item without sight of each other, both answers stand and each
    names the other's event in `differs`; in `Inspection.answers` they follow one another in fold order.
    """

    section: str
    item: str
    row: str | None
    checklist: str
    n: int
    value: object
    basis: tuple[str, ...]
    note: str | None
    by: str
    at: str
    event: str
    differs: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One worker as met in a private interview: a random id, an age band, the setting; never a name.

    `slips` are the salted hashes of slips this worker took; the digits are on the paper only.
    """

    id: str
    age_band: str
    setting: Mapping[str, Any]
    slips: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Photo:
    """One photograph by the hash of its bytes; `size` in bytes, `at` in UTC, `fix` in degrees and metres."""

    sha256: str
    size: int
    media_type: str
    item: str | None
    section: str | None
    row: str | None
    caption: str | None
    at: str
    fix: Mapping[str, Any] | None


@dataclass(frozen=True)
class Inspection:
    """A visit as its events tell it.

    `arrived`, `entry`, `dwelling`, `orders`, `cards`, `draws`, `rights_briefings`, `expected_back` and `signatures` are
    the event's value with `event`, `at` and `staff` added. `stays`: a note that was warned about -> the note why.
    `versions`: checklist key -> the version a person chose when a mended one came (`n`), having seen up to `seen`.
    `papers`: demands, receipts, samples, warrant, cautions and stop-work (``documents.py``).
    `corrections`: each field mended of the employer or the site, in order, and which stand (``corrections.py``).
    `rows`: each row of a section that repeats (``rows.py``); what was said in a removed one is in `removed_answers` and
    `removed_photos`: kept, counted nowhere. `same_as`: the questions that more than one checklist asks.
    `history` holds what no longer counts: `earlier` (answers replaced), `late` (event ids after signing,
    outside until a supervisor accepts them), `redacted` (blob hash -> reason).
    """

    visit: str
    kind: str
    kind_since: str | None
    arrived: Mapping[str, Any] | None
    entry: Mapping[str, Any] | None
    dwelling: Mapping[str, Any] | None
    program: str
    versions: Mapping[str, Mapping[str, Any]]
    answers: tuple[Answer, ...]
    cases: tuple[Case, ...]
    photos: tuple[Photo, ...]
    orders: tuple[Mapping[str, Any], ...]
    reply: str | None
    cards: tuple[Mapping[str, Any], ...]
    draws: tuple[Mapping[str, Any], ...]
    rights_briefings: tuple[Mapping[str, Any], ...]
    stays: Mapping[str, str]
    expected_back: Mapping[str, Any] | None
    papers: Mapping[str, Any]
    corrections: tuple[Mapping[str, Any], ...]
    signatures: tuple[Mapping[str, Any], ...]
    closed: bool
    history: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...] = ()
    removed_answers: tuple[Answer, ...] = ()
    removed_photos: tuple[Photo, ...] = ()
    same_as: Mapping[str, str] = field(default_factory=dict)

    def question(self, checklist: str, item: str) -> str:
        """The name of what an item asks: its own place, or the one name where more than one checklist asks it."""
        place = f"{checklist}/{item}"
        return self.same_as.get(place, place)

    def redacted(self, blob: str) -> str | None:
        """Why a text or picture was struck, or None if it stands."""
        reason: str | None = self.history["redacted"].get(blob)
        return reason
