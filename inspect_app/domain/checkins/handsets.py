"""A lent handset: what it keeps and sends, in letters of two sizes that look alike whatever is in them.

A letter holds one sealed box or nothing; a call holds one tap on "help now", a word of the tablet's own, or nothing.
Both are sealed to the door of this handset, so the tablet itself cannot tell afterwards which is which. The browser's
side is `static/checkin_app/src/handset/messages.mjs`. Why: docs/decisions/0026-lent-handset.md.
"""

from __future__ import annotations

import base64
from datetime import date

from inspect_app.domain.alerts.duty import KINDS
from inspect_app.domain.checkins.checkins import SEALED_SIZE

_SEAL = 48
LETTER_SIZE = 1 + SEALED_SIZE + _SEAL
CALL_SIZE = 16 + _SEAL
# The tablet's own two words: everything it held has gone out; and it is put away for good.
SENT, AWAY = "sent", "away"
_CALLS = ("", *KINDS, SENT, AWAY)


def box_in(handset_message: bytes) -> bytes | None:
    """The sealed box in an opened letter, or None: nothing was said."""
    is_box = len(handset_message) == 1 + SEALED_SIZE and handset_message[:1] == b"\x01"
    return handset_message[1:] if is_box else None


def said_in(call: bytes) -> str:
    """A kind of call, `SENT`, `AWAY`, or "" for nothing and for what nobody knows."""
    return _CALLS[call[0]] if call and call[0] < len(_CALLS) else ""


def address(public_url: str, handset_key: bytes, closes: date, name: str) -> str:
    """What makes a tablet a handset. All of it is in the fragment: no server, proxy or log ever receives it."""
    key = base64.urlsafe_b64encode(handset_key).decode().rstrip("=")
    return f"{public_url.rstrip('/')}/c/handset/#{key}.{closes:%Y%m%d}.{name}"
