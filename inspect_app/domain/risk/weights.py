"""The constants of one version of the score, as read from `data/score/<version>.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Constants:
    """Units are in the file, beside each value and its source."""

    provincial_mean: float
    sector_shrink: float
    sector_cap: float
    history_half_life: float
    history_prior: float
    interval_low: float
    interval_high: float
    complaints_half_life: float
    complaints_rate: float
    complaints_prior: float
    complaints_cap: float
    complaints_headcount: float
    network_share: float
    network_cap: float
    evidence_some: float
    evidence_good: float


@dataclass(frozen=True)
class Step:
    points: float
    items: int
    bands: frozenset[str]


@dataclass(frozen=True)
class IloWeight:
    n: int
    cluster: str
    present: float
    absent: float


@dataclass(frozen=True)
class Cluster:
    id: str
    cap: float
    floor: float


@dataclass(frozen=True)
class Weights:
    """`hash` is the SHA-256 of the file they were read from."""

    version: int
    model: str
    label: str
    constants: Constants
    workers: tuple[Step, ...]
    ilo: tuple[IloWeight, ...]
    clusters: tuple[Cluster, ...]
    hash: str


def read(tree: Mapping[str, Any], digest: str) -> Weights:
    """Weights from the parsed file. KeyError or TypeError when a constant is missing or unknown."""
    return Weights(
        version=tree["version"],
        model=tree["model"],
        label=tree["label"],
        constants=Constants(**{name: float(row["value"]) for name, row in tree["constants"].items()}),
        workers=tuple(Step(row["points"], row["items"], frozenset(row["bands"])) for row in tree["workers"]),
        ilo=tuple(IloWeight(row["n"], row["cluster"], row["present"], row["absent"]) for row in tree["ilo"]),
        clusters=tuple(Cluster(row["id"], row["cap"], row["floor"]) for row in tree["clusters"]),
        hash=digest,
    )
