"""Numbers as people write them: `12,50`, `١٢`, `1 234,5`, full-width digits; read or refused, never guessed.

`static/tablet/core/rules/numbers.mjs` says the same in JavaScript; both pass tests/cases/numbers.json.
"""

import re

MOST_DIGITS = 15
# The zero of each script whose digits the tool meets: Latin, Arabic, Persian and Urdu, Devanagari, Bengali, Gurmukhi,
# Gujarati, Tamil, Telugu, Kannada, Malayalam, Thai, Lao, Myanmar, Khmer, full width. Named, not taken from a Unicode
# table: two engines have two versions of that table.
_ZEROS = "30 660 6F0 966 9E6 A66 AE6 BE6 C66 CE6 D66 E50 ED0 1040 17E0 FF10"
_DIGITS = {int(zero, 16) + digit: str(digit) for zero in _ZEROS.split() for digit in range(10)}
# Marks of direction say nothing of the number; every kind of blank, apostrophe and the Arabic mark group thousands.
_SIGNS = {
    **dict.fromkeys((0x200E, 0x200F, 0x61C, 0x2066, 0x2067, 0x2068, 0x2069, 0x202A, 0x202B, 0x202C), ""),
    **dict.fromkeys((0x9, 0xA0, 0x2009, 0x202F, 0x3000), " "),
    **dict.fromkeys((0x2019, 0x66C), "'"),
    0x2212: "-",
    0xFF0D: "-",
    0xFF0C: ",",
    0xFF0E: ".",
    0xFF04: "$",
}
_TABLE = {**_DIGITS, **_SIGNS}
_CURRENCY = re.compile(r"(?:\$ ?CAD?|CAD? ?\$|C\$|CAD|\$)")
_CURRENCY_LAST = re.compile(_CURRENCY.pattern + r"\Z")
_SHAPE = re.compile(r"(-?)([0-9][0-9 ',.]*|[.,][0-9]+)(?:\u066b([0-9]+))?")
_GROUPS = re.compile(r"[0-9]{1,3}(?:([ ',.])[0-9]{3})(?:\1[0-9]{3})*")


def read_number(typed: str, decimals: int = 0, *, money: bool = False) -> tuple[str | None, str]:
    """(decimal text, "") or (None, why), for at most so many decimals (0 to 6).

    The text is canonical: no blanks, no leading zeros, a point, no zeros at the end; of money always two decimals.
    why: `empty`, `not_a_number`, `unclear` (1,234 may be two numbers), `too_precise` (nothing is rounded), `too_long`.
    """
    decimals = 2 if money else decimals
    plain = typed.translate(_TABLE).strip(" ")
    if money:
        plain = _without_currency(plain)
    if not plain:
        return None, "empty"
    shape = _SHAPE.fullmatch(plain)
    if not shape:
        return None, "not_a_number"
    sign, body, arabic = shape.groups()
    parts = _whole_and_part(body, decimals) if arabic is None else _grouped(body, arabic)
    return parts if isinstance(parts[1], str) and parts[0] is None else _canonical(sign, *parts, decimals, money)


def _without_currency(plain: str) -> str:
    sign = "-" if plain.startswith("-") else ""
    rest = plain[len(sign) :]
    for mark in (_CURRENCY.match(rest), _CURRENCY_LAST.search(rest)):
        if mark:
            return sign + (rest[: mark.start()] + rest[mark.end() :]).strip(" ")
    return plain


def _whole_and_part(body: str, decimals: int) -> tuple[str | None, str]:
    """The digits before and after the decimal mark, or (None, why)."""
    marks = [letter for letter in body if letter in ",."]
    last = marks[-1] if marks else ""
    if not last or (len(marks) > 1 and len(set(marks)) == 1):
        return _grouped(body, "")
    whole, part = body.rsplit(last, 1)
    if not part.isdigit() or last in whole:
        return None, "not_a_number"
    lone = len(marks) == 1 and whole.isdigit() and len(part) == 3 and len(whole) <= 3 and not whole.startswith("0")
    if lone and last == "," and decimals < 3:
        return whole + part, ""
    if lone and (last == "," or decimals < 3):
        return None, "unclear"
    return _grouped(whole, part)


def _grouped(whole: str, part: str) -> tuple[str | None, str]:
    bare = re.sub("[ ',.]", "", whole)
    good = whole == bare or _GROUPS.fullmatch(whole) is not None
    return (bare, part) if good else (None, "not_a_number")


def _canonical(sign: str, whole: str | None, part: str, decimals: int, money: bool) -> tuple[str | None, str]:
    whole, part = (whole or "").lstrip("0") or "0", part.rstrip("0")
    if len(whole + part) > MOST_DIGITS:
        return None, "too_long"
    if len(part) > decimals:
        return None, "too_precise"
    sign = "" if whole == "0" and not part else sign
    part = part.ljust(2, "0") if money else part
    return f"{sign}{whole}{'.' if part else ''}{part}", ""
