"""What findings are made of: indicators, person cases, contraventions. ``findings.py`` makes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.domain.checklists.checklist.model import Law, Order
from inspect_app.domain.fieldwork.delphi import Delphi, Outcome
from inspect_app.domain.fieldwork.ilo import Condition, Indicator

Text = Mapping[str, str]


@dataclass(frozen=True)
class Frameworks:
    delphi: Delphi
    ilo: tuple[Indicator, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class CaseResult:
    """One person case. `which` list was read; `age_known` is False when the adult list was used for want of an age."""

    case: str
    age_band: str
    which: str
    age_known: bool
    outcomes: tuple[Outcome, ...]
    positives: tuple[str, ...]
    overall: str


@dataclass(frozen=True)
class IloRow:
    """One of the eleven. `items` are the checklist items behind a present state, without any about status.

    `judged` of `asked`: how many of the items shown that bear on it were judged. Not present means all of them.
    """

    n: int
    id: str
    name: Text
    state: str
    bases: tuple[str, ...]
    items: tuple[str, ...]
    irpr_items: tuple[int, ...]
    asked: int
    judged: int


@dataclass(frozen=True)
class Finding:
    """An item judged present. `case` is the person case it came from, or None for the site."""

    item: str
    section: str
    checklist: str
    n: int
    ask: Text
    case: str | None
    bases: tuple[str, ...]
    notes: tuple[str, ...]
    photos: tuple[str, ...]
    severity: int
    urgent: str | None
    stop_work: bool
    pii: str
    differs: bool


@dataclass(frozen=True)
class Contravention:
    """A rule of law that a present item touches.

    `standard` is what the bases can carry so far: suspicion (told only), reasonable grounds (seen or in a document),
    balance of probabilities (both). `only_told` keeps it off every paper the employer sees.
    """

    item: str
    law: Law
    bases: tuple[str, ...]
    standard: str
    only_told: bool
    order: Order | None
    stop_work: bool


@dataclass(frozen=True)
class Findings:
    """`not_assessed`: (checklist, item) of the site left open, whether somebody said so or nobody answered."""

    cases: tuple[CaseResult, ...]
    ilo: tuple[IloRow, ...]
    contraventions: tuple[Contravention, ...]
    present: tuple[Finding, ...]
    not_assessed: tuple[tuple[str, str], ...]
    urgent: tuple[str, ...]
