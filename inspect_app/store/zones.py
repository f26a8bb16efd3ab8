"""A question of the database about "today" where the rows lie in several zones."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, case, literal

from inspect_app.store.schema.types import Day


def today(there: Mapping[str, date], zone: ColumnElement[str]) -> ColumnElement[date]:
    """The day it is in the zone that a row's column names. `there`: the day in each zone, by its name.

    A zone that nobody knows has the earliest of those days: nothing is late there before it is late everywhere.
    """
    known: dict[str, ColumnElement[date]] = {name: literal(day, Day) for name, day in there.items()}
    return case(known, value=zone, else_=literal(min(there.values()), Day))
