"""The terms of the score, each a small function of one part of the inputs, in points (ten double the odds)."""

from collections.abc import Iterable
from datetime import date
from math import exp, log

from inspect_app.domain.risk.inputs import Fact, Inputs
from inspect_app.domain.risk.weights import Weights

POINTS = 10 / log(2)


def logit(p: float) -> float:
    return log(p / (1 - p))


def clip(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


def tidy(value: float) -> float:
    """Six decimals, and never minus zero: what is stored, added and hashed."""
    return round(value, 6) + 0.0


def sector_mean(inputs: Inputs, weights: Weights) -> float:
    """The sector's share of serious visits, shrunk to the province's and held within the sector's cap."""
    c = weights.constants
    mean = (inputs.sector_serious + c.sector_shrink * c.provincial_mean) / (inputs.sector_visits + c.sector_shrink)
    bound = c.sector_cap / POINTS
    middle = logit(c.provincial_mean)
    held = clip(logit(clip(mean, 1e-6, 1 - 1e-6)), middle - bound, middle + bound)
    return 1 / (1 + exp(-held))


def counted(facts: Iterable[Fact], as_of: date) -> list[Fact]:
    """The visits that teach something of the rate: unannounced, not contested, not in the future."""
    return [fact for fact in facts if fact.unannounced and not fact.contested and fact.day <= as_of]


def decayed(facts: Iterable[Fact], as_of: date, half_life: float) -> tuple[float, float]:
    """(serious, all) visits, each worth half after every `half_life` days."""
    serious = total = 0.0
    for fact in sorted(counted(facts, as_of), key=lambda one: (one.day, one.visit or "")):
        weight = 2.0 ** (-(as_of - fact.day).days / half_life)
        total += weight
        serious += weight if fact.serious else 0.0
    return serious, total


def history(facts: Iterable[Fact], as_of: date, mean: float, weights: Weights) -> float:
    """The employer's own past against its sector: a time-decayed Beta-Binomial (R risk §2b), in points."""
    c = weights.constants
    serious, total = decayed(facts, as_of, c.history_half_life)
    theta = (c.history_prior * mean + serious) / (c.history_prior + total)
    return POINTS * (logit(theta) - logit(mean))


def beta(facts: Iterable[Fact], as_of: date, mean: float, weights: Weights) -> tuple[float, float]:
    """The two parameters of what is believed of the employer's own rate."""
    c = weights.constants
    serious, total = decayed(facts, as_of, c.history_half_life)
    return c.history_prior * mean + serious, c.history_prior * (1 - mean) + total - serious


def clusters(inputs: Inputs, weights: Weights) -> dict[str, float]:
    """Points of the newest visit for each cluster of ILO indicators: summed, then held within the cluster's bounds."""
    states = inputs.current.states if inputs.current else {}
    value = {"present": 1, "not_present": -1}
    found = {}
    for cluster in weights.clusters:
        parts = [
            one.present if value.get(states.get(one.n, ""), 0) > 0 else one.absent
            for one in weights.ilo
            if one.cluster == cluster.id and states.get(one.n) in value
        ]
        found[cluster.id] = clip(sum(parts), cluster.floor, cluster.cap)
    return found


def workers(inputs: Inputs, weights: Weights) -> float:
    """The highest step that the bands reach; 0 when there is no snapshot. Worker voice never lowers a score."""
    reached = (
        step.points
        for step in weights.workers
        if sum(band in step.bands for band in inputs.worker_bands.values()) >= step.items
    )
    return max(reached, default=0.0)


def complaints(inputs: Inputs, weights: Weights) -> float:
    """How the rate of complaints per 100 workers compares with the usual: a Gamma-Poisson ratio, never below 0.

    Silence is not safety (R risk §1c), so few complaints take nothing away.
    """
    c = weights.constants
    heard = sum(
        2.0 ** (-(inputs.as_of - one.day).days / c.complaints_half_life)
        for one in sorted(inputs.complaints, key=lambda one: one.day)
        if not one.contested and one.day <= inputs.as_of
    )
    # Decay makes the window as long as if each day counted fully for half_life/ln2 days.
    years = c.complaints_half_life / log(2) / 365.25
    exposure = (inputs.headcount or c.complaints_headcount) / 100 * years * c.complaints_rate
    ratio = (c.complaints_prior + heard) / (c.complaints_prior + exposure)
    return clip(POINTS * log(ratio), 0.0, c.complaints_cap) if heard else 0.0


def network(inputs: Inputs, mean: float, weights: Weights) -> float:
    """Half of what the confirmed links' own past would say, held within the cap."""
    c = weights.constants
    facts = [fact for link in inputs.links for fact in link.facts]
    shared = c.network_share * history(facts, inputs.as_of, mean, weights)
    return clip(shared, -c.network_cap, c.network_cap)
