"""Registry numbers are compared in one spelling."""

import pytest

from inspect_app.domain.register import identifiers


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("cra_bn", "12345 6789 RC0001", "123456789"),
        ("cra_bn", "123-456-789", "123456789"),
        ("cra_bn", "12345678", None),
        ("ontario_corporation", "001234567", "1234567"),
        ("ontario_corporation", "12", None),
        ("recruiter_licence", "rec-0044", "REC0044"),
        ("phone", "+1 (519) 555-0100", "5195550100"),
        ("phone", "555-0100", None),
        ("driver", "1234567", None),
    ],
)
def test_a_number_is_kept_in_one_spelling_or_refused(kind: str, written: str, kept: str | None) -> None:
    assert identifiers.read(kind, written) == kept
