"""PyNaCl: sealing. What goes through here can be opened by nobody in this process (libsodium sealed box, X25519)."""

from nacl.public import PublicKey, SealedBox


def seal(plaintext: bytes, public_key: bytes) -> bytes:
    """Seals bytes to a 32-byte public key; the result is 48 bytes longer and different every time."""
    return SealedBox(PublicKey(public_key)).encrypt(plaintext)
