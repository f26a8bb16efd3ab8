"""What a camera wrote into a photo ends at the original: no copy, no small picture and no report carries it on."""

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from flask import Flask
from pikepdf import PdfImage
from PIL import Image

from inspect_app.adapters.media.evidence import Evidence, original
from tests import full_visit, people
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.full_visit import Lists, usual
from tests.tablet import VISIT, FakeTablet
from tests.web.reports.test_reports import data_of, issued

MAKER, DESCRIPTION, SERIAL, GPS = 0x010F, 0x010E, 0xA431, 0x8825
CANARIES = {
    "maker": b"CANARYMAKER",
    "words": b"CANARYWORDS",
    "serial": b"CANARYSERIAL",
    "place": b"CANARYPLACE",
    "comment": b"CANARYCOMMENT",
}


def a_picture() -> bytes:
    """A photo with whatever a camera may tell: its maker, its number, words, a place, and a comment of its own."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[MAKER], exif[DESCRIPTION] = CANARIES["maker"].decode(), CANARIES["words"].decode()
    exif.get_ifd(0x8769)[SERIAL] = CANARIES["serial"].decode()
    exif.get_ifd(GPS).update({1: "N", 2: (42.0, 3.0, 12.5), 27: CANARIES["place"]})
    picture = Image.effect_noise((1200, 900), 60).convert("RGB")
    picture.save(out, "JPEG", exif=exif, comment=CANARIES["comment"])
    return out.getvalue()


def everything(data: bytes) -> Iterator[bytes]:
    """The bytes of a PDF: as they lie, every stream as it lies and opened, every picture as a file."""
    yield data
    with pikepdf.open(io.BytesIO(data)) as file:
        for one in file.objects:
            if not isinstance(one, pikepdf.Stream):
                continue
            yield one.read_raw_bytes()
            if one.get("/Subtype") == "/Image":
                out = io.BytesIO()
                PdfImage(one).extract_to(stream=out)
                yield out.getvalue()
            else:
                yield one.read_bytes()


@pytest.mark.slow
def test_what_a_camera_wrote_is_in_no_copy_no_small_picture_and_no_report(
    app: Flask, instance: people.Instance, browser: Callable[[str], Browser]
) -> None:
    content, names = a_picture(), []

    def play(tablet_client: FakeTablet, lists: Lists) -> None:
        at = [{"section": "documents", "item": "passports_held"}]
        names.append(tablet_client.photo(VISIT, content, at_item=at))
        usual(tablet_client, lists)

    full_visit.closed(app, instance.database, NOW, play)
    # The original is evidence and is kept as it came: so the search would have found a word that is there.
    kept = Evidence(instance.settings.evidence).get(original(names[0]))
    assert kept == content and all(one in kept for one in CANARIES.values())
    officer = browser("officer")
    for what in ("small", "shown"):
        answer = officer.client.get(f"/desk/visits/{VISIT}/pictures/{names[0]}/{what}")
        assert answer.status_code == 200
        assert_clean(answer.get_data(), what)
        with Image.open(io.BytesIO(answer.get_data())) as picture:
            assert dict(picture.getexif()) == {} and "comment" not in picture.info
    data = data_of(instance, issued(app, instance, "inspection", "en"))
    # A picture of 4:3 wide enough to be this one, not a sign or a code: the photo is printed.
    assert any(wide > 300 and abs(wide * 3 - high * 4) < 8 for wide, high in pictures_of(data))
    for part in everything(data):
        assert_clean(part, "report")


def pictures_of(data: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(data)) as file:
        streams = [one for one in file.objects if isinstance(one, pikepdf.Stream)]
        return [(int(one.Width), int(one.Height)) for one in streams if one.get("/Subtype") == "/Image"]


def assert_clean(data: bytes, where: str) -> None:
    # Words in a PDF may also be written wide.
    words = [name for name, one in CANARIES.items() if one in data or one.decode().encode("utf-16-be") in data]
    assert words == [], (where, words)
