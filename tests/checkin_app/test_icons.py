"""The worker's pictograms: one family, complete, small, and nothing in them but lines."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from inspect_app.adapters.data import yaml

ROOT = Path(__file__).resolve().parents[2]
ICONS = ROOT / "static" / "checkin_app" / "icons"
FILES = sorted(ICONS.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
FAMILY = {
    "viewBox": "0 0 48 48",
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "2",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}
# What each shape may carry: where it lies and how large it is, never how it looks.
SHAPES = {
    "path": {"d", "stroke-dasharray"},
    "circle": {"cx", "cy", "r"},
    "rect": {"x", "y", "width", "height", "rx"},
    "line": {"x1", "y1", "x2", "y2"},
    "polyline": {"points"},
    "ellipse": {"cx", "cy", "rx", "ry"},
}
# Pictures of the page itself, named by no checklist.
PAGE = {"child", "leave", "skip", "sound", "scan-card", "alone", "not-alone", "lock", "calendar", "help"}
# Asked at standing points: what kind of work, and where.
PAGE |= {"work", "farm", "food", "construction", "care", "cleaning", "hospitality", "warehouse", "other-work", "map"}
MOST_BYTES = 900


def _icons(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        if isinstance(tree.get("icon"), str):
            yield tree["icon"]
        for inner in tree.values():
            yield from _icons(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from _icons(inner)


def _named() -> set[str]:
    files = [*ROOT.glob("checklists/*/*.yaml"), *ROOT.glob("data/*.yaml")]
    return {name for path in files for name in _icons(yaml.read(path.read_bytes(), path.name)[0])}


def test_every_picture_a_checklist_names_is_drawn_and_none_is_drawn_for_nothing() -> None:
    named = _named()
    assert {"passport", "door", "eye"} <= named
    assert {path.stem for path in FILES} == named | PAGE


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_picture_belongs_to_the_family_and_holds_only_lines(path: Path) -> None:
    assert path.stat().st_size <= MOST_BYTES
    root = ET.fromstring(path.read_text())
    assert root.tag == f"{SVG}svg"
    assert root.attrib == FAMILY
    assert not (root.text or "").strip()
    assert len(root)
    for shape in root:
        assert shape.tag.removeprefix(SVG) in SHAPES
        assert set(shape.attrib) <= SHAPES[shape.tag.removeprefix(SVG)]
        assert not len(shape)
        assert not (shape.text or "").strip() and not (shape.tail or "").strip()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_picture_lies_on_the_half_pixel_grid(path: Path) -> None:
    for shape in ET.fromstring(path.read_text()):
        for name, value in shape.attrib.items():
            off = [one for one in re.findall(r"-?\d*\.?\d+", value) if float(one) * 2 % 1]
            assert off == [], f"{name} of {shape.tag.removeprefix(SVG)}"


def test_every_picture_has_its_line_in_the_list_of_pictograms() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs" / "pictograms.md").read_text(), re.MULTILINE)
    assert listed == [path.stem for path in FILES]
