"""Numbers that a registry gave an employer, in the one spelling in which they are compared."""

import re

# Kind -> (where it counts, the shape it has once spaces and dashes are gone).
KINDS = {
    "cra_bn": ("CA", re.compile(r"(\d{9})(?:[A-Z]{2}\d{4})?")),
    "ontario_corporation": ("ON", re.compile(r"0*(\d{6,10})")),
    "recruiter_licence": ("ON", re.compile(r"([A-Z0-9]{4,20})")),
    "phone": ("CA", re.compile(r"(?:\+?1)?(\d{10})")),
}


def read(kind: str, written: str) -> str | None:
    """The number as it is kept, or None when it cannot be one: “12345 6789 RC0001” of the CRA is 123456789."""
    bare = re.sub(r"[\s().-]", "", written).upper()
    found = KINDS[kind][1].fullmatch(bare) if kind in KINDS else None
    return found.group(1) if found else None
