"""What an address asks for, read in one place: numbers within bounds, and pages of ours to go back to."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, RequestRedirect
from wtforms import DateField, DateTimeLocalField, IntegerField
from wtforms.widgets import HiddenInput

from inspect_app.domain.calendar import is_day

# Whole numbers that fit into a column of every database we use.
LARGEST = 2**31 - 1
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


class BoundedInteger(IntegerConverter):
    """`<int:…>` of an address; a larger number is no address of ours."""

    def __init__(self, map, fixed_digits=0, min=None, max=LARGEST, signed=False):  # type: ignore[no-untyped-def]
        super().__init__(map, fixed_digits, min, max, signed)


class LocalMomentField(DateTimeLocalField):
    """A day and time of the clock on the wall; the day as in `DayField`."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and not is_day(f"{self.data:%Y-%m-%d}"):
            self.data = None
            raise ValueError(self.gettext("Not a valid datetime value."))


class VersionField(IntegerField):
    """The version of a record that a form was filled in from; one that no record can have is no number."""

    data: Any
    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and not 0 <= self.data <= LARGEST:
            self.data = None
            raise ValueError(self.gettext("Not a valid integer value."))


class DayField(DateField):
    """A day that a calendar has, from 1900 to 2999: every time zone can reckon with it."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and not is_day(self.data.isoformat()):
            self.data = None
            raise ValueError(self.gettext("Not a valid date value."))


def whole(name: str, default: int = 0, *, least: int = 0, most: int = LARGEST) -> int:
    """The whole number that the query names, from `least` to `most`; anything else is as if it were not there."""
    value = request.args.get(name, default, type=int)
    return value if least <= value <= most else default


def maybe_whole(name: str) -> int | None:
    """The same, or None without one."""
    value = whole(name, -1)
    return None if value < 0 else value


def own_path(target: str | None, otherwise: str) -> str:
    """`target` when it is a page of this app that can be opened, else `otherwise`: a link from elsewhere must not
    send someone who just signed in to another site. A browser drops control characters and reads `\\` as `/`, so an
    address with one is none of ours."""
    if not target or _CONTROL.search(target) or not target.startswith("/") or target.startswith("//"):
        return otherwise
    try:
        path = urlsplit(target).path
        current_app.url_map.bind("").match(path, method="GET")
    except RequestRedirect:
        return target
    except (HTTPException, ValueError):
        return otherwise
    return target
