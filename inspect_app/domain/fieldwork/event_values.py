"""What each kind of event v1 carries as its `value`, as one table.

A check takes the field's name and value and returns (where, what is wrong) pairs, none when good.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from inspect_app.domain.calendar import is_day, is_moment

Faults = list[tuple[str, str]]
Check = Callable[[str, Any], Faults]

BASES = ("observed", "document", "worker", "employer")
AGE_BANDS = ("under_16", "16_17", "18_plus", "unknown")
OUTCOMES = ("entered", "delayed", "refused", "nobody")
PROGRAMS = ("sawp", "agricultural", "other", "unknown")
NEAR = ("nobody", "workers", "employer", "others")
INTERPRETERS = ("none", "phone", "present")


def hex_id(digits: int) -> Check:
    """Lower-case hex of exactly so many digits."""
    pattern = re.compile(rf"[0-9a-f]{{{digits}}}")

    def check(where: str, value: Any) -> Faults:
        good = isinstance(value, str) and pattern.fullmatch(value)
        return [] if good else [(where, f"is not {digits} lower-case hex digits")]

    return check


def a_whole(least: int) -> Check:
    """A whole number, not smaller than `least`."""

    def check(where: str, value: Any) -> Faults:
        good = isinstance(value, int) and not isinstance(value, bool) and value >= least
        return [] if good else [(where, f"is not a whole number of at least {least}")]

    return check


def one_of(words: Collection[str]) -> Check:
    """One of these words."""

    def check(where: str, value: Any) -> Faults:
        return [] if isinstance(value, str) and value in words else [(where, f"is none of {', '.join(words)}")]

    return check


def texts(longest: int) -> Check:
    """A list of non-empty texts, none longer than `longest` characters."""

    def check(where: str, value: Any) -> Faults:
        good = isinstance(value, list) and all(isinstance(one, str) and 0 < len(one) <= longest for one in value)
        return [] if good else [(where, f"is not a list of texts of 1 to {longest} characters")]

    return check


def optional(check: Check) -> Check:
    """Null, or what `check` accepts."""
    return lambda where, value: [] if value is None else check(where, value)


def a_map(fields: Mapping[str, str | Check]) -> Check:
    """An object with these fields; a name ending in "?" may be absent. More fields are kept and passed over."""

    def check(where: str, value: Any) -> Faults:
        if not isinstance(value, dict):
            return [(where, "is not an object")]
        found: Faults = []
        for name, kind in fields.items():
            bare, here = name.rstrip("?"), f"{where}.{name.rstrip('?')}"
            if bare in value:
                found += (_KINDS[kind] if isinstance(kind, str) else kind)(here, value[bare])
            elif bare == name:
                found.append((here, "is missing"))
        return found

    return check


def _text(longest: int) -> Check:
    def check(where: str, value: Any) -> Faults:
        good = isinstance(value, str) and len(value) <= longest
        return [] if good else [(where, f"is not a text of at most {longest} characters")]

    return check


def _number(low: float, high: float) -> Check:
    def check(where: str, value: Any) -> Faults:
        good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        return [] if good and low <= value <= high else [(where, f"is not a number from {low:g} to {high:g}")]

    return check


def _flag(where: str, value: Any) -> Faults:
    return [] if isinstance(value, bool) else [(where, "is neither true nor false")]


def _day(where: str, value: Any) -> Faults:
    return [] if is_day(value) else [(where, "is not a day like 2026-11-23")]


def a_moment(where: str, value: Any) -> Faults:
    """A moment in UTC that some calendar has: not February 30, not 25 o'clock."""
    return [] if is_moment(value) else [(where, "is not a UTC moment like 2026-11-23T14:05:09.250Z")]


def _bases(where: str, value: Any) -> Faults:
    good = isinstance(value, list) and all(one in BASES for one in value) and len(set(value)) == len(value)
    return [] if good else [(where, f"is not a list of {', '.join(BASES)}, each at most once")]


def _scalar_or_list(where: str, value: Any) -> Faults:
    if isinstance(value, list):
        good = len(value) <= 200 and all(isinstance(one, str) and len(one) <= 100 for one in value)
        return [] if good else [(where, "is not a list of at most 200 choice names")]
    if isinstance(value, str):
        return _text(4000)(where, value)
    return [] if value is None or isinstance(value, bool | int | float) else [(where, "is not a scalar or a list")]


_KINDS: dict[str, Check] = {
    "text": _text(4000),
    "word": _text(100),
    "number": _number(0, 1e9),
    "degrees": _number(-180, 180),
    "whole": a_whole(0),
    "hash": hex_id(64),
    "blob": optional(hex_id(64)),
    "id": hex_id(32),
    "flag": _flag,
    "day": optional(_day),
}


def _matching(pattern: str, words: str) -> Check:
    form = re.compile(pattern)

    def check(where: str, value: Any) -> Faults:
        return [] if isinstance(value, str) and form.fullmatch(value) else [(where, f"is not {words}")]

    return check


_AROUND = a_map({"seen_by": one_of(NEAR), "heard_by": one_of(NEAR), "interpreter": one_of(INTERPRETERS)})
_INTERPRETER: dict[str, str | Check] = {
    "number": _matching(r"[0-9A-Z][0-9A-Z-]{0,19}", "an interpreter's number of capitals, digits and hyphens"),
    "language": _matching(r"[a-z]{2,3}", "a language code of two or three letters"),
    "no_tie": "flag",
    "accepted": "flag",
}


def _setting(where: str, value: Any) -> Faults:
    """The setting of a talk is whole: an interpreter has all four fields, no interpreter has none of them."""
    found = _AROUND(where, value)
    if found:
        return found
    if value["interpreter"] != "none":
        return a_map(_INTERPRETER)(where, value)
    return [
        (f"{where}.{name}", "is there without an interpreter") for name in _INTERPRETER if value.get(name) is not None
    ]


_FIELD_NAME = re.compile(r"[a-z][a-z_]{0,39}")


def _plain(where: str, value: Any) -> Faults:
    """A register's value: nothing, yes or no, a whole number, a text or a list of short texts."""
    if isinstance(value, list):
        good = len(value) <= 50 and all(isinstance(one, str) and len(one) <= 100 for one in value)
        return [] if good else [(where, "is not a list of at most 50 short texts")]
    if isinstance(value, str):
        return _text(4000)(where, value)
    return [] if value is None or isinstance(value, bool | int) else [(where, "is not a value of a register")]


def _changes(where: str, value: Any) -> Faults:
    if not isinstance(value, dict) or not 1 <= len(value) <= 30:
        return [(where, "is not an object of 1 to 30 fields")]
    found: Faults = []
    for name, change in value.items():
        if _FIELD_NAME.fullmatch(name):
            found += a_map({"from": _plain, "to": _plain})(f"{where}.{name}", change)
        else:
            found.append((where, "names a field otherwise than in lower-case letters"))
    return found


_RECEIPT = _matching(r"[A-Z]-[1-9]\d{0,3}", "a receipt's number like C-3")
_FIX = a_map({"lat": "degrees", "lon": "degrees", "acc": "number"})

VALUES: dict[str, Check] = {
    "arrived": a_map(
        {
            "fix": optional(_FIX),
            "distance_m": optional(_number(0, 2.1e7)),
            "pin?": optional(_FIX),
            "reason?": "text",
        }
    ),
    "entry": a_map(
        {
            "outcome": one_of(OUTCOMES),
            "minutes?": optional(_number(0, 10_000)),
            "by_whom?": "text",
            "words?": "text",
            "identified": "flag",
            "act": "text",
            "section": "text",
            "greeted": "flag",
            "representative": "word",
        }
    ),
    "dwelling": a_map(
        {
            "by": one_of(("consent", "warrant", "withdrawn")),
            "who?": "text",
            "language?": "text",
            "warrant?": "text",
        }
    ),
    "program": one_of(PROGRAMS),
    "version": a_map({"key": "word", "n": a_whole(1), "seen": a_whole(1)}),
    "answered": a_map({"value": _scalar_or_list, "basis": _bases, "note": "blob"}),
    "chosen": a_map({"event": "word"}),
    **dict.fromkeys(("case_added", "row_added", "row_removed", "closed"), a_map({})),
    "case_age": a_map({"age_band": one_of(AGE_BANDS)}),
    "case_setting": _setting,
    "case_slip": a_map({"salt": hex_id(32), "hash": "hash", "rounds": a_whole(100_000)}),
    "drawn": a_map({"people": a_whole(1), "interviews": a_whole(1)}),
    "rights_briefing": a_map({"n": a_whole(0)}),
    "note_stays": a_map({"note": "hash", "why": "hash"}),
    "expected_back": a_map({"back_by": optional(a_moment)}),
    "photographed": a_map(
        {
            "sha256": "hash",
            "size": a_whole(1),
            "type": one_of(("image/jpeg", "image/webp")),
            "caption": "blob",
        }
    ),
    "cards_handed": a_map({"point": optional(_text(100)), "n": a_whole(0)}),
    "kind": a_map({"kind": one_of(("investigation",)), "reason": "text"}),
    "order": a_map(
        {
            "item": "word",
            "act": "text",
            "text": "text",
            "due_on": "day",
            "citation": "text",
            "withdrawn?": "flag",
            "sleep?": optional(_text(4000)),
        }
    ),
    "demanded": a_map({"what": "text", "act": "text", "due_on": "day"}),
    "paper": a_map(
        {
            "receipt": _RECEIPT,
            "how": one_of(("copied", "removed")),
            "what": "text",
            "pages": optional(a_whole(1)),
            "return_on": "day",
        }
    ),
    "custody": a_map({"receipt": _RECEIPT, "move": one_of(("handed", "returned")), "who": "text"}),
    "sampled": a_map(
        {"what": "text", "seal": "word", "split": one_of(("accepted", "refused", "not_offered")), "why?": "text"}
    ),
    "warrant": a_map({"number": "word", "issued_by": "text", "issued_on": "day"}),
    "cautioned": a_map({"whom": "text", "language": "text"}),
    "stop_work": a_map({"what": "text", "whom": "text", "act": "text", "posted": "flag"}),
    "stop_lifted": a_map({"stop": "word", "by": "text"}),
    "reply": a_map({"text": "hash"}),
    "signed": a_map(
        {
            "role": one_of(("inspector", "employer")),
            "outcome": one_of(("signed", "refused", "absent")),
            "name?": optional(_text(200)),
            "covers": "hash",
            "picture": "blob",
        }
    ),
    # A field or a value that the register does not know is no mistake: such a mend waits aside.
    "corrected": a_map({"about": one_of(("employer", "site")), "id": "id", "base": a_whole(1), "changes": _changes}),
    "redacted": a_map({"blob": "hash", "why": "text"}),
}
