"""Addresses and postal codes, as public lists write them."""

import pytest

from inspect_app.domain.register.places import Address, in_ontario_box, read_address, read_postal_code


@pytest.mark.parametrize("written", ["N8H 0A1", "n8h0a1", " N8H-0A1 ", "N8H  0A1"])
def test_a_postal_code_has_one_spelling(written: str) -> None:
    assert read_postal_code(written) == "N8H 0A1"


@pytest.mark.parametrize("written", ["", "N8H 0A", "D8H 0A1", "N8O 0A1", "90210", "N8H 0A1 and more"])
def test_what_is_not_one_whole_postal_code_is_none(written: str) -> None:
    assert read_postal_code(written) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Leamington, ON N8H 0A1", ("Leamington", "ON", "N8H 0A1")),
        ("  Saint-Rémi,  QC  j0l2l0", ("Saint-Rémi", "QC", "J0L 2L0")),
        ("Montréal, QC H2K  1W", ("Montréal", "QC", None)),
        ("Los Angeles, 90291", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_what_an_address_says_is_read(written: str, read: tuple[str | None, ...]) -> None:
    address = read_address(written)
    assert (address.city, address.province, address.postal_code) == read


def test_two_writings_with_one_postal_code_are_the_same_place() -> None:
    assert read_address("LEAMINGTON ON N8H0A1").key == read_address("Leamington, ON N8H 0A1").key
    assert Address("Rue A, Paris", None, None, None).key == Address("rue a PARIS", None, None, None).key


def test_the_box_around_ontario_leaves_the_rockies_out() -> None:
    assert in_ontario_box(42.05, -82.6)
    assert not in_ontario_box(48.9986, -113.3789)
