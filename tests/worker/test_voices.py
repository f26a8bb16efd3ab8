"""Reading aloud: every text of a language in one file, a person's recording before a machine's, one size for all."""

import gzip
import struct
import subprocess
import wave
from pathlib import Path

import pytest
from flask import Flask

from inspect_app.adapters import languages, voices
from inspect_app.worker.page import Document
from tests.conftest import NOW
from tests.worker.test_worker import app, codes, house

__all__ = ["app", "codes", "house"]
BUILT = Path(__file__).resolve().parents[2] / "static" / "worker" / "build" / "voices"
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


def test_the_sound_is_an_mp3_of_the_length_it_says(tmp_path: Path) -> None:
    recording(tmp_path / "en" / f"{voices.key_of('A')}.wav", 2.0, 500)
    made = voices.make("en", ["A", "Two words"], tmp_path)
    assert made is not None
    plain = subprocess.run(["lame", "--decode", "--mp3input", "--quiet", "-", "-"], input=made.sound,
                           capture_output=True, check=True).stdout  # fmt: skip
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


def test_missing_sound_only_hides_the_speaker(tmp_path: Path, house: object) -> None:
    root = tmp_path / "root"
    root.mkdir()
    for name in ("templates", "data", "checklists"):
        (root / name).symlink_to(Path(__file__).resolve().parents[2] / name)
    (root / "static" / "worker").mkdir(parents=True)
    for name in ("css", "worker/icons"):
        (root / "static" / name).symlink_to(Path(__file__).resolve().parents[2] / "static" / name)
    database = house.checkin_database  # type: ignore[attr-defined]
    made = Document(root, database, demo=True, source="/source", now=lambda: NOW)
    page = gzip.decompress(made.page("es")).decode()
    assert 'class="sound"' not in page and "¿Está a solas ahora?" in page and "Lo lee una máquina" not in page
