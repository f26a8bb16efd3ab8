"""Addresses as public lists write them, Canadian postal codes, and how well a place is known."""

import re
from dataclasses import dataclass
from enum import StrEnum

from inspect_app.domain.register.names import fold

PROVINCES = ("NL", "PE", "NS", "NB", "QC", "ON", "MB", "SK", "AB", "BC", "YT", "NT", "NU")
_FIRST_LETTERS = {
    "A": "NL",
    "B": "NS",
    "C": "PE",
    "E": "NB",
    "G": "QC",
    "H": "QC",
    "J": "QC",
    "K": "ON",
    "L": "ON",
    "M": "ON",
    "N": "ON",
    "P": "ON",
    "R": "MB",
    "S": "SK",
    "T": "AB",
    "V": "BC",
    "Y": "YT",
}
_CODE = r"([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])[ \-]*(\d[ABCEGHJ-NPRSTV-Z]\d)"
_WHOLE = re.compile(_CODE, re.IGNORECASE)
_AT_END = re.compile(rf"(?:^|[\s,])\s*{_CODE}\s*$", re.IGNORECASE)
# Lists cut the last letter of some codes off; such a code finds nothing, but the city before it is read.
_CUT_CODE = re.compile(r"[\s,]+[A-Z]\d[A-Z]\s*(?:\d[A-Z]?)?$", re.IGNORECASE)
_PROVINCE_AT_END = re.compile(rf"[\s,]+({'|'.join(PROVINCES)})\.?$", re.IGNORECASE)
ONTARIO_BOX = (41.6, -95.2, 57.0, -74.3)


class Precision(StrEnum):
    """How a pair of coordinates is known, best first. There is no class for an area's centre: a farm's
    postal area may be 139 km wide, so its centre would be a wrong answer, not a rough one."""

    GPS = "gps"
    HAND = "hand"
    POSTAL = "postal"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Address:
    """An address as written, with what could be read in it; what could not be read is None."""

    text: str
    city: str | None
    province: str | None
    postal_code: str | None

    @property
    def key(self) -> str:
        """What two writings of the same place share: the postal code, else the folded text."""
        return self.postal_code or fold(self.text)


def read_postal_code(text: str) -> str | None:
    """ "K0A 0A1" from "k0a-0a1"; None when the text is not one whole Canadian postal code."""
    found = _WHOLE.fullmatch(text.strip())
    return f"{found[1]} {found[2]}".upper() if found else None


def read_address(text: str) -> Address:
    """Read "Leamington, ON N8H 0A1"; the written text is kept, only its white space is tidied."""
    written = " ".join(text.split())
    found = _AT_END.search(written)
    code = f"{found[1]} {found[2]}".upper() if found else None
    rest = written[: found.start()] if found else _CUT_CODE.sub("", written)
    named = _PROVINCE_AT_END.search(rest)
    city = (rest[: named.start()] if named else rest if code else "").strip(" ,") or None
    province = named[1].upper() if named else _FIRST_LETTERS.get(code[0]) if code else None
    return Address(written, city, province, code)


def in_ontario_box(latitude: float, longitude: float) -> bool:
    """Whether a point (degrees, WGS 84) lies in the box around Ontario."""
    south, west, north, east = ONTARIO_BOX
    return south <= latitude <= north and west <= longitude <= east
