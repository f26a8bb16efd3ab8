"""What a visit's checklists asked, answered or not: an item shown and never answered is not assessed either.

`answers_of` reads an inspection as the tablet does (`static/tablet/answers.mjs`), so that "shown" means the same here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from inspect_app.domain.checklist import Checklist
from inspect_app.domain.checklist.model import INDICATOR_ANSWERS, Item, Section
from inspect_app.domain.checklist.showing import LEFT_OPEN, Look
from inspect_app.domain.inspection import Answer, Inspection


@dataclass(frozen=True)
class Asked:
    """One question that was shown: its item, the row or person case (None for the site), and whether it was judged.

    `judged`: present, not present or does not apply; for a choice, one whose author said which.
    """

    checklist: str
    section: Section
    item: Item
    row: str | None
    case: str | None
    judged: bool


def asked(inspection: Inspection, checklists: Mapping[tuple[str, int], Checklist]) -> list[Asked]:
    """Every question shown that can tell present from not present, of the version of each checklist that was used."""
    found = []
    cases = {case.id for case in inspection.cases}
    given = _Given(inspection.answers)
    for (key, _), checklist in used(inspection, checklists).items():
        look = Look(checklist, answers_of(inspection, checklist))
        for section, item, row in _shown(look):
            if not _tells(item):
                continue
            answers = given.to_row(key, item.id, row) if section.repeat else given.to_item(key, item.id)
            is_judged = any(judged(item, answer.value) for answer in answers if fits(item, answer.value))
            found.append(Asked(key, section, item, row, case_of(row, cases), is_judged))
    return found


class _Given:
    """The answers of a visit by what they answer, so that asking for one does not walk through all of them."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._items: dict[tuple[str, str], list[Answer]] = {}
        self._rows: dict[tuple[str, str, str | None], list[Answer]] = {}
        for answer in answers:
            self._items.setdefault((answer.checklist, answer.item), []).append(answer)
            self._rows.setdefault((answer.checklist, answer.item, answer.row), []).append(answer)

    def to_item(self, checklist: str, item: str) -> list[Answer]:
        return self._items.get((checklist, item), [])

    def to_row(self, checklist: str, item: str, row: str | None) -> list[Answer]:
        return self._rows.get((checklist, item, row), [])


def used(inspection: Inspection, checklists: Mapping[tuple[str, int], Checklist]) -> dict[tuple[str, int], Checklist]:
    """One version of each checklist: the one chosen, else the newest that has answers, else the newest carried."""
    answered = {(one.checklist, one.n) for one in inspection.answers}
    newest: dict[str, tuple[bool, int]] = {}
    for key, n in checklists:
        newest[key] = max(newest.get(key, (False, 0)), ((key, n) in answered, n))
    chosen = {key: int(one["n"]) for key, one in inspection.versions.items() if (key, one["n"]) in checklists}
    taken = {**{key: n for key, (_, n) in newest.items()}, **chosen}
    return {(key, n): checklists[key, n] for key, n in sorted(taken.items())}


def fits(item: Item, value: object) -> bool:
    """Whether an answer is one that the item knows. One given under another version may not be: it is asked anew."""
    if item.type == "indicator":
        return value in INDICATOR_ANSWERS
    if item.type not in ("one", "many"):
        return True
    known = {choice.id for choice in item.choices}
    picked = value if isinstance(value, list | tuple) else [value]
    return (item.type == "many" or len(picked) == 1) and all(isinstance(one, str) and one in known for one in picked)


def judged(item: Item, value: object) -> bool:
    """Whether an answer settles the item. An unclear choice does not."""
    if item.type == "indicator":
        return value not in LEFT_OPEN
    picked = value if isinstance(value, list | tuple) else [value]
    return any(choice.says in ("present", "not_present") for choice in item.choices if choice.id in picked)


def answers_of(inspection: Inspection, checklist: Checklist) -> dict[str, object]:
    """The answers of one checklist as conditions read them: by item, and by row where a section repeats."""
    found: dict[str, object] = {
        "visit_kind": inspection.kind, "dwelling": str(dict(inspection.dwelling or {}).get("by") or ""),
    }  # fmt: skip
    if inspection.program != "unknown":
        found["program"] = inspection.program
    items = {item.id: item for _, item in checklist.items()}
    mine = [
        one for one in inspection.answers
        if one.checklist == checklist.key
        and (one.n == checklist.n or (one.item in items and fits(items[one.item], one.value)))
    ]  # fmt: skip
    for section in checklist.sections:
        if section.repeat:
            found[section.id] = _rows(inspection, section, mine)
    by_row: dict[str, dict[str, object]] = {}
    for one in mine:
        if one.section not in found:
            found[one.item] = one.value
            continue
        before = found.get(one.item)
        if before is None or before is not by_row.get(one.item):
            # A copy, or a row would be written into the value of somebody's answer.
            found[one.item] = by_row[one.item] = dict(before) if isinstance(before, Mapping) else {}
        by_row[one.item][str(one.row)] = one.value
    return found


def _rows(inspection: Inspection, section: Section, answers: Iterable[Answer]) -> list[str]:
    if section.repeat and section.repeat.kind == "case":
        return [one.id for one in inspection.cases]
    return list(dict.fromkeys(one.row for one in answers if one.section == section.id and one.row))


def _shown(look: Look) -> Iterable[tuple[Section, Item, str | None]]:
    for section in look.checklist.sections:
        rows: list[str | None] = [*look.rows(section)]
        # No person met: those questions were put to nobody. No room looked at: the rooms were left out.
        if not section.repeat or (not rows and section.repeat.kind != "case"):
            rows = [None]
        for row in rows:
            yield from ((section, item, row) for item in section.items if look.visible(item.id, row))


def _tells(item: Item) -> bool:
    return item.type == "indicator" or any(choice.says for choice in item.choices)


def case_of(row: str | None, cases: Collection[str]) -> str | None:
    """The person case that a row belongs to, or None for one of the site; `cases` are all ids of the visit."""
    first = (row or "").split("/")[0]
    return first if first in cases else None
