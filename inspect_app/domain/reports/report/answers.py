"""Answers that are numbers, days or words, as an edition prints them. They make no finding by themselves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from inspect_app.domain.checklists.checklist.model import Checklist, Item, Section
from inspect_app.domain.checklists.checklist.typed import NUMBERS, TYPED
from inspect_app.domain.fieldwork.asked import fits
from inspect_app.domain.fieldwork.inspection import Answer, Inspection
from inspect_app.domain.reports.report.material import Material
from inspect_app.domain.risk import words

Content = dict[str, Any]


def answers(m: Material, language: str) -> list[Content]:
    """Typed answers of the site in the order asked, row by row: `ask`, `section`, `row` ("Room 2" or ""), `said`.

    `said` holds one text, more where tablets differ. Nothing told in an interview, nothing marked as personal.
    """
    cases = {case.id for case in m.inspection.cases}
    given: dict[tuple[str, int, str], list[Answer]] = {}
    for answer in m.inspection.answers:
        if (answer.row or "").split("/")[0] not in cases:
            given.setdefault((answer.checklist, answer.n, answer.item), []).append(answer)
    rows = []
    for (key, n), checklist in sorted(m.checklists.items()):
        labels = row_labels(m.inspection, checklist, language)
        for section, item in checklist.items():
            if item.type in (*TYPED, "text") and item.pii == "none":
                rows += _of_item(m, section, item, given.get((key, n, item.id), []), labels, language)
    return rows


def _of_item(
    m: Material, section: Section, item: Item, given: Sequence[Answer], labels: dict[str, str], language: str
) -> list[Content]:
    by_row: dict[str, list[str]] = {}
    for answer in given:
        text = said(item, answer.value, m, language)
        if text:
            by_row.setdefault(answer.row or "", []).append(text)
    order = [row for row in ("", *labels) if row in by_row]
    return [
        {
            "ask": item.ask[language],
            "section": section.title[language],
            "row": labels.get(row, ""),
            "said": list(dict.fromkeys(by_row[row])),
        }
        for row in (*order, *(row for row in by_row if row not in order))
    ]


def said(item: Item, value: object, m: Material, language: str) -> str:
    """One answer in words of this language; "" for what was struck or is no value of its item."""
    if item.type == "text":
        # The words are kept beside the event under the name of their hash, so that they can be struck.
        return m.notes.get(str(value), "")
    if not fits(item, value):
        return ""
    if item.type == "date":
        return words.long_day(date.fromisoformat(str(value)), language)
    if item.type not in NUMBERS:
        return str(value)
    text = figure(str(value), language)
    if item.type == "money":
        return f"{text}\u00a0$" if language == "fr" else f"${text}".replace("$-", "-$")
    return f"{text}\u00a0{item.unit[language]}" if item.unit else text


def figure(number: str, language: str) -> str:
    """A canonical number as this language writes it: 1,234.50 in English, 1 234,50 in French."""
    whole, _, part = number.partition(".")
    grouped = f"{int(whole):,}" if whole not in ("-0", "0") else whole
    if language == "fr":
        return grouped.replace(",", "\u202f") + (f",{part}" if part else "")
    return grouped + (f".{part}" if part else "")


def row_labels(inspection: Inspection, checklist: Checklist, language: str) -> dict[str, str]:
    """Row -> what it is called: its kind and number among those it stands with, after what it lies in."""
    labels: dict[str, str] = {}
    counts: dict[tuple[str, str], int] = {}
    names = {one.id: one.repeat for one in checklist.sections if one.repeat}
    for row in inspection.rows:
        repeat = names.get(row["section"])
        if row["checklist"] != checklist.key or row["removed"] or repeat is None:
            continue
        above = str(row["row"]).rpartition("/")[0]
        counts[row["section"], above] = counts.get((row["section"], above), 0) + 1
        name = (repeat.label or {}).get(language) or (repeat.of or "row").replace("_", " ").capitalize()
        own = f"{name} {counts[row['section'], above]}"
        labels[row["row"]] = f"{labels[above]}, {own}" if above in labels else own
    return labels
