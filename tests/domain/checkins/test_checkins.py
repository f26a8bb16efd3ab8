"""The plaintext of a check-in: one size, and nothing that a stranger sends can break the reader."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins.checkins import CheckIn

SAID = CheckIn("worker-check-in/1", "es", "js", {"papers": "boss_keeps", ".age": "18_plus", ".alone": "yes"})


def padded(value: object) -> bytes:
    return (json.dumps(value).encode() + b"\x80").ljust(checkins_rules.SIZE, b"\0")


def test_what_was_written_is_read() -> None:
    assert checkins_rules.read(checkins_rules.write(SAID)) == SAID


@pytest.mark.parametrize("answers", [{}, {f"item_{n}": f"choice_{n}" for n in range(60)}])
@pytest.mark.parametrize("lang", ["en", "fr", "zh-Hant"])
def test_attack_17_every_plaintext_has_the_same_length(answers: dict[str, str], lang: str) -> None:
    assert len(checkins_rules.write(CheckIn("worker-check-in/1", lang, "srv", answers))) == checkins_rules.SIZE == 2048


def test_answers_that_cannot_fit_are_refused_not_cut() -> None:
    with pytest.raises(ValueError, match="longer than a box"):
        checkins_rules.write(CheckIn("worker-check-in/1", "en", "js", {f"item_{n}": "x" * 40 for n in range(60)}))


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"\0" * 2048,
        b"\x80" * 2048,
        b"x" * 2047 + b"\x80",
        padded([]),
        padded({"v": 2, "set": "a/1", "lang": "en", "path": "js", "answers": {}}),
        padded({"v": True, "set": "a/1", "lang": "en", "path": "js", "answers": {}}),
        padded({"v": 1, "set": "../1", "lang": "en", "path": "js", "answers": {}}),
        padded({"v": 1, "set": "a/1", "lang": "en", "path": "phone", "answers": {}}),
        padded({"v": 1, "set": "a/1", "lang": "en", "path": "js", "answers": {"free text": "my name"}}),
        padded({"v": 1, "set": "a/1", "lang": "en", "path": "js", "answers": {"papers": 1}}),
        padded({"v": 1, "set": "a/1", "lang": "en", "path": "js", "answers": {".age": "12"}}),
        padded({"v": 1, "set": "a/1", "lang": "en", "path": "js", "answers": {}, "name": "x"}),
        (b"[" * 2047) + b"\x80",
    ],
)
def test_attack_22_what_is_no_check_in_is_none(wrong: bytes) -> None:
    assert checkins_rules.read(wrong) is None


@given(some.binary(min_size=2048, max_size=2048))
def test_no_bytes_at_all_break_the_reader(noise: bytes) -> None:
    assert checkins_rules.read(noise) is None


def test_a_choice_we_never_printed_counts_as_nothing_said() -> None:
    choices = {"worker-check-in/1": {"papers": frozenset({"i_keep", "boss_keeps"})}}
    assert checkins_rules.counted(SAID, choices) == {"papers": "boss_keeps"}
    assert checkins_rules.counted(CheckIn(SAID.set, "en", "js", {"papers": "planted"}), choices) is None
    assert checkins_rules.counted(CheckIn("worker-check-in/9", "en", "js", {}), choices) is None
