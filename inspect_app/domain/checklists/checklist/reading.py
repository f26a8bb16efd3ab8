"""A tree of plain values (from YAML or a frozen JSON) to a `Checklist`, or every mistake at once.

Each reader takes a value and its place and gives the part back, or None after noting what is wrong:
so one pass finds everything, and nothing half-read leaves this module.
"""

import dataclasses
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from inspect_app.domain.checklists.checklist import model
from inspect_app.domain.checklists.checklist.mistakes import Pen, Place
from inspect_app.domain.checklists.expression import Unreadable, bind, parse

T = TypeVar("T")
Reader = Callable[[Any, Place], Any]
LONGEST_TEXT = 4000
_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_KEY = re.compile(r"[a-z][a-z0-9-]{0,59}")
_SAME = re.compile(r"[a-z][a-z0-9-]{0,59}/[a-z][a-z0-9_]{0,59}")
MOST_ROWS = 200
_CODE = re.compile(r"[a-z][a-z0-9_]*:[a-z0-9_]+")


class Reading:
    """Reads one file. `languages` every text must have; `sections` that repeat (for count(${section}))."""

    def __init__(self, pen: Pen, languages: Sequence[str], sections: set[str]) -> None:
        self.pen, self.languages, self.sections = pen, languages, sections

    def record(self, cls: type[T], value: Any, at: Place, readers: Mapping[str, Reader]) -> T | None:
        """One dataclass from a mapping: unknown and missing keys are noted, known ones read."""
        if not isinstance(value, Mapping):
            self.pen.note(at, f"this must be a map of keys, not {kind_of(value)}", "Write `key: value` lines")
            return None
        for key in value:
            if key not in readers:
                self.pen.note((*at, str(key)), f"`{key}` is not a key here", f"Known keys: {', '.join(readers)}")
        needed = {
            f.name
            for f in dataclasses.fields(cls)  # type: ignore[arg-type]
            if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
        }
        for key in needed - set(value):
            self.pen.note(at, f"`{key}` is missing", f"Add `{key}:`")
        read = {
            key: reader(value[key], (*at, key))
            for key, reader in readers.items()
            if key in value and value[key] is not None
        }
        if needed - {key for key, one in read.items() if one is not None}:
            return None
        made = cls(**{key: one for key, one in read.items() if one is not None})
        self.pen.places[id(made)] = at
        return made

    def many(self, one: Reader) -> Reader:
        def read(value: Any, at: Place) -> tuple[Any, ...]:
            if not isinstance(value, (list, tuple)):
                self.pen.note(at, f"this must be a list, not {kind_of(value)}", "Write one `- …` line for each")
                return ()
            parts = (one(part, (*at, n)) for n, part in enumerate(value))
            return tuple(part for part in parts if part is not None)

        return read

    def line(self, value: Any, at: Place) -> str | None:
        if isinstance(value, str) and value.strip() and len(value) <= LONGEST_TEXT:
            return value
        self.pen.note(at, f"this must be words, not {kind_of(value)}", "Write the words, in quotes if need be")
        return None

    def text(self, value: Any, at: Place) -> dict[str, str] | None:
        if not isinstance(value, Mapping):
            self.pen.note(at, f"a text is a map of languages, not {kind_of(value)}", "Write {en: …, fr: …}")
            return None
        for language in self.languages:
            if language not in value:
                self.pen.note(at, f"the text has no `{language}`", f"Add `{language}:` with the translation")
        for language in value:
            if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", str(language)):
                self.pen.note((*at, language), f"`{language}` is not a language code", "Use en, fr, es …")
        return {
            str(language): words
            for language in value
            if (words := self.line(value[language], (*at, language))) is not None
        }

    def matching(self, pattern: re.Pattern[str], example: str) -> Reader:
        def read(value: Any, at: Place) -> str | None:
            if isinstance(value, str) and pattern.fullmatch(value):
                return value
            self.pen.note(at, f"`{value}` cannot be used here", f"Write it like {example}")
            return None

        return read

    def one_of(self, known: Collection[str]) -> Reader:
        def read(value: Any, at: Place) -> str | None:
            if isinstance(value, str) and value in known:
                return value
            self.pen.note(at, f"`{value}` is not known here", f"Use one of: {', '.join(known)}")
            return None

        return read

    def whole(self, least: int, most: int) -> Reader:
        def read(value: Any, at: Place) -> int | None:
            if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
                return value
            self.pen.note(at, f"`{value}` must be a whole number", f"Write a number from {least} to {most}")
            return None

        return read

    def yes(self, value: Any, at: Place) -> bool | None:
        if isinstance(value, bool):
            return value
        self.pen.note(at, f"`{value}` must be true or false", "Write true or false, without quotes")
        return None

    def day(self, value: Any, at: Place) -> str | None:
        try:
            return date.fromisoformat(value).isoformat()
        except (TypeError, ValueError):
            self.pen.note(at, f"`{value}` is not a date", 'Write it like "2026-11-23"')
            return None

    def bound(self, value: Any, at: Place) -> str | None:
        """A whole number, or any other value as text: 12.5 in a file is not exactly twelve and a half everywhere."""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value.strip():
            return value
        self.pen.note(at, f"`{value}` cannot be a bound", 'Write a whole number, or "12.50" or "2026-11-23" in quotes')
        return None

    def expression(self, value: Any, at: Place) -> model.Expression | None:
        if isinstance(value, Mapping) and set(value) == {"source", "ast"}:
            return model.Expression(value["source"], value["ast"])
        try:
            return model.Expression(value, bind(parse(value), self.sections))
        except Unreadable as wrong:
            self.pen.note(at, f"the condition `{value}` cannot be read: {wrong}", "Mend the condition")
        except TypeError:
            self.pen.note(at, f"a condition is text, not {kind_of(value)}", "Put it in quotes")
        return None

    def guidance(self, value: Any, at: Place) -> model.Guidance | None:
        return self.record(
            model.Guidance, value, at, dict.fromkeys(("what", "how", "signs", "ask", "never"), self.text)
        )

    def law(self, value: Any, at: Place) -> model.Law | None:
        return self.record(
            model.Law,
            value,
            at,
            {
                "cite": self.line,
                "title": self.text,
                "jurisdiction": self.one_of(model.JURISDICTIONS),
                "program": self.one_of(model.PROGRAMS),
                "in_force": self.day,
                "verified_at": self.day,
                "sourced": self.yes,
                "says": self.text,
            },
        )

    def order(self, value: Any, at: Place) -> model.Order | None:
        return self.record(
            model.Order, value, at, {"act": self.line, "due_days": self.whole(0, 365), "text": self.text}
        )

    def must(self, value: Any, at: Place) -> model.Must | None:
        return self.record(model.Must, value, at, {"expr": self.expression, "message": self.text})

    def alone(self, value: Any, at: Place) -> model.Alone | None:
        return self.record(model.Alone, value, at, {"ask": self.text, "present": self.one_of(model.YES_NO)})

    def choice(self, value: Any, at: Place) -> model.Choice | None:
        self.own(value, at)
        return self.record(
            model.Choice,
            value,
            at,
            {
                "id": self.matching(_ID, "yes_all"),
                "label": self.text,
                "says": self.one_of(model.SAYS),
                "filter": self.expression,
                "icon": self.matching(_KEY, "passport"),
                "verdict": self.one_of(model.VERDICTS),
                "law_says": self.text,
                "call": self.one_of(model.CALLS),
                "law": self.many(self.law),
            },
        )

    def item(self, value: Any, at: Place) -> model.Item | None:
        self.own(value, at)
        if isinstance(value, Mapping):
            basis = "required" if value.get("type") == "indicator" else "none"
            value = {"basis": basis, "pii": "none", **value}
        item: model.Item | None = self.record(
            model.Item,
            value,
            at,
            {
                "id": self.matching(_ID, "passports_held"),
                "ask": self.text,
                "say": self.text,
                "alone": self.alone,
                "guidance": self.guidance,
                "type": self.one_of(model.TYPES),
                "choices": self.many(self.choice),
                "when": self.expression,
                "must": self.must,
                "basis": self.one_of(model.BASES),
                "evidence": self.many(self.one_of(model.EVIDENCE)),
                "indicators": self.many(self.matching(_CODE, "ilo11:7")),
                "law": self.many(self.law),
                "order": self.order,
                "severity": self.whole(1, 3),
                "urgent": self.one_of(model.URGENT),
                "stop_work": self.yes,
                "pii": self.one_of(model.PII),
                "icon": self.matching(_KEY, "passport"),
                "paths": self.many(self.one_of(model.PATHS)),
                "min": self.bound,
                "max": self.bound,
                "decimals": self.whole(0, 6),
                "unit": self.text,
                "currency": self.one_of(model.CURRENCIES),
                "same_as": self.matching(_SAME, "core-spot-check/passports_held"),
            },
        )
        if item is None:
            self.half(value, at)
        return item

    def half(self, value: Any, at: Place) -> None:
        """Keep the words of an item that could not be read, so that they are checked all the same."""
        if not isinstance(value, Mapping):
            return
        ask, say = (_words(value.get(name)) for name in ("ask", "say"))
        self.pen.ids.add(str(value.get("id")))
        self.pen.half.append((model.Item(str(value.get("id")), ask, "text", "none", "none", say or None), at))

    def repeat(self, value: Any, at: Place) -> model.Repeat | None:
        if isinstance(value, Mapping) and "of" in value:
            value = {"kind": "row", **value}
        readers = {"kind": self.one_of(("case", "row")), "label": self.text, "of": self.matching(_ID, "room")}
        readers |= {"max": self.whole(1, MOST_ROWS), "inside": self.matching(_ID, "bunkhouses")}
        return self.record(model.Repeat, value, at, readers)

    def section(self, value: Any, at: Place) -> model.Section | None:
        self.own(value, at)
        return self.record(
            model.Section,
            value,
            at,
            {
                "id": self.matching(_ID, "documents"),
                "title": self.text,
                "situation": self.one_of(model.SITUATIONS),
                "repeat": self.repeat,
                "items": self.many(self.item),
            },
        )

    def scenario(self, value: Any, at: Place) -> model.Scenario | None:
        ids = self.many(self.matching(_ID, "passports_held"))
        return self.record(
            model.Scenario, value, at, {"name": self.line, "answers": self.answers, "shown": ids, "hidden": ids}
        )

    def answers(self, value: Any, at: Place) -> dict[str, Any] | None:
        if isinstance(value, Mapping):
            return {str(key): one for key, one in value.items()}
        self.pen.note(at, "answers are a map of items", "Write {item: answer}")
        return None

    def checklist(self, value: Any) -> model.Checklist | None:
        return self.record(
            model.Checklist,
            value,
            (),
            {
                "key": self.matching(_KEY, "core-spot-check"),
                "n": self.whole(1, 9999),
                "kind": self.one_of(model.KINDS),
                "title": self.text,
                "about": self.text,
                "sectors": self.many(self.matching(_ID, "agriculture")),
                "sources": self.many(self.line),
                "sections": self.many(self.section),
                "tests": self.many(self.scenario),
            },
        )

    def own(self, value: Any, at: Place) -> None:
        """Mistakes below this place are told with its id."""
        if isinstance(value, Mapping) and isinstance(value.get("id"), str):
            above = self.pen.owner(at[:-1]) if at[-2:-1] == ("choices",) else ""
            self.pen.owners[at] = f"{above} {value['id']}".strip()


def kind_of(value: Any) -> str:
    """The kind of a value in plain words."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, Mapping):
        return "a map"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, str):
        return (
            f"{len(value)} characters" if len(value) > LONGEST_TEXT else "blank text" if not value.strip() else "text"
        )
    return f"`{value}`"


def _words(value: Any) -> dict[str, str]:
    """The words of a text that are words."""
    return {k: w for k, w in value.items() if isinstance(w, str)} if isinstance(value, Mapping) else {}
