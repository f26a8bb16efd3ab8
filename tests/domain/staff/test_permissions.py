"""Permissions and problems are types: a misspelt name is found before anything runs."""

import re
from pathlib import Path
from typing import get_args

import pytest
from mypy import api

from inspect_app.domain.problem import PROBLEMS
from inspect_app.domain.problem_names import ProblemName
from inspect_app.domain.staff.permissions import PERMISSIONS, PUBLIC, ROLES, Permission, Role, is_marked, may, public
from inspect_app.web.auth import allow

ROOT = Path(__file__).resolve().parents[3]


def test_the_type_of_permissions_and_their_table_are_the_same() -> None:
    assert set(get_args(Permission)) == set(PERMISSIONS)
    assert PUBLIC not in PERMISSIONS


def test_every_permission_belongs_to_at_least_one_role_that_exists() -> None:
    assert all(roles and roles <= set(get_args(Role)) for roles in PERMISSIONS.values())
    assert set(ROLES) == set(get_args(Role))


def test_the_type_of_problem_names_and_the_table_of_problems_are_the_same() -> None:
    assert set(get_args(ProblemName)) == set(PROBLEMS)


def test_a_misspelt_name_is_a_type_error(tmp_path: Path) -> None:
    path = tmp_path / "misspelt.py"
    path.write_text(
        "from inspect_app.domain.staff.permissions import may\n"
        "from inspect_app.domain.problem import Problem\n"
        'Problem("no-reson")\n'
        'may("officer", "see-vists")\n'
        'Problem("no-reason")\n'
        'may("officer", "see-visits")\n'
    )
    said, _errors, _code = api.run(["--config-file", str(ROOT / "setup.cfg"), str(path)])
    assert re.findall(r"py:(\d): error: .*\[(.*)\]", said) == [("3", "arg-type"), ("4", "arg-type")]


def test_a_misspelt_permission_stops_the_import_of_its_view() -> None:
    with pytest.raises(ValueError, match="see-vists"):
        allow("see-vists")  # type: ignore[arg-type]


def test_a_permission_outside_the_table_is_nobodys() -> None:
    assert not any(may(role, "see-vists") for role in ROLES)  # type: ignore[arg-type]


def test_a_view_without_a_mark_or_with_an_unknown_one_is_not_marked() -> None:
    def view() -> str:
        return "shown"

    assert not is_marked(view)
    view.permission = "see-vists"  # type: ignore[attr-defined]
    assert not is_marked(view)
    assert is_marked(public(view))
