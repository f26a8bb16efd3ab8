"""What a form to change a record says that it showed."""

import json

import pytest

from inspect_app.web.register.corrections import read_shown


def test_values_that_a_record_can_have_are_read_back_as_they_were() -> None:
    shown = {"name": "Greenhouse 4", "headcount": 18, "lat": 42.05, "archived_at": None, "languages": ["es", "th"]}
    assert read_shown(json.dumps(shown)) == shown


@pytest.mark.parametrize("text", [None, "", "[1]", "{", '{"a": {"b": 1}}', '{"a": [1]}', '{"a": [["b"]]}'])
def test_what_no_form_of_ours_says_is_not_read(text: str | None) -> None:
    assert read_shown(text) is None
