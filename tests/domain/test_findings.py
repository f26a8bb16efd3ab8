"""What a visit showed: from answers to indicators, dimensions and rules of law, with the firewall around status."""

from dataclasses import replace

import pytest

from inspect_app.adapters import yaml
from inspect_app.adapters.frameworks import frameworks
from inspect_app.domain import checklist
from inspect_app.domain.checklist import Checklist
from inspect_app.domain.findings import Findings, find, says, share
from inspect_app.domain.inspection import Answer, Case, Inspection, Photo, fold

SOURCE = """
format: 1
key: k
n: 1
kind: visit
title: {en: K, fr: K}
sections:
  - id: site
    title: {en: Site, fr: Lieu}
    situation: walk
    items:
      - id: papers
        ask: {en: Someone else holds the papers, fr: Quelqu’un d’autre détient les papiers}
        guidance: {what: {en: w, fr: w}}
        type: indicator
        indicators: ["ilo11:7"]
        severity: 3
        urgent: documents
        law:
          - {cite: "EPFNA, s. 9", jurisdiction: ON, program: all}
          - {cite: "Only SAWP", jurisdiction: ON, program: sawp}
          - {cite: "O. Reg. 285/01", jurisdiction: ON, program: all}
      - id: papers_threat
        ask: {en: The employer threatens to report workers, fr: L’employeur menace de dénoncer des personnes}
        guidance: {what: {en: w, fr: w}}
        type: indicator
        pii: status
        indicators: ["ilo11:1"]
        urgent: reprisal
        law: [{cite: "EPFNA, s. 10", jurisdiction: ON, program: all}]
      - id: pay
        ask: {en: How is pay given?, fr: Comment la paie est-elle remise?}
        type: one
        basis: optional
        indicators: ["ilo11:8"]
        choices:
          - {id: bank, label: {en: Bank, fr: Banque}, says: not_present}
          - {id: held, label: {en: Held, fr: Retenue}, says: present}
          - {id: mixed, label: {en: Mixed, fr: Mixte}, says: unclear}
  - id: talk
    title: {en: Talk, fr: Entretien}
    situation: interviews
    repeat: {kind: case, label: {en: P, fr: P}}
    items:
      - id: held
        ask: {en: Held, fr: Détenu}
        guidance: {what: {en: w, fr: w}}
        type: indicator
        indicators: ["ilo11:7", "delphi:cd_documents"]
        law: [{cite: "EPFNA, s. 7", jurisdiction: ON, program: all}]
      - id: debt
        ask: {en: Debt, fr: Dette}
        guidance: {what: {en: w, fr: w}}
        type: indicator
        indicators: ["delphi:cd_debt"]
"""


def made() -> Checklist:
    tree, lines = yaml.read(SOURCE.encode(), "k")
    codes = {"ilo11:1", "ilo11:7", "ilo11:8", "delphi:cd_documents", "delphi:cd_debt"}
    return checklist.read(tree, lines, codes=codes)


def answer(
    item: str, value: object, *basis: str, row: str | None = None, event: str = "e", differs: bool = False
) -> Answer:
    section = "talk" if row else "site"
    return Answer(section, item, row, "k", 1, value, basis, None, "s", "t", event, ("x",) if differs else ())


def visit(*answers: Answer, ages: tuple[str, ...] = (), program: str = "other") -> Findings:
    cases = tuple(Case(f"c{n}", age, {}) for n, age in enumerate(ages))
    told: Inspection = replace(fold([]), answers=answers, cases=cases, program=program)
    return find(told, {("k", 1): made()}, frameworks())


def ilo(found: Findings, n: int) -> str:
    return next(row.state for row in found.ilo if row.n == n)


def test_an_indicator_is_present_not_present_or_not_assessed() -> None:
    found = visit(answer("papers", "present", "observed"), answer("pay", "bank"))
    assert [ilo(found, n) for n in (7, 8, 1)] == ["present", "not_present", "not_assessed"]


@pytest.mark.parametrize(("value", "said"), [("bank", "not_present"), ("held", "present"), ("mixed", "not_assessed"),
                                             (None, "not_assessed")])  # fmt: skip
def test_a_choice_says_what_its_author_wrote(value: str | None, said: str) -> None:
    assert says(made().item("pay"), value) == said


def test_present_wins_over_not_present_when_two_tablets_differ() -> None:
    found = visit(
        answer("papers", "not_present", event="a", differs=True),
        answer("papers", "present", "observed", event="b", differs=True),
    )
    assert ilo(found, 7) == "present" and found.present[0].differs


def test_a_status_item_counts_in_its_indicator_and_is_named_nowhere() -> None:
    found = visit(answer("papers_threat", "present", "worker"))
    assert ilo(found, 1) == "present" and found.urgent == ("reprisal",)
    assert "papers_threat" not in repr(found) and found.contraventions == () and found.present == ()
    left = visit(answer("papers_threat", "not_assessed"))
    assert left.not_assessed == ()


@pytest.mark.parametrize(
    ("bases", "standard", "only_told"),
    [
        (("worker",), "suspicion", True),
        (("employer",), "reasonable_grounds", False),
        (("observed", "worker"), "reasonable_grounds", False),
        (("document", "observed"), "balance", False),
        ((), "suspicion", True),
    ],
)
def test_a_contravention_says_what_its_bases_carry(bases: tuple[str, ...], standard: str, only_told: bool) -> None:
    [one] = visit(answer("papers", "present", *bases)).contraventions
    assert (one.law.cite, one.standard, one.only_told) == ("EPFNA, s. 9", standard, only_told)


def test_rules_of_another_program_and_exemptions_are_not_broken() -> None:
    cites = {one.law.cite for one in visit(answer("papers", "present", "observed"), program="sawp").contraventions}
    assert cites == {"EPFNA, s. 9", "Only SAWP"}


def test_what_comes_from_a_private_interview_stays_off_the_notice_even_with_a_document() -> None:
    [one] = visit(answer("held", "present", "document", row="c0"), ages=("18_plus",)).contraventions
    assert one.only_told


def test_each_person_case_is_read_on_its_own() -> None:
    found = visit(
        answer("held", "present", row="c0"), answer("debt", "present", row="c1"),
        answer("held", "present", row="c2"), answer("debt", "present", row="c2"),
        ages=("18_plus", "18_plus", "unknown"),
    )  # fmt: skip
    assert [case.positives for case in found.cases] == [(), (), ("coercion_destination",)]
    assert [case.age_known for case in found.cases] == [True, True, False]


def test_a_delphi_item_without_an_ilo_code_counts_in_the_indicators_it_bears_on() -> None:
    assert ilo(visit(answer("debt", "present", row="c0"), ages=("18_plus",)), 9) == "present"


def test_a_person_under_18_is_urgent_by_itself() -> None:
    assert visit(ages=("16_17",)).urgent == ("child",)


def test_a_photo_belongs_to_the_finding_of_its_item() -> None:
    photo = Photo("f" * 64, 1, "image/jpeg", "papers", "site", None, None, "t", None)
    told = replace(fold([]), answers=(answer("papers", "present", "observed"),), photos=(photo,))
    assert find(told, {("k", 1): made()}, frameworks()).present[0].photos == ("f" * 64,)


@pytest.mark.parametrize(
    ("n", "of", "said"),
    [(3, 4, ""), (1, 5, "few"), (3, 6, "mixed"), (5, 6, "nearly_all"), (7, 10, "7/10")],
)
def test_few_interviews_are_never_counted_outside_the_team(n: int, of: int, said: str) -> None:
    assert share(n, of) == said
