"""Rows of sections that repeat (rooms, pay slips): the same rule as ``static/tablet/core/events/fold_rows.mjs``.

A removal takes away what its hand had seen. A word in the row that neither saw the removal nor was seen by it keeps
the row, and the row names the removal in `contested`; whoever has seen both may remove it again. Adding a row again,
having seen its removal, brings it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from inspect_app.domain.fieldwork.inspection.causality import Event, saw

Row = dict[str, Any]
VERBS = ("row_added", "row_removed")


@dataclass
class Rows:
    """`made`: row path -> its additions and removals, in order. `words`: row path -> what was said in it or below."""

    made: dict[str, list[Event]] = field(default_factory=dict)
    words: dict[str, list[Event]] = field(default_factory=dict)

    def add(self, event: Event, path: str) -> None:
        """A row was added or removed; `path` is its id, after those it lies in, joined by "/"."""
        self.made.setdefault(path, []).append(event)
        if event["what"] == "row_added":
            self.word(event, path)

    def word(self, event: Event, path: str | None) -> None:
        """Something was answered or pictured in a row."""
        for prefix in prefixes(path):
            self.words.setdefault(prefix, []).append(event)

    def removed(self) -> dict[str, Event]:
        """Path -> the removal that counts. What lies below a removed row is removed with it."""
        counting = ((path, self._removal(path)) for path in self.made)
        return {path: removal for path, removal in counting if removal is not None}

    def told(self, removed: dict[str, Event]) -> tuple[Row, ...]:
        """Every row ever added, in the order in which they were: `removed` by whom, or None while it stands."""
        return tuple(self._told(path, removed) for path in self.made)

    def _told(self, path: str, removed: dict[str, Event]) -> Row:
        event = self.made[path][0]
        gone = removal_of(path, removed)
        return {
            "checklist": event["checklist"]["key"],
            "section": next((step["section"] for step in event["at_item"] if "section" in step), ""),
            "row": path,
            **_by(event),
            "removed": None if gone is None else _by(gone),
            "contested": [] if gone else [removal["id"] for removal in self._open(path)],
        }

    def _open(self, path: str) -> list[Event]:
        """The removals that nobody took back with sight of them."""
        made = self.made[path]
        added = [event for event in made if event["what"] == "row_added"]
        return [
            event for event in made if event["what"] == "row_removed" and not any(saw(back, event) for back in added)
        ]

    def _removal(self, path: str) -> Event | None:
        words = self.words.get(path, [])
        for removal in self._open(path):
            if all(saw(removal, word) or saw(word, removal) for word in words):
                return removal
        return None


def prefixes(path: str | None) -> Iterator[str]:
    """Every row that a path lies in, outermost first, itself last."""
    steps = (path or "").split("/")
    for end in range(1, len(steps) + 1 if path else 0):
        yield "/".join(steps[:end])


def removal_of(path: str | None, removed: dict[str, Event]) -> Event | None:
    """The removal that took this row or one it lies in away, or None."""
    return next((removed[prefix] for prefix in prefixes(path) if prefix in removed), None)


def _by(event: Event) -> dict[str, str]:
    return {"event": event["id"], "at": event["at"], "staff": event["by"]}
