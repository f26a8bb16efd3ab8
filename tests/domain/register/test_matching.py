"""Which employers the rules propose as belonging together."""

from dataclasses import replace
from typing import Any

from inspect_app.domain.register.matching import Profile, propose

NONE: frozenset[str] = frozenset()
A = Profile("a", frozenset({"nordlund farms"}), frozenset({"N8H 0A1"}), NONE, frozenset(), NONE, False)
B = replace(A, id="b")


def rules(a: Profile, b: Profile) -> list[str]:
    return [found.rule for found in propose(a, b)]


def test_same_name_and_postal_code_is_proposed_and_the_name_alone_is_not() -> None:
    assert rules(A, B) == rules(B, A) == ["same name and postal code"]
    assert rules(A, replace(B, postals=frozenset({"M5V 2T6"}))) == []
    assert propose(A, A) == ()


def test_a_franchise_never_links_by_its_name() -> None:
    subway = frozenset({"subway"})
    assert rules(replace(A, names=subway), replace(B, names=subway)) == []


def test_a_registry_number_is_sure_and_a_company_number_is_proposed() -> None:
    same = frozenset({("cra_bn", "123456789")})
    found = propose(replace(A, identifiers=same), replace(B, identifiers=same, names=NONE))
    assert [(one.rule, one.sure) for one in found] == [("same registry number", True)]
    number = frozenset({"1234567 ontario"})
    assert rules(replace(A, names=number, postals=NONE), replace(B, names=number)) == ["same company number"]


def test_a_successor_needs_one_closed_and_two_things_alike() -> None:
    alike: dict[str, Any] = {"identifiers": frozenset({("phone", "5195550100"), ("director", "x")}), "names": NONE}
    closed = replace(A, closed=True, **alike)
    found = [one for one in propose(replace(B, **alike), closed) if one.kind == "possible_successor"]
    assert [(one.a, one.b) for one in found] == [("a", "b")]
    assert "possible_successor" not in [one.kind for one in propose(replace(A, **alike), replace(B, **alike))]
