"""Checklists: read (or every mistake at once), freeze, thaw, and what is shown for which answers.

read(tree, lines, file=, codes=, key=, n=) -> Checklist, or raises Mistakes
freeze(checklist) -> canonical JSON · hash_of(frozen) -> hex · thaw(frozen) -> Checklist
"""

import dataclasses
import hashlib
import json
from collections.abc import Collection, Mapping

from inspect_app.domain.checklists.checklist.checks import ILO11, check
from inspect_app.domain.checklists.checklist.mistakes import Mistake, Mistakes, Pen, Place
from inspect_app.domain.checklists.checklist.model import (
    Checklist,
    Choice,
    Expression,
    Guidance,
    Item,
    Law,
    Order,
    Section,
    Text,
)
from inspect_app.domain.checklists.checklist.reading import Reading
from inspect_app.domain.checklists.checklist.same import mistakes_between, same_as_of
from inspect_app.domain.checklists.checklist.showing import (
    About,
    Progress,
    beside,
    choices,
    places,
    progress,
    refused,
    shown,
    shown_in,
    unassessed,
)

__all__ = [
    "ILO11",
    "About",
    "Checklist",
    "Choice",
    "Expression",
    "Guidance",
    "Item",
    "Law",
    "Mistake",
    "Mistakes",
    "Order",
    "Place",
    "Progress",
    "Section",
    "Text",
    "beside",
    "choices",
    "freeze",
    "hash_of",
    "mistakes_between",
    "places",
    "progress",
    "read",
    "refused",
    "same_as_of",
    "shown",
    "shown_in",
    "thaw",
    "unassessed",
]
FORMAT = 1


def read(
    tree: object,
    lines: Mapping[Place, int],
    *,
    file: str = "checklist",
    codes: Collection[str] = ILO11,
    key: str | None = None,
    n: int | None = None,
) -> Checklist:
    """A checklist from plain values and the line of each place; Mistakes when anything is wrong.

    codes: indicator codes that exist ("ilo11:1", "delphi:cd_documents"); key, n: what the path says.
    """
    pen = Pen(file, lines)
    if not isinstance(tree, Mapping):
        pen.note((), "the file is not a checklist", "Begin with `format: 1`, `key: …`, `n: …`")
        raise Mistakes(pen.mistakes)
    if tree.get("format") != FORMAT:
        pen.note(("format",), f"`format` must be {FORMAT}", f"Write format: {FORMAT}")
    for name, wanted in (("key", key), ("n", n)):
        if wanted is not None and tree.get(name) != wanted:
            pen.note((name,), f"`{name}` is {tree.get(name)!r} but the path says {wanted!r}", "Make them the same")
    languages = ("en", "fr", "es") if tree.get("kind") == "worker" else ("en", "fr")
    body = {name: one for name, one in tree.items() if name != "format"}
    checklist = Reading(pen, languages, _repeating(tree)).checklist(body)
    if checklist:
        check(checklist, pen, codes)
    if pen.mistakes or checklist is None:
        raise Mistakes(pen.mistakes)
    return checklist


def _repeating(tree: Mapping[str, object]) -> set[str]:
    sections = tree.get("sections")
    return {
        str(one.get("id"))
        for one in (sections if isinstance(sections, (list, tuple)) else ())
        if isinstance(one, Mapping) and one.get("repeat")
    }


def freeze(checklist: Checklist) -> str:
    """The canonical JSON that tablets run and that is never changed: sorted keys, no spaces, UTF-8."""
    frozen = {"format": FORMAT, **_plain(checklist)}
    return json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _plain(part: object) -> dict[str, object]:
    """Fields that differ from their default; nested parts likewise."""
    return {
        field.name: _value(getattr(part, field.name))
        for field in dataclasses.fields(part)  # type: ignore[arg-type]
        if getattr(part, field.name) != field.default
    }


def _value(value: object) -> object:
    if dataclasses.is_dataclass(value):
        return _plain(value)
    return [_value(one) for one in value] if isinstance(value, tuple) else value


def hash_of(frozen: str) -> str:
    """SHA-256 (hex) of the frozen form's UTF-8 bytes."""
    return hashlib.sha256(frozen.encode()).hexdigest()


def thaw(frozen: str) -> Checklist:
    """The checklist of a frozen form. Only shape is read again: what was frozen had been checked."""
    tree = json.loads(frozen)
    pen = Pen("frozen", {})
    checklist = Reading(pen, (), _repeating(tree)).checklist({k: one for k, one in tree.items() if k != "format"})
    if pen.mistakes or checklist is None:
        raise Mistakes(pen.mistakes)
    return checklist
