"""Pictures from tablets: decoded before they are believed, and copied without whatever a camera wrote into them."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from inspect_app.domain.problem import Problem

FORMATS = {"JPEG": "image/jpeg", "WEBP": "image/webp"}
MOST_PIXELS = 50_000_000
SHOWN_SIDE = 1600


def derived(content: bytes) -> tuple[str, bytes]:
    """(media type of the original, a JPEG of at most 1600 pixels a side without metadata).

    Problem "not-a-picture" when the bytes do not decode whole as JPEG or WebP of at most 50 megapixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(io.BytesIO(content), formats=list(FORMATS))
            kind = FORMATS[str(picture.format)]
            if picture.width * picture.height > MOST_PIXELS:
                raise Problem("not-a-picture")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError):
        raise Problem("not-a-picture") from None
    upright.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    # A new picture of the same pixels: no EXIF, no GPS, no thumbnail, nothing behind the end of the image.
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85)
    return kind, out.getvalue()


def thumbnail(content: bytes, side: int = 560) -> bytes:
    """A JPEG of at most `side` pixels a side of a derived copy, small enough for paper."""
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as picture:
        picture.thumbnail((side, side))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=78)
    return out.getvalue()
