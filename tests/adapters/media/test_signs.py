"""A clip in sign language: found by its question, of one size on the line, filled with what players pass over."""

from pathlib import Path

import pytest

from inspect_app.adapters.media import signs
from inspect_app.adapters.media.voices import key_of

ASK = "Who keeps your passport?"


@pytest.mark.parametrize("suffix", signs.KINDS)
def test_a_filled_clip_has_its_size_and_ends_in_one_box_that_says_how_long_it_is(suffix: str) -> None:
    made = signs.padded(b"clip", suffix, 4000)
    assert len(made) == 4000 and made.startswith(b"clip")
    if suffix == ".mp4":
        assert int.from_bytes(made[4:8], "big") == 3996 and made[8:12] == b"free"
    else:
        assert made[4:6] == b"\xec\x01" and int.from_bytes(made[6:13], "big") == 4000 - 13
    with pytest.raises(ValueError, match="longer"):
        signs.padded(b"clip", suffix, 10)


def test_only_a_question_with_a_clip_has_one_and_a_changed_text_has_none(tmp_path: Path) -> None:
    for language, text, n in (("en", ASK, 10), ("zh-Hans", "谁保管护照？", 100_000)):
        path = tmp_path / language / f"{key_of(text)}.webm"
        path.parent.mkdir()
        path.write_bytes(bytes(n))
    (tmp_path / "README.md").write_text("no clip")
    found = signs.read(tmp_path)
    assert found.of("en", (ASK, ASK + " now")) == {ASK: key_of(ASK)} and found.of("fr", (ASK,)) == {}
    clips = [found.file(f"{language}-{key}") for language, key in found.clips]
    assert [(len(clip[0]), clip[1]) for clip in clips if clip] == [(128 * 1024, "video/webm")] * 2
    assert found.file("en-../../secret") is None and found.file("x") is None


def test_without_any_clip_there_is_nothing(tmp_path: Path) -> None:
    assert signs.read(tmp_path / "nowhere") == signs.Signs({}, 64 * 1024)
