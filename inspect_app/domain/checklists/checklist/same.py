"""Questions that more than one checklist asks: asked and answered once.

`same_as: other-list/item` names the question of another checklist. `static/tablet/core/checklist/same_as.mjs` gives
the same names.
"""

from collections.abc import Iterable, Mapping

from inspect_app.domain.checklists.checklist.mistakes import Mistake
from inspect_app.domain.checklists.checklist.model import Checklist, Item, Section


def same_as_of(checklists: Iterable[Checklist]) -> dict[str, str]:
    """ "checklist/item" -> the name of its question, for every item that is the same as another, and that other."""
    links = sorted(
        (f"{checklist.key}/{item.id}", item.same_as)
        for checklist in checklists
        for _, item in checklist.items()
        if item.same_as
    )
    above: dict[str, str] = {}

    def name(place: str) -> str:
        while place in above:
            place = above[place]
        return place

    for place, other in links:
        if name(place) != name(other):
            above[name(place)] = name(other)
    return {place: name(place) for link in links for place in link}


def mistakes_between(checklists: Iterable[Checklist]) -> list[Mistake]:
    """Every `same_as` of these checklists that names no item of the newest version, or one that is another question."""
    every = list(checklists)
    newest: dict[str, Checklist] = {}
    for checklist in every:
        if checklist.key not in newest or newest[checklist.key].n < checklist.n:
            newest[checklist.key] = checklist
    found = []
    for checklist in every:
        for section, item in checklist.items():
            if item.same_as and (why := _mistake(section, item, newest)):
                found.append(Mistake(f"{checklist.key}/{checklist.n}", 0, item.id, *why))
    return found


def _mistake(section: Section, item: Item, newest: Mapping[str, Checklist]) -> tuple[str, str] | None:
    key, _, other_id = str(item.same_as).partition("/")
    found = [(place, other) for place, other in newest[key].items() if other.id == other_id] if key in newest else []
    if not found:
        return f"`same_as` names `{item.same_as}`, which is not an item of the library", "Name a checklist and its item"
    other_section, other = found[0]
    conflicting = [name for name in ("type", "pii", "indicators") if getattr(item, name) != getattr(other, name)]
    if [(one.id, one.says) for one in item.choices] != [(one.id, one.says) for one in other.choices]:
        conflicting.append("choices")
    if _repeats(section) != _repeats(other_section):
        conflicting.append("repeat")
    if not conflicting:
        return None
    return (
        f"`{item.same_as}` is another question: {', '.join(conflicting)} differ",
        "Make them equal, or remove `same_as`",
    )


def _repeats(section: Section) -> str | None:
    return section.repeat.kind if section.repeat else None
