"""Cards: sixteen random digits that write once and read nothing.

A card is 50 to 53 bits of chance. What the machine keeps of it is an HMAC under the pepper of its point,
so a copy of the table without the pepper says nothing about any printed card.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

DIGITS = 16
PEPPER_BYTES = 32
PER_SHEET = 8
OPEN_DAYS_AFTER_VISIT = 30
MOST_PER_HEAD = 2

# A headcount is known only as one of these bands; the number is the most workers the band can hold.
HEADCOUNT_BANDS: dict[str, int] = {
    "under_10": 9,
    "10_24": 24,
    "25_49": 49,
    "50_99": 99,
    "100_249": 249,
    "250_plus": 500,
    "unknown": 24,
}


def read(text: str) -> str | None:
    """The sixteen digits in what somebody typed, in any script and grouping; None when it is no card code."""
    digits = []
    for letter in unicodedata.normalize("NFKC", text):
        value = unicodedata.digit(letter, None)
        if value is not None:
            digits.append(str(value))
        elif not (letter.isspace() or letter in "-._·/"):
            return None
        if len(digits) > DIGITS:
            return None
    return "".join(digits) if len(digits) == DIGITS else None


def grouped(code: str) -> str:
    """``4821770519366042`` as ``4821 7705 1936 6042``, the way it is printed."""
    return " ".join(code[at : at + 4] for at in range(0, DIGITS, 4))


def fingerprint(pepper: bytes, code: str) -> bytes:
    """What is kept of a card: HMAC-SHA256 of its digits under the pepper of its point (32 bytes)."""
    return hmac.new(pepper, code.encode("ascii"), hashlib.sha256).digest()


def deal(n: int, below: Callable[[int], int], *, standing: bool = False) -> tuple[str, ...]:
    """``n`` different codes in the order they came. ``below(m)`` is a random whole number from 0 to m-1.

    Those of a standing point begin with nine and no others do: the page knows by it whether to ask for sector and
    county, without asking the server, which would tell somebody something of a card.
    """
    size = 10 ** (DIGITS - 1)
    least, most = (9 * size, size) if standing else (0, 9 * size)
    codes: dict[str, None] = {}
    while len(codes) < n:
        codes[f"{least + below(most):0{DIGITS}d}"] = None
    return tuple(codes)


def shuffled(things: Sequence[T], below: Callable[[int], int]) -> tuple[T, ...]:
    """The same things in a fresh random order (Fisher and Yates)."""
    pile = list(things)
    for last in range(len(pile) - 1, 0, -1):
        other = below(last + 1)
        pile[last], pile[other] = pile[other], pile[last]
    return tuple(pile)


def most_cards(headcount: str) -> int:
    """How many cards a point may hand out without a supervisor's reason: twice the most its band can hold."""
    return MOST_PER_HEAD * HEADCOUNT_BANDS.get(headcount, HEADCOUNT_BANDS["unknown"])


def address(public_url: str, code: str) -> str:
    """What the QR says. The code is a fragment, so no server, proxy or log ever receives it."""
    return f"{public_url.rstrip('/')}/c/#{code}"
