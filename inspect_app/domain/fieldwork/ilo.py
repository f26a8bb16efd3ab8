"""The eleven ILO indicators of forced labour, and the federal conditions an observation may bear on.

Both lists are data (`data/frameworks/`), with provenance. No published weight or threshold exists for the eleven;
one alone may suffice, so they are shown side by side and never added up.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

Text = Mapping[str, str]

PRESENT, NOT_PRESENT, NOT_ASSESSED = "present", "not_present", "not_assessed"


@dataclass(frozen=True)
class Indicator:
    """`n` is 1 to 11; `irpr_items` are items of Schedule 2 Table 1 it may bear on (own mapping, unverified)."""

    n: int
    id: str
    name: Text
    meaning: Text
    irpr_items: tuple[int, ...]
    delphi: tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """A condition on employers of the Immigration and Refugee Protection Regulations. Never a predicted fine."""

    item: int
    provisions: tuple[str, ...]
    type: str
    programs: tuple[str, ...]
    label: Text


def state(answers: Collection[str], *, whole: bool) -> str:
    """One indicator from all answers that touch it; `whole`: every item shown that bears on it was judged.

    Present wins. Silence on any part is "not assessed", never "not present".
    """
    if PRESENT in answers:
        return PRESENT
    return NOT_PRESENT if whole and NOT_PRESENT in answers else NOT_ASSESSED
