"""Pictures from tablets: decoded before they are believed, and copied without whatever a camera wrote into them."""

import io
import re
import warnings

from PIL import Image, ImageChops, ImageDraw, ImageOps

from inspect_app.domain.problem import Problem

# Pillow calls a JPEG that holds a second picture, as some telephones write them, MPO: its first is shown.
FORMATS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "WEBP": "image/webp"}
MOST_PIXELS = 50_000_000
# A camera writes one scan, a progressive picture about ten; each more decodes every pixel once again.
MOST_SCANS = 40
SHOWN_SIDE = 1600
_SOS, _EOI = 0xDA, 0xD9
# A marker that ends a scan: neither a stuffed byte, nor a fill byte, nor a restart.
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)


def derived(content: bytes) -> tuple[str, bytes]:
    """(media type of the original, a JPEG of at most 1600 pixels a side without metadata).

    Problem "not-a-picture" when the bytes do not decode whole as JPEG or WebP of at most 50 megapixels and 40 scans,
    or when anything but a second JPEG follows the picture: then the same bytes could be read as a page.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            kind, upright = _decoded(content)
    # Damaged bytes raise whatever a decoder meets first (KeyError, TypeError, struct.error); all of them mean the same.
    except Exception:
        raise Problem("not-a-picture") from None
    # A new picture of the same pixels: no EXIF, no GPS, no thumbnail, nothing behind the end of the image.
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85)
    return kind, out.getvalue()


def _decoded(content: bytes) -> tuple[str, Image.Image]:
    """(media type, the first picture, upright and small); any exception when it is not a whole one within bounds."""
    kind = FORMATS["WEBP" if content[:4] == b"RIFF" else "JPEG"]
    # Counted before anything decodes a pixel: a few kilobytes of scans would keep a thread for minutes.
    if _end(content, kind) != len(content):
        raise Problem("not-a-picture")
    picture = Image.open(io.BytesIO(content), formats=["JPEG", "WEBP"])
    if picture.width * picture.height > MOST_PIXELS or FORMATS[str(picture.format)] != kind:
        raise Problem("not-a-picture")
    # A JPEG comes out of its decoder at a half or a quarter of its size where that is enough: less memory, less time.
    picture.draft("RGB", (SHOWN_SIDE, SHOWN_SIDE))
    picture.load()
    picture.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    return kind, ImageOps.exif_transpose(picture).convert("RGB")


def _end(content: bytes, kind: str) -> int:
    """Where a picture says it ends; what lies behind that is another file in the same bytes. A JPEG may be followed by
    further JPEGs: the second picture of a telephone."""
    if kind == "image/webp":
        return int.from_bytes(content[4:8], "little") + 8
    at = scans = 0
    while content[at : at + 3] == b"\xff\xd8\xff":
        at += 2
        # Segments tell their length; a scan runs until a marker that is neither stuffed (00) nor a restart.
        while at + 4 <= len(content) and content[at + 1] != _EOI:
            is_scan, at = content[at + 1] == _SOS, at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            scans += is_scan
            if scans > MOST_SCANS:
                raise Problem("not-a-picture")
            if is_scan:
                found = _MARKER.search(content, at)
                at = found.start() if found else len(content)
        at += 2
    return at


def thumbnail(content: bytes, side: int = 560) -> bytes:
    """A JPEG of at most `side` pixels a side of a derived copy, small enough for paper."""
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as picture:
        # Decoded at half or a quarter of its size where that is enough: a third of the time for the same dots on paper.
        picture.thumbnail((side, side), reducing_gap=1.0)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=78)
    return out.getvalue()


def invented(n: int, width: int = 2048) -> bytes:
    """A drawn room as a JPEG of 4:3, for the demo and the tests; another `n` is another room, nothing in it is real."""
    wide, high = 800, 600
    walls = ("#c9c2b0", "#b7c0c4", "#cbbfb4", "#bcc4b2")
    picture = Image.new("RGB", (wide, high), walls[n % len(walls)])
    pen = ImageDraw.Draw(picture)
    pen.polygon([(0, 430), (wide, 430), (wide, high), (0, high)], fill="#7d6a55")
    for x in range(-400, wide + 400, 90):
        pen.line([(400 + (x - 400) // 3, 430), (x, high)], fill="#6a5946", width=2)
    pen.rectangle((60, 90, 220, 250), fill="#a9cfe0", outline="#efece4", width=9)
    pen.line([(140, 90), (140, 250)], fill="#efece4", width=7)
    (_safe, _bunks, _shelf)[n % 3](pen, 300 + 35 * (n % 4))
    picture = picture.resize((width, width * 3 // 4), Image.Resampling.BICUBIC)
    # Grain of about what a phone's sensor leaves, so that the file weighs what a photograph weighs.
    grain = Image.effect_noise(picture.size, 22).convert("RGB")
    out = io.BytesIO()
    ImageChops.blend(picture, grain, 0.12).save(out, "JPEG", quality=82)
    return out.getvalue()


def _safe(pen: ImageDraw.ImageDraw, x: int) -> None:
    pen.rectangle((x - 60, 330, x + 320, 350), fill="#8a5f3c")
    pen.rectangle((x, 130, x + 210, 330), fill="#3d444c", outline="#23282d", width=8)
    pen.ellipse((x + 70, 195, x + 140, 265), fill="#9aa3ab", outline="#23282d", width=5)
    pen.line([(x + 105, 230), (x + 135, 205)], fill="#23282d", width=6)
    for leg in (x - 50, x + 300):
        pen.rectangle((leg, 350, leg + 12, 520), fill="#6b4526")


def _bunks(pen: ImageDraw.ImageDraw, x: int) -> None:
    for y in (190, 360):
        pen.rectangle((x, y, x + 330, y + 55), fill="#e7e2d6", outline="#777777", width=3)
        pen.rectangle((x + 8, y - 22, x + 90, y + 6), fill="#f6f3ec", outline="#999999", width=2)
    for post in (x - 10, x + 328):
        pen.rectangle((post, 120, post + 12, 520), fill="#5c6670")


def _shelf(pen: ImageDraw.ImageDraw, x: int) -> None:
    for row, y in enumerate((180, 300, 420)):
        pen.rectangle((x, y, x + 340, y + 12), fill="#8a5f3c")
        for place in range(5):
            left, colour = x + 12 + place * 66, ("#d7a13b", "#4b7d57", "#b5493c", "#e4e0d2")[(row + place) % 4]
            pen.rectangle((left, y - 70, left + 46, y), fill=colour, outline="#333333", width=2)
