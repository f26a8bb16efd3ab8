"""A checklist and its parts. A `Text` is a map language -> words; every text has at least en and fr."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Text = Mapping[str, str]

KINDS = ("visit", "interview", "housing", "documents", "worker", "training")
SITUATIONS = ("opening", "walk", "housing", "documents", "interviews", "closing")
TYPES = ("indicator", "one", "many", "text", "integer", "decimal", "money", "date", "time", "count", "photo")
INDICATOR_ANSWERS = ("present", "not_present", "not_assessed", "does_not_apply")
SAYS = ("present", "not_present", "unclear")
CURRENCIES = ("CAD",)
YES_NO = ("yes", "no")
BASES = ("required", "optional", "none")
EVIDENCE = ("photo", "document", "note", "video", "audio")
URGENT = ("confinement", "violence", "documents", "child", "danger", "reprisal")
PII = ("none", "person", "status", "picture")
JURISDICTIONS = ("ON", "CA")
PROGRAMS = ("all", "sawp", "agricultural", "other")
VERDICTS = ("allowed", "not_allowed", "depends")
CALLS = ("esic", "hotline", "health", "police", "legal", "tips")
PATHS = ("general", "young")
# What a condition may name besides the items of its own file, with the values it can take.
VISIT_FACTS: Mapping[str, tuple[str, ...] | None] = {
    "program": ("sawp", "agricultural", "other", "unknown"),
    "age_band": ("under_16", "16_17", "18_plus", "unknown"),
    "visit_kind": ("inspection", "investigation"),
    "dwelling": ("consent", "warrant"),
    "sector": None,
    "setting": None,
}


@dataclass(frozen=True)
class Expression:
    source: str
    ast: list[object]


@dataclass(frozen=True)
class Guidance:
    what: Text
    how: Text | None = None
    signs: Text | None = None
    ask: Text | None = None
    never: Text | None = None


@dataclass(frozen=True)
class Law:
    """A rule of law an item rests on. `in_force` and `verified_at` are ISO dates; `sourced`: read in the text."""

    cite: str
    title: Text | None = None
    jurisdiction: str = ""
    program: str = "all"
    in_force: str | None = None
    verified_at: str | None = None
    sourced: bool = False
    says: Text | None = None


@dataclass(frozen=True)
class Order:
    """The order an inspector may make when the item is present; due in whole days."""

    act: str
    due_days: int
    text: Text


@dataclass(frozen=True)
class Must:
    expr: Expression
    message: Text


@dataclass(frozen=True)
class Choice:
    id: str
    label: Text
    says: str | None = None
    filter: Expression | None = None
    icon: str | None = None
    verdict: str | None = None
    law_says: Text | None = None
    call: str | None = None
    law: tuple[Law, ...] = ()


@dataclass(frozen=True)
class Alone:
    """A question a worker answers yes or no by touch, nobody interpreting; `present` is the answer that is the sign.

    Its text may lack languages: a screen says plainly in which it can be asked.
    """

    ask: Text
    present: str


@dataclass(frozen=True)
class Item:
    """`min` and `max` are values of the type as an answer is kept, as text; `decimals` at most so many are written.

    `same_as`: "checklist/item" of another checklist that asks the same; answered there, it is answered here.
    """

    id: str
    ask: Text
    type: str
    basis: str
    pii: str
    say: Text | None = None
    alone: Alone | None = None
    guidance: Guidance | None = None
    choices: tuple[Choice, ...] = ()
    when: Expression | None = None
    must: Must | None = None
    evidence: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    law: tuple[Law, ...] = ()
    order: Order | None = None
    severity: int | None = None
    urgent: str | None = None
    stop_work: bool = False
    icon: str | None = None
    paths: tuple[str, ...] = ()
    min: str | None = None
    max: str | None = None
    decimals: int | None = None
    unit: Text | None = None
    currency: str | None = None
    same_as: str | None = None


@dataclass(frozen=True)
class Repeat:
    """Asked once for each row; `kind` is case (a person met) or row (a room, a pay slip…).

    `of`: what a row is, in one word (room); `max`: so many rows at most; `inside`: the section whose rows these lie in.
    """

    kind: str
    label: Text | None = None
    of: str | None = None
    max: int | None = None
    inside: str | None = None


@dataclass(frozen=True)
class Section:
    id: str
    title: Text
    items: tuple[Item, ...]
    situation: str | None = None
    repeat: Repeat | None = None


@dataclass(frozen=True)
class Scenario:
    """A little test a checklist carries: with these answers these items are shown, those hidden."""

    name: str
    answers: Mapping[str, object]
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checklist:
    key: str
    n: int
    kind: str
    title: Text
    sections: tuple[Section, ...]
    about: Text | None = None
    sectors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tests: tuple[Scenario, ...] = ()

    def items(self) -> Iterator[tuple[Section, Item]]:
        """Every item with its section, in the order of the file."""
        for section in self.sections:
            for item in section.items:
                yield section, item

    def item(self, id: str) -> Item:
        """One item by its id; KeyError when the checklist has none such."""
        return next(item for _, item in self.items() if item.id == id) if id in self.ids() else _no(id)

    def ids(self) -> frozenset[str]:
        return frozenset(item.id for _, item in self.items())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages every text of it has."""
        return ("en", "fr", "es") if self.kind == "worker" else ("en", "fr")


def _no(id: str) -> Item:
    raise KeyError(id)
