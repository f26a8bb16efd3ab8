"""What is around an expression while it is evaluated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Setting:
    """What an expression can see.

    answers: item id -> answer; of an item in a repeating section: row id -> answer;
    of a repeating section: the list of its row ids. rows: the rows we stand in, innermost first;
    place: the number of that row from 1. this: the answer `.` means. today: ISO date; now: ISO moment.
    labels: item id -> choice id -> text, for jr:choice-name.
    """

    answers: Mapping[str, object]
    this: object = None
    rows: Sequence[str] = ()
    place: int = 0
    today: str = ""
    now: str = ""
    language: str = "en"
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
