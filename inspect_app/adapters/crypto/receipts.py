"""Signatures between tablets and the ministry: P-256 from a tablet, Ed25519 on a receipt."""

import base64
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from inspect_app.adapters.system.key_file import made_once

_SHA256 = ec.ECDSA(hashes.SHA256())


def is_tablet_key(public_key: str) -> bool:
    """Whether a base64 SPKI text is a P-256 public key."""
    return _tablet_key(public_key) is not None


def is_signed(public_key: str, words: bytes, signature: str) -> bool:
    """Whether a tablet signed these words; `signature` is base64 of r and s, 32 bytes each, as WebCrypto makes it."""
    key = _tablet_key(public_key)
    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        if key is None or len(raw) != 64:
            return False
        pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key.verify(pair, words, _SHA256)
    except (InvalidSignature, ValueError):
        return False
    return True


class ReceiptKey:
    """The ministry's receipt key, made on first use in the web process's own folder."""

    def __init__(self, folder: Path) -> None:
        made = made_once(folder / "receipt.key", lambda: Ed25519PrivateKey.generate().private_bytes_raw())
        self._key = Ed25519PrivateKey.from_private_bytes(made)

    def sign(self, text: str) -> str:
        return base64.b64encode(self._key.sign(text.encode())).decode()

    @property
    def public(self) -> str:
        """The public key, base64 of its 32 bytes."""
        return base64.b64encode(self._key.public_key().public_bytes_raw()).decode()


def is_receipt(public_key: str, text: str, signature: str) -> bool:
    """Whether the ministry signed this receipt text."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key))
        key.verify(base64.b64decode(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


class TabletKey:
    """A tablet's signing key outside a browser, for the demo and for tests."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    @property
    def public(self) -> str:
        spki = serialization.PublicFormat.SubjectPublicKeyInfo
        return base64.b64encode(self._key.public_key().public_bytes(serialization.Encoding.DER, spki)).decode()

    def sign(self, words: bytes) -> str:
        r, s = decode_dss_signature(self._key.sign(words, _SHA256))
        return base64.urlsafe_b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).decode().rstrip("=")


def _tablet_key(public_key: str) -> ec.EllipticCurvePublicKey | None:
    try:
        key = serialization.load_der_public_key(base64.b64decode(public_key, validate=True))
    except ValueError:
        return None
    return key if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1) else None
