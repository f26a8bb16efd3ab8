"""The Delphi rule and its lists, against the vectors and totals printed with the framework."""

from itertools import product
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from inspect_app.adapters.data.frameworks import frameworks
from inspect_app.cli import delphi_table
from inspect_app.domain.fieldwork.delphi import assess, list_for, overall, positive

TREE = YAML(typ="safe", pure=True).load(Path("data/frameworks/ilo_delphi_2009.yaml"))
DELPHI = frameworks().delphi


@pytest.mark.parametrize("vector", TREE["rule"]["vectors"], ids=str)
def test_the_rule_agrees_with_every_published_vector(vector: list[int]) -> None:
    assert positive(DELPHI.rule, *vector[:3]) is vector[3]


def test_the_rule_is_the_published_expression_for_every_combination() -> None:
    for s, m, w in product(range(6), repeat=3):
        expected = s >= 2 or (s >= 1 and m + w >= 1) or m >= 3 or (m >= 2 and w >= 1)
        assert positive(DELPHI.rule, s, m, w) is expected, (s, m, w)


@pytest.mark.parametrize("which", ["adults", "children"])
def test_the_lists_have_the_printed_totals(which: str) -> None:
    found = [getattr(one, which) for part in DELPHI.dimensions for one in part.indicators]
    assert {word: found.count(word) for word in ("strong", "medium", "weak")} == TREE["counts"][which]


def test_the_six_dimensions_have_the_printed_numbers_of_adult_indicators() -> None:
    adults = [sum(one.adults is not None for one in part.indicators) for part in DELPHI.dimensions]
    assert adults == [10, 10, 16, 9, 15, 7]


def test_every_label_stands_in_english_and_french() -> None:
    for part in DELPHI.dimensions:
        for text in (part.name, *(one.label for one in part.indicators)):
            assert text["en"] and text["fr"]
    assert [one.n for one in frameworks().ilo] == list(range(1, 12))
    assert len(frameworks().conditions) == 30


def test_the_child_list_is_for_those_under_18_and_an_unknown_age_reads_the_adult_one() -> None:
    assert [list_for(band) for band in ("under_16", "16_17", "18_plus", "unknown")] == [
        "children",
        "children",
        "adults",
        "adults",
    ]


def test_an_indicator_counts_with_the_strength_of_its_own_list() -> None:
    adult = {one.dimension: one for one in assess(DELPHI, "18_plus", ["cd_threat_victim", "cd_tasks"])}
    child = {one.dimension: one for one in assess(DELPHI, "16_17", ["cd_threat_victim", "cd_tasks"])}
    assert (adult["coercion_destination"].medium, adult["coercion_destination"].positive) == (2, False)
    assert (child["coercion_destination"].strong, child["coercion_destination"].positive) == (2, True)


def test_what_the_child_list_leaves_out_does_not_count_for_a_child() -> None:
    exploitation = next(one for one in assess(DELPHI, "under_16", ["ex_social"]) if one.dimension == "exploitation")
    assert (exploitation.medium, exploitation.assessed) == (0, 0)


@pytest.mark.parametrize(
    ("age", "positives", "expected"),
    [
        ("18_plus", [], "not_indicated"),
        ("18_plus", ["exploitation"], "exploited_worker"),
        ("18_plus", ["exploitation", "deceptive_recruitment"], "deception_and_exploitation"),
        ("18_plus", ["exploitation", "coercion_destination", "coercive_recruitment"], "trafficking_indicated"),
        ("18_plus", ["exploitation", "coercion_destination"], "forced_labour_indicated"),
        ("18_plus", ["exploitation", "recruitment_abuse_vulnerability"], "see_dimensions"),
        ("18_plus", ["coercion_destination"], "see_dimensions"),
        ("unknown", ["exploitation"], "exploited_worker"),
        ("16_17", ["exploitation"], "trafficking_indicated"),
        ("16_17", ["deceptive_recruitment"], "not_indicated"),
    ],
)
def test_the_class_follows_the_policy(age: str, positives: list[str], expected: str) -> None:
    assert overall(DELPHI.policy, age, positives) == expected
    assert DELPHI.policy.classes[expected]["fr"]


def test_the_table_has_a_line_for_every_combination(capsys: pytest.CaptureFixture[str]) -> None:
    import argparse

    assert delphi_table.run(argparse.Namespace()) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 216 == len(set(lines))
    assert "2 0 0 positive" in lines and "1 0 0 negative" in lines
