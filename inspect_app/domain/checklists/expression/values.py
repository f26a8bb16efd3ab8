"""What a value is in an expression, and how one kind becomes another (ODK XPath coercions).

Kinds: str, float, bool, `Date` and `Rows` (one value per row of a repeating section).
An unanswered item is the empty string; several choices are one string with spaces between.
`static/tablet/core/expression/values.mjs` says the same in JavaScript; both pass tests/cases/expressions.json.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

FIRST_DAY, LAST_DAY = -719162, 2932896  # 0001-01-01 and 9999-12-31, counted from 1970-01-01
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DATE = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,3})[0-9]*)?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_TIME = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,3})[0-9]*)?)?")
BLANKS = " \t\r\n"


@dataclass(frozen=True)
class Date:
    """A moment in days since 1970-01-01T00:00; `clock` when it carries a time of day."""

    days: float
    clock: bool = False


@dataclass(frozen=True)
class Rows:
    """The same item in every row, in the order of the rows."""

    values: tuple["Value", ...]


Value = str | float | bool | Date | Rows


def from_plain(plain: object) -> Value:
    """An answer as it is kept (JSON) as a value; a mapping is row id -> answer."""
    if plain is None:
        return ""
    if isinstance(plain, (bool, str)):
        return plain
    if isinstance(plain, (int, float)):
        return float(plain)
    if isinstance(plain, (list, tuple)):
        return " ".join(text(from_plain(one)) for one in plain)
    if isinstance(plain, Mapping):
        return Rows(tuple(from_plain(one) for one in plain.values()))
    return str(plain)


def to_plain(value: Value) -> object:
    """A value as JSON: dates as ISO text, rows as a list; a number that is not finite as its name."""
    if isinstance(value, Rows):
        return [to_plain(one) for one in value.values]
    if isinstance(value, Date) or (isinstance(value, float) and not math.isfinite(value)):
        return text(value)
    return value


def text(value: Value) -> str:
    """XPath string(): no exponents, no -0, the first row of several."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Date):
        return iso(value)
    if isinstance(value, Rows):
        return text(value.values[0]) if value.values else ""
    return _digits(value)


def _digits(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
    plain = format(Decimal(repr(number)), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def number(value: Value) -> float:
    """XPath number(); a date, or text that is an ISO date, is its days since 1970. Otherwise NaN."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, Date):
        return value.days
    if isinstance(value, Rows):
        return number(value.values[0]) if value.values else math.nan
    trimmed = value.strip(BLANKS)
    if _NUMBER.fullmatch(trimmed):
        return float(trimmed)
    day = moment(trimmed)
    return day.days if day else math.nan


def truth(value: Value) -> bool:
    """XPath boolean(): some text, a number that is neither 0 nor NaN, at least one row."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    if isinstance(value, Date):
        return True
    return bool(value.values) if isinstance(value, Rows) else value != ""


def words(value: Value) -> list[str]:
    """The chosen ids of an answer with several choices."""
    return [word for word in re.split(f"[{BLANKS}]+", text(value)) if word]


def moment(written: str) -> Date | None:
    """ISO date, or date and time, to days; None when it is not one. A zone is taken to UTC."""
    match = _DATE.fullmatch(written)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    days = float(day_number(year, month, day))
    if match[4] is None:
        return Date(days)
    part = _fraction(match[4], match[5], match[6], match[7])
    zone = _zone(match[8])
    return None if part is None or zone is None else Date(days + (part - zone) / 86400000, True)


def time_of_day(written: str) -> float:
    """`HH:MM[:SS]` as a fraction of a day; NaN when it is not one."""
    match = _TIME.fullmatch(written)
    part = _fraction(match[1], match[2], match[3], match[4]) if match else None
    return math.nan if part is None else part / 86400000


def _fraction(hour: str, minute: str, second: str | None, part: str | None) -> int | None:
    h, m, s = int(hour), int(minute), int(second or 0)
    if h > 23 or m > 59 or s > 59:
        return None
    return ((h * 60 + m) * 60 + s) * 1000 + int((part or "0").ljust(3, "0"))


def _zone(zone: str | None) -> int | None:
    if zone is None or zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if hours > 14 or minutes > 59:
        return None
    return (hours * 60 + minutes) * 60000 * (-1 if zone[0] == "-" else 1)


def month_length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 (the civil calendar reckoning of H. Hinnant)."""
    y = year - 1 if month <= 2 else year
    era, of_era = y // 400, y % 400
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def civil(days: int) -> tuple[int, int, int]:
    """Year, month, day of a day number."""
    z = days + 719468
    era, of_era = z // 146097, z % 146097
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    m = (5 * of_year + 2) // 153
    month = m + 3 if m < 10 else m - 9
    return year + era * 400 + (1 if month <= 2 else 0), month, of_year - (153 * m + 2) // 5 + 1


def clock(date: Date) -> tuple[int, int, int, int, int, int, int]:
    """Year, month, day, hour, minute, second, millisecond."""
    total = math.floor(date.days * 86400000 + 0.5)
    day, part = total // 86400000, total % 86400000
    return (*civil(day), part // 3600000, part // 60000 % 60, part // 1000 % 60, part % 1000)


def iso(date: Date) -> str:
    year, month, day, hour, minute, second, _ = clock(date)
    written = f"{year:04}-{month:02}-{day:02}"
    return written + f"T{hour:02}:{minute:02}:{second:02}Z" if date.clock else written
