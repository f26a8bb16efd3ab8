"""A tree of plain values (from YAML or a frozen JSON) to a `Checklist`, or every mistake at once.

Each reader takes a value and its place and gives the part back, or None after noting what is wrong:
so one pass finds everything, and nothing half-read leaves this module.
"""

import re
from collections.abc import Mapping
from typing import Any

from inspect_app.domain.checklists.checklist import model
from inspect_app.domain.checklists.checklist.mistakes import Place
from inspect_app.domain.checklists.checklist.reading_values import ValueReading

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_KEY = re.compile(r"[a-z][a-z0-9-]{0,59}")
_SAME = re.compile(r"[a-z][a-z0-9-]{0,59}/[a-z][a-z0-9_]{0,59}")
MOST_ROWS = 200
_CODE = re.compile(r"[a-z][a-z0-9_]*:[a-z0-9_]+")


class Reading(ValueReading):
    """Reads one file into its parts. What it is made with: `ValueReading`."""

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


def _words(value: Any) -> dict[str, str]:
    """The words of a text that are words."""
    return {k: w for k, w in value.items() if isinstance(w, str)} if isinstance(value, Mapping) else {}
