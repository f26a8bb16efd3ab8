"""qrcode: its matrix, drawn as one SVG path. One run of dark modules is one stroke of the pen, which makes the drawing
and the PDF several times smaller and faster than one square a module."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4


def svg(text: str, label: str = "") -> str:
    """Returns an inline SVG of the QR code (level M, four modules of quiet zone); `label` is its text alternative."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(_run(x, y, length) for y, row in enumerate(rows) for x, length in _runs(row))
    named = f"<title>{_plain(label)}</title>" if label else ""
    hidden = 'role="img"' if label else 'aria-hidden="true"'
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" {hidden} shape-rendering="crispEdges">'
        f'{named}<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            found.append((start, x - start))
            start = None
    return found


def _run(x: int, y: int, length: int) -> str:
    return f"M{x} {y}h{length}v1h-{length}z"


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
