"""Borrowed: espeak-ng speaks, lame packs. Made at set-up: one file a language for the worker's page, and one for the
questions that a worker answers alone with a tablet.

A recording of a person takes the place of the machine's voice: `data/voices/<language>/<key>.wav` (mono, 16 bits,
22,050 samples a second), where the key is `key_of` the text. A changed text has another key, so an old recording never
speaks for it.
"""

import json
import shutil
import subprocess
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

RATE = 22_050
# A gap between two clips: what the packing adds at either end stays silent.
GAP = bytes(2 * RATE // 2)
# espeak-ng's own name of each language it speaks well enough to stand in for a person. Its Thai leaves vowels out and
# reads letter by letter, its plain "cmn" reads the Latin spelling of each Chinese syllable as if it were English: the
# first has no voice here, the second is called by the name under which it speaks (ADR 31).
VOICES = {
    "ar": "ar",
    "bn": "bn",
    "en": "en-us",
    "es": "es-419",
    "fa": "fa",
    "fr": "fr-fr",
    "hi": "hi",
    "ht": "ht",
    "id": "id",
    "ko": "ko",
    "ne": "ne",
    "pa": "pa",
    "pl": "pl",
    "pt": "pt-br",
    "ro": "ro",
    "ru": "ru",
    "si": "si",
    "sw": "sw",
    "ta": "ta",
    "uk": "uk",
    "ur": "ur",
    "vi": "vi-vn-x-south",
    "zh-Hans": "cmn-latn-pinyin",
    "zh-Hant": "yue",
}


@dataclass(frozen=True)
class Voice:
    """`sound`: an MP3; `texts`: where each text begins and ends in it, in seconds; `by_machine` if any clip is."""

    sound: bytes
    texts: dict[str, tuple[float, float]]
    by_machine: bool


def key_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def make(code: str, texts: Sequence[str], recordings: Path) -> Voice | None:
    """Speaks all texts of a language; None where neither a person nor a machine can."""
    samples, places, by_machine = bytearray(GAP), {}, False
    for text in dict.fromkeys(texts):
        recorded = recordings / code / f"{key_of(text)}.wav"
        if not recorded.exists() and code not in VOICES:
            continue
        by_machine |= not recorded.exists()
        clip = _samples(recorded.read_bytes() if recorded.exists() else _spoken(VOICES[code], text))
        start = len(samples)
        samples += clip + GAP
        places[text] = (round(start / 2 / RATE, 2), round((start + len(clip)) / 2 / RATE + 0.15, 2))
    return Voice(_packed(bytes(samples)), places, by_machine) if places else None


def made_of(code: str, texts: Sequence[str], recordings: Path) -> str:
    """A hash of everything that decides how a language sounds: while it stays, nothing need be spoken again."""
    recorded = [recordings / code / f"{key_of(text)}.wav" for text in texts]
    heard = [sha256(path.read_bytes()).hexdigest() if path.exists() else "" for path in recorded]
    how = [VOICES.get(code, ""), _machine(), sha256(Path(__file__).read_bytes()).hexdigest()]
    return sha256(json.dumps([how, list(texts), heard]).encode()).hexdigest()


def made_before(folder: Path, code: str) -> str:
    """What the file there was made of, or nothing."""
    told = folder / f"{code}.json"
    return str(json.loads(told.read_text()).get("made_of", "")) if told.exists() else ""


def write(voice: Voice, folder: Path, code: str, of: str = "") -> None:
    """`of`: what it was made of. The second file goes first and comes last, so it never tells of another sound."""
    folder.mkdir(parents=True, exist_ok=True)
    forget(folder, code)
    (folder / f"{code}.mp3").write_bytes(voice.sound)
    told = {"made_of": of, "by_machine": voice.by_machine, "texts": voice.texts}
    (folder / f"{code}.json").write_text(json.dumps(told, ensure_ascii=False))


def forget(folder: Path, code: str) -> None:
    for kind in ("json", "mp3"):
        (folder / f"{code}.{kind}").unlink(missing_ok=True)


def read(folder: Path, code: str) -> Voice | None:
    """What `write` wrote, or None: then the page shows no speaker."""
    if not (folder / f"{code}.json").exists():
        return None
    told = json.loads((folder / f"{code}.json").read_text())
    texts = {text: (start, end) for text, (start, end) in told["texts"].items()}
    return Voice((folder / f"{code}.mp3").read_bytes(), texts, told["by_machine"])


def is_by_machine(folder: Path, code: str) -> bool | None:
    """Whether a machine speaks in a language's sound; None where there is no sound."""
    told = folder / f"{code}.json"
    return bool(json.loads(told.read_text())["by_machine"]) if told.exists() else None


def padded(sound: bytes, size: int) -> bytes:
    """The same sound as a file of `size` bytes: an empty ID3v2 tag goes before it, which every player passes over."""
    inner = size - len(sound) - 10
    if inner < 0:
        raise ValueError("the sound is longer than the size")
    seven = bytes((inner >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\x00\x00" + seven + bytes(inner) + sound


def is_here() -> bool:
    return bool(shutil.which("espeak-ng") and shutil.which("lame"))


@cache
def _machine() -> str:
    return subprocess.run(["espeak-ng", "--version"], capture_output=True, check=True, text=True).stdout


def _spoken(voice: str, text: str) -> bytes:
    words = ["espeak-ng", "-v", voice, "-s", "140", "--stdout", "--stdin"]
    return subprocess.run(words, input=text.encode(), capture_output=True, check=True).stdout


def _samples(sound: bytes) -> bytes:
    # espeak-ng writes to a pipe with a length that it does not know yet: everything after the header is sound.
    with wave.open(BytesIO(sound)) as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
            raise ValueError(f"a recording must be mono, 16 bits, {RATE} samples a second")
    return sound[44:]


def _packed(samples: bytes) -> bytes:
    words = [
        "lame",
        "-r",
        "-s",
        "22.05",
        "--bitwidth",
        "16",
        "-m",
        "m",
        "--resample",
        "16",
        "-b",
        "24",
        "--cbr",
        "-t",
        "--quiet",
        "-",
        "-",
    ]
    return subprocess.run(words, input=samples, capture_output=True, check=True).stdout
