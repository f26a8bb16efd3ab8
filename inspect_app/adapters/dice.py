"""Random numbers from the operating system. The domain gets them as arguments."""

import secrets


def new_id() -> str:
    """128 random bits as 32 hex characters: says nothing about time or order."""
    return secrets.token_hex(16)


def token() -> str:
    """256 random bits for a cookie or a link, safe in a URL."""
    return secrets.token_urlsafe(32)


def salt() -> str:
    """128 random bits in hex, to go into a hash."""
    return secrets.token_hex(16)
