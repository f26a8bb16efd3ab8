"""Why each term is what it is: a text key with values, a day and a visit; `words.py` makes sentences of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspect_app.domain.risk import terms as terms_rules
from inspect_app.domain.risk.inputs import Inputs


@dataclass(frozen=True)
class Reason:
    """`key` names a sentence; `values` fill it; `day` and `visit` say when and where it was learned."""

    key: str
    values: tuple[tuple[str, str | int | float], ...] = ()
    day: date | None = None
    visit: str | None = None


def of_terms(
    inputs: Inputs, points: Mapping[str, float], clusters: Mapping[str, float]
) -> dict[str, tuple[Reason, ...]]:
    """Reasons for each term by name; a term that says nothing has none."""
    return {
        "baseline": _baseline(inputs, points["baseline"]),
        "history": _history(inputs),
        "current": _current(inputs, clusters),
        "workers": (Reason("workers_concern"),) if points["workers"] else (),
        "complaints": _complaints(inputs) if points["complaints"] else (),
        "network": _network(inputs) if points["network"] else (),
    }


def not_assessed(inputs: Inputs) -> tuple[Reason, ...]:
    """What the score could not know, in the order it matters."""
    found = []
    if not terms_rules.counted(inputs.facts, inputs.as_of):
        found.append(Reason("missing_visits"))
    if inputs.current is None:
        found.append(Reason("missing_findings"))
    else:
        found += [
            Reason("missing_ilo", (("n", n),), inputs.current.day, inputs.current.visit)
            for n, state in sorted(inputs.current.states.items())
            if state == "not_assessed"
        ]
    if not inputs.worker_bands:
        found.append(Reason("missing_workers"))
    if inputs.headcount is None:
        found.append(Reason("missing_headcount"))
    if any(fact.contested for fact in inputs.facts):
        found.append(Reason("missing_contested", (("count", sum(fact.contested for fact in inputs.facts)),)))
    return tuple(found)


def _baseline(inputs: Inputs, points: float) -> tuple[Reason, ...]:
    if not points:
        return ()
    return (Reason("baseline_above" if points > 0 else "baseline_below", (("sector", inputs.sector or ""),)),)


def _history(inputs: Inputs) -> tuple[Reason, ...]:
    visits = sorted(terms_rules.counted(inputs.facts, inputs.as_of), key=lambda one: one.day, reverse=True)
    serious = [one for one in visits if one.serious]
    found = [Reason("history_serious", (), one.day, one.visit) for one in serious[:3]]
    clean = [one for one in visits if not one.serious]
    if clean:
        found.append(Reason("history_clean", (("count", len(clean)),), clean[0].day, clean[0].visit))
    return tuple(found)


def _current(inputs: Inputs, clusters: Mapping[str, float]) -> tuple[Reason, ...]:
    if inputs.current is None:
        return ()
    here = inputs.current
    found = [
        Reason("current_present", (("n", n),), here.day, here.visit)
        for n, state in sorted(here.states.items())
        if state == "present"
    ]
    absent = sum(state == "not_present" for state in here.states.values())
    if absent and any(points < 0 for points in clusters.values()):
        found.append(Reason("current_absent", (("count", absent),), here.day, here.visit))
    return tuple(found)


def _complaints(inputs: Inputs) -> tuple[Reason, ...]:
    # Neither a day nor a number: a complaint must not be found again from the score.
    return (Reason("complaints_above"),)


def _network(inputs: Inputs) -> tuple[Reason, ...]:
    found = []
    for link in inputs.links:
        visits = sorted(terms_rules.counted(link.facts, inputs.as_of), key=lambda one: one.day, reverse=True)
        serious = [one for one in visits if one.serious]
        about = (serious or visits)[:1]
        found += [
            Reason("network_serious" if one.serious else "network_clean", (("kind", link.kind),), one.day, one.visit)
            for one in about
        ]
    return tuple(found)
