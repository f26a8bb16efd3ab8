"""Corrections a visit makes to its employer and site, as ``static/tablet/core/events/fold_corrections.mjs``."""

from __future__ import annotations

from typing import Any

from inspect_app.domain.fieldwork.inspection.causality import Event, saw
from inspect_app.domain.register import corrections as corrections_rules

Correction = dict[str, Any]


def told(corrections: list[Correction], event: Event) -> None:
    """Adds one event, a line a field. Who saw a later version through another tablet knows that version too."""
    value = event["value"]
    about = {"about": value["about"], "id": value["id"]}
    known = [one["base"] for one in corrections if about.items() <= one.items() and saw(event, one)]
    for field, change in sorted(value["changes"].items()):
        corrections.append(
            {
                **about,
                "field": field,
                "from": change["from"],
                "to": change["to"],
                "base": max([value["base"], *known]),
                "event": event["id"],
                "at": event["at"],
                "staff": event["by"],
                "device": event["device"],
                "seq": event["seq"],
                "n": event["n"],
                "saw": dict(event.get("saw") or {}),
            }
        )


def standing(corrections: list[Correction]) -> tuple[Correction, ...]:
    """Every mend with `stands`, and in `differs` the events beside it that stand for another value."""
    places: dict[tuple[str, str, str], list[Correction]] = {}
    for one in corrections:
        place = one["about"], one["id"], one["field"]
        places[place] = corrections_rules.lay(places.get(place, []), one, sees=_sees, same=_same)
    return tuple(_with_others(one, places[one["about"], one["id"], one["field"]]) for one in corrections)


def _with_others(one: Correction, beside: list[Correction]) -> Correction:
    stands = any(other is one for other in beside)
    return {**one, "stands": stands, "differs": [other["event"] for other in beside if stands and other is not one]}


def _sees(one: Correction, other: Correction) -> bool:
    return saw(one, other) or corrections_rules.same(one["from"], other["to"])


def _same(one: Correction, other: Correction) -> bool:
    return corrections_rules.same(one["to"], other["to"])
