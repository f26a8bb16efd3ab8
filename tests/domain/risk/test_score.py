"""The score: its terms add up, unknown is not low, worker voice never lowers, and replay gives the same bytes."""

from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from inspect_app.adapters.data.frameworks import frameworks, score_weights
from inspect_app.adapters.data.odds import quantile
from inspect_app.domain.risk import Complaint, Current, Fact, Inputs, Linked, Score, body, score, words
from inspect_app.domain.risk.reasons import Reason

WEIGHTS = score_weights()
DAY = date(2026, 11, 23)
NOTHING = Inputs(DAY, None, 0, 0, (), None, {}, (), None, ())
BANDS = ["few", "some", "about_half", "most", "nearly_all"]
STATES = ["present", "not_present", "not_assessed"]

days = st.integers(0, 4000).map(lambda n: DAY - timedelta(days=n))
facts = st.lists(
    st.builds(Fact, days, st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["v1", "v2", None])), max_size=12
).map(tuple)
inputs = st.builds(
    Inputs,
    as_of=st.just(DAY),
    sector=st.sampled_from([None, "111", "561"]),
    sector_visits=st.integers(0, 5000).map(float),
    sector_serious=st.just(0.0),
    facts=facts,
    current=st.none()
    | st.builds(
        Current, days, st.just("v9"), st.dictionaries(st.integers(1, 11), st.sampled_from(STATES)), st.just(())
    ),
    worker_bands=st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(BANDS)),
    complaints=st.lists(st.builds(Complaint, days, st.booleans()), max_size=20).map(tuple),
    headcount=st.none() | st.integers(1, 3000),
    links=st.lists(st.builds(Linked, st.sampled_from(sorted(words.LINKS)), st.just("e2"), facts), max_size=3).map(
        tuple
    ),
).flatmap(lambda one: st.floats(0, 1).map(lambda share: replace(one, sector_serious=share * one.sector_visits)))


def points(one: Inputs) -> Score:
    return score(one, WEIGHTS, quantile)


def term(found: Score, name: str) -> float:
    return next(one.points for one in found.terms if one.name == name)


@settings(max_examples=150, deadline=None)
@given(inputs)
def test_the_score_is_the_sum_of_its_rounded_contributions(one: Inputs) -> None:
    found = points(one)
    total = 50 + sum(term.points for term in found.terms)
    assert found.points == round(max(0.0, min(100.0, total)), 6)
    assert 0 <= found.low <= found.points <= found.high <= 100
    for name, cap in (("baseline", 10), ("workers", 15), ("complaints", 15), ("network", 15)):
        assert abs(term(found, name)) <= cap + 1e-6


@settings(max_examples=100, deadline=None)
@given(inputs)
def test_worker_voice_never_lowers_a_score(one: Inputs) -> None:
    silent = points(replace(one, worker_bands={}))
    assert points(one).points >= silent.points
    assert term(points(one), "workers") in (0, 5, 10, 15)


@settings(max_examples=60, deadline=None)
@given(inputs)
def test_the_same_inputs_give_the_same_bytes(one: Inputs) -> None:
    again = replace(one, facts=tuple(one.facts), worker_bands=dict(sorted(one.worker_bands.items(), reverse=True)))
    assert body(points(one)) == body(points(again))


@settings(max_examples=60, deadline=None)
@given(inputs)
def test_every_reason_is_a_sentence_in_both_languages(one: Inputs) -> None:
    found = points(one)
    ilo = {row.n: row.name for row in frameworks().ilo}
    reasons = [reason for part in found.terms for reason in part.reasons]
    for reason in (*reasons, *found.not_assessed, *found.would_change):
        for language in ("en", "fr"):
            said = words.sentence(reason, language, date.isoformat, ilo)
            assert said and "{" not in said


@given(st.floats(0, 1), st.integers(0, 5000))
def test_an_unknown_employer_has_fifty_points_and_its_sectors_term(share: float, visits: int) -> None:
    found = points(replace(NOTHING, sector="111", sector_visits=visits, sector_serious=share * visits))
    assert found.points == round(50 + term(found, "baseline"), 6)
    assert found.baseline_only and found.evidence == "none"


@given(facts)
def test_contested_and_announced_visits_do_not_count(past: tuple[Fact, ...]) -> None:
    left_out = tuple(
        replace(fact, contested=True) if n % 2 else replace(fact, unannounced=False) for n, fact in enumerate(past)
    )
    assert points(replace(NOTHING, facts=left_out)).points == 50


def test_a_serious_visit_weighs_half_after_540_days() -> None:
    def after(n: int) -> float:
        fact = Fact(DAY - timedelta(days=n), serious=True, unannounced=True, contested=False, visit="v")
        return term(points(replace(NOTHING, facts=(fact,))), "history")

    # theta = (4·0.2 + w) / (4 + w); 10·log2 of its odds against 0.2's.
    assert after(0) == pytest.approx(11.69925, abs=1e-6)
    assert after(540) == pytest.approx(7.004397, abs=1e-6)


def test_complaints_are_never_ranked_down_for_a_clean_record() -> None:
    heard = replace(NOTHING, complaints=tuple(Complaint(DAY) for _ in range(4)), headcount=40)
    clean = replace(heard, facts=tuple(Fact(DAY, False, True, False, None) for _ in range(9)))
    assert term(points(heard), "complaints") == term(points(clean), "complaints") > 0


def test_links_count_half_and_at_most_fifteen_points() -> None:
    bad = tuple(Fact(DAY, True, True, False, "v") for _ in range(40))
    found = points(replace(NOTHING, links=(Linked("possible_successor", "e2", bad),)))
    assert term(found, "network") == 15


def test_urgent_signs_are_a_track_of_their_own() -> None:
    clean = tuple(Fact(DAY, False, True, False, None) for _ in range(20))
    found = points(replace(NOTHING, facts=clean, current=Current(DAY, "v", {7: "present"}, ("documents",))))
    assert found.urgent == ("documents",) and found.points < 60


def test_many_signs_of_one_kind_are_held_within_their_cluster() -> None:
    every = Current(DAY, "v", {n: "present" for n in range(1, 12)})
    assert term(points(replace(NOTHING, current=every)), "current") == 20 + 12 + 8 + 8


def test_the_inputs_are_exactly_the_allowed_ones() -> None:
    allowed = {
        Inputs: {
            "as_of",
            "sector",
            "sector_visits",
            "sector_serious",
            "facts",
            "current",
            "worker_bands",
            "complaints",
            "headcount",
            "links",
        },
        Fact: {"day", "serious", "unannounced", "contested", "visit"},
        Complaint: {"day", "contested"},
        Current: {"day", "visit", "states", "urgent"},
        Linked: {"kind", "employer", "facts"},
    }
    assert {cls: {field.name for field in fields(cls)} for cls in allowed} == allowed


def test_every_constant_has_a_source_and_no_probability_is_printed() -> None:
    tree = YAML(typ="safe", pure=True).load(Path("data/score/1.yaml"))
    rows = [*tree["constants"].values(), *tree["workers"], *tree["ilo"], *tree["clusters"]]
    assert all(row["source"] for row in rows)
    assert not any("probab" in field.name for field in fields(Score))


def test_every_sentence_stands_in_both_languages() -> None:
    for table in (words.TERMS, words.EVIDENCE, words.URGENT, words.LINKS, words.SENTENCES):
        for key, said in table.items():
            assert set(said) == {"en", "fr"}, key
    assert words.sentence(Reason("history_serious", (), DAY, "v"), "fr", lambda day: "23 novembre", {}).endswith(
        "graves."
    )
