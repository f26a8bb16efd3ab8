"""Who may see what, decided by pure rules: the truth tables of the most dangerous `if`s of the desk."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from inspect_app.domain.alerts import duty
from inspect_app.domain.checkins import regional_totals as regional_totals_rules
from inspect_app.domain.checkins.snapshots import TEAM, WIDE, edition_for
from inspect_app.domain.checklists.checklist.model import Law
from inspect_app.domain.fieldwork.finding_parts import Contravention
from inspect_app.domain.reports.report.parts import only_told
from inspect_app.domain.staff.people import Staff
from inspect_app.domain.staff.permissions import ROLES

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
STATES = ("planned", "under_way", "closed", "cancelled", None)


@pytest.mark.parametrize(("on_team", "visit_state"), list(product((True, False), STATES)))
def test_the_edition_of_five_is_for_the_team_of_a_closed_visit_and_for_nobody_else(
    on_team: bool, visit_state: str | None
) -> None:
    expected = 5 if (on_team, visit_state) == (True, "closed") else 10
    assert edition_for(on_team=on_team, visit_state=visit_state) == expected


def test_the_editions_are_five_and_ten() -> None:
    assert (TEAM, WIDE) == (5, 10)


def _person(role: str, state: str) -> Staff:
    return Staff("1" * 32, "a" * 32, "someone@fair-work.example", "Someone", role, "en", state)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", ["invited", "active", "disabled"])
def test_only_active_inspectors_officers_and_supervisors_can_be_on_duty(role: str, state: str) -> None:
    expected = state == "active" and role in ("inspector", "officer", "supervisor")
    assert duty.is_reader(_person(role, state)) == expected


@pytest.mark.parametrize(
    ("minutes", "is_on_duty", "expected"),
    [
        ([], True, 0),
        ([], False, 0),
        ([10], True, 1),
        ([10], False, 0),
        ([0], False, 1),
        ([-1, 10, 20], False, 1),
        ([-1, 10, 20], True, 3),
    ],
)
def test_a_call_alarms_whoever_is_on_duty_at_once_and_everybody_past_its_moment(
    minutes: list[int], is_on_duty: bool, expected: int
) -> None:
    due = [NOW + timedelta(minutes=n) for n in minutes]
    assert duty.alarms(due, is_on_duty=is_on_duty, now=NOW) == expected


@pytest.mark.parametrize(
    ("told", "jurisdiction", "left_out"),
    [
        ([True], "ON", True),
        ([False], "ON", False),
        ([True, False], "ON", False),
        ([True, True], "ON", True),
        ([True], "CA", False),
    ],
)
def test_a_rule_that_only_workers_told_of_is_named_as_left_out_of_a_notice(
    told: list[bool], jurisdiction: str, left_out: bool
) -> None:
    law = Law("ESA 2000, s. 11", jurisdiction=jurisdiction)
    found = [
        Contravention(f"item-{n}", law, ("told",) if one else ("document",), "suspicion", one, None, False)
        for n, one in enumerate(told)
    ]
    assert [one.law.cite for one in only_told(found)] == ([law.cite] if left_out else [])


def test_where_next_reads_half_a_year_of_months() -> None:
    assert regional_totals_rules.fresh_from(date(2026, 11, 23)) == "2026-05"
    assert regional_totals_rules.fresh_from(date(2026, 3, 1)) == "2025-08"
