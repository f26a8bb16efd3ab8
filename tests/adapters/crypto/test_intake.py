"""The ministry's half of sealing, against bytes that the tablet's own code made (tests/cases/intake.json)."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from inspect_app.adapters.crypto import intake
from inspect_app.adapters.crypto.intake import IntakeKey
from inspect_app.domain.fieldwork.sync import CannotOpen

CASE = json.loads((Path(__file__).parents[2] / "cases" / "intake.json").read_text())


@pytest.fixture
def known(tmp_path: Path) -> IntakeKey:
    (tmp_path / "intake.key").write_bytes(bytes.fromhex(CASE["private_key_hex"]))
    return IntakeKey(tmp_path)


def test_what_a_browser_wrapped_and_sealed_opens_here(known: IntakeKey) -> None:
    assert known.public == CASE["public_key"]
    key = known.unwrap(base64.b64decode(CASE["wrap"]), CASE["wrap_about"])
    assert key.hex() == CASE["content_key_hex"]
    assert intake.unseal(key, base64.b64decode(CASE["sealed"]), CASE["about"]).decode() == CASE["text"]


@pytest.mark.parametrize("changed", [0, 1, 64, 70, 124])
def test_a_wrap_with_one_bit_changed_does_not_open(known: IntakeKey, changed: int) -> None:
    wrap = bytearray(base64.b64decode(CASE["wrap"]))
    wrap[changed] ^= 1
    with pytest.raises(CannotOpen):
        known.unwrap(bytes(wrap), CASE["wrap_about"])


@pytest.mark.parametrize("wrap", [b"", b"\0" * 125, b"\4" * 125])
def test_bytes_that_are_no_wrap_do_not_open(known: IntakeKey, wrap: bytes) -> None:
    with pytest.raises(CannotOpen):
        known.unwrap(wrap, "wrap v")


def test_a_wrap_belongs_to_one_visit_and_one_ministry(known: IntakeKey, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = IntakeKey(tmp_path / "other")
    wrap = intake.wrap_for(known.public, b"k" * 32, "wrap v")
    assert known.unwrap(wrap, "wrap v") == b"k" * 32
    for key, about in ((known, "wrap w"), (other, "wrap v")):
        with pytest.raises(CannotOpen):
            key.unwrap(wrap, about)


def test_two_processes_that_begin_together_have_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as regional_totals:
        assert len(set(regional_totals.map(lambda _: IntakeKey(tmp_path).public, range(16)))) == 1
    assert (tmp_path / "intake.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["intake.key"]
