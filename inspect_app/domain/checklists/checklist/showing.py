"""Which items are shown for these answers, which choices, and how far along one is.

`static/tablet/core/checklist/showing.mjs` says the same in JavaScript; both pass tests/cases/checklists.json.
Answers: item id -> answer; of an item in a repeating section: row id -> answer; of a repeating section:
the list of its row ids; of a visit fact (`program`, …): its value.
A hidden item counts as unanswered in the conditions of others. `row` is the row we stand in, if any.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.domain.checklists.checklist.model import Checklist, Choice, Expression, Item, Section, Text
from inspect_app.domain.checklists.expression import Setting, holds, names

Answers = Mapping[str, object]
LEFT_OPEN = ("", "not_assessed", None)


@dataclass(frozen=True)
class About:
    """What the tablet knows besides answers: ISO date, ISO moment, language of the screen."""

    today: str = ""
    now: str = ""
    language: str = "en"


@dataclass(frozen=True)
class Place:
    """One question on the way: an item, and its row when its section repeats."""

    section: str
    item: str
    row: str | None


@dataclass(frozen=True)
class Progress:
    """Of the questions shown: how many, how many answered (not assessed included), how many not assessed."""

    shown: int
    answered: int
    not_assessed: int


class Look:
    """One checklist with one set of answers; asks each condition once."""

    def __init__(self, checklist: Checklist, answers: Answers, about: About = About()) -> None:
        self.checklist, self.answers, self.about = checklist, answers, about
        self.known = {item.id: (section, item) for section, item in checklist.items()}
        self.repeats = {section.id: section for section in checklist.sections if section.repeat}
        self.seen: dict[tuple[str, str | None], bool] = {}

    def rows(self, section: Section) -> list[str]:
        rows = self.answers.get(section.id) if section.repeat else None
        return [str(row) for row in rows] if isinstance(rows, (list, tuple)) else []

    def visible(self, id: str, row: str | None = None) -> bool:
        """Whether the item's own condition holds in this row. read() has refused circles."""
        section, item = self.known[id]
        row = row if section.repeat else None
        if (id, row) not in self.seen:
            self.seen[id, row] = item.when is None or self.holds(item.when, section, row)
        return self.seen[id, row]

    def holds(self, condition: Expression, section: Section, row: str | None, this: object = None) -> bool:
        """Whether a condition of this section is true; `this` is what `.` means."""
        named = {name: self.value(name, row) for name in sorted(names(condition.ast))}
        rows = self.near(section, row)
        return holds(
            condition.ast,
            Setting(
                named,
                this,
                (row,) if row else (),
                rows.index(row) + 1 if row in rows else 0,
                self.about.today,
                self.about.now,
                self.about.language,
                self.labels(named),
            ),
        )

    def value(self, name: str, row: str | None) -> object:
        """What a condition sees under a name: the answer of its row or one that lies around it, else of every row."""
        if name in self.repeats:
            return self.near(self.repeats[name], row)
        if name not in self.known or not self.known[name][0].repeat:
            return self.answers.get(name) if name not in self.known or self.visible(name) else None
        answer = self.answers.get(name)
        given = answer if isinstance(answer, Mapping) else {}
        section = self.known[name][0]
        rows = self.rows(section)
        own = next((one for one in prefixes(row) if one in rows), None)
        if own is not None:
            return given.get(own) if self.visible(name, own) else None
        return {one: given.get(one) if self.visible(name, one) else None for one in self.near(section, row)}

    def near(self, section: Section, row: str | None) -> list[str]:
        """The rows of a section as one row sees them: those inside it (or inside what it lies in), else all."""
        rows, within = self.rows(section), section.repeat.inside if section.repeat else None
        while within and row is not None:
            above = self.rows(self.repeats[within]) if within in self.repeats else []
            own = next((one for one in prefixes(row) if one in above), None)
            if own is not None:
                return [one for one in rows if one.startswith(f"{own}/")]
            within = self.repeats[within].repeat.inside if within in self.repeats else None  # type: ignore[union-attr]
        return rows

    def labels(self, named: Mapping[str, object]) -> dict[str, dict[str, str]]:
        return {
            name: {
                choice.id: choice.label.get(self.about.language, choice.label.get("en", choice.id))
                for choice in self.known[name][1].choices
            }
            for name in named
            if name in self.known
        }

    def answer(self, place: Place) -> object:
        answer = self.answers.get(place.item)
        return answer.get(place.row) if place.row is not None and isinstance(answer, Mapping) else answer

    def places(self) -> list[Place]:
        """Every question to ask, in order: the items shown, row by row in sections that repeat."""
        found: list[Place] = []
        for section in self.checklist.sections:
            rows: list[str | None] = [*self.rows(section)] if section.repeat else [None]
            found += [
                Place(section.id, item.id, row) for row in rows for item in section.items if self.visible(item.id, row)
            ]
        return found


def prefixes(row: str | None) -> list[str]:
    """A row and those it lies in, itself first."""
    steps = row.split("/") if row else []
    return ["/".join(steps[:end]) for end in range(len(steps), 0, -1)]


def shown(checklist: Checklist, answers: Answers, about: About = About()) -> set[str]:
    """The ids of the items shown; in a repeating section those shown in any row (or in an empty one)."""
    look = Look(checklist, answers, about)
    return {
        item.id
        for section, item in checklist.items()
        if any(look.visible(item.id, row) for row in (*look.rows(section), *([] if look.rows(section) else [None])))
    }


def shown_in(checklist: Checklist, answers: Answers, row: str, about: About = About()) -> set[str]:
    """The ids of the items of repeating sections that are shown in this row."""
    look = Look(checklist, answers, about)
    return {item.id for section, item in checklist.items() if section.repeat and look.visible(item.id, row)}


def places(checklist: Checklist, answers: Answers, about: About = About()) -> list[Place]:
    """Every question to ask, in order."""
    return Look(checklist, answers, about).places()


def beside(asked: list[Place], here: Place | None, step: int) -> Place | None:
    """The question `step` after (or before) this one; None at the end. From nowhere: the first."""
    if here is None:
        return asked[0] if asked else None
    at = asked.index(here) + step if here in asked else 0
    return asked[at] if 0 <= at < len(asked) else None


def unassessed(checklist: Checklist, answers: Answers, about: About = About()) -> list[Place]:
    """The indicator questions shown that nobody has judged: unanswered or "not assessed"."""
    look = Look(checklist, answers, about)
    return [
        one for one in look.places() if look.known[one.item][1].type == "indicator" and look.answer(one) in LEFT_OPEN
    ]


def progress(checklist: Checklist, answers: Answers, about: About = About(), section: str | None = None) -> Progress:
    """Counts over the questions shown, of the whole or of one section."""
    look = Look(checklist, answers, about)
    asked = [look.answer(one) for one in look.places() if section in (None, one.section)]
    done = [answer for answer in asked if answer not in ("", None, [], ())]
    return Progress(len(asked), len(done), done.count("not_assessed"))


def choices(
    checklist: Checklist, answers: Answers, item: Item, row: str | None = None, about: About = About()
) -> list[Choice]:
    """The choices of an item that its filters let through."""
    look = Look(checklist, answers, about)
    section = look.known[item.id][0]
    return [one for one in item.choices if one.filter is None or look.holds(one.filter, section, row)]


def refused(
    checklist: Checklist, answers: Answers, item: Item, value: object, row: str | None = None, about: About = About()
) -> Text | None:
    """The message of the item's `must` when this answer breaks it; an empty answer never does."""
    look = Look(checklist, answers, about)
    if item.must is None or value in ("", None, [], ()):
        return None
    return None if look.holds(item.must.expr, look.known[item.id][0], row, value) else item.must.message
