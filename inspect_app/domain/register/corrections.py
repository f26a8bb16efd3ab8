"""What several hands wrote in one field of an employer or a site, and what stands of it.

A three-way merge a field: a value replaces what its hand had seen, and two values written without sight of each other
both stand until a person decides. ``inspection/corrections.py`` and
``static/tablet/core/events/fold_corrections.mjs`` use the same rule
within one visit.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from inspect_app.domain.register import places

T = TypeVar("T")
Value = Any
SIZES = ("1-4", "5-19", "20-99", "100-499", "500+")
STATES = ("active", "closed")
MOST_WORKERS = 100_000


@dataclass(frozen=True)
class Field:
    """A field that a tablet may mend: `kind` says how it is typed, `most` how long, `choices` which words."""

    kind: str
    most: int = 0
    choices: tuple[str, ...] = ()
    needed: bool = False


# Of an employer no legal name: that is on paper, and the desk reads it there. Nothing here tells of a worker.
FIELDS: Mapping[str, Mapping[str, Field]] = {
    "employer": {
        "trading": Field("line", 300),
        "sector": Field("sector", 6),
        "size_band": Field("one", choices=SIZES),
        "state": Field("one", choices=STATES, needed=True),
    },
    "site": {
        "name": Field("line", 200, needed=True),
        "address": Field("line", 300),
        "city": Field("line", 120),
        "postal": Field("postal", 10),
        "headcount": Field("whole", MOST_WORKERS),
        "season_from": Field("day"),
        "season_to": Field("day"),
        "shifts": Field("text", 500),
        "hazards": Field("text", 500),
        "languages": Field("languages", 20),
        "dwelling": Field("flag", needed=True),
    },
}


class Unfit(ValueError):
    """A value that the register cannot hold in this field, or a field it does not have."""


@dataclass(frozen=True)
class Write:
    """One value written in one field. `source` is the event, or an id of the desk's; `device_id` None: at the desk.

    `version` is what the hand knew of the record (a tablet) or made of it (the desk); `place` orders writes, 0 for what
    was there before any tablet wrote. `saw`: at the desk the sources that were on the screen, on a tablet other
    tablets' highest seq. `conflicting`: it stands beside another value, and a person must decide.
    """

    source: str
    field: str
    subject_kind: str
    subject_id: str
    was: Value
    value: Value
    version: int
    place: int
    n: int
    seq: int
    device_id: str | None
    visit_id: str | None
    saw: Any
    by: str | None
    at: datetime
    why: str | None
    conflicting: bool


def read(kind: str, field: str, value: Value) -> Value:
    """The value as the register compares it (days as ISO text, an empty text as None); Unfit when it cannot be held."""
    asked = FIELDS.get(kind, {}).get(field)
    if asked is None:
        raise Unfit(field)
    if isinstance(value, str):
        value = value.strip() or None
    if value is None or value == []:
        if asked.needed:
            raise Unfit(field)
        return None
    return _READ[asked.kind](asked, value)


def _words(asked: Field, value: Value) -> str:
    if not isinstance(value, str) or len(value) > asked.most:
        raise Unfit(value)
    return value if asked.kind == "text" else " ".join(value.split())


def _shaped(pattern: str) -> Callable[[Field, Value], str]:
    def shaped(asked: Field, value: Value) -> str:
        if not re.fullmatch(pattern, _words(asked, value)):
            raise Unfit(value)
        return str(value)

    return shaped


def _postal(asked: Field, value: Value) -> str:
    code = places.read_postal_code(_words(asked, value))
    if code is None:
        raise Unfit(value)
    return code


def _whole(asked: Field, value: Value) -> int:
    if isinstance(value, str) and re.fullmatch(r"\d{1,6}", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= asked.most:
        raise Unfit(value)
    return value


def _day(_asked: Field, value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    try:
        day = date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise Unfit(value) from None
    if day != value:
        raise Unfit(value)
    return day


def _one(asked: Field, value: Value) -> str:
    if value not in asked.choices:
        raise Unfit(value)
    return str(value)


def _languages(asked: Field, value: Value) -> list[str]:
    codes = re.split(r"[,\s]+", value) if isinstance(value, str) else value
    if not isinstance(codes, list) or len(codes) > asked.most:
        raise Unfit(value)
    if not all(isinstance(code, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,8})?", code) for code in codes):
        raise Unfit(value)
    return sorted(set(codes))


def _flag(_asked: Field, value: Value) -> bool:
    flags: Mapping[object, bool] = {"yes": True, "no": False, True: True, False: False}
    if not isinstance(value, bool | str) or value not in flags:
        raise Unfit(value)
    return flags[value]


_READ: Mapping[str, Callable[[Field, Value], Value]] = {
    "line": _words,
    "text": _words,
    "sector": _shaped(r"\d{2,6}"),
    "postal": _postal,
    "whole": _whole,
    "day": _day,
    "one": _one,
    "languages": _languages,
    "flag": _flag,
}


def held(kind: str, record: Mapping[str, Any]) -> dict[str, Value]:
    """What a record holds in each field that can be mended, as it is compared; an odd value from a list stays as is."""
    found = {}
    for field in FIELDS[kind]:
        value = record[field]
        try:
            found[field] = read(kind, field, value)
        except Unfit:
            found[field] = value
    return found


def unknown(about: str, changes: Mapping[str, Mapping[str, Value]]) -> bool:
    """Whether any of a mend's changes is of a field, or to a value, that the register does not know."""
    return any(not _fits(about, field, change["to"]) for field, change in changes.items())


def _fits(about: str, field: str, value: Value) -> bool:
    try:
        read(about, field, value)
    except Unfit:
        return False
    return True


def lay(standing: list[T], one: T, *, sees: Callable[[T, T], bool], same: Callable[[T, T], bool]) -> list[T]:
    """What stands after one more write: what it saw goes, what it repeats stays in its own place."""
    stay = [other for other in standing if same(one, other) or not sees(one, other)]
    return stay if any(same(one, other) for other in stay) else [*stay, one]


def settle(writes: Iterable[Write]) -> list[Write]:
    """What stands of one field: the first is what the register shows, more than one is for a person to decide.

    The order of arrival changes nothing. What the desk wrote is shown before what tablets wrote.
    """
    standing: list[Write] = []
    for one in sorted(writes, key=_order):
        if one.device_id is None:
            # The desk's word takes the place of what it agrees with: a decision is not to be asked for twice.
            standing = [other for other in standing if not (_sees(one, other) or same(one.value, other.value))]
        standing = lay(standing, one, sees=_sees, same=lambda a, b: same(a.value, b.value))
    return sorted(standing, key=lambda one: one.device_id is not None)


def same(one: Value, other: Value) -> bool:
    """Equal, and true is not 1."""
    return type(one) is type(other) and bool(one == other)


def _order(one: Write) -> tuple[int, int, str, int, str]:
    return one.place, one.n, one.device_id or "", one.seq, one.source


def _sees(one: Write, other: Write) -> bool:
    """Whether the hand that wrote `one` knew `other`: by its chain, by its version, or because it wrote over it."""
    if one.device_id is None:
        return other.device_id is None or other.source in one.saw
    if same(one.was, other.value):
        return True
    if other.device_id is None:
        return one.version >= other.version
    if one.visit_id != other.visit_id:
        return False
    if one.device_id == other.device_id:
        return one.seq > other.seq
    return bool(one.saw.get(other.device_id, 0) >= other.seq)
