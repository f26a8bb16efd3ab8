"""What a visit showed: indicators present with how we know, dimensions per person case, rules of law broken.

Pure: from the folded inspection, the checklists it was made with, and the published frameworks. Two rules shape it.
An item marked `pii: status` is counted in its dimension and indicator and never named anywhere (the firewall of
`docs/privacy.md`). And a contravention known only from workers says so: naming it would point at them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspect_app.domain import ilo
from inspect_app.domain.asked import Asked, asked
from inspect_app.domain.checklist.model import Checklist, Item, Law, Order, Section
from inspect_app.domain.delphi import Delphi, Outcome, assess, list_for, overall
from inspect_app.domain.ilo import Condition, Indicator
from inspect_app.domain.inspection import Answer, Inspection

Text = Mapping[str, str]

TELLERS = frozenset({"worker"})
STANDARDS = ("suspicion", "reasonable_grounds", "balance")
# Exemptions are named beside an item so that an inspector reads them; nobody can break one.
EXEMPTIONS = ("O. Reg. 285/01",)
MINORS = frozenset({"under_16", "16_17"})


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


@dataclass(frozen=True)
class _Said:
    """An answer beside the item it answers and what it says: present, not_present or not_assessed."""

    answer: Answer
    section: Section
    item: Item
    state: str
    case: str | None


def find(inspection: Inspection, checklists: Mapping[tuple[str, int], Checklist], frameworks: Frameworks) -> Findings:
    """All findings of a visit. `checklists` by (key, n): every version that was carried or that answers name."""
    questions = asked(inspection, checklists)
    said = [one for answer in inspection.answers if (one := _said(inspection, checklists, answer))]
    cases = tuple(_case(frameworks.delphi, case.id, case.age_band, said) for case in inspection.cases)
    present = tuple(_finding(inspection, group) for group in _groups(said))
    urgent = {one.item.urgent for one in said if one.state == ilo.PRESENT and one.item.urgent}
    if any(case.age_band in MINORS for case in inspection.cases):
        urgent.add("child")
    return Findings(
        cases=cases,
        ilo=tuple(_ilo_row(one, said, questions, frameworks.delphi) for one in frameworks.ilo),
        contraventions=tuple(_contraventions(said, inspection.program)),
        present=tuple(one for one in present if one.pii != "status"),
        not_assessed=_not_assessed(said, questions),
        urgent=tuple(sorted(urgent)),
    )


def says(item: Item, value: object) -> str:
    """What one answer says of its item: present, not_present or not_assessed (unclear answers are the last)."""
    if item.type == "indicator":
        return str(value) if value in (ilo.PRESENT, ilo.NOT_PRESENT) else ilo.NOT_ASSESSED
    picked = value if isinstance(value, list | tuple) else [value]
    words = {choice.says for choice in item.choices if choice.id in picked}
    if ilo.PRESENT in words:
        return ilo.PRESENT
    return ilo.NOT_PRESENT if words == {ilo.NOT_PRESENT} else ilo.NOT_ASSESSED


def _said(inspection: Inspection, checklists: Mapping[tuple[str, int], Checklist], answer: Answer) -> _Said | None:
    checklist = checklists.get((answer.checklist, answer.n))
    if checklist is None:
        return None
    for section, item in checklist.items():
        if item.id == answer.item:
            first = (answer.row or "").split("/")[0]
            case = first if first in {one.id for one in inspection.cases} else None
            return _Said(answer, section, item, says(item, answer.value), case)
    return None


def _bases(said: Iterable[_Said]) -> tuple[str, ...]:
    # What is said in a private interview is told by a worker even where nobody ticked it.
    found = {basis for one in said for basis in (one.answer.basis or (("worker",) if one.case else ()))}
    return tuple(sorted(found))


def _codes(item: Item, framework: str) -> set[str]:
    return {code.split(":", 1)[1] for code in item.indicators if code.startswith(f"{framework}:")}


def _case(delphi: Delphi, case: str, age_band: str, said: list[_Said]) -> CaseResult:
    mine = [one for one in said if one.case == case]
    here = {code for one in mine if one.state == ilo.PRESENT for code in _codes(one.item, "delphi")}
    away = {code for one in mine if one.state == ilo.NOT_PRESENT for code in _codes(one.item, "delphi")}
    outcomes = assess(delphi, age_band, here, away - here)
    positives = tuple(one.dimension for one in outcomes if one.positive)
    return CaseResult(
        case, age_band, list_for(age_band), age_band != "unknown", outcomes, positives,
        overall(delphi.policy, age_band, positives),
    )  # fmt: skip


def _ilo_row(indicator: Indicator, said: list[_Said], questions: list[Asked], delphi: Delphi) -> IloRow:
    touching = [one for one in said if str(indicator.n) in _ilo_codes(one.item, delphi)]
    present = [one for one in touching if one.state == ilo.PRESENT]
    bearing = [one for one in questions if str(indicator.n) in _ilo_codes(one.item, delphi)]
    every, left = {_place(one) for one in bearing}, _left(bearing)
    return IloRow(
        n=indicator.n,
        id=indicator.id,
        name=indicator.name,
        state=ilo.state({one.state for one in touching}, whole=not left),
        bases=_bases(present),
        items=tuple(sorted({one.item.id for one in present if one.item.pii != "status"})),
        irpr_items=indicator.irpr_items if present else (),
        asked=len(every),
        judged=len(every - left),
    )


def _place(one: Asked) -> tuple[str, str]:
    return one.checklist, one.item.id


def _left(questions: list[Asked]) -> set[tuple[str, str]]:
    """Items left open: at the site in any row; in private interviews when no person case has a judgment.

    A person may leave a question out; the item was assessed when somebody else was asked it.
    """
    spoken = {_place(one) for one in questions if one.case and one.judged}
    return {_place(one) for one in questions if not one.judged and not (one.case and _place(one) in spoken)}


def _ilo_codes(item: Item, delphi: Delphi) -> set[str]:
    own = _codes(item, "ilo11")
    if own:
        return own
    found = (delphi.find(code) for code in _codes(item, "delphi"))
    return {str(n) for one in found if one is not None for n in one.ilo11}


def _groups(said: list[_Said]) -> list[list[_Said]]:
    """Present answers of one item together: once for the site however many rows, once for each person case."""
    groups: dict[tuple[str, str, str | None], list[_Said]] = {}
    for one in said:
        if one.state == ilo.PRESENT:
            groups.setdefault((one.answer.checklist, one.item.id, one.case), []).append(one)
    return list(groups.values())


def _finding(inspection: Inspection, group: list[_Said]) -> Finding:
    first = group[0]
    photos = (
        photo.sha256 for photo in inspection.photos
        if photo.item == first.item.id and (first.case is None or (photo.row or "").startswith(first.case))
    )  # fmt: skip
    return Finding(
        item=first.item.id, section=first.section.id, checklist=first.answer.checklist, n=first.answer.n,
        ask=first.item.ask, case=first.case, bases=_bases(group),
        notes=tuple(one.answer.note for one in group if one.answer.note), photos=tuple(dict.fromkeys(photos)),
        severity=first.item.severity or 1, urgent=first.item.urgent, stop_work=first.item.stop_work,
        pii=first.item.pii, differs=any(one.answer.differs for one in group),
    )  # fmt: skip


def _contraventions(said: list[_Said], program: str) -> Iterable[Contravention]:
    by_rule: dict[tuple[str, str], list[_Said]] = {}
    rules: dict[tuple[str, str], Law] = {}
    for one in said:
        if one.state != ilo.PRESENT or one.item.pii == "status":
            continue
        for law in (*one.item.law, *_choice_laws(one)):
            if law.program in ("all", program) and not law.cite.startswith(EXEMPTIONS):
                rules[one.item.id, law.cite] = law
                by_rule.setdefault((one.item.id, law.cite), []).append(one)
    for place, group in by_rule.items():
        item, bases = group[0].item, _bases(group)
        in_private = all(one.case is not None for one in group)
        yield Contravention(
            item.id, rules[place], bases, _standard(bases), in_private or set(bases) <= TELLERS,
            item.order, item.stop_work,
        )  # fmt: skip


def _choice_laws(said: _Said) -> tuple[Law, ...]:
    value = said.answer.value
    picked = value if isinstance(value, list | tuple) else [value]
    return tuple(
        law for choice in said.item.choices if choice.id in picked and choice.says == ilo.PRESENT for law in choice.law
    )


def _standard(bases: tuple[str, ...]) -> str:
    if {"observed", "document"} <= set(bases):
        return "balance"
    return "reasonable_grounds" if {"observed", "document", "employer"} & set(bases) else "suspicion"


def _not_assessed(said: list[_Said], questions: list[Asked]) -> tuple[tuple[str, str], ...]:
    """Items of the site left open, in the order they are asked; a sign present in one room is no longer open."""
    site = [one for one in questions if one.case is None and one.item.pii != "status"]
    present = {(one.answer.checklist, one.item.id) for one in said if one.state == ilo.PRESENT}
    left = _left(site) - present
    return tuple(dict.fromkeys(place for one in site if (place := _place(one)) in left))


def share(n: int, of: int) -> str:
    """How many of how many, as may be said outside the visit team: "n/of" from ten on, a band from five, else ""."""
    if of >= 10:
        return f"{n}/{of}"
    if of < 5:
        return ""
    return "few" if n <= 1 else "nearly_all" if n >= of - 1 else "mixed"
