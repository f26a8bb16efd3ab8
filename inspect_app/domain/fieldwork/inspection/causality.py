"""Which event was made with sight of which, and the one order that counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Event = Mapping[str, Any]

# Signing closes the book: of what was made with sight of a signature, only these may follow.
# When a team is back is known only later, and says nothing of what was found.
AFTER_SIGNING = frozenset({"signed", "closed", "redacted", "expected_back", "custody", "stop_lifted"})


def saw(event: Event, other: Event) -> bool:
    """Whether the hand that made `event` had `other` before it: its own, and those it names in `saw`."""
    if event["device"] == other["device"]:
        return bool(event["seq"] > other["seq"])
    return bool(event.get("saw", {}).get(other["device"], 0) >= other["seq"])


def order(event: Event) -> tuple[int, str, int, str]:
    return event["n"], event["device"], event["seq"], event["id"]


def earliest(signatures: Iterable[Event]) -> list[Event]:
    """The first signature of each tablet: who saw a later one of it saw this one too, so these decide."""
    first: dict[str, Event] = {}
    for event in signatures:
        held = first.setdefault(event["device"], event)
        if event["seq"] < held["seq"]:
            first[event["device"]] = event
    return list(first.values())


def is_late(event: Event, signatures: list[Event]) -> bool:
    return event["what"] not in AFTER_SIGNING and any(saw(event, signed) for signed in signatures)
