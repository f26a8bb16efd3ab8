"""Pictures are decoded before they are believed, and what a camera wrote into them goes no further."""

import contextlib
import io
import random
import struct
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps

from inspect_app.adapters.crypto.receipts import ReceiptKey, TabletKey, is_receipt, is_signed, is_tablet_key
from inspect_app.adapters.media.evidence import Evidence
from inspect_app.adapters.media.pictures import derived
from inspect_app.domain.problem import Problem

CANARY = b"CANARY-42.0651"


def picture(kind: str, size: tuple[int, int] = (64, 48)) -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = CANARY.decode()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("WEBP", "image/webp")])
def test_the_shown_copy_has_no_word_of_the_camera(kind: str, media_type: str) -> None:
    content = picture(kind)
    told, copy = derived(content)
    assert told == media_type and CANARY in content
    assert CANARY not in copy and b"Exif" not in copy


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
@pytest.mark.parametrize("page", [b"<script>alert(1)</script>", b"<html>\xff\xd9", b"PK\x03\x04", b"\0"])
def test_a_picture_with_anything_behind_its_end_is_refused(kind: str, page: bytes) -> None:
    with pytest.raises(Problem, match="JPEG or WebP"):
        derived(picture(kind) + page)


@pytest.mark.parametrize(
    "options", [{"progressive": True}, {"restart_marker_blocks": 4}, {"quality": 100}, {"comment": b"x"}]
)
def test_every_way_to_write_a_jpeg_is_read_to_its_end(options: dict[str, Any]) -> None:
    out = io.BytesIO()
    Image.effect_noise((97, 61), 90).convert("RGB").save(out, "JPEG", **options)
    assert derived(out.getvalue())[0] == "image/jpeg"


def test_a_large_picture_is_shown_at_most_1600_pixels_wide() -> None:
    copy = Image.open(io.BytesIO(derived(picture("JPEG", (4000, 1000)))[1]))
    assert copy.size == (1600, 400)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", b"<html>", picture("PNG"), picture("JPEG")[:200]])
def test_what_is_no_whole_jpeg_or_webp_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Problem, match="JPEG or WebP"):
        derived(content)


def test_a_picture_of_more_than_fifty_megapixels_is_refused() -> None:
    with pytest.raises(Problem, match="50 megapixels"):
        derived(picture("JPEG", (10_000, 6_000)))


def test_evidence_is_written_once_and_can_be_deleted(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence")
    evidence.put("sha256/ab/abc", b"first")
    evidence.put("sha256/ab/abc", b"second")
    assert evidence.get("sha256/ab/abc") == b"first"
    evidence.delete("sha256/ab/abc")
    evidence.delete("sha256/ab/abc")
    assert not evidence.exists("sha256/ab/abc")
    with pytest.raises(FileNotFoundError):
        evidence.get("sha256/ab/abc")


def test_a_tablets_signature_holds_for_its_words_only() -> None:
    key = TabletKey()
    signature = key.sign(b"these words")
    assert is_signed(key.public, b"these words", signature)
    assert not is_signed(key.public, b"other words", signature)
    assert not is_signed(TabletKey().public, b"these words", signature)
    assert not is_signed(key.public, b"these words", "not base64 at all")
    assert is_tablet_key(key.public) and not is_tablet_key("AAAA") and not is_tablet_key("é")


def test_a_receipt_holds_for_its_text_only_and_its_key_lasts(tmp_path: Path) -> None:
    signature = ReceiptKey(tmp_path).sign("text")
    public = ReceiptKey(tmp_path).public
    assert is_receipt(public, "text", signature) and not is_receipt(public, "texts", signature)
    assert (tmp_path / "receipt.key").stat().st_mode & 0o777 == 0o600


def two_pictures() -> bytes:
    out = io.BytesIO()
    second = Image.new("RGB", (16, 12), (0, 90, 0))
    Image.new("RGB", (64, 48), (200, 30, 30)).save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue()


def test_of_a_jpeg_with_two_pictures_the_first_is_shown() -> None:
    kind, copy = derived(two_pictures())
    assert kind == "image/jpeg" and Image.open(io.BytesIO(copy)).size == (64, 48)
    with pytest.raises(Problem, match="JPEG or WebP"):
        derived(two_pictures() + b"<html>")


def test_more_scans_than_any_camera_writes_are_refused_before_a_pixel_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 30, 30)).save(out, "JPEG", progressive=True)
    content = out.getvalue()
    scan = content[content.rindex(b"\xff\xda") : -2]
    assert derived(content)[0] == "image/jpeg"
    monkeypatch.setattr(Image, "open", lambda *_args, **_more: pytest.fail("a pixel was decoded"))
    with pytest.raises(Problem, match="JPEG or WebP"):
        derived(content[:-2] + scan * 60 + b"\xff\xd9")


def test_damaged_bytes_are_a_refused_picture_and_never_another_error() -> None:
    chance = random.Random(20261130)
    whole = [picture("JPEG"), picture("WEBP"), two_pictures()]
    for n in range(900):
        content = bytearray(whole[n % 3])
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        with contextlib.suppress(Problem):
            derived(bytes(content))


@pytest.mark.parametrize("error", [KeyError("MPO"), TypeError("x"), struct.error("x"), IndexError("x")])
def test_whatever_a_decoder_raises_means_a_refused_picture(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_args: object) -> None:
        raise error

    monkeypatch.setattr(ImageOps, "exif_transpose", fail)
    with pytest.raises(Problem, match="JPEG or WebP"):
        derived(picture("JPEG"))
