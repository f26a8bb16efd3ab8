"""Employers' names, as lists and people write them."""

import pytest

from inspect_app.domain.register import names as names_rules


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Les Fermes Légumes du Lac Ltée", "fermes legumes du lac"),
        ("LES FERMES LEGUMES DU LAC LTEE.", "fermes legumes du lac"),
        ("Maple & Ridge Growers Inc.", "maple ridge growers"),
        ("Maple and Ridge Growers Incorporated", "maple ridge growers"),
        ("O’Hara's Orchard Co., Ltd.", "oharas orchard"),
        ("Ltd.", "ltd"),
        ("", ""),
    ],
)
def test_a_name_is_compared_without_accents_capitals_and_legal_endings(written: str, key: str) -> None:
    assert names_rules.read(written).key == key


@pytest.mark.parametrize(
    "written",
    [
        "1234567 Ontario Inc.",
        "1234567 ONT. LTD",
        "1234567ontario limited",
        "1 234 567 Ontario",
        "1234567  ON Corp.",
    ],
)
def test_a_numbered_company_has_one_key_however_it_is_written(written: str) -> None:
    assert names_rules.read(written) == names_rules.Name(" ".join(written.split()), None, "1234567 ontario", True)


def test_a_quebec_number_may_have_a_hyphen_and_a_trading_name_beside_it() -> None:
    behind = names_rules.read("9123-4567 Québec Inc. (Jardins du Nord)")
    before = names_rules.read("Jardins du Nord (9123-4567 Québec inc)")
    assert behind.key == before.key == "91234567 quebec"
    assert behind.trading == before.trading == "Jardins du Nord"


@pytest.mark.parametrize("written", ["12345 Main Street Ltd", "2000 Canada", "1234567 Ontario Farms Ltd"])
def test_a_number_in_a_name_does_not_make_a_numbered_company(written: str) -> None:
    assert not names_rules.read(written).numbered


@pytest.mark.parametrize(
    ("written", "legal", "trading"),
    [
        ("1089451 Canada Inc. o/a The Mill", "1089451 Canada Inc.", "The Mill"),
        ("Nordlund Foods Ltd., O/A Nordlund's", "Nordlund Foods Ltd.", "Nordlund's"),
        ("Aldea Holdings (dba Aldea Bakery)", "Aldea Holdings", "Aldea Bakery"),
        ("Tremblay inc. faisant affaire sous le nom de Serres du Nord", "Tremblay inc.", "Serres du Nord"),
        ("Mo/Ann Foods", "Mo/Ann Foods", None),
    ],
)
def test_the_trading_name_is_read_apart(written: str, legal: str, trading: str | None) -> None:
    read = names_rules.read(written)
    assert (read.legal, read.trading) == (legal, trading)
