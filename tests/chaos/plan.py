"""What happens in one run: drawn from its seed alone, so that a run that failed can be played again."""

import random
from dataclasses import dataclass
from typing import Any

from tests import tablet

HOUR_MS = 3_600_000
TROUBLES = ("none", "server", "server", "server", "database", "database", "page", "server and page")


@dataclass(frozen=True)
class Burst:
    """Acts of one tablet, and the trouble that comes after so many milliseconds while it works and sends."""

    tablet: int
    acts: tuple[dict[str, Any], ...]
    trouble: str
    after_ms: int
    down_ms: int


@dataclass(frozen=True)
class Run:
    """One visit: its tablets' wrong clocks (milliseconds) and its bursts."""

    seed: int
    clocks: tuple[int, ...]
    bursts: tuple[Burst, ...]


def draw(seed: int) -> Run:
    dice = random.Random(seed)
    tablets = 2 if dice.random() < 0.2 else 1
    clocks = tuple(dice.choice((0, 0, dice.randint(-72 * HOUR_MS, 72 * HOUR_MS))) for _ in range(tablets))
    return Run(seed, clocks, tuple(_burst(dice, tablets) for _ in range(dice.randint(2, 3))))


def _burst(dice: random.Random, tablets: int) -> Burst:
    acts = tuple(_act(dice) for _ in range(dice.randint(2, 6)))
    return Burst(dice.randrange(tablets), acts, dice.choice(TROUBLES), dice.randint(0, 180), dice.randint(0, 250))


def _act(dice: random.Random) -> dict[str, Any]:
    case = f"{dice.randrange(16**16):016x}"
    paper = [{"section": "documents", "item": "passports_kept"}]
    answer = {"value": dice.choice(("present", "not_present")), "basis": ["observed"], "note": None}
    carried = {"key": "tiny", "n": 1, "hash": tablet.frozen()[1]}
    made: dict[str, Any] = dice.choice(
        (
            {"what": "answered", "value": answer, "more": {"at_item": paper, "checklist": carried}},
            {
                "what": "answered",
                "value": answer,
                "more": {"at_item": paper, "checklist": carried},
                "text": "A locked drawer. " * dice.randint(1, 40),
            },
            {"what": "case_added", "value": {}, "more": {"at_item": [{"case": case}]}},
            {"what": "program", "value": dice.choice(("sawp", "unknown"))},
            {
                "what": "corrected",
                "value": {
                    "about": "site",
                    "id": "2" * 32,
                    "base": 1,
                    "changes": {"headcount": {"from": None, "to": dice.randint(1, 90)}},
                },
            },
            {
                "what": "order",
                "value": {
                    "item": "passports_kept",
                    "act": "EPFNA, s. 9",
                    "text": "Give them back.",
                    "due_on": None,
                    "citation": "EPFNA, s. 9",
                },
            },
            {
                "what": "photographed",
                "value": {"caption": None},
                "more": {"at_item": paper},
                "side": dice.randint(150, 800),
            },
        )
    )
    return made | {"send": dice.random() < 0.6}
