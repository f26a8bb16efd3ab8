"""A page in one compressed size, whatever stands in it, with a place to be filled in each answer at one size too.

gzip (RFC 1952) around deflate (RFC 1951), put together by hand: what everyone gets is compressed once; what a code
opens is compressed by itself and filled up, so that neither its length nor its likeness to the page shows.
"""

import gzip
import zlib

# Where a template leaves room for what a code opens.
PLACE = "<!-- what a code opens -->"
ROOM = 3072


class Packed:
    """One page, compressed in two halves around the place."""

    def __init__(self, text: str) -> None:
        before, after = (half.encode() for half in text.split(PLACE))
        self._head, self._tail, self._after = _deflated(before), _deflated(after, last=True), after
        self._sum, self._length = zlib.crc32(before), len(before)
        self._extra = b""
        self.size = len(self._head) + len(self._tail) + ROOM + 18

    def fill_up(self, size: int) -> None:
        """Makes the page `size` bytes by an extra field in its header, which readers pass over."""
        self._extra = extra(size - self.size)

    def filled(self, middle: bytes) -> bytes:
        """The whole answer, with `middle` (made by `place`) in the place."""
        body, plain = middle[:ROOM], middle[ROOM:]
        whole = zlib.crc32(self._after, zlib.crc32(plain, self._sum))
        length = self._length + len(plain) + len(self._after)
        end = whole.to_bytes(4, "little") + length.to_bytes(4, "little")
        return header(self._extra) + self._head + body + self._tail + end


def place(text: str) -> bytes | None:
    """`text` compressed and filled up to ROOM bytes, then what it reads as; None when it does not fit."""
    plain = text.encode()
    packed = _deflated(plain)
    gap = ROOM - len(packed) - 5
    if gap < 0:
        return None
    # A stored block of spaces: five bytes of header, then as many bytes as it says.
    stored = b"\0" + gap.to_bytes(2, "little") + (gap ^ 0xFFFF).to_bytes(2, "little") + b" " * gap
    return packed + stored + plain + b" " * gap


def zipped(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


def header(extra_field: bytes) -> bytes:
    return b"\x1f\x8b\x08" + (b"\x04" if extra_field else b"\0") + bytes(4) + b"\x02\xff" + extra_field


def extra(gap: int) -> bytes:
    """`gap` bytes of an extra field (RFC 1952, 2.3.1.1): its length, then one subfield with a name and a length."""
    if gap == 0:
        return b""
    inner = gap - 2
    return inner.to_bytes(2, "little") + b"SC" + (inner - 4).to_bytes(2, "little") + bytes(inner - 4)


def _deflated(body: bytes, *, last: bool = False) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)
