"""Paper: tagged, in its language, closed to the outside, signed, and provably unchanged."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from inspect_app.adapters import pdf, qr, signing
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


def made(html: str = PAGE) -> bytes:
    return pdf.render(html, folder=Path("/nonexistent"), title="Avis", language="fr", day=DAY)


def test_a_page_becomes_a_tagged_file_that_passes_our_walk() -> None:
    assert pdf.check(made()) == []


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
    assert signing.is_intact(signed, path) and pdf.check(signed) == []
    at = signed.index(b"stream") + 20
    changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert not signing.is_intact(changed, path)
    assert not signing.is_intact(signed + b"\n% more", path)


def test_the_key_of_the_certificate_is_for_its_owner_only(tmp_path: Path) -> None:
    _, key = signing.certificate(tmp_path / "jobs", NOW)
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_qr_code_on_paper_is_read_by_an_independent_reader() -> None:
    text = "https://spotcheck.example/verify/0123456789abcdef0123456789abcdef"
    drawn = qr.svg(text, "Verify this report").replace("<svg ", "<svg width='120' height='120' ")
    data = made(f"<html lang='en'><head><title>q</title></head><body><h1>q</h1>{drawn}</body></html>")
    image = pypdfium2.PdfDocument(data)[0].render(scale=150 / 72).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [text]
