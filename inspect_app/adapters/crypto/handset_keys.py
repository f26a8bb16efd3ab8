"""PyNaCl: the door of a lent handset. What is opened here is the outer seal only; the box inside stays the opener's."""

from collections.abc import Sequence

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox


def make_handset_key() -> tuple[bytes, bytes]:
    """(private, public) key of one handset, 32 bytes each."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def open_handset_messages(handset_messages: Sequence[bytes], private: bytes) -> list[bytes]:
    """What is in each letter that was sealed to this door; a stranger's are left out."""
    handset_key, found = SealedBox(PrivateKey(private)), []
    for handset_message in handset_messages:
        try:
            found.append(handset_key.decrypt(handset_message))
        except CryptoError:
            continue
    return found
