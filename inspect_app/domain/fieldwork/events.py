"""Event v1: one thing that happened on a tablet, as one JSON text.

The text is kept as it came; its hash is over those bytes and nothing is ever written out again.
``docs/event.md`` describes the format for outsiders.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from inspect_app.domain.fieldwork.event_values import VALUES, Check, a_map, a_moment, a_whole, hex_id, optional, texts

LONGEST = 64 * 1024
SAFE_WHOLE = 2**53 - 1
_UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


@dataclass(frozen=True)
class Mistake:
    """What is wrong, and at which field ("" for the whole text)."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class NotAnEvent(ValueError):
    """A text that is no event v1; `mistakes` names every fault, not only the first."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


def hash_of(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, 64 hex digits."""
    return sha256(text.encode()).hexdigest()


def blob_hash(salt: bytes, content: bytes) -> str:
    """The name of a note: SHA-256 over salt then content, so that short texts cannot be guessed."""
    return sha256(salt + content).hexdigest()


def read(text: str) -> dict[str, Any]:
    """Parse and check one event text; raises NotAnEvent with every mistake.

    An unknown `what` is not a mistake: a newer tablet may know more, and the fold passes over it.
    """
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST:
        raise NotAnEvent([Mistake("", f"longer than {LONGEST} bytes")])
    try:
        event = json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant, parse_int=_safe_whole)
        _storable(event)
    except (ValueError, RecursionError) as error:
        raise NotAnEvent([Mistake("", f"not readable as JSON ({error})")]) from None
    if not isinstance(event, dict):
        raise NotAnEvent([Mistake("", "not a JSON object")])
    mistakes = list(_mistakes(event))
    if mistakes:
        raise NotAnEvent(mistakes)
    return event


def _mistakes(event: Mapping[str, Any]) -> list[Mistake]:
    found = [Mistake(name, "is missing") for name in _REQUIRED if name not in event]
    found += [Mistake(name, "is not a field of an event") for name in event if name not in _FIELDS]
    for name, check in _FIELDS.items():
        if name in event:
            found += [Mistake(where, what) for where, what in check(name, event[name])]
    if not found:
        found += _together(event)
        found += [Mistake(where, what) for where, what in VALUES.get(event["what"], _any)("value", event.get("value"))]
    return found


def _together(event: Mapping[str, Any]) -> list[Mistake]:
    found = []
    if (event["seq"] == 1) != (event["prev"] is None):
        found.append(Mistake("prev", "is null exactly for the first event of a tablet on a visit"))
    if event["n"] < event["seq"]:
        found.append(Mistake("n", "is smaller than seq"))
    if event["what"] == "answered" and not any({"item", "section"} <= set(step) for step in event.get("at_item", ())):
        found.append(Mistake("at_item", "does not name a section and item"))
    if event["what"] == "answered" and "checklist" not in event:
        found.append(Mistake("checklist", "is missing"))
    if event["what"].startswith("case_") and not any("case" in step for step in event.get("at_item", ())):
        found.append(Mistake("at_item", "does not name a case"))
    if event["what"] in ("row_added", "row_removed"):
        found += _row(event)
    return found


def _row(event: Mapping[str, Any]) -> list[Mistake]:
    """A row is named by its section, the rows or case it lies in, and last its own id of eight random bytes."""
    steps: list[Mapping[str, Any]] = event.get("at_item") or [{}]
    found = [] if "checklist" in event else [Mistake("checklist", "is missing")]
    if set(steps[0]) != {"section"} or hex_id(16)("", steps[-1].get("row")):
        found.append(Mistake("at_item", "does not name a section first and a row of 16 lower-case hex digits last"))
    return found


def _any(_where: str, _value: object) -> list[tuple[str, str]]:
    return []


def _matches(pattern: re.Pattern[str], words: str) -> Check:
    def check(where: str, value: object) -> list[tuple[str, str]]:
        good = isinstance(value, str) and pattern.fullmatch(value) is not None
        return [] if good else [(where, words)]

    return check


def _version(where: str, value: object) -> list[tuple[str, str]]:
    return [] if value == 1 and value is not True else [(where, "is not 1, the only version known here")]


def _prev(where: str, value: object) -> list[tuple[str, str]]:
    return [] if value is None else hex_id(64)(where, value)


def _steps(where: str, value: object) -> list[tuple[str, str]]:
    if not isinstance(value, list) or not 1 <= len(value) <= 6:
        return [(where, "is not a list of one to six steps")]
    found: list[tuple[str, str]] = []
    for at, step in enumerate(value):
        named = set(step) if isinstance(step, dict) else set()
        if named not in ({"section", "item"}, {"section"}, {"case"}, {"row"}):
            found.append((f"{where}[{at}]", "is neither {section, item} nor {case} nor {row}"))
        else:
            found += texts(100)(f"{where}[{at}]", list(step.values()))
    return found


def _saw(where: str, value: object) -> list[tuple[str, str]]:
    if not isinstance(value, dict) or len(value) > 20:
        return [(where, "is not a map of tablet to seq")]
    return [
        mistake
        for device, seq in value.items()
        for mistake in (*hex_id(32)(f"{where} key", device), *a_whole(0)(f"{where}.{device}", seq))
    ]


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError("a name appears twice in one object")
    return dict(pairs)


def _storable(event: Any) -> None:
    """Half a surrogate pair, a NUL or a number as large as 1e999 can be written in JSON and breaks databases."""
    written = json.dumps(event, ensure_ascii=False, allow_nan=False)
    written.encode()
    if _NUL.search(written):
        raise ValueError("a NUL character")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _safe_whole(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > SAFE_WHOLE:
        raise ValueError("a whole number beyond 2^53 - 1")
    return int(digits)


_FIELDS: dict[str, Callable[[str, Any], list[tuple[str, str]]]] = {
    "v": _version,
    "id": _matches(_UUID7, "is not a lower-case UUID version 7"),
    "visit": hex_id(32),
    "device": hex_id(32),
    "by": hex_id(32),
    "seq": a_whole(1),
    "n": a_whole(1),
    "prev": _prev,
    "at": a_moment,
    "mono": a_whole(0),
    "what": _matches(re.compile(r"[a-z][a-z_]{1,39}"), "is not a verb of lower-case letters"),
    "fix": optional(a_map({"lat": "degrees", "lon": "degrees", "acc": "number"})),
    "at_item": _steps,
    "checklist": a_map({"key": "text", "n": "whole", "hash": "hash"}),
    "saw": _saw,
    "value": _any,
}
_REQUIRED = ("v", "id", "visit", "device", "by", "seq", "n", "prev", "at", "mono", "what", "value")
