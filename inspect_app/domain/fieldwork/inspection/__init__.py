"""What a visit's events add up to.

``fold`` is the only reader of events that counts: the tablet runs the same rule in
``static/tablet/core/events/fold.mjs``
and both are tested from ``tests/cases/folds.json``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from inspect_app.domain.fieldwork.inspection.causality import AFTER_SIGNING, Event, earliest, is_late, order, saw
from inspect_app.domain.fieldwork.inspection.parts import Answer, Case, Inspection, Photo
from inspect_app.domain.fieldwork.inspection.state import REDUCERS, InspectionState

__all__ = [
    "AFTER_SIGNING",
    "Answer",
    "Case",
    "Event",
    "Inspection",
    "Photo",
    "covers",
    "earliest",
    "fold",
    "plain",
    "saw",
]


def fold(
    events: Sequence[Event], accepted: frozenset[str] = frozenset(), same_as: Mapping[str, str] | None = None
) -> Inspection:
    """Add up parsed events of one visit; arrival order and repeats do not matter.

    The order is (n, device, seq), never the clock. `accepted` names late events that a supervisor let in.
    `same_as`: "checklist/item" -> the name of its question, where more than one checklist asks it.
    """
    once = {event["id"]: event for event in events}
    ordered = sorted(once.values(), key=order)
    state = InspectionState(visit=ordered[0]["visit"] if ordered else "", same_as=same_as or {})
    signatures = earliest([event for event in ordered if event["what"] == "signed"])
    for event in ordered:
        if event["id"] not in accepted and is_late(event, signatures):
            state.late.append(event["id"])
            continue
        act = REDUCERS.get(event["what"])
        if act is not None:
            act(state, event)
    return state.close()


def covers(hashes: Sequence[str]) -> str:
    """The hash a signature names: SHA-256 over the sorted hex event hashes, one a line."""
    return sha256("\n".join(sorted(set(hashes))).encode()).hexdigest()


def plain(inspection: Inspection) -> dict[str, Any]:
    """The inspection as JSON values, equal to what ``fold.mjs`` returns."""
    return {name: _plain(value) for name, value in vars(inspection).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Answer | Case | Photo):
        return {name: _plain(part) for name, part in vars(value).items()}
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
