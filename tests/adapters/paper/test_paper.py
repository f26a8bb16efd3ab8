"""Paper: tagged, in its language, closed to the outside, signed, and provably unchanged."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from inspect_app.adapters.crypto import signing
from inspect_app.adapters.paper import pdf, qr
from tests.conftest import NOW

# WeasyPrint leaves its colour profile open until the collector comes by; it is read-only and one a render.
pytestmark = pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

DAY = date(2026, 11, 23)
ROWS = "".join(f"<tr><th scope='row'>{n}</th><td>a</td></tr>" for n in range(120))
PAGE = (
    "<!doctype html><html lang='fr'><head><title>Avis</title></head><body><h1>Avis</h1><p>Un texte.</p>"
    f"<table><caption>Liste</caption><thead><tr><th scope='col'>n</th><th scope='col'>b</th></tr></thead>"
    f"<tbody>{ROWS}</tbody></table></body></html>"
)


def made(html: str = PAGE, *, to_sign: bool = True) -> bytes:
    return pdf.render(html, folder=Path("/nonexistent"), title="Avis", language="fr", day=DAY, to_sign=to_sign)


def test_a_page_becomes_a_tagged_file_that_passes_our_walk() -> None:
    assert pdf.check(made()) == [] == pdf.check(made(to_sign=False))


def spoilt(change: Callable[[pikepdf.Pdf], None], html: str = PAGE) -> list[str]:
    with pikepdf.open(BytesIO(made(html))) as file:
        change(file)
        done = BytesIO()
        file.save(done)
    return sorted(set(pdf.check(done.getvalue())))


def strip(key: str, kind: str) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        for one in every(file, kind):
            del one[key]

    return change


def turn(kind: str, other: str) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        for one in every(file, kind):
            one.S = pikepdf.Name(other)

    return change


def every(file: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == kind]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda file: file.Root.ViewerPreferences.update({"/DisplayDocTitle": False}), "the title is not shown"),
        (lambda file: file.Root.__delitem__("/Outlines"), "the file has no bookmarks"),
        (lambda file: file.Root.__delitem__("/Lang"), "the file does not say its language"),
        (strip("/A", "/TH"), "a header cell does not say what it heads"),
        (turn("/TH", "/TD"), "a table has no header cell"),
        (turn("/H1", "/H3"), "the headings do not step down one by one from the first"),
        (strip("/Alt", "/Form"), "an element /Form has no text alternative"),
        (lambda file: file.pages[0].obj.__delitem__("/Tabs"), "page 1 is not tabbed through in the order of its text"),
        (lambda file: file.pages[0].Annots[0].__delitem__("/TU"), "page 1 has a link or a field without words"),
    ],
)
def test_our_walk_finds_what_is_taken_away(change: Callable[[pikepdf.Pdf], None], fault: str) -> None:
    assert spoilt(change) == [fault]


def test_running_heads_and_repeated_table_heads_are_no_part_of_the_text() -> None:
    style = "<style>@page { @top-left { content: 'Edge of the page' } }</style></head>"
    with pikepdf.open(BytesIO(made(PAGE.replace("</head>", style)))) as file:
        assert len(file.pages) > 2
        for page in file.pages:
            assert page.Contents.read_bytes().count(b"/Type /Pagination") >= 1
    assert pdf.check(made(PAGE.replace("</head>", style))) == []


def test_a_link_within_the_file_says_the_heading_it_leads_to() -> None:
    html = "<html lang='en'><title>t</title><h1>t</h1><p><a href='#s'>on</a></p><h2 id='s'>Signatures</h2></html>"
    with pikepdf.open(BytesIO(made(html))) as file:
        assert [str(one.get("/Contents", one.get("/TU"))) for one in file.pages[0].Annots] == [
            "Signatures",
            "Signature – Avis",
        ]


def test_a_table_over_several_pages_is_one_table() -> None:
    data = made()
    assert len(pypdfium2.PdfDocument(data)) > 2
    kinds = pdf.structure(data)
    assert kinds.count("Table") == 1 and kinds.count("TR") >= 121


def test_the_same_page_gives_the_same_bytes_and_says_nothing_of_this_machine() -> None:
    data = made()
    assert data == made() and b"/nonexistent" not in data and b"WeasyPrint" not in data


def test_paper_fetches_nothing_from_outside(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    made(
        f"<html lang='en'><body><h1>a</h1><img alt='a' src='file://{secret}'><img alt='b' src='http://127.0.0.1/x.png'>"
    )
    assert "outside this document" in caplog.text


def test_a_signature_holds_and_one_changed_byte_breaks_it(tmp_path: Path) -> None:
    path, key = signing.certificate(tmp_path, NOW)
    signed = signing.sign(made(), path, key, reason="Issued")
    ours = path.read_bytes()
    assert signing.is_intact(signed, ours) and pdf.check(signed) == []
    at = signed.index(b"stream") + 20
    changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert not signing.is_intact(changed, ours)
    assert not signing.is_intact(signed + b"\n% more", ours)


def test_another_certificates_signature_is_not_ours(tmp_path: Path) -> None:
    (ours, _), other = signing.certificate(tmp_path / "a", NOW), signing.certificate(tmp_path / "b", NOW)
    signed = signing.sign(made(), *other, reason="Issued")
    assert signing.is_intact(signed, other[0].read_bytes()) and not signing.is_intact(signed, ours.read_bytes())
    assert signing.public(signed) != signing.public(
        signing.sign(made(), ours, tmp_path / "a" / "report.key", reason="")
    )
    assert signing.public(made()) == "" == signing.public(b"not a file")


def test_the_key_of_the_certificate_is_for_its_owner_only(tmp_path: Path) -> None:
    _, key = signing.certificate(tmp_path / "jobs", NOW)
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_qr_code_on_paper_is_read_by_an_independent_reader() -> None:
    text = "https://spotcheck.example/verify/0123456789abcdef0123456789abcdef"
    drawn = qr.svg(text, "Verify this report").replace("<svg ", "<svg width='120' height='120' ")
    data = made(f"<html lang='en'><head><title>q</title></head><body><h1>q</h1>{drawn}</body></html>")
    image = pypdfium2.PdfDocument(data)[0].render(scale=150 / 72).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [text]
