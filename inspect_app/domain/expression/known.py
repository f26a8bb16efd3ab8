"""The functions of the language: how many values each takes, and those left out with the reason."""

MANY = 100
ARITY: dict[str, tuple[int, int]] = {
    "selected": (2, 2), "selected-at": (2, 2), "count-selected": (1, 1), "jr:choice-name": (2, 2),
    "if": (3, 3), "coalesce": (1, MANY), "once": (1, 1), "not": (1, 1), "true": (0, 0), "false": (0, 0),
    "boolean": (1, 1), "boolean-from-string": (1, 1), "checklist": (3, MANY), "weighted-checklist": (4, MANY),
    "string": (0, 1), "concat": (1, MANY), "join": (1, MANY), "string-length": (0, 1), "contains": (2, 2),
    "starts-with": (2, 2), "ends-with": (2, 2), "substr": (2, 3), "substring": (2, 3),
    "substring-before": (2, 2), "substring-after": (2, 2), "normalize-space": (0, 1), "translate": (3, 3),
    "regex": (2, 2),
    "number": (0, 1), "int": (1, 1), "round": (1, 2), "floor": (1, 1), "ceiling": (1, 1), "abs": (1, 1),
    "pow": (2, 2), "sqrt": (1, 1), "min": (1, MANY), "max": (1, MANY), "sum": (1, 1), "count": (1, 1),
    "count-non-empty": (1, 1), "position": (0, 0), "indexed-repeat": (2, 3),
    "today": (0, 0), "now": (0, 0), "date": (1, 1), "date-time": (1, 1), "format-date": (2, 2),
    "format-date-time": (2, 2), "decimal-date-time": (1, 1), "decimal-time": (1, 1),
}  # fmt: skip
_DICE = "two tablets would disagree about it; an item gets its own random id anyway"
_TABLE = "tables from outside are not carried; write the rows as choices"
_PLACE = "shapes on a map are not carried"
_CURVE = "it was left out because no inspection needs it"
LEFT_OUT: dict[str, str] = {
    "uuid": _DICE, "random": _DICE, "randomize": _DICE, "digest": _DICE,
    "instance": _TABLE, "pulldata": _TABLE, "search": _TABLE, "lookup": _TABLE,
    "area": _PLACE, "distance": _PLACE, "enclosed-area": _PLACE, "geofence": _PLACE,
    **dict.fromkeys(("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "pi"), _CURVE),
    **dict.fromkeys(("exp", "exp10", "log", "log10"), _CURVE),
    "current": "write ${item}", "last": "write count(${section})", "name": "write ${item}",
    "extract-signed": "signatures are made by the tablet itself", "property": "a tablet has no properties",
    "base64-decode": "answers are never encoded", "version": "a visit keeps the version it began with",
}  # fmt: skip
