"""The ILO/EC operational indicators of trafficking (Delphi survey, 2009) and their published rule.

The lists, strengths and the rule's combinations are data (`data/frameworks/ilo_delphi_2009.yaml`, with provenance);
here is what they mean. A result is a screening for referral and follow-up, never a legal determination.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

Text = Mapping[str, str]

STRENGTHS = ("strong", "medium", "weak")
CHILD_BANDS = frozenset({"under_16", "16_17"})


@dataclass(frozen=True)
class Indicator:
    """`adults` and `children` are strong, medium, weak, or None where that list leaves the indicator out."""

    id: str
    label: Text
    adults: str | None
    children: str | None
    ilo11: tuple[int, ...]


@dataclass(frozen=True)
class Dimension:
    """One of the six. `element` is the part of the Palermo definition it bears on: means or purpose."""

    id: str
    name: Text
    element: str
    phase: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Combination:
    """A dimension is positive when its counts reach all four numbers of at least one combination."""

    id: str
    strong: int = 0
    medium: int = 0
    weak: int = 0
    medium_or_weak: int = 0


@dataclass(frozen=True)
class Policy:
    """The second step, from dimensions to a class. The brochure gives it as an example (Moldova, 2008): changeable."""

    name: str
    purpose: str
    coercion: str
    means: tuple[str, ...]
    vulnerability: tuple[str, ...]
    vulnerability_counts_as_means: bool
    classes: Mapping[str, Text]


@dataclass(frozen=True)
class Delphi:
    dimensions: tuple[Dimension, ...]
    rule: tuple[Combination, ...]
    policy: Policy

    def find(self, code: str) -> Indicator | None:
        """An indicator by its id, or None."""
        return next((one for part in self.dimensions for one in part.indicators if one.id == code), None)


@dataclass(frozen=True)
class Outcome:
    """A dimension for one person: how many indicators of each strength were present, and how many were asked about."""

    dimension: str
    strong: int
    medium: int
    weak: int
    assessed: int
    positive: bool


def positive(rule: tuple[Combination, ...], strong: int, medium: int, weak: int) -> bool:
    """Whether these counts make a dimension positive.

    The published rule: two strong; or one strong and one medium or weak; or three medium; or two medium and one weak
    (WCMS_105023 p. 3, as cited in the framework's file).
    """
    return any(
        strong >= one.strong and medium >= one.medium and weak >= one.weak and medium + weak >= one.medium_or_weak
        for one in rule
    )


def list_for(age_band: str) -> str:
    """Which list applies: children under 18, adults otherwise. An unknown age is read with the adult list."""
    return "children" if age_band in CHILD_BANDS else "adults"


def assess(
    delphi: Delphi, age_band: str, present: Collection[str], not_present: Collection[str] = ()
) -> tuple[Outcome, ...]:
    """All six dimensions for one person, from the ids of the indicators found present and found not present."""
    return tuple(_outcome(delphi, part, list_for(age_band), present, not_present) for part in delphi.dimensions)


def _outcome(
    delphi: Delphi, dimension: Dimension, which: str, present: Collection[str], not_present: Collection[str]
) -> Outcome:
    strengths = {one.id: _strength(one, which) for one in dimension.indicators}
    strong, medium, weak = (sum(strengths.get(code) == one for code in set(present)) for one in STRENGTHS)
    asked = {code for code in (*present, *not_present) if strengths.get(code)}
    reached = positive(delphi.rule, strong, medium, weak)
    return Outcome(dimension.id, strong, medium, weak, assessed=len(asked), positive=reached)


def _strength(indicator: Indicator, which: str) -> str | None:
    return indicator.children if which == "children" else indicator.adults


def overall(policy: Policy, age_band: str, positives: Collection[str]) -> str:
    """The class of one person case from its positive dimensions; a key of `policy.classes`.

    Under 18 the means are not required (Palermo Protocol art. 3(c)). Combinations the example policy does not name
    are not forced into a class: coercion with exploitation but no recruitment means is forced labour (ILO C029),
    anything else says "read the dimensions".
    """
    exploited, coerced = policy.purpose in positives, policy.coercion in positives
    if list_for(age_band) == "children" and exploited:
        return "trafficking_indicated"
    if not exploited:
        return "see_dimensions" if coerced else "not_indicated"
    recruited = any(means in positives for means in policy.means)
    leaned = any(means in positives for means in policy.vulnerability)
    if coerced:
        by_means = recruited or (leaned and policy.vulnerability_counts_as_means)
        return "trafficking_indicated" if by_means else "forced_labour_indicated"
    if "deceptive_recruitment" in positives:
        return "deception_and_exploitation"
    other_means = recruited or any(one in positives for one in policy.vulnerability if one.startswith("recruitment"))
    return "see_dimensions" if other_means else "exploited_worker"
