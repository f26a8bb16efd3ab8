"""A failure speaks the reader's language to the last word, its reason included."""

import ast
from pathlib import Path

import pytest
from flask import Flask

from inspect_app.adapters.paper.page import Pages
from inspect_app.domain.problem import Problem
from inspect_app.domain.staff import passwords as passwords_rules
from tests import people
from tests.browser_client import Browser

ROOT = Path(__file__).resolve().parents[2]
FRENCH = Pages(ROOT / "templates")


def reasons() -> list[tuple[str, ast.expr]]:
    """(file, the expression) of each reason that a person at the desk may be told."""
    found = []
    for path in sorted((ROOT / "inspect_app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and node.args):
                continue
            if getattr(node.args[0], "value", "") == "wrong-input":
                found += [(str(path), keyword.value) for keyword in node.keywords if keyword.arg == "why"]
    return found


def test_every_reason_why_something_was_refused_has_its_french_sentence() -> None:
    for path, reason in reasons():
        if isinstance(reason, ast.Call) and getattr(reason.func, "id", "") == "say":
            continue
        assert isinstance(reason, ast.Constant), f"{path}:{reason.lineno} builds its reason; give it {{names}} instead"
        assert FRENCH.say(str(reason.value), "fr") != reason.value, f"{path}: “{reason.value}” has no French"


@pytest.mark.parametrize(
    "password", ["short", "x" * 200, "passwordpassword", "aaaaaaaaaaaaaaaa", "exampleexampleexample"]
)
def test_why_a_password_is_refused_is_said_in_french(password: str) -> None:
    why = passwords_rules.weakness(password, about=("example",))
    assert why and FRENCH.say(why, "fr") != why


def test_a_reason_is_filled_in_after_it_is_translated_and_braces_that_were_typed_do_no_harm() -> None:
    problem = Problem("wrong-input", why="“{written}” is not a Canadian postal code like N8H 0A1.", written="{x}")
    assert str(problem).startswith("“{x}” is not a Canadian postal code like N8H 0A1. Nothing was saved.")
    assert problem.tell(lambda sentence: FRENCH.say(sentence, "fr")).startswith("« {x} » n’est pas un code postal")


def test_a_french_speaker_reads_a_failure_in_french_only(app: Flask, instance: people.Instance) -> None:
    officer = Browser(app, "supervisor")
    officer.post("/language", {"language": "fr", "back": "/desk/"}, start="/desk/", status=302)
    answer = officer.post("/desk/orders/nonsense", {"state": "kept"}, start="/desk/")
    assert 'lang="fr"' in answer.get_data(as_text=True) and "Nothing" not in answer.get_data(as_text=True)
