"""What must hold for typed items, rows and questions that another checklist asks."""

from inspect_app.domain.checklists.checklist.mistakes import Pen, Place
from inspect_app.domain.checklists.checklist.model import Checklist, Item, Section
from inspect_app.domain.checklists.checklist.typed import TYPED, fault, read_typed

_ONLY = {
    "min": TYPED,
    "max": TYPED,
    "unit": ("integer", "count", "decimal"),
    "decimals": ("decimal",),
    "currency": ("money",),
}


def check_typed(item: Item, at: Place, pen: Pen) -> None:
    """Note where a bound, unit or currency does not belong to the type, or is no value of it."""
    for name, types in _ONLY.items():
        if getattr(item, name) is not None and item.type not in types:
            pen.note((*at, name), f"type `{item.type}` has no `{name}`", f"Use it with: {', '.join(types)}")
    if item.type not in TYPED:
        return
    bare = Item(item.id, item.ask, item.type, item.basis, item.pii, decimals=item.decimals)
    bounds = [(name, bound) for name, bound in (("min", item.min), ("max", item.max)) if bound is not None]
    read = [read_typed(bare, bound)[0] for _, bound in bounds]
    for (name, bound), value in zip(bounds, read, strict=True):
        if value is None:
            pen.note(
                (*at, name), f"`{bound}` is not a value of type `{item.type}`", "Write one that an answer can have"
            )
    if len(read) == 2 and None not in read and fault(item, read[0]):
        pen.note((*at, "max"), "no answer lies between `min` and `max`", "Make `min` the smaller of the two")


def check_rows(checklist: Checklist, pen: Pen) -> None:
    """Note repeats that say of person cases what only rows have, or lie in what does not repeat before them."""
    before: set[str] = set()
    for section in checklist.sections:
        if section.repeat is None:
            continue
        at = (*pen.places[id(section)], "repeat")
        if section.repeat.kind == "case" and (section.repeat.of or section.repeat.max or section.repeat.inside):
            pen.note(at, "a repeat of kind `case` has no `of`, `max` or `inside`", "Use kind row, or remove them")
        if section.repeat.inside and section.repeat.inside not in before:
            pen.note(
                (*at, "inside"),
                f"`{section.repeat.inside}` is not a section that repeats before this one",
                "Name such a section, and put it first",
            )
        before.add(section.id)


def check_same(checklist: Checklist, section: Section, item: Item, at: Place, pen: Pen) -> None:
    """Note a `same_as` that cannot be: within one checklist, or in rows, which no other checklist knows."""
    if item.same_as is None:
        return
    if item.same_as.startswith(f"{checklist.key}/"):
        pen.note((*at, "same_as"), "`same_as` names an item of this same checklist", "Ask it once, here")
    if section.repeat and section.repeat.kind == "row":
        pen.note(
            (*at, "same_as"),
            "rows are those of one checklist, so nothing in them is the same elsewhere",
            "Remove `same_as`",
        )
