"""What is wrong in a checklist file, told so that its writer can mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspect_app.domain.checklists.checklist.model import Item

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Mistake:
    """`line` counts from 1 (0: the file as a whole); `item` is the id of the item or section, or empty."""

    file: str
    line: int
    item: str
    what: str
    correction: str

    def __str__(self) -> str:
        at = f"{self.file}:{self.line}" if self.line else self.file
        return f"{at}: {self.item + ': ' if self.item else ''}{self.what}. {self.correction}"


class Mistakes(Exception):
    """Every mistake of a file at once, in the order of its lines."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = sorted(set(mistakes), key=lambda one: (one.file, one.line, one.what))
        super().__init__("\n".join(map(str, self.mistakes)))


class Pen:
    """Collects mistakes; knows the line of every place of the file."""

    def __init__(self, file: str, lines: Mapping[Place, int]) -> None:
        self.file, self.lines = file, lines
        self.mistakes: list[Mistake] = []
        self.owners: dict[Place, str] = {}
        self.places: dict[int, Place] = {}  # of each part that was read, by identity
        self.ids: set[str] = set()  # of items that could not be read, so that naming them is no mistake
        self.half: list[tuple[Item, Place]] = []

    def line(self, place: Place) -> int:
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)

    def owner(self, place: Place) -> str:
        while place and place not in self.owners:
            place = place[:-1]
        return self.owners.get(place, "")

    def note(self, place: Place, what: str, correction: str) -> None:
        self.mistakes.append(Mistake(self.file, self.line(place), self.owner(place), what, correction))
