"""QR codes as one small SVG path: qrcode makes the matrix, rows of dark modules become runs."""

from __future__ import annotations

from html import escape
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4


def svg(text: str, label: str = "") -> str:
    """An SVG of ``text`` with its quiet zone, black on white, one unit a module, no fixed size and no metadata.

    ``label`` is its text alternative; without one it is decoration and hidden from a screen reader.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    side = len(matrix)
    runs = "".join(_runs(row, y) for y, row in enumerate(matrix))
    named = f"<title>{escape(label)}</title>" if label else ""
    seen = 'role="img"' if label else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" {seen} shape-rendering="crispEdges">'
        f'{named}<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path d="{runs}"/></svg>'
    )


def _runs(row: list[bool | None], y: int) -> str:
    drawn, x = [], 0
    for dark, modules in groupby(bool(module) for module in row):
        width = len(list(modules))
        if dark:
            drawn.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(drawn)
