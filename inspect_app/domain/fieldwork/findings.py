"""What a visit showed: indicators present with how we know, dimensions per person case, rules of law broken.

Pure: from the folded inspection, the checklists it was made with, and the published frameworks. Two rules shape it.
An item marked `pii: status` is counted in its dimension and indicator and never named anywhere (the firewall of
`docs/privacy.md`). And a contravention known only from workers says so: naming it would point at them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspect_app.domain.checklists.checklist.model import Checklist, Item, Law, Section
from inspect_app.domain.fieldwork import ilo as ilo_rules
from inspect_app.domain.fieldwork.asked import Asked, asked, case_of
from inspect_app.domain.fieldwork.delphi import Delphi, assess, list_for, overall
from inspect_app.domain.fieldwork.finding_parts import CaseResult, Contravention, Finding, Findings, Frameworks, IloRow
from inspect_app.domain.fieldwork.ilo import Indicator
from inspect_app.domain.fieldwork.inspection import Answer, Inspection

__all__ = [
    "CaseResult",
    "Contravention",
    "Finding",
    "Findings",
    "Frameworks",
    "IloRow",
    "find",
    "says",
    "share",
]

TELLERS = frozenset({"worker"})
STANDARDS = ("suspicion", "reasonable_grounds", "balance")
# Exemptions are named beside an item so that an inspector reads them; nobody can break one.
EXEMPTIONS = ("O. Reg. 285/01",)
MINORS = frozenset({"under_16", "16_17"})


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
    said = _all_said(inspection, checklists)
    by_case: dict[str | None, list[_Said]] = {}
    for one in said:
        by_case.setdefault(one.case, []).append(one)
    cases = tuple(
        _case(frameworks.delphi, case.id, case.age_band, by_case.get(case.id, [])) for case in inspection.cases
    )
    photos = _photos(inspection)
    present = tuple(_finding(photos, group) for group in _groups(said))
    urgent = {one.item.urgent for one in said if one.state == ilo_rules.PRESENT and one.item.urgent}
    if any(case.age_band in MINORS for case in inspection.cases):
        urgent.add("child")
    return Findings(
        cases=cases,
        ilo=_ilo_rows(frameworks, said, questions),
        contraventions=tuple(_contraventions(said, inspection.program)),
        present=tuple(one for one in present if one.pii != "status"),
        not_assessed=_not_assessed(said, questions),
        urgent=tuple(sorted(urgent)),
    )


def says(item: Item, value: object) -> str:
    """What one answer says of its item: present, not_present or not_assessed (unclear answers are the last)."""
    if item.type == "indicator":
        return str(value) if value in (ilo_rules.PRESENT, ilo_rules.NOT_PRESENT) else ilo_rules.NOT_ASSESSED
    picked = value if isinstance(value, list | tuple) else [value]
    words = {choice.says for choice in item.choices if choice.id in picked}
    if ilo_rules.PRESENT in words:
        return ilo_rules.PRESENT
    return ilo_rules.NOT_PRESENT if words == {ilo_rules.NOT_PRESENT} else ilo_rules.NOT_ASSESSED


def _all_said(inspection: Inspection, checklists: Mapping[tuple[str, int], Checklist]) -> list[_Said]:
    cases = {case.id for case in inspection.cases}
    known: dict[tuple[str, int], dict[str, tuple[Section, Item]]] = {}
    for version, checklist in checklists.items():
        known[version] = {item.id: (section, item) for section, item in checklist.items()}
    found = []
    for answer in inspection.answers:
        place = known.get((answer.checklist, answer.n), {}).get(answer.item)
        if place is not None:
            section, item = place
            found.append(_Said(answer, section, item, says(item, answer.value), case_of(answer.row, cases)))
    return found


def _bases(said: Iterable[_Said]) -> tuple[str, ...]:
    # What is said in a private interview is told by a worker even where nobody ticked it.
    found = {basis for one in said for basis in (one.answer.basis or (("worker",) if one.case else ()))}
    return tuple(sorted(found))


def _codes(item: Item, framework: str) -> set[str]:
    return {code.split(":", 1)[1] for code in item.indicators if code.startswith(f"{framework}:")}


def _case(delphi: Delphi, case: str, age_band: str, mine: list[_Said]) -> CaseResult:
    here = {code for one in mine if one.state == ilo_rules.PRESENT for code in _codes(one.item, "delphi")}
    away = {code for one in mine if one.state == ilo_rules.NOT_PRESENT for code in _codes(one.item, "delphi")}
    outcomes = assess(delphi, age_band, here, away - here)
    positives = tuple(one.dimension for one in outcomes if one.positive)
    return CaseResult(
        case,
        age_band,
        list_for(age_band),
        age_band != "unknown",
        outcomes,
        positives,
        overall(delphi.policy, age_band, positives),
    )


def _ilo_rows(frameworks: Frameworks, said: list[_Said], questions: list[Asked]) -> tuple[IloRow, ...]:
    # By identity: the checklists hold every item as long as this runs, and comparing two of them is slow.
    codes: dict[int, set[str]] = {}

    def numbers(item: Item) -> set[str]:
        if id(item) not in codes:
            codes[id(item)] = _ilo_codes(item, frameworks.delphi)
        return codes[id(item)]

    touching: dict[str, list[_Said]] = {}
    bearing: dict[str, list[Asked]] = {}
    for answered in said:
        for n in numbers(answered.item):
            touching.setdefault(n, []).append(answered)
    for question in questions:
        for n in numbers(question.item):
            bearing.setdefault(n, []).append(question)
    return tuple(_ilo_row(row, touching.get(str(row.n), []), bearing.get(str(row.n), [])) for row in frameworks.ilo)


def _ilo_row(indicator: Indicator, touching: list[_Said], bearing: list[Asked]) -> IloRow:
    present = [one for one in touching if one.state == ilo_rules.PRESENT]
    every, left = {_place(one) for one in bearing}, _left(bearing)
    return IloRow(
        n=indicator.n,
        id=indicator.id,
        name=indicator.name,
        state=ilo_rules.state({one.state for one in touching}, whole=not left),
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
        if one.state == ilo_rules.PRESENT:
            groups.setdefault((one.answer.checklist, one.item.id, one.case), []).append(one)
    return list(groups.values())


def _photos(inspection: Inspection) -> dict[tuple[str, str], list[str]]:
    """The hashes of the pictures of each item: under "" all of them, and under each case those of its rows."""
    lengths = {len(case.id) for case in inspection.cases}
    found: dict[tuple[str, str], list[str]] = {}
    for photo in inspection.photos:
        row = photo.row or ""
        for start in {"", *(row[:length] for length in lengths)}:
            found.setdefault((photo.item or "", start), []).append(photo.sha256)
    return found


def _finding(pictures: Mapping[tuple[str, str], list[str]], group: list[_Said]) -> Finding:
    first = group[0]
    photos = pictures.get((first.item.id, first.case or ""), ())
    return Finding(
        item=first.item.id,
        section=first.section.id,
        checklist=first.answer.checklist,
        n=first.answer.n,
        ask=first.item.ask,
        case=first.case,
        bases=_bases(group),
        notes=tuple(one.answer.note for one in group if one.answer.note),
        photos=tuple(dict.fromkeys(photos)),
        severity=first.item.severity or 1,
        urgent=first.item.urgent,
        stop_work=first.item.stop_work,
        pii=first.item.pii,
        differs=any(one.answer.differs for one in group),
    )


def _contraventions(said: list[_Said], program: str) -> Iterable[Contravention]:
    by_rule: dict[tuple[str, str], list[_Said]] = {}
    rules: dict[tuple[str, str], Law] = {}
    for one in said:
        if one.state != ilo_rules.PRESENT or one.item.pii == "status":
            continue
        for law in (*one.item.law, *_choice_laws(one)):
            if law.program in ("all", program) and not law.cite.startswith(EXEMPTIONS):
                rules[one.item.id, law.cite] = law
                by_rule.setdefault((one.item.id, law.cite), []).append(one)
    for place, group in by_rule.items():
        item, bases = group[0].item, _bases(group)
        in_private = all(one.case is not None for one in group)
        yield Contravention(
            item.id,
            rules[place],
            bases,
            _standard(bases),
            in_private or set(bases) <= TELLERS,
            item.order,
            item.stop_work,
        )


def _choice_laws(said: _Said) -> tuple[Law, ...]:
    value = said.answer.value
    picked = value if isinstance(value, list | tuple) else [value]
    return tuple(
        law
        for choice in said.item.choices
        if choice.id in picked and choice.says == ilo_rules.PRESENT
        for law in choice.law
    )


def _standard(bases: tuple[str, ...]) -> str:
    if {"observed", "document"} <= set(bases):
        return "balance"
    return "reasonable_grounds" if {"observed", "document", "employer"} & set(bases) else "suspicion"


def _not_assessed(said: list[_Said], questions: list[Asked]) -> tuple[tuple[str, str], ...]:
    """Items of the site left open, in the order they are asked; a sign present in one room is no longer open."""
    site = [one for one in questions if one.case is None and one.item.pii != "status"]
    present = {(one.answer.checklist, one.item.id) for one in said if one.state == ilo_rules.PRESENT}
    left = _left(site) - present
    return tuple(dict.fromkeys(place for one in site if (place := _place(one)) in left))


def share(n: int, of: int) -> str:
    """How many of how many, as may be said outside the visit team: "n/of" from ten on, a band from five, else ""."""
    if of >= 10:
        return f"{n}/{of}"
    if of < 5:
        return ""
    return "few" if n <= 1 else "nearly_all" if n >= of - 1 else "mixed"
