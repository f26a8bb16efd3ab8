"""The plain values of a checklist file, read one by one: words, texts, numbers, days, bounds and conditions.

Each reader takes a value and its place and gives the part back, or None after noting what is wrong.
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


class ValueReading:
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
