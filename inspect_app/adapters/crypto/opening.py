"""PyNaCl: opening. Only the opener may import this file; a contract and a test see to it."""

import os
from collections.abc import Sequence
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox


def make_period(folder: Path, name: str) -> bytes:
    """Makes the key file of a period (mode 0600) and returns its public key, 32 bytes. An existing file is kept."""
    path = _path(folder, name)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes(PrivateKey(path.read_bytes()).public_key)
    secret = PrivateKey.generate()
    with os.fdopen(handle, "wb") as file:
        file.write(bytes(secret))
        file.flush()
        os.fsync(file.fileno())
    return bytes(secret.public_key)


def load(folder: Path) -> list[PrivateKey]:
    """Every period key that still lives."""
    return [PrivateKey(path.read_bytes()) for path in sorted(folder.glob("*.period"))]


def shred(folder: Path, name: str) -> None:
    """Deletes a period's key: what was sealed to it can never be opened again, in no backup either."""
    path = _path(folder, name)
    if path.exists():
        path.write_bytes(os.urandom(32))
        path.unlink()


def open_box(box: bytes, keys: Sequence[PrivateKey]) -> bytes | None:
    """The plaintext under whichever key fits, or None: a stranger's bytes open under none."""
    for key in keys:
        try:
            return SealedBox(key).decrypt(box)
        except CryptoError:
            continue
    return None


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.period"
