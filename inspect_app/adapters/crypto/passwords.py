"""argon2-cffi: password hashing with argon2id (RFC 9106, low-memory profile)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
# Checked when there is no such account, so that a wrong address takes as long as a wrong password.
_NOBODY = _hasher.hash("nobody signs in with this")


def make(password: str) -> str:
    """Returns the encoded hash to store."""
    return _hasher.hash(password)


def fits(password: str, encoded: str | None) -> bool:
    """True when the password belongs to the hash. With no hash it works as long and says False."""
    try:
        return _hasher.verify(encoded or _NOBODY, password) and encoded is not None
    except (VerificationError, InvalidHashError):
        return False
