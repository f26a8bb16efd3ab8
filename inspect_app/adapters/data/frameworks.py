"""Reads the published frameworks and the score's constants from `data/` into the domain's values."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from inspect_app.adapters.data import yaml
from inspect_app.domain.fieldwork import delphi
from inspect_app.domain.fieldwork import ilo as ilo_rules
from inspect_app.domain.fieldwork.findings import Frameworks
from inspect_app.domain.reports.report import Review
from inspect_app.domain.risk import weights

DATA = Path(__file__).resolve().parents[3] / "data"


@cache
def frameworks() -> Frameworks:
    """The ILO/EC Delphi lists of 2009, the eleven ILO indicators and the federal conditions, as shipped."""
    conditions = _tree(DATA / "frameworks" / "irpr.yaml")["conditions"]
    return Frameworks(
        delphi=_delphi(_tree(DATA / "frameworks" / "ilo_delphi_2009.yaml")),
        ilo=tuple(_ilo(one) for one in _tree(DATA / "frameworks" / "ilo_11.yaml")["indicators"]),
        conditions=tuple(
            ilo_rules.Condition(
                one["item"], tuple(one["provisions"]), one["type"], tuple(one["programs"]), one["label"]
            )
            for one in conditions
        ),
    )


@cache
def score_weights(version: int = 1) -> weights.Weights:
    """The constants of one version of the score; their hash is over the file's bytes, so that a comment counts too."""
    path = DATA / "score" / f"{version}.yaml"
    return weights.read(_tree(path), sha256(path.read_bytes()).hexdigest())


def _tree(path: Path) -> Any:
    tree, _lines = yaml.read(path.read_bytes(), path.name)
    return tree


def _ilo(one: Mapping[str, Any]) -> ilo_rules.Indicator:
    return ilo_rules.Indicator(
        one["n"], one["id"], one["name"], one["meaning"], tuple(one["irpr_items"]), tuple(one["delphi"])
    )


def _delphi(tree: Mapping[str, Any]) -> delphi.Delphi:
    second = tree["overall"]
    return delphi.Delphi(
        dimensions=tuple(_dimension(one) for one in tree["dimensions"]),
        rule=tuple(delphi.Combination(**one) for one in tree["rule"]["any_of"]),
        policy=delphi.Policy(
            name=second["policy"],
            purpose=second["purpose"],
            coercion=second["coercion"],
            means=tuple(second["means"]),
            vulnerability=tuple(second["vulnerability"]),
            vulnerability_counts_as_means=second["vulnerability_counts_as_means"],
            classes=second["classes"],
        ),
    )


def _dimension(one: Mapping[str, Any]) -> delphi.Dimension:
    indicators = []
    for part in one["indicators"]:
        adults, children = (None if word == "none" else word for word in part["strength"])
        indicators.append(delphi.Indicator(part["id"], part["label"], adults, children, tuple(part["ilo11"])))
    return delphi.Dimension(one["id"], one["name"], one["element"], one["phase"], tuple(indicators))


@cache
def reviews() -> tuple[Review, ...]:
    """Where and until when orders can be reviewed, by Act. Unverified: counsel must check it before real use."""
    return tuple(Review(**one) for one in _tree(DATA / "frameworks" / "review.yaml")["acts"])
