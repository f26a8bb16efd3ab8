"""Where Ontario's postal codes are, from the shipped extract of GeoNames (CC BY 4.0; see `data/SOURCES.md`)."""

import gzip
from array import array
from bisect import bisect_left
from functools import cache
from pathlib import Path

from inspect_app.domain.register.places import in_ontario_box, read_postal_code

FILE = Path(__file__).resolve().parents[3] / "data" / "geo" / "ontario_postal_codes.csv.gz"
ATTRIBUTION = "Postal code places © GeoNames, CC BY 4.0"


class PostalCodes:
    """Postal codes in order, with their points as integers: 4 MB where a dictionary of tuples takes 60."""

    def __init__(self, file: Path) -> None:
        codes = bytearray()
        self._latitudes, self._longitudes = array("i"), array("i")
        with gzip.open(file, "rt", encoding="ascii") as lines:
            next(lines)
            for line in lines:
                code, latitude, longitude = line.split(",")
                if in_ontario_box(float(latitude), float(longitude)):
                    codes += code.encode()
                    self._latitudes.append(round(float(latitude) * 10_000))
                    self._longitudes.append(round(float(longitude) * 10_000))

        self._codes = bytes(codes)

    def __len__(self) -> int:
        return len(self._latitudes)

    def _code(self, at: int) -> bytes:
        return self._codes[at * 6 : at * 6 + 6]

    def find(self, code: str | None) -> tuple[float, float] | None:
        """(latitude, longitude) in degrees of a code in any spelling; None when it is unknown or outside Ontario.

        There is no fall-back to the area's centre: a wrong place on a map is worse than none.
        """
        wanted = (read_postal_code(code or "") or "").replace(" ", "").encode()
        at = bisect_left(range(len(self)), wanted, key=self._code)
        if not wanted or at == len(self) or self._code(at) != wanted:
            return None
        return self._latitudes[at] / 10_000, self._longitudes[at] / 10_000


@cache
def ontario() -> PostalCodes:
    """The shipped codes, read once in the life of a process (a third of a second)."""
    return PostalCodes(FILE)
