"""Distances, with no network."""

import pytest

from inspect_app.adapters.data.distances import kilometres

LEAMINGTON, SIMCOE = (42.0531, -82.5998), (42.8376, -80.3040)


def test_a_degree_along_a_meridian_is_111_kilometres() -> None:
    assert kilometres((42.0, -82.6), (43.0, -82.6)) == pytest.approx(111.2, abs=0.1)


def test_a_degree_along_a_parallel_shrinks_with_the_cosine_of_the_latitude() -> None:
    assert kilometres((60.0, 10.0), (60.0, 11.0)) == pytest.approx(111.2 / 2, abs=0.1)


def test_a_distance_is_the_same_both_ways_and_nothing_from_a_place_to_itself() -> None:
    assert kilometres(LEAMINGTON, SIMCOE) == kilometres(SIMCOE, LEAMINGTON) == pytest.approx(207, abs=2)
    assert kilometres(SIMCOE, SIMCOE) == 0
