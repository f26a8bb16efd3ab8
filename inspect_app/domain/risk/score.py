"""The terms put together: points, interval, evidence, reasons, what would change it most, and the hashes."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from inspect_app.domain.risk import terms as terms_rules
from inspect_app.domain.risk.inputs import Fact, Inputs
from inspect_app.domain.risk.reasons import Reason, not_assessed, of_terms
from inspect_app.domain.risk.weights import Weights

# quantile(q, a, b): the q-quantile of a Beta distribution; adapters/data/odds.py gives it.
Quantile = Callable[[float, float, float], float]

NAMES = ("baseline", "history", "current", "workers", "complaints", "network")


@dataclass(frozen=True)
class Term:
    """One contribution in points, rounded to six decimals, with its reasons."""

    name: str
    points: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Score:
    """`low` and `high` bound the 80 % interval of the points. `urgent` is a track of its own, whatever the points."""

    points: float
    low: float
    high: float
    evidence: str
    baseline_only: bool
    terms: tuple[Term, ...]
    not_assessed: tuple[Reason, ...]
    would_change: tuple[Reason, ...]
    urgent: tuple[str, ...]
    as_of: date
    model: str
    inputs_hash: str
    weights_hash: str


def score(inputs: Inputs, weights: Weights, quantile: Quantile) -> Score:
    """The score of one employer on one day.

    The same inputs and weights give the same bytes: see `body`.
    """
    points = _points(inputs, weights)
    total = _total(points)
    low, high = _interval(inputs, weights, quantile, points)
    evidence = _evidence(inputs, weights)
    reasons = of_terms(inputs, points, terms_rules.clusters(inputs, weights))
    return Score(
        points=total,
        low=min(low, total),
        high=max(high, total),
        evidence=evidence,
        baseline_only=evidence in ("none", "thin"),
        terms=tuple(Term(name, points[name], reasons[name]) for name in NAMES),
        not_assessed=not_assessed(inputs),
        would_change=_would_change(inputs, weights, total),
        urgent=inputs.current.urgent if inputs.current else (),
        as_of=inputs.as_of,
        model=weights.model,
        inputs_hash=sha256(canonical(plain(inputs)).encode()).hexdigest(),
        weights_hash=weights.hash,
    )


def body(found: Score) -> str:
    """The score as canonical JSON: what is stored, hashed and compared on replay."""
    return canonical(plain(found))


def plain(value: Any) -> Any:
    """Dataclasses as JSON values: days as ISO text, numbers rounded to six decimals."""
    if hasattr(value, "__dataclass_fields__"):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return terms_rules.tidy(value) if isinstance(value, float) else value


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _points(inputs: Inputs, weights: Weights) -> dict[str, float]:
    mean = terms_rules.sector_mean(inputs, weights)
    found = {
        "baseline": terms_rules.POINTS
        * (terms_rules.logit(mean) - terms_rules.logit(weights.constants.provincial_mean)),
        "history": terms_rules.history(inputs.facts, inputs.as_of, mean, weights),
        "current": sum(terms_rules.clusters(inputs, weights).values()),
        "workers": terms_rules.workers(inputs, weights),
        "complaints": terms_rules.complaints(inputs, weights),
        "network": terms_rules.network(inputs, mean, weights),
    }
    return {name: terms_rules.tidy(found[name]) for name in NAMES}


def _total(points: Mapping[str, float]) -> float:
    return terms_rules.tidy(terms_rules.clip(50 + sum(points[name] for name in NAMES), 0, 100))


def _interval(inputs: Inputs, weights: Weights, quantile: Quantile, points: Mapping[str, float]) -> tuple[float, float]:
    mean = terms_rules.sector_mean(inputs, weights)
    a, b = terms_rules.beta(inputs.facts, inputs.as_of, mean, weights)
    c = weights.constants
    ends = []
    for q in (c.interval_low, c.interval_high):
        theta = terms_rules.clip(quantile(q, a, b), 1e-9, 1 - 1e-9)
        moved = terms_rules.tidy(terms_rules.POINTS * (terms_rules.logit(theta) - terms_rules.logit(mean)))
        ends.append(_total({**points, "history": moved}))
    return ends[0], ends[1]


def _evidence(inputs: Inputs, weights: Weights) -> str:
    """none, thin, some or good: decayed visits plus the share of the eleven that the newest visit assessed."""
    c = weights.constants
    _, visits = terms_rules.decayed(inputs.facts, inputs.as_of, c.history_half_life)
    states = inputs.current.states if inputs.current else {}
    assessed = sum(states.get(one.n) in ("present", "not_present") for one in weights.ilo)
    strength = terms_rules.tidy(visits + assessed / len(weights.ilo))
    if strength == 0:
        return "none"
    if strength < c.evidence_some:
        return "thin"
    return "some" if strength < c.evidence_good else "good"


def _would_change(inputs: Inputs, weights: Weights, total: float) -> tuple[Reason, ...]:
    """Up to three things that would move the points most, the largest first."""
    possible = []
    for key, serious in (("change_clean_visit", False), ("change_serious_visit", True)):
        fact = Fact(inputs.as_of, serious=serious, unannounced=True, contested=False, visit=None)
        possible.append((key, replace(inputs, facts=(*inputs.facts, fact))))
    if inputs.current:
        states = inputs.current.states
        left = [one.n for one in weights.ilo if states.get(one.n) not in ("present", "not_present")]
        if left:
            every = {**states, **dict.fromkeys(left, "present")}
            possible.append(("change_assess", replace(inputs, current=replace(inputs.current, states=every))))
    if not inputs.worker_bands:
        possible.append(("change_workers", replace(inputs, worker_bands={"any": "nearly_all"})))
    moves = [(key, terms_rules.tidy(_total(_points(other, weights)) - total)) for key, other in possible]
    moves.sort(key=lambda move: (-abs(move[1]), move[0]))
    return tuple(Reason(key, (("points", moved),), None, None) for key, moved in moves if moved)[:3]
