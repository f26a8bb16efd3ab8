"""What a visit mends of its employer and its site: the same rule as ``static/tablet/fold_mends.mjs``."""

from __future__ import annotations

from typing import Any

from inspect_app.domain import mends as rule
from inspect_app.domain.inspection.sight import Event, saw

Mend = dict[str, Any]


def told(mends: list[Mend], event: Event) -> None:
    """Adds one event, a line a field. Who saw a later version through another tablet knows that version too."""
    value = event["value"]
    about = {"about": value["about"], "id": value["id"]}
    known = [one["base"] for one in mends if about.items() <= one.items() and saw(event, one)]
    for field, change in sorted(value["changes"].items()):
        mends.append(
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


def standing(mends: list[Mend]) -> tuple[Mend, ...]:
    """Every mend with `stands`, and in `differs` the events beside it that stand for another value."""
    places: dict[tuple[str, str, str], list[Mend]] = {}
    for one in mends:
        place = one["about"], one["id"], one["field"]
        places[place] = rule.lay(places.get(place, []), one, sees=_sees, same=_same)
    return tuple(_with_others(one, places[one["about"], one["id"], one["field"]]) for one in mends)


def _with_others(one: Mend, beside: list[Mend]) -> Mend:
    stands = any(other is one for other in beside)
    return {**one, "stands": stands, "differs": [other["event"] for other in beside if stands and other is not one]}


def _sees(one: Mend, other: Mend) -> bool:
    return saw(one, other) or rule.same(one["from"], other["to"])


def _same(one: Mend, other: Mend) -> bool:
    return rule.same(one["to"], other["to"])
