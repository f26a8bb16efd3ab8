"""Reading aloud: every text of a language in one file, a person's recording before a machine's, one size for all."""

import argparse
import gzip
import json
import struct
import subprocess
import wave
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from inspect_app.adapters.data import languages
from inspect_app.adapters.media import self_interview, voices
from inspect_app.checkin_app.page import Document
from inspect_app.cli import make_voices
from tests.checkin_app.test_worker import app, codes, instance
from tests.conftest import NOW

__all__ = ["app", "codes", "instance"]
STATIC = Path(__file__).resolve().parents[2] / "static"
BUILT = STATIC / "checkin_app" / "build" / "voices"
ALONE = STATIC / "checkin_app" / "build" / "alone"
SPOKEN = [one for one in languages.all_of_them() if not one.missing and one.code in voices.VOICES]


def recording(path: Path, seconds: float, level: int) -> None:
    path.parent.mkdir(parents=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, voices.RATE, 0, "NONE", ""))
        file.writeframes(struct.pack("<h", level) * int(seconds * voices.RATE))


@pytest.mark.parametrize("one", SPOKEN, ids=lambda one: one.code)
def test_attack_54_whatever_has_a_speaker_was_spoken_from_the_words_that_stand_there(one: languages.Language) -> None:
    voice = voices.read(BUILT, one.code)
    assert voice is not None and set(voice.texts) == set(one.spoken()), "a text changed: run make setup"
    ends = [0.0]
    for start, end in voice.texts.values():
        assert start >= ends[-1] - 0.2 and 0.3 < end - start < 60
        ends.append(end)


def test_a_persons_recording_takes_the_place_of_the_machine_and_dies_with_its_text(tmp_path: Path) -> None:
    recording(tmp_path / "en" / f"{voices.key_of('Are you alone now?')}.wav", 1.5, 900)
    made = voices.make("en", ["Are you alone now?"], tmp_path)
    assert made is not None and not made.by_machine
    start, end = made.texts["Are you alone now?"]
    assert end - start == pytest.approx(1.65, abs=0.02)
    changed = voices.make("en", ["Are you alone here?"], tmp_path)
    assert changed is not None and changed.by_machine
    assert voices.make("nah", ["…"], tmp_path) is None


@pytest.mark.parametrize("one", SPOKEN, ids=lambda one: one.code)
def test_every_question_answered_alone_is_spoken_from_the_words_that_a_tablet_shows(one: languages.Language) -> None:
    voice = voices.read(ALONE, one.code)
    assert voice is not None and set(voice.texts) == set(one.spoken_self_interview()), "a text changed: run make setup"
    shown = json.loads(self_interview.told())[one.code]
    placed = [*shown["touch"].values(), *(text for asked in shown["asks"].values() for text in asked.values())]
    heard = {words: tuple(clip) for words, *clip in placed if clip}
    assert heard == {text: voice.texts[text] for text in one.spoken_self_interview()} and len(heard) >= 24
    assert shown["sound"]["hash"] == sha256(voice.sound).hexdigest() and shown["sound"]["by_machine"]
    path, _, version = shown["sound"]["address"].removeprefix("/static/").partition("?v=")
    assert (STATIC / path).read_bytes() == voice.sound and shown["sound"]["hash"].startswith(version)


def test_each_voice_is_one_that_the_machine_has_and_reads_this_script_with() -> None:
    listed = subprocess.run(["espeak-ng", "--voices"], capture_output=True, check=True, text=True).stdout
    have = {line.split()[1] for line in listed.splitlines()[1:]}
    assert set(voices.VOICES.values()) <= have
    for one in SPOKEN:
        said = subprocess.run(
            ["espeak-ng", "-q", "-x", "-v", voices.VOICES[one.code], "--stdin"],
            capture_output=True,
            check=True,
            text=True,
            input=" ".join(one.spoken_self_interview()),
        ).stdout
        # A voice that meets letters it does not know speaks them as another language, and says so in brackets.
        assert one.code == "en" or "(en)" not in said, f"{one.code} is read as English"


def test_a_language_is_not_spoken_again_while_nothing_of_it_changed(tmp_path: Path) -> None:
    texts, recorded = ["Yes", "No"], tmp_path / "recorded"
    before = voices.made_of("en", texts, recorded)
    made = voices.make("en", texts, recorded)
    assert made is not None and voices.made_before(tmp_path, "en") == ""
    voices.write(made, tmp_path, "en", before)
    assert voices.made_before(tmp_path, "en") == before == voices.made_of("en", texts, recorded)
    recording(recorded / "en" / f"{voices.key_of('No')}.wav", 1.0, 700)
    assert (
        len(
            {
                before,
                voices.made_of("en", texts, recorded),
                voices.made_of("en", ["Yes"], tmp_path),
                voices.made_of("fr", texts, tmp_path),
            }
        )
        == 4
    )
    voices.forget(tmp_path, "en")
    assert voices.read(tmp_path, "en") is None and not (tmp_path / "en.mp3").exists()


def test_setting_up_twice_speaks_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = tuple(one for one in languages.all_of_them() if one.code in ("es", "km"))
    monkeypatch.setattr(languages, "all_of_them", lambda: few)
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "xx.mp3").write_bytes(b"of a language that is gone")
    to = argparse.Namespace(to=tmp_path)
    assert make_voices.run(to) == 0
    made = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")}
    # Khmer has no voice and nobody's recording: the page shows no speaker for it.
    assert {str(path.relative_to(tmp_path)) for path in made} == {
        f"{folder}/es.{kind}" for folder in ("voices", "alone") for kind in ("mp3", "json")
    }
    assert make_voices.run(to) == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")} == made


def test_the_sound_is_an_mp3_of_the_length_it_says(tmp_path: Path) -> None:
    recording(tmp_path / "en" / f"{voices.key_of('A')}.wav", 2.0, 500)
    made = voices.make("en", ["A", "Two words"], tmp_path)
    assert made is not None
    plain = subprocess.run(
        ["lame", "--decode", "--mp3input", "--quiet", "-", "-"], input=made.sound, capture_output=True, check=True
    ).stdout
    seconds = (len(plain) - 44) / 2 / 16_000
    last = max(end for _, end in made.texts.values())
    assert last < seconds < last + 1.2


def test_a_padded_sound_has_the_size_and_the_same_music() -> None:
    sound = b"\xff\xf3" + bytes(3000)
    made = voices.padded(sound, 9000)
    assert len(made) == 9000 and made[:3] == b"ID3" and made.endswith(sound)
    inner = sum((byte & 0x7F) << shift for byte, shift in zip(made[6:10], (21, 14, 7, 0), strict=True))
    assert made[10 + inner :] == sound
    with pytest.raises(ValueError, match="longer"):
        voices.padded(sound, 100)


def test_attack_40_every_language_is_one_file_of_one_size(app: Flask) -> None:
    sizes = {one.code: len(app.test_client().get(f"/check-in.voice-{one.code}").data) for one in SPOKEN}
    assert len(set(sizes.values())) == 1 and len(sizes) >= 3
    told = app.test_client().get("/check-in.voice-es")
    assert told.content_type == "audio/mpeg" and told.data[:3] == b"ID3" and "Content-Encoding" not in told.headers
    assert app.test_client().get("/check-in.voice-nah").data != told.data


def test_missing_sound_only_hides_the_speaker(tmp_path: Path, instance: object) -> None:
    root = tmp_path / "root"
    root.mkdir()
    for name in ("templates", "data", "checklists"):
        (root / name).symlink_to(Path(__file__).resolve().parents[2] / name)
    (root / "static" / "checkin_app").mkdir(parents=True)
    for name in ("css", "checkin_app/icons"):
        (root / "static" / name).symlink_to(Path(__file__).resolve().parents[2] / "static" / name)
    database = instance.checkin_database  # type: ignore[attr-defined]
    made = Document(root, database, demo=True, source="/source", now=lambda: NOW)
    page = gzip.decompress(made.page("es")).decode()
    assert 'class="sound"' not in page and "¿Está a solas ahora?" in page and "Lo lee una máquina" not in page
