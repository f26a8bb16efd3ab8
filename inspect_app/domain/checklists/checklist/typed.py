"""Answers that are typed: what a person wrote to the one form in which it is kept, or why it cannot be.

`static/tablet/core/checklist/typed.mjs` says the same in JavaScript; both pass tests/cases/typed.json.
The form kept: integer and count a whole number, decimal and money a decimal text (`"12.5"`, `"12.50"`), date
`"2026-11-23"`, time `"17:05"`.
"""

import math
import re
from typing import Protocol

from inspect_app.domain.checklists.expression.values import BLANKS, moment, time_of_day
from inspect_app.domain.checklists.numbers import read_number

WHOLE = ("integer", "count")
NUMBERS = (*WHOLE, "decimal", "money")
TYPED = (*NUMBERS, "date", "time")
DECIMALS = 2
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")


class Asked(Protocol):
    """What of an item says which values it takes; `min` and `max` are in the form kept, as text."""

    @property
    def type(self) -> str: ...
    @property
    def min(self) -> str | None: ...
    @property
    def max(self) -> str | None: ...
    @property
    def decimals(self) -> int | None: ...


def read_typed(item: Asked, typed: str) -> tuple[object, str]:
    """(the value to keep, "") or (None, why); nothing typed is (None, ""). Why: as `read_number`, and as `fault`."""
    if item.type in NUMBERS:
        number, why = read_number(typed, _decimals(item), money=item.type == "money")
        if number is None:
            return None, "" if why == "empty" else why
        value: object = int(number) if item.type in WHOLE else number
    else:
        value = typed.strip(BLANKS)
    if value == "":
        return None, ""
    why = fault(item, value)
    return (None, why) if why else (value, "")


def fault(item: Asked, value: object) -> str:
    """Why a typed item cannot have this value, or "": not_a_number, not_a_day, not_a_time, too_small, too_large."""
    if item.type in NUMBERS and not _is_number(item, value):
        return "not_a_number"
    if item.type == "date" and not (isinstance(value, str) and _DAY.fullmatch(value) and moment(value)):
        return "not_a_day"
    if item.type == "time" and not (
        isinstance(value, str) and _TIME.fullmatch(value) and not math.isnan(time_of_day(value))
    ):
        return "not_a_time"
    if item.type == "count" and float(str(value)) < 0:
        return "too_small"
    return _bounds(item, value) if item.type in TYPED else ""


def _is_number(item: Asked, value: object) -> bool:
    if item.type in WHOLE:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15
    return isinstance(value, str) and read_number(value, _decimals(item), money=item.type == "money")[0] == value


def _bounds(item: Asked, value: object) -> str:
    def key(kept: object) -> float | str:
        return float(str(kept)) if item.type in NUMBERS else str(kept)

    if item.min is not None and key(value) < key(item.min):  # type: ignore[operator]
        return "too_small"
    if item.max is not None and key(value) > key(item.max):  # type: ignore[operator]
        return "too_large"
    return ""


def _decimals(item: Asked) -> int:
    if item.type in WHOLE:
        return 0
    return DECIMALS if item.decimals is None else item.decimals
