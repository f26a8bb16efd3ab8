"""A tree and answers to a value: pure, total (a wrong kind gives NaN or empty text, never an error)."""

import math
from collections.abc import Mapping, Sequence

from inspect_app.domain.checklists.expression import values as v
from inspect_app.domain.checklists.expression.functions import CALLS
from inspect_app.domain.checklists.expression.setting import Setting
from inspect_app.domain.checklists.expression.values import Date, Rows, Value


def evaluate(tree: Sequence[object], setting: Setting) -> Value:
    """The value of a tree from `parse`; ValueError for a tree this version does not know."""
    kind = tree[0]
    if kind == "num":
        return float(tree[1])  # type: ignore[arg-type]
    if kind == "str":
        return str(tree[1])
    if kind == "self":
        return v.from_plain(setting.this)
    if kind == "item":
        return _item(str(tree[1]), setting)
    if kind == "rows":
        rows = setting.answers.get(str(tree[1]))
        return Rows(tuple(map(str, rows))) if isinstance(rows, (list, tuple)) else Rows(())
    if kind == "neg":
        return -v.number(evaluate(tree[1], setting))  # type: ignore[arg-type]
    if kind == "op":
        return _operate(str(tree[1]), tree[2], tree[3], setting)  # type: ignore[arg-type]
    if kind == "fn":
        return _call(str(tree[1]), tree[2], setting)  # type: ignore[arg-type]
    raise ValueError(f"an expression holds {kind!r}, which this version does not know")


def holds(tree: Sequence[object], setting: Setting) -> bool:
    """Whether a condition is true."""
    return v.truth(evaluate(tree, setting))


def _item(name: str, setting: Setting) -> Value:
    answer = setting.answers.get(name)
    if isinstance(answer, Mapping):
        for row in setting.rows:
            if row in answer:
                return v.from_plain(answer[row])
    return v.from_plain(answer)


def _operate(name: str, left: Sequence[object], right: Sequence[object], setting: Setting) -> Value:
    first = evaluate(left, setting)
    if name == "and":
        return v.truth(first) and v.truth(evaluate(right, setting))
    if name == "or":
        return v.truth(first) or v.truth(evaluate(right, setting))
    second = evaluate(right, setting)
    if name in ("=", "!=", "<", "<=", ">", ">="):
        return compare(name, first, second)
    return _reckon(name, v.number(first), v.number(second))


def compare(name: str, a: Value, b: Value) -> bool:
    """XPath comparison; with rows on a side it is true when it is true for any row."""
    if (isinstance(a, bool) and isinstance(b, Rows)) or (isinstance(b, bool) and isinstance(a, Rows)):
        a, b = v.truth(a), v.truth(b)
    if isinstance(a, Rows):
        return any(compare(name, one, b) for one in a.values)
    if isinstance(b, Rows):
        return any(compare(name, a, one) for one in b.values)
    if name in ("=", "!="):
        return _equal(a, b) == (name == "=")
    x, y = v.number(a), v.number(b)
    return {"<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y}[name]


def _equal(a: Value, b: Value) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return v.truth(a) == v.truth(b)
    if isinstance(a, (float, Date)) or isinstance(b, (float, Date)):
        return v.number(a) == v.number(b)
    return v.text(a) == v.text(b)


def _reckon(name: str, a: float, b: float) -> float:
    if name == "+":
        return a + b
    if name == "-":
        return a - b
    if name == "*":
        return a * b
    if name == "div":
        if b != 0:
            return a / b
        return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)
    if name != "mod":
        raise ValueError(f"an expression holds the sign {name!r}, which this version does not know")
    return math.nan if b == 0 or math.isinf(a) else math.fmod(a, b)


def _call(name: str, arguments: Sequence[Sequence[object]], setting: Setting) -> Value:
    if name == "if":
        return evaluate(arguments[1 if holds(arguments[0], setting) else 2], setting)
    if name == "indexed-repeat":
        return _indexed(arguments, setting)
    if name not in CALLS:
        raise ValueError(f"an expression holds {name}(), which this version does not know")
    return CALLS[name](setting, [evaluate(one, setting) for one in arguments])


def _indexed(arguments: Sequence[Sequence[object]], setting: Setting) -> Value:
    """The item in the n-th row: indexed-repeat(${item}, ${section}, n), the section may be left out."""
    place = v.number(evaluate(arguments[-1], setting))
    answer = setting.answers.get(str(arguments[0][1])) if arguments[0][0] == "item" else None
    rows = list(answer.values()) if isinstance(answer, Mapping) else []
    inside = 1 <= place <= len(rows) and place == math.floor(place)
    return v.from_plain(rows[int(place) - 1]) if inside else ""
