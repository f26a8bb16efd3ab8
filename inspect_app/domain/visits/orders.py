"""An order: what an employer must put right, by when, under which Act."""

from dataclasses import dataclass
from datetime import date, datetime

STATES = ("open", "kept", "missed", "extended", "appealed", "lifted")
# While an order is in one of these states someone still has to do something about it.
LIVE = ("open", "extended", "missed")


@dataclass(frozen=True)
class Order:
    """`act` names the Act and `citation` its section; the words are what the employer was given, in both languages."""

    id: str
    visit_id: str
    employer_id: str
    act: str
    citation: str
    text_en: str
    text_fr: str
    due_on: date
    state: str
    issued_by: str
    issued_at: datetime
    item: str | None = None
    stop_work: bool = False
    settled_on: date | None = None
    settled_by: str | None = None
    proof: str | None = None

    def text(self, language: str) -> str:
        """The words of the order in "en" or "fr"."""
        return self.text_fr if language == "fr" else self.text_en


def days_late(order: Order, today: date) -> int:
    """Whole days past the due date of an order that still waits; 0 when it is not late. The due day is in time."""
    return max(0, (today - order.due_on).days) if order.state in LIVE else 0
