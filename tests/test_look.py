"""The tokens keep the contrasts that were promised, and the worker's page stays tiny."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[1] / "static" / "css"
# What is written, on what ground, and the least contrast (WCAG 2.2), in both schemes.
PAIRS = [
    ("ink", "page", 13.0),
    ("ink", "panel", 12.0),
    ("quiet", "page", 7.5),
    ("quiet", "panel", 6.8),
    ("accent", "page", 8.0),
    ("on-accent", "accent", 8.0),
    ("attention", "attention-ground", 6.8),
    ("danger", "danger-ground", 7.0),
    ("on-danger", "danger", 7.0),
    ("good", "good-ground", 6.9),
    ("line", "page", 3.0),
]


def scheme(name: str) -> dict[str, str]:
    """The tokens of a scheme: light, dark or print."""
    text = (CSS / "tokens.css").read_text()
    blocks = {"light": text.split("@media")[0], "dark": text.split("@media")[1], "print": text.split("@media print")[1]}
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", blocks[name]))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb colours."""
    lights = sorted((_light(one), _light(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_every_pair_of_tokens_has_its_contrast(name: str) -> None:
    tokens = scheme(name)
    low = {
        (a, b): round(contrast(tokens[a], tokens[b]), 2)
        for a, b, least in PAIRS
        if contrast(tokens[a], tokens[b]) < least
    }
    assert low == {}


def test_the_focus_ring_is_seen_on_every_ground() -> None:
    light = scheme("light")
    assert contrast(light["focus"], light["focus-ink"]) >= 5.8
    assert contrast(light["focus-ink"], light["page"]) >= 5.8
    assert contrast(light["focus"], scheme("dark")["page"]) >= 5.8


def test_the_workers_sheet_is_small_and_whole() -> None:
    sheet = (CSS / "checkin_app.css").read_bytes()
    assert len(sheet) < 7000
    assert b"@import" not in sheet and b"url(" not in sheet


def test_no_sheet_asks_for_anything_from_outside() -> None:
    for path in CSS.glob("*.css"):
        assert "http" not in path.read_text() and "@import" not in path.read_text(), path.name


def test_sheets_say_start_and_end_never_left_and_right() -> None:
    sided = re.compile(r"(margin|padding|border)-(left|right)|text-align:\s*(left|right)|(?<![a-z-])(left|right):")
    for name in ("base", "fields", "parts", "desk", "tablet"):
        assert not sided.search((CSS / f"{name}.css").read_text()), name
