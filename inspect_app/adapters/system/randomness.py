"""Random numbers from the operating system. The domain gets them as arguments."""

import secrets
from collections.abc import Sequence


def new_id() -> str:
    """128 random bits as 32 hex characters: says nothing about time or order."""
    return secrets.token_hex(16)


def token() -> str:
    """256 random bits for a cookie or a link, safe in a URL."""
    return secrets.token_urlsafe(32)


def salt() -> str:
    """128 random bits in hex, to go into a hash."""
    return secrets.token_hex(16)


def pick(words: Sequence[str], count: int) -> list[str]:
    """`count` words drawn with repetition."""
    return [secrets.choice(words) for _ in range(count)]


def shuffle(ids: Sequence[str]) -> list[str]:
    """The same ids in an order that nobody can know beforehand."""
    return secrets.SystemRandom().sample(list(ids), len(ids))


def below(n: int) -> int:
    """A random whole number from 0 to n - 1."""
    return secrets.randbelow(n)


def fill(n: int) -> bytes:
    """`n` random bytes."""
    return secrets.token_bytes(n)
