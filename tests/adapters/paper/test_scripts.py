"""Every script we print: each letter has its glyph in a font the set-up installs, and nothing runs off its paper."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTCollection, TTFont

from inspect_app.adapters.data import languages
from inspect_app.adapters.data.languages import Language
from inspect_app.adapters.paper import pdf
from tests.conftest import NOW

pytestmark = pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

ROOT = Path(__file__).resolve().parents[3]
FONTS = Path("/usr/share/fonts")
SHEET = (ROOT / "static" / "css" / "scripts.css").read_text()
WHOLE = [one for one in languages.all_of_them() if not one.missing]
# Not drawn: they only say how what stands around them is drawn.
SILENT = re.compile("[\u200b-\u200f\u2060\u2066-\u2069\\s]")


def families(code: str) -> list[str]:
    """The fonts the sheet names for a language; without a rule of its own, the body's."""
    rule = re.search(rf"(?m)^[^{{\n]*:lang\({code}\)[^{{\n]*{{ font-family: ([^;]+);", SHEET)
    return re.findall(r'"([^"]+)"', rule.group(1)) if rule else ["Noto Sans"]


@cache
def letters(family: str) -> frozenset[int]:
    """Every letter there is in a font that the set-up installs."""
    if " CJK " in family:
        with TTCollection(str(next(FONTS.rglob("NotoSansCJK-Regular.ttc")))) as all_of_them:
            [font] = [one for one in all_of_them.fonts if one["name"].getDebugName(1) == family]
            return frozenset(font.getBestCmap())
    with TTFont(str(next(FONTS.rglob(f"{family.replace(' ', '')}-Regular.ttf")))) as font:
        return frozenset(font.getBestCmap())


def said(one: Language) -> str:
    asked = [
        text
        for set in one.sets
        for item in set["questions"]
        for text in (item["ask"], *(part for choice in item["choices"] for part in (choice["label"], choice["law"])))
    ]
    return "".join(
        (one.name, *one.words.values(), *one.rights, one.card, *(line["name"] for line in one.lines), *asked)
    )


@pytest.mark.parametrize("one", WHOLE, ids=lambda one: one.code)
def test_every_letter_of_a_language_is_in_the_fonts_named_for_it(one: Language) -> None:
    here = frozenset().union(*map(letters, families(one.code)))
    assert sorted({letter for letter in SILENT.sub("", said(one)) if ord(letter) not in here}) == []


def test_a_letter_that_no_font_has_is_noticed(caplog: pytest.LogCaptureFixture) -> None:
    render("<p>\U00013000\U000fffff</p>")
    assert "notdef" in caplog.text


@pytest.mark.parametrize("one", WHOLE, ids=lambda one: one.code)
def test_a_page_of_a_language_is_drawn_with_those_fonts_and_no_other(
    one: Language, caplog: pytest.LogCaptureFixture
) -> None:
    paper = render(
        f'<p lang="{one.code}" dir="{one.direction}">{one.words["title"]} {one.card} {one.words["did_text"]}</p>'
    )
    assert "notdef" not in caplog.text
    assert drawn_with(paper) <= {family.replace(" ", "-") for family in ["Noto Sans", *families(one.code)]}


def render(body: str) -> bytes:
    head = '<link rel="stylesheet" href="css/scripts.css"><style>body { font-family: "Noto Sans" }</style>'
    html = f'<html lang="en"><head><title>t</title>{head}</head><body><h1>t</h1>{body}</body></html>'
    return pdf.render(html, folder=ROOT / "static", title="t", language="en", day=NOW.date())


def drawn_with(paper: bytes) -> set[str]:
    """Names of the embedded fonts, without the tag of a subset and without their weight."""
    with pikepdf.open(BytesIO(paper)) as file:
        found = {str(one.BaseFont) for page in file.pages for one in page.Resources.Font.values()}
    return {re.sub(r"^/[A-Z]{6}\+|-(Bold|Regular)$", "", name) for name in found}


def test_the_two_ways_to_write_chinese_and_korean_have_their_own_shapes() -> None:
    same = "".join(f'<p lang="{code}">直骨角</p>' for code in ("zh-Hans", "zh-Hant", "ko"))
    assert {"Noto-Sans-CJK-SC", "Noto-Sans-CJK-TC", "Noto-Sans-CJK-KR"} <= drawn_with(render(same))


def test_a_number_among_arabic_letters_is_read_from_the_left() -> None:
    text = pypdfium2.PdfDocument(render('<p lang="ar" dir="rtl">اتصل <bdi dir="ltr">1-833-900</bdi> الآن</p>'))[0]
    page = text.get_textpage()
    spots = {page.get_text_range(n, 1): page.get_charbox(n)[0] for n in range(page.count_chars())}
    assert spots["1"] < spots["8"] < spots["9"]
