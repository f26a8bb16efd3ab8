"""The functions, one line of meaning each (ODK XPath; https://docs.getodk.org/form-operators-functions/).

Where engines differ, this is what we hold: empty answers are left out of sum, min and max; regex must
match the whole text; positions in text count characters, not bytes.
"""

import math
import re
from collections.abc import Callable, Sequence

from inspect_app.domain.checklists.expression import values as v
from inspect_app.domain.checklists.expression.setting import Setting
from inspect_app.domain.checklists.expression.values import BLANKS, Date, Rows, Value

Call = Callable[[Setting, list[Value]], Value]
_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juill. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
}
_DAYS = {
    "en": "Mon Tue Wed Thu Fri Sat Sun",
    "fr": "lun. mar. mer. jeu. ven. sam. dim.",
    "es": "lun mar mié jue vie sáb dom",
}


def _flat(values: Sequence[Value]) -> list[Value]:
    return [one for value in values for one in (value.values if isinstance(value, Rows) else (value,))]


def _given(values: Sequence[Value]) -> list[float]:
    return [v.number(one) for one in _flat(values) if v.text(one) != ""]


def _own(setting: Setting, values: list[Value]) -> Value:
    return values[0] if values else v.from_plain(setting.this)


def _least(setting: Setting, values: list[Value]) -> Value:
    numbers = _given(values)
    return math.nan if not numbers or any(map(math.isnan, numbers)) else min(numbers)


def _most(setting: Setting, values: list[Value]) -> Value:
    numbers = _given(values)
    return math.nan if not numbers or any(map(math.isnan, numbers)) else max(numbers)


def _sum(setting: Setting, values: list[Value]) -> Value:
    total = 0.0
    for one in _given(values):  # one by one, so that both engines round alike
        total += one
    return total


def _selected_at(setting: Setting, values: list[Value]) -> Value:
    chosen, place = v.words(values[0]), v.number(values[1])
    inside = 0 <= place < len(chosen)
    return chosen[math.floor(place)] if inside else ""


def _coalesce(setting: Setting, values: list[Value]) -> Value:
    return next((one for one in values if v.text(one) != ""), "")


def _choice_name(setting: Setting, values: list[Value]) -> Value:
    item = v.text(values[1]).strip("${} ")
    chosen = v.text(values[0])
    return setting.labels.get(item, {}).get(chosen, chosen)


def _checklist(setting: Setting, values: list[Value]) -> Value:
    return _within(values, float(sum(v.truth(one) for one in _flat(values[2:]))))


def _weighted(setting: Setting, values: list[Value]) -> Value:
    pairs = zip(values[2::2], values[3::2], strict=True)
    total = 0.0
    for one, weight in pairs:
        total += v.number(weight) if v.truth(one) else 0.0
    return _within(values, total)


def _within(values: list[Value], total: float) -> bool:
    least, most = v.number(values[0]), v.number(values[1])
    return (least == -1 or total >= least) and (most == -1 or total <= most)


def _round(setting: Setting, values: list[Value]) -> Value:
    number = v.number(values[0])
    digits = v.number(values[1]) if len(values) > 1 else 0.0
    if not math.isfinite(number) or math.isnan(digits):
        return number if math.isinf(number) and not math.isnan(digits) else math.nan
    scale = 1.0
    for _ in range(int(min(abs(digits), 15))):
        scale *= 10
    scaled = number / scale if digits < 0 else number * scale
    if math.isinf(scaled):
        return number
    down = float(math.floor(scaled))
    half_up = down + 1 if scaled - down >= 0.5 else down
    return half_up * scale if digits < 0 else half_up / scale


def _whole(step: Callable[[float], int]) -> Call:
    def call(setting: Setting, values: list[Value]) -> Value:
        number = v.number(values[0])
        return float(step(number)) if math.isfinite(number) else number

    return call


def _pow(setting: Setting, values: list[Value]) -> Value:
    base, power = v.number(values[0]), v.number(values[1])
    if math.isnan(power) or (abs(base) == 1 and math.isinf(power)):
        return math.nan
    try:
        return math.pow(base, power)
    except ValueError:
        return math.nan if base != 0 else math.inf
    except OverflowError:
        return -math.inf if base < 0 and math.fmod(power, 2) != 0 else math.inf


def _sqrt(setting: Setting, values: list[Value]) -> Value:
    number = v.number(values[0])
    return math.sqrt(number) if number >= 0 else math.nan


def _substr(setting: Setting, values: list[Value]) -> Value:
    letters = v.text(values[0])
    start = _edge(v.number(values[1]), len(letters))
    end = _edge(v.number(values[2]), len(letters)) if len(values) > 2 else len(letters)
    return letters[start:end] if start < end else ""


def _edge(number: float, length: int) -> int:
    if math.isnan(number):
        return 0
    bounded = math.trunc(max(-length, min(length, number)))
    return bounded + length if bounded < 0 else bounded


def _substring(setting: Setting, values: list[Value]) -> Value:
    first = v.number(_round(setting, [v.number(values[1])]))
    end = first + v.number(_round(setting, [v.number(values[2])])) if len(values) > 2 else math.inf
    return "".join(c for at, c in enumerate(v.text(values[0]), 1) if at >= first and at < end)


def _before(setting: Setting, values: list[Value]) -> Value:
    head, found, _ = _cut(values)
    return head if found else ""


def _after(setting: Setting, values: list[Value]) -> Value:
    return _cut(values)[2]


def _cut(values: list[Value]) -> tuple[str, bool, str]:
    whole, mark = v.text(values[0]), v.text(values[1])
    at = whole.find(mark)
    return (whole[:at], True, whole[at + len(mark) :]) if at >= 0 else (whole, False, "")


def _translate(setting: Setting, values: list[Value]) -> Value:
    whole, old, new = (v.text(one) for one in values)
    table: dict[str, str] = {}
    for at, letter in enumerate(old):
        table.setdefault(letter, new[at] if at < len(new) else "")
    return "".join(table.get(letter, letter) for letter in whole)


def _normal(setting: Setting, values: list[Value]) -> Value:
    return " ".join(v.words(_own(setting, values)))


def _date(setting: Setting, values: list[Value], clock: bool = False) -> Value:
    value = values[0]
    days = value.days if isinstance(value, Date) else v.number(value)
    if math.isnan(days) or not v.FIRST_DAY <= days < v.LAST_DAY + 1:
        return ""
    return Date(days, True) if clock else Date(float(math.floor(days)))


def _date_time(setting: Setting, values: list[Value]) -> Value:
    return _date(setting, values, clock=True)


def _format(setting: Setting, values: list[Value]) -> Value:
    date = _date(setting, values, clock=True)
    if not isinstance(date, Date):
        return ""
    year, month, day, hour, minute, second, part = v.clock(date)
    language = setting.language if setting.language in _MONTHS else "en"
    weekday = (math.floor(date.days) + 3) % 7
    marks = {
        "Y": f"{year:04}",
        "y": f"{year % 100:02}",
        "m": f"{month:02}",
        "n": f"{month}",
        "d": f"{day:02}",
        "e": f"{day}",
        "H": f"{hour:02}",
        "h": f"{hour}",
        "M": f"{minute:02}",
        "S": f"{second:02}",
        "3": f"{part:03}",
        "b": _MONTHS[language].split()[month - 1],
        "a": _DAYS[language].split()[weekday],
        "%": "%",
    }
    return re.sub("%(.)", lambda found: marks.get(found[1], found[0]), v.text(values[1]))


def _day_fraction(setting: Setting, values: list[Value]) -> Value:
    return v.time_of_day(v.text(values[0]).strip(BLANKS))


def _regex(setting: Setting, values: list[Value]) -> Value:
    return re.compile(f"(?:{v.text(values[1])})", re.ASCII).fullmatch(v.text(values[0])) is not None


def _count(setting: Setting, values: list[Value]) -> Value:
    return float(len(_flat(values)))


def _count_non_empty(setting: Setting, values: list[Value]) -> Value:
    return float(sum(v.text(one) != "" for one in _flat(values)))


def _today(setting: Setting, values: list[Value]) -> Value:
    return v.moment(setting.today) or ""


def _now(setting: Setting, values: list[Value]) -> Value:
    return v.moment(setting.now) or ""


CALLS: dict[str, Call] = {
    "selected": lambda s, a: v.text(a[1]).strip(BLANKS) in v.words(a[0]),
    "selected-at": _selected_at,
    "count-selected": lambda s, a: float(len(v.words(a[0]))),
    "jr:choice-name": _choice_name,
    "coalesce": _coalesce,
    "once": lambda s, a: _coalesce(s, [v.from_plain(s.this), a[0]]),
    "not": lambda s, a: not v.truth(a[0]),
    "true": lambda s, a: True,
    "false": lambda s, a: False,
    "boolean": lambda s, a: v.truth(a[0]),
    "boolean-from-string": lambda s, a: v.text(a[0]) in ("true", "1"),
    "checklist": _checklist,
    "weighted-checklist": _weighted,
    "string": lambda s, a: v.text(_own(s, a)),
    "concat": lambda s, a: "".join(v.text(one) for one in _flat(a)),
    "join": lambda s, a: v.text(a[0]).join(v.text(one) for one in _flat(a[1:])),
    "string-length": lambda s, a: float(len(v.text(_own(s, a)))),
    "contains": lambda s, a: v.text(a[1]) in v.text(a[0]),
    "starts-with": lambda s, a: v.text(a[0]).startswith(v.text(a[1])),
    "ends-with": lambda s, a: v.text(a[0]).endswith(v.text(a[1])),
    "substr": _substr,
    "substring": _substring,
    "substring-before": _before,
    "substring-after": _after,
    "normalize-space": _normal,
    "translate": _translate,
    "regex": _regex,
    "number": lambda s, a: v.number(_own(s, a)),
    "int": _whole(math.trunc),
    "round": _round,
    "floor": _whole(math.floor),
    "ceiling": _whole(math.ceil),
    "abs": lambda s, a: abs(v.number(a[0])),
    "pow": _pow,
    "sqrt": _sqrt,
    "min": _least,
    "max": _most,
    "sum": _sum,
    "count": _count,
    "count-non-empty": _count_non_empty,
    "position": lambda s, a: float(s.place),
    "today": _today,
    "now": _now,
    "date": _date,
    "date-time": _date_time,
    "format-date": _format,
    "format-date-time": _format,
    "decimal-date-time": lambda s, a: v.number(a[0]),
    "decimal-time": _day_fraction,
}
