"""What tablet and server send each other, as types: the envelope of an event, a batch, its answers, receipt and pack.

`static/tablet/core/shapes/wire.d.ts` says the same for the browser; a test holds the two together. The checks
themselves are in
`events.py`, `event_values.py` and `sync.py`: a type here promises what has passed them.
"""

from typing import Any, Literal, NotRequired, TypedDict

Day = str
"""An ISO date like 2026-11-23."""
Moment = str
"""An ISO moment in UTC like 2026-11-23T14:05:09.250Z."""
Hash = str
"""64 lower-case hex digits."""


class Fix(TypedDict):
    """A place in degrees (WGS 84), and how far off it may be, in metres."""

    lat: float
    lon: float
    acc: float


class Step(TypedDict):
    """One step of where an event belongs: a section and its item, a person case, or a row."""

    section: NotRequired[str]
    item: NotRequired[str]
    case: NotRequired[str]
    row: NotRequired[str]


class ChecklistRef(TypedDict):
    """The frozen version of a checklist that was on the screen."""

    key: str
    n: int
    hash: Hash


class Envelope(TypedDict):
    """An event v1. What `value` holds depends on `what`: the classes named ...Value."""

    v: Literal[1]
    id: str
    visit: str
    device: str
    by: str
    seq: int
    n: int
    prev: Hash | None
    at: Moment
    mono: int
    what: str
    value: Any
    fix: NotRequired[Fix | None]
    at_item: NotRequired[list[Step]]
    checklist: NotRequired[ChecklistRef]
    saw: NotRequired[dict[str, int]]


class ArrivedValue(TypedDict):
    fix: Fix | None
    distance_m: float | None
    pin: NotRequired[Fix | None]
    reason: NotRequired[str]


class EntryValue(TypedDict):
    outcome: Literal["entered", "delayed", "refused", "nobody"]
    minutes: NotRequired[float | None]
    by_whom: NotRequired[str]
    words: NotRequired[str]
    identified: bool
    act: str
    section: str
    greeted: bool
    representative: str


class DwellingValue(TypedDict):
    by: Literal["consent", "warrant", "withdrawn"]
    who: NotRequired[str]
    language: NotRequired[str]
    warrant: NotRequired[str]


class VersionValue(TypedDict):
    key: str
    n: int
    seen: int


class AnsweredValue(TypedDict):
    value: str | float | bool | list[str] | None
    basis: list[str]
    note: Hash | None


class ChosenValue(TypedDict):
    event: str


class CaseAgeValue(TypedDict):
    age_band: Literal["under_16", "16_17", "18_plus", "unknown"]


class CaseSettingValue(TypedDict):
    """The four fields of an interpreter are there exactly when there was one."""

    seen_by: str
    heard_by: str
    interpreter: str
    number: NotRequired[str]
    language: NotRequired[str]
    no_tie: NotRequired[bool]
    accepted: NotRequired[bool]


class CaseSlipValue(TypedDict):
    salt: str
    hash: Hash
    rounds: int


class DrawnValue(TypedDict):
    people: int
    interviews: int


class RightsBriefingValue(TypedDict):
    n: int


class NoteStaysValue(TypedDict):
    note: Hash
    why: Hash


class ExpectedBackValue(TypedDict):
    back_by: Moment | None


class PhotographedValue(TypedDict):
    sha256: Hash
    size: int
    type: Literal["image/jpeg", "image/webp"]
    caption: Hash | None


class CardsHandedValue(TypedDict):
    point: str | None
    n: int


class KindValue(TypedDict):
    kind: Literal["investigation"]
    reason: str


class OrderValue(TypedDict):
    item: str
    act: str
    text: str
    due_on: Day | None
    citation: str
    withdrawn: NotRequired[bool]
    sleep: NotRequired[str | None]


class DemandedValue(TypedDict):
    what: str
    act: str
    due_on: Day | None


class PaperValue(TypedDict):
    receipt: str
    how: Literal["copied", "removed"]
    what: str
    pages: int | None
    return_on: Day | None


class CustodyValue(TypedDict):
    receipt: str
    move: Literal["handed", "returned"]
    who: str


class SampledValue(TypedDict):
    what: str
    seal: str
    split: Literal["accepted", "refused", "not_offered"]
    why: NotRequired[str]


class WarrantValue(TypedDict):
    number: str
    issued_by: str
    issued_on: Day | None


class CautionedValue(TypedDict):
    whom: str
    language: str


class StopWorkValue(TypedDict):
    what: str
    whom: str
    act: str
    posted: bool


class StopLiftedValue(TypedDict):
    stop: str
    by: str


class ReplyValue(TypedDict):
    text: Hash


class SignedValue(TypedDict):
    role: Literal["inspector", "employer"]
    outcome: Literal["signed", "refused", "absent"]
    name: NotRequired[str | None]
    covers: Hash
    picture: Hash | None


# The keyword `from` is a field, so this one is written as a call.
Change = TypedDict("Change", {"from": Any, "to": Any})


class CorrectedValue(TypedDict):
    about: Literal["employer", "site"]
    id: str
    base: int
    changes: dict[str, Change]


class RedactedValue(TypedDict):
    blob: Hash
    why: str
