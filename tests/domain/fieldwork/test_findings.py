"""What a visit showed: from answers to indicators, dimensions and rules of law, with the firewall around status."""

from dataclasses import replace

import pytest

from inspect_app.adapters.data import yaml
from inspect_app.adapters.data.frameworks import frameworks
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.domain.checklists.checklist import Checklist
from inspect_app.domain.fieldwork.findings import Findings, find, says, share
from inspect_app.domain.fieldwork.inspection import Answer, Case, Inspection, Photo, fold

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


def made(source: str = SOURCE) -> Checklist:
    tree, lines = yaml.read(source.encode(), "k")
    codes = {"ilo11:1", "ilo11:7", "ilo11:8", "delphi:cd_documents", "delphi:cd_debt"}
    return checklist_rules.read(tree, lines, codes=codes)


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
    assert visit().not_assessed == (("k", "papers"), ("k", "pay")), "nobody answered anything"


# One item, `papers`, which with `held` of the interviews bears on indicator 7. Open: not judged at the site.
@pytest.mark.parametrize(
    ("site", "interviews", "state", "is_open"),
    [
        (None, (), "not_assessed", True),
        ("not_assessed", (), "not_assessed", True),
        ("does_not_apply", (), "not_assessed", False),
        ("not_present", (), "not_present", False),
        ("present", (), "present", False),
        # One person met who was not asked: the indicator is not wholly judged, so it is not "not present".
        ("not_present", (None,), "not_assessed", False),
        ("not_present", ("not_present",), "not_present", False),
        # Two met, one left the question out: it was assessed with the other.
        ("not_present", ("not_present", None), "not_present", False),
        (None, ("not_present",), "not_assessed", True),
        (None, ("present",), "present", True),
        ("not_assessed", ("does_not_apply",), "not_assessed", True),
    ],
)
def test_what_nobody_answered_is_not_assessed_and_never_not_present(
    site: str | None, interviews: tuple[str | None, ...], state: str, is_open: bool
) -> None:
    said = [answer("papers", site)] if site else []
    said += [answer("held", one, row=f"c{n}") for n, one in enumerate(interviews) if one]
    found = visit(*said, ages=("18_plus",) * len(interviews))
    assert ilo(found, 7) == state
    assert (("k", "papers") in found.not_assessed) == is_open


@pytest.mark.parametrize(
    ("one", "other", "state", "is_open"),
    [
        (None, None, "not_assessed", True),
        ("not_present", "not_present", "not_present", False),
        ("not_present", "not_assessed", "not_assessed", True),
        ("present", "not_assessed", "present", False),
        ("present", "not_present", "present", False),
    ],
)
def test_a_room_left_out_leaves_the_item_open_unless_the_sign_was_present_in_another(
    one: str | None, other: str | None, state: str, is_open: bool
) -> None:
    source = SOURCE.replace("situation: walk", "situation: walk\n    repeat: {kind: row, label: {en: R, fr: R}}")
    told = [replace(answer("papers", value), row=row) for row, value in (("r1", one), ("r2", other)) if value]
    found = find(replace(fold([]), answers=tuple(told)), {("k", 1): made(source)}, frameworks())
    assert ilo(found, 7) == state
    assert (("k", "papers") in found.not_assessed) == is_open


def test_a_hidden_item_was_not_asked_and_is_not_open() -> None:
    source = SOURCE.replace("type: one\n", "type: one\n        when: \"selected(${program}, 'sawp')\"\n")
    for program, is_open in (("other", False), ("sawp", True)):
        found = find(replace(fold([]), program=program), {("k", 1): made(source)}, frameworks())
        assert (("k", "pay") in found.not_assessed) == is_open
        assert next(row.asked for row in found.ilo if row.n == 8) == int(is_open)


def test_an_unclear_choice_leaves_its_item_open_and_a_judgment_on_one_tablet_closes_it() -> None:
    assert ("k", "pay") in visit(answer("pay", "mixed")).not_assessed
    both = visit(answer("pay", "mixed", event="a", differs=True), answer("pay", "bank", event="b", differs=True))
    assert ("k", "pay") not in both.not_assessed and ilo(both, 8) == "not_present"


def test_of_two_versions_of_a_checklist_the_one_with_answers_was_asked() -> None:
    newer = replace(made(), n=2, sections=())
    told = replace(fold([]), answers=(answer("papers", "not_present", "observed"),))
    found = find(told, {("k", 1): made(), ("k", 2): newer}, frameworks())
    assert found.not_assessed == (("k", "pay"),)


@pytest.mark.parametrize(
    ("value", "said"), [("bank", "not_present"), ("held", "present"), ("mixed", "not_assessed"), (None, "not_assessed")]
)
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
    assert left.not_assessed == (("k", "papers"), ("k", "pay"))


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
        answer("held", "present", row="c0"),
        answer("debt", "present", row="c1"),
        answer("held", "present", row="c2"),
        answer("debt", "present", row="c2"),
        ages=("18_plus", "18_plus", "unknown"),
    )
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
