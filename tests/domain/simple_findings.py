"""The rule of findings in its plainest form: every question walks through every answer. Slow, and easy to check.

`tests/domain/fieldwork/test_findings_at_size.py` holds the quick form in `inspect_app/domain` against it.
"""

from collections.abc import Iterable, Mapping

from inspect_app.domain.checklists.checklist import Checklist
from inspect_app.domain.checklists.checklist.model import Item
from inspect_app.domain.checklists.checklist.showing import Look
from inspect_app.domain.fieldwork import findings
from inspect_app.domain.fieldwork import ilo as ilo_rules
from inspect_app.domain.fieldwork.asked import Asked, _rows, _shown, _tells, fits, judged, used
from inspect_app.domain.fieldwork.findings import Finding, Findings, Frameworks, IloRow, _Said
from inspect_app.domain.fieldwork.ilo import Indicator
from inspect_app.domain.fieldwork.inspection import Inspection

Versions = Mapping[tuple[str, int], Checklist]


def find(visit: Inspection, checklists: Versions, frameworks: Frameworks) -> Findings:
    questions = asked(visit, checklists)
    said = list(_said(visit, checklists))
    cases = [
        findings._case(frameworks.delphi, case.id, case.age_band, [one for one in said if one.case == case.id])
        for case in visit.cases
    ]
    present = [_finding(visit, group) for group in findings._groups(said)]
    urgent = {one.item.urgent for one in said if one.state == ilo_rules.PRESENT and one.item.urgent}
    urgent |= {"child" for case in visit.cases if case.age_band in ("under_16", "16_17")}
    return Findings(
        cases=tuple(cases),
        ilo=tuple(_ilo_row(row, said, questions, frameworks) for row in frameworks.ilo),
        contraventions=tuple(findings._contraventions(said, visit.program)),
        present=tuple(one for one in present if one.pii != "status"),
        not_assessed=findings._not_assessed(said, questions),
        urgent=tuple(sorted(urgent)),
    )


def asked(visit: Inspection, checklists: Versions) -> list[Asked]:
    found = []
    for (key, _), checklist in used(visit, checklists).items():
        look = Look(checklist, answers_of(visit, checklist))
        for section, item, row in _shown(look):
            here = [
                one.value
                for one in visit.answers
                if (one.checklist, one.item) == (key, item.id) and (not section.repeat or one.row == row)
            ]
            settled = any(judged(item, value) for value in here if fits(item, value))
            if _tells(item):
                found.append(Asked(key, section, item, row, _case(visit, row), settled))
    return found


def answers_of(visit: Inspection, checklist: Checklist) -> dict[str, object]:
    found: dict[str, object] = {"visit_kind": visit.kind, "dwelling": str(dict(visit.dwelling or {}).get("by") or "")}
    if visit.program != "unknown":
        found["program"] = visit.program
    items = {item.id: item for _, item in checklist.items()}
    mine = [
        one
        for one in visit.answers
        if one.checklist == checklist.key
        and (one.n == checklist.n or (one.item in items and fits(items[one.item], one.value)))
    ]
    for section in checklist.sections:
        if section.repeat:
            named = [one.row for one in mine if one.section == section.id and one.row]
            found[section.id] = _rows(visit, checklist, section, named)
    for one in mine:
        if one.section not in found:
            found[one.item] = one.value
        else:
            before = found.get(one.item)
            found[one.item] = {**(before if isinstance(before, Mapping) else {}), str(one.row): one.value}
    return found


def _case(visit: Inspection, row: str | None) -> str | None:
    first = (row or "").split("/")[0]
    return first if first in [case.id for case in visit.cases] else None


def _said(visit: Inspection, checklists: Versions) -> Iterable[_Said]:
    for answer in visit.answers:
        checklist = checklists.get((answer.checklist, answer.n))
        for section, item in checklist.items() if checklist is not None else ():
            if item.id == answer.item:
                yield _Said(answer, section, item, findings.says(item, answer.value), _case(visit, answer.row))


def _codes(item: Item, frameworks: Frameworks) -> set[str]:
    own = {code.split(":")[1] for code in item.indicators if code.startswith("ilo11:")}
    if own:
        return own
    named = [frameworks.delphi.find(code.split(":")[1]) for code in item.indicators if code.startswith("delphi:")]
    return {str(n) for one in named if one is not None for n in one.ilo11}


def _ilo_row(indicator: Indicator, said: list[_Said], questions: list[Asked], frameworks: Frameworks) -> IloRow:
    touching = [one for one in said if str(indicator.n) in _codes(one.item, frameworks)]
    bearing = [one for one in questions if str(indicator.n) in _codes(one.item, frameworks)]
    present = [one for one in touching if one.state == ilo_rules.PRESENT]
    every, left = {(one.checklist, one.item.id) for one in bearing}, findings._left(bearing)
    return IloRow(
        n=indicator.n,
        id=indicator.id,
        name=indicator.name,
        state=ilo_rules.state({one.state for one in touching}, whole=not left),
        bases=findings._bases(present),
        items=tuple(sorted({one.item.id for one in present if one.item.pii != "status"})),
        irpr_items=indicator.irpr_items if present else (),
        asked=len(every),
        judged=len(every - left),
    )


def _finding(visit: Inspection, group: list[_Said]) -> Finding:
    first = group[0]
    photos = [
        photo.sha256
        for photo in visit.photos
        if photo.item == first.item.id and (first.case is None or (photo.row or "").startswith(first.case))
    ]
    return Finding(
        item=first.item.id,
        section=first.section.id,
        checklist=first.answer.checklist,
        n=first.answer.n,
        ask=first.item.ask,
        case=first.case,
        bases=findings._bases(group),
        notes=tuple(one.answer.note for one in group if one.answer.note),
        photos=tuple(dict.fromkeys(photos)),
        severity=first.item.severity or 1,
        urgent=first.item.urgent,
        stop_work=first.item.stop_work,
        pii=first.item.pii,
        differs=any(one.answer.differs for one in group),
    )
