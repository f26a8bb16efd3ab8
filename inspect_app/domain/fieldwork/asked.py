"""What a visit's checklists asked, answered or not: an item shown and never answered is not assessed either.

`answers_of` reads an inspection as the tablet does (`static/tablet/core/checklist/answers.mjs`), so that "shown"
means the same here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from inspect_app.domain.checklists.checklist import Checklist
from inspect_app.domain.checklists.checklist.model import INDICATOR_ANSWERS, Item, Section
from inspect_app.domain.checklists.checklist.showing import LEFT_OPEN, Look
from inspect_app.domain.checklists.checklist.typed import TYPED, fault
from inspect_app.domain.fieldwork.inspection import Answer, Inspection


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
    given = _Given(inspection)
    shared = set(inspection.same_as.values())
    asked_already: set[tuple[str, str | None]] = set()
    for (key, _), checklist in used(inspection, checklists).items():
        look = Look(checklist, answers_of(inspection, checklist))
        for section, item, row in _shown(look):
            question = inspection.question(key, item.id)
            # Of a question that two checklists ask, the first that shows it counts: it is asked once.
            if not _tells(item) or (question, row) in asked_already:
                continue
            if question in shared:
                asked_already.add((question, row))
            answers = given.to_row(key, item.id, row) if section.repeat else given.to_item(key, item.id)
            is_judged = any(judged(item, answer.value) for answer in answers if fits(item, answer.value))
            found.append(Asked(key, section, item, row, case_of(row, cases), is_judged))
    return found


class _Given:
    """The answers of a visit by what they answer, so that asking for one does not walk through all of them."""

    def __init__(self, inspection: Inspection) -> None:
        self._question = inspection.question
        self._items: dict[str, list[Answer]] = {}
        self._rows: dict[tuple[str, str | None], list[Answer]] = {}
        for answer in inspection.answers:
            question = self._question(answer.checklist, answer.item)
            self._items.setdefault(question, []).append(answer)
            self._rows.setdefault((question, answer.row), []).append(answer)

    def to_item(self, checklist: str, item: str) -> list[Answer]:
        return self._items.get(self._question(checklist, item), [])

    def to_row(self, checklist: str, item: str, row: str | None) -> list[Answer]:
        return self._rows.get((self._question(checklist, item), row), [])


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
        return not fault(item, value)
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
        "visit_kind": inspection.kind,
        "dwelling": str(dict(inspection.dwelling or {}).get("by") or ""),
    }
    if inspection.program != "unknown":
        found["program"] = inspection.program
    mine = _to_this(inspection, checklist)
    named: dict[str, list[str]] = {}
    for section, _item, answer in mine:
        if answer.row:
            named.setdefault(section, []).append(answer.row)
    for part in checklist.sections:
        if part.repeat:
            found[part.id] = _rows(inspection, checklist, part, named.get(part.id, []))
    by_row: dict[str, dict[str, object]] = {}
    for section, item, answer in mine:
        if section not in found:
            found[item] = answer.value
            continue
        before = found.get(item)
        if before is None or before is not by_row.get(item):
            # A copy, or a row would be written into the value of somebody's answer.
            found[item] = by_row[item] = dict(before) if isinstance(before, Mapping) else {}
        by_row[item][str(answer.row)] = answer.value
    return found


def _to_this(inspection: Inspection, checklist: Checklist) -> list[tuple[str, str, Answer]]:
    """(section, item, answer) for what this version knows: its own, and what answers the same question elsewhere."""
    items = {inspection.question(checklist.key, item.id): (section, item) for section, item in checklist.items()}
    found = []
    for answer in inspection.answers:
        section, item = items.get(inspection.question(answer.checklist, answer.item), (None, None))
        own = answer.checklist == checklist.key and answer.n == checklist.n
        # A typed value out of its form cannot be reckoned with; any other answer to this very version is not doubted.
        if item is None or section is None:
            found += [(answer.section, answer.item, answer)] if own else []
        elif fits(item, answer.value) or (own and item.type not in TYPED):
            found.append((section.id, item.id, answer))
    return found


def _rows(inspection: Inspection, checklist: Checklist, section: Section, named: Iterable[str]) -> list[str]:
    """The rows of a section: people met, or the rows that stand, and those that only an answer names."""
    if section.repeat and section.repeat.kind == "case":
        return [one.id for one in inspection.cases]
    place = {"checklist": checklist.key, "section": section.id, "removed": None}
    standing = [str(row["row"]) for row in inspection.rows if place.items() <= row.items()]
    return list(dict.fromkeys([*standing, *named]))


def _shown(look: Look) -> Iterable[tuple[Section, Item, str | None]]:
    for section in look.checklist.sections:
        rows: list[str | None] = [*look.rows(section)]
        # No person met: those questions were put to nobody. No room looked at: the rooms were left out.
        if not section.repeat or (not rows and not _is_of_people(look, section)):
            rows = [None]
        for row in rows:
            yield from ((section, item, row) for item in section.items if look.visible(item.id, row))


def _is_of_people(look: Look, section: Section) -> bool:
    """Whether a section repeats for each person met, or for rows inside such a one."""
    repeat = section.repeat
    while repeat is not None and repeat.inside in look.repeats:
        repeat = look.repeats[repeat.inside].repeat
    return repeat is not None and repeat.kind == "case"


def _tells(item: Item) -> bool:
    return item.type == "indicator" or any(choice.says for choice in item.choices)


def case_of(row: str | None, cases: Collection[str]) -> str | None:
    """The person case that a row belongs to, or None for one of the site; `cases` are all ids of the visit."""
    first = (row or "").split("/")[0]
    return first if first in cases else None
