"""What goes over the line around events, as types: a batch and its answers, the receipt, the day's pack.

`static/tablet/core/shapes/wire.d.ts` says the same for the browser; a test holds the two together.
"""

from typing import Any, Literal, NotRequired, TypedDict

from inspect_app.domain.fieldwork.wire import Day, Hash, Moment

Answer = Literal["stored", "duplicate", "quarantined", "refused"]


class SealedRow(TypedDict):
    """An event's or a note's hash, and its sealed bytes in base64."""

    hash: Hash
    sealed: str


class EventsRequest(TypedDict):
    """The body of PUT /sync/events: rows sealed under one content key, and that key wrapped for the ministry."""

    v: Literal[1]
    device: str
    visit: str
    wrap: str
    events: list[SealedRow]
    blobs: list[SealedRow]


class EventAnswer(TypedDict):
    """What became of one event; `why` is for a person."""

    id: str
    hash: Hash
    answer: Answer
    why: str | None


class BatchAnswer(TypedDict):
    """The answer to PUT /sync/events; `blobs` by the hash of each note."""

    events: list[EventAnswer]
    blobs: dict[str, str]
    at: Moment
    clock_behind_s: int | None


class ManifestBody(TypedDict):
    """The body of POST /sync/seal: every hash that the tablet holds for a visit."""

    v: Literal[1]
    events: list[Hash]
    blobs: list[Hash]
    photos: list[Hash]


class ReceiptBody(TypedDict):
    """What the ministry signs: every hash of a visit that it holds."""

    v: Literal[1]
    id: str
    visit: str
    device: str
    at: Moment
    events: list[Hash]
    blobs: list[Hash]
    photos: list[Hash]
    code: str


class SealAnswer(TypedDict):
    """The signed receipt: its text, the signature in base64, and the code that can be read out."""

    receipt: str
    signature: str
    code: str


class Missing(TypedDict):
    events: list[Hash]
    blobs: list[Hash]
    photos: list[Hash]


class MissingAnswer(TypedDict):
    """Instead of a receipt: what the manifest names and the ministry does not hold yet."""

    missing: Missing


class PieceAnswer(TypedDict):
    """How many bytes of a picture are held, and whether that is all of it."""

    offset: int
    done: bool


class PackDevice(TypedDict):
    id: str
    letter: str


class PackStaff(TypedDict):
    id: str
    name: str
    language: str


class PackAgency(TypedDict):
    name_en: str
    name_fr: str
    time_zone: str


class Appointment(TypedDict):
    act: str
    number: str


class PackOrder(TypedDict):
    citation: str
    due_on: Day
    text: dict[str, str]


class PackFinding(TypedDict):
    on: Day
    item: str


class PackEmployer(TypedDict):
    name: str
    names: list[str]
    sector: str | None
    orders: list[PackOrder]
    findings: list[PackFinding]


class PackSite(TypedDict):
    name: str
    address: str
    city: str
    kind: str
    lat: float | None
    lon: float | None
    precision: str
    dwelling: bool
    time_zone: str


class KnownRecord(TypedDict):
    """What may be corrected of a record, and the version that a correction names."""

    id: str
    version: int
    values: dict[str, Any]


class KnownRecords(TypedDict):
    employer: KnownRecord
    site: KnownRecord


class TeamMember(TypedDict):
    id: str
    name: str
    part: str


class CarriedChecklist(TypedDict):
    key: str
    n: int
    newest: int


class PackVisit(TypedDict):
    id: str
    planned_for: Day
    purpose: str
    employer: PackEmployer
    site: PackSite
    known: KnownRecords
    team: list[TeamMember]
    checklists: list[CarriedChecklist]
    cards: int


class PackChecklist(TypedDict):
    key: str
    n: int
    hash: Hash
    frozen: str


class PackLanguage(TypedDict):
    code: str
    name: str


class FieldRule(TypedDict):
    """How a field of the register is typed on a tablet."""

    name: str
    kind: str
    most: int
    needed: bool
    choices: list[str]


class PackFields(TypedDict):
    employer: list[FieldRule]
    site: list[FieldRule]


class Pack(TypedDict):
    """What a tablet needs for a day; `until` is when it has to be gone."""

    v: Literal[1]
    at: Moment
    until: Moment
    device: PackDevice
    staff: PackStaff
    agency: PackAgency
    appointments: list[Appointment]
    offered: list[str]
    receipt_key: str
    intake_key: str
    fields: PackFields
    languages: list[PackLanguage]
    visits: list[PackVisit]
    checklists: list[PackChecklist]


class TeamEvents(TypedDict):
    """What a team's other tablets sent, as texts; absent while there is nothing new."""

    events: NotRequired[list[str] | None]
