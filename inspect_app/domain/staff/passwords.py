"""Password and lock-out rules: NIST SP 800-63B (rev. 4, 2025) — length, a list of known bad ones, no composition rules,
no forced changes."""

from datetime import datetime, timedelta
from itertools import pairwise

SHORTEST = 15
LONGEST = 128
TRIES = 10
_FIRST_LOCK = timedelta(minutes=1)
_LONGEST_LOCK = timedelta(hours=1)
# Doubled so often, the first wait is longer than the longest; a thousand tries must not overflow the sum.
_DOUBLINGS = 6

# The common ones that are long enough to pass the length rule; short ones fail by length already.
KNOWN = frozenset(
    {
        "123456789012345",
        "1234567890123456",
        "12345678901234567890",
        "passwordpassword",
        "password12345678",
        "qwertyuiopasdfgh",
        "qwertyuiopasdfghjkl",
        "iloveyouiloveyou",
        "administrator123",
        "letmeinletmeinletmein",
        "correcthorsebatterystaple",
        "correct horse battery staple",
    }
)


def weakness(password: str, *, about: tuple[str, ...] = ()) -> str | None:
    """Says why a password cannot be used, or None. `about` holds words of the person (name, e-mail) it must not be."""
    plain = password.casefold().strip()
    if len(password) < SHORTEST:
        return "it has fewer than {shortest} characters."
    if len(password) > LONGEST:
        return "it has more than {longest} characters."
    if plain in KNOWN:
        return "it is on the list of passwords that are tried first."
    if len(set(plain)) < 5 or _is_run(plain):
        return "it repeats or counts up the same few characters."
    if any(len(word) >= 5 and plain.replace(" ", "") == (word * 10)[: len(plain)].casefold() for word in about):
        return "it is your own name or address repeated."
    return None


def locked_until(failed: int, now: datetime) -> datetime | None:
    """After ten wrong tries in a row each further one doubles the wait, from one minute up to one hour."""
    if failed < TRIES:
        return None
    wait: timedelta = min(_FIRST_LOCK * (1 << min(failed - TRIES, _DOUBLINGS)), _LONGEST_LOCK)
    return now + wait


def _is_run(text: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps in ({0}, {1}, {-1})
