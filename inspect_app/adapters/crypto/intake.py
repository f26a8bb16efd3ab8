"""What tablets sealed for the ministry: ECDH on P-256, HKDF-SHA-256 and AES-256-GCM, as WebCrypto makes them.

The private key belongs to web alone. ``docs/event.md`` gives every byte.
"""

import base64
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from inspect_app.adapters.system.key_file import made_once
from inspect_app.domain.fieldwork.sync import CannotOpen

IV, POINT = 12, 65
# A passing public key, chance, and 32 sealed bytes with their tag of 16.
WRAP = POINT + IV + 32 + 16
_CURVE = ec.SECP256R1()
_INFO = b"spotcheck-intake-1"


class IntakeKey:
    """The ministry's intake key, made on first use in the web process's own folder (mode 0600)."""

    def __init__(self, folder: Path) -> None:
        self._key = ec.derive_private_key(int.from_bytes(made_once(folder / "intake.key", _new), "big"), _CURVE)

    @property
    def public(self) -> str:
        """The public key: base64 of the uncompressed point, 65 bytes."""
        return base64.b64encode(_point(self._key.public_key())).decode()

    def new_key(self, about: str) -> tuple[bytes, bytes]:
        """(a new content key of 32 bytes, its wrap for this key)."""
        key = os.urandom(32)
        return key, wrap_for(self.public, key, about)

    def seal(self, key: bytes, content: bytes, about: str) -> bytes:
        return seal(key, content, about)

    def unseal(self, key: bytes, sealed: bytes, about: str) -> bytes:
        return unseal(key, sealed, about)

    def unwrap(self, wrap: bytes, about: str) -> bytes:
        """The 32-byte content key of a wrap of 125 bytes; CannotOpen for anything else."""
        try:
            passing = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, wrap[:POINT])
        except ValueError:
            raise CannotOpen from None
        kek = _stretch(self._key.exchange(ec.ECDH(), passing), _point(self._key.public_key()))
        return unseal(kek, wrap[POINT:WRAP], about)


def wrap_for(public: str, content_key: bytes, about: str) -> bytes:
    """What a tablet does: wraps a content key for an intake key (base64 of its point)."""
    theirs = base64.b64decode(public)
    passing = ec.generate_private_key(_CURVE)
    shared = passing.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, theirs))
    return _point(passing.public_key()) + seal(_stretch(shared, theirs), content_key, about)


def seal(key: bytes, content: bytes, about: str) -> bytes:
    """12 bytes of chance, then the ciphertext with its tag; opens only as the same thing (`about`)."""
    iv = os.urandom(IV)
    return iv + AESGCM(key).encrypt(iv, content, about.encode())


def unseal(key: bytes, sealed: bytes, about: str) -> bytes:
    """The bytes that `seal` was given; CannotOpen for anything else."""
    try:
        return AESGCM(key).decrypt(sealed[:IV], sealed[IV:], about.encode())
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def _new() -> bytes:
    return ec.generate_private_key(_CURVE).private_numbers().private_value.to_bytes(32, "big")


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _stretch(shared: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=_INFO).derive(shared)
