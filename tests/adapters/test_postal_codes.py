"""Postal codes, with no network."""

import gzip
from pathlib import Path

import pytest

from inspect_app.adapters.data import lists, postal_codes
from inspect_app.domain.problem import Problem


def test_a_postal_code_is_found_in_any_spelling() -> None:
    found = postal_codes.ontario().find("k0a0a1")
    assert found == postal_codes.ontario().find("K0A 0A1") == pytest.approx((45.3107, -75.0894))


@pytest.mark.parametrize("code", [None, "", "K0A 0A", "H2X 1Y4", "L9V 0N6", "K0A"])
def test_unknown_codes_and_codes_outside_ontario_have_no_place(code: str | None) -> None:
    assert postal_codes.ontario().find(code) is None


def test_every_shipped_code_lies_in_ontario() -> None:
    with gzip.open(postal_codes.FILE, "rt") as lines:
        assert len(postal_codes.ontario()) == sum(1 for _ in lines) - 1


def test_a_code_outside_ontario_in_the_file_itself_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "codes.csv.gz"
    file.write_bytes(gzip.compress(b"code,latitude,longitude\nL9V0N6,48.9986,-113.3789\nN8H0A1,42.05,-82.60\n"))
    codes = postal_codes.PostalCodes(file)
    assert len(codes) == 1
    assert codes.find("N8H 0A1") == (42.05, -82.6)


def test_a_damaged_or_missing_file_is_a_problem_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "cut.csv.gz").write_bytes(gzip.compress(b"Employer,Address" * 1000)[:40])
    for name in ("cut.csv.gz", "missing.csv"):
        with pytest.raises(Problem) as raised:
            lists.load(tmp_path / name)
        assert name in str(raised.value)
