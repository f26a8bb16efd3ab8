"""A report from its draft to a signed file that anyone can check, and a notice that points at nobody."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from flask import Flask

from inspect_app import jobs
from inspect_app.adapters.crypto import signing
from inspect_app.adapters.media.evidence import Evidence
from inspect_app.adapters.paper import pdf
from inspect_app.store.reports import reports as reports_store
from inspect_app.store.visits import desk as desk_store
from inspect_app.store.visits import visits as visits_store
from tests import full_visit, people
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT

# None of these may stand on a notice, in any case: who was seen, and how we came to know.
SECRET = re.compile(r"\bworkers?\s*(?:no\.?|#)?\s*\d|\bscores?\b|interview|check-?ins?\b|tally|entrevue|\bcote\b", re.I)


@pytest.fixture
def visit(app: Flask, instance: people.Instance) -> str:
    return full_visit.closed(app, instance.database, NOW)


def drafted(app: Flask, instance: people.Instance, kind: str, language: str, reason: str = "") -> reports_store.Report:
    form = {"visit": VISIT, "kind": kind, "language": language, "reason": reason}
    Browser(app, "officer").post("/desk/reports", form, start=f"/desk/reports?visit={VISIT}")
    with instance.database.reading() as tx:
        report = reports_store.newest(tx, VISIT, kind, language)
    assert report is not None
    return report


def move(app: Flask, role: str, report: reports_store.Report, step: str, status: int = 302, **values: str) -> None:
    Browser(app, role).post(
        f"/desk/reports/{report.id}/{step}", values, start=f"/desk/reports?visit={VISIT}", status=status
    )


def issued(app: Flask, instance: people.Instance, kind: str, language: str, reason: str = "") -> reports_store.Report:
    """Drafts, submits and issues an edition through the pages, and lets the jobs process make it."""
    report = drafted(app, instance, kind, language, reason)
    move(app, "officer", report, "submit")
    move(app, "supervisor", report, "issue")
    works = jobs.open_context(instance.settings.jobs())
    jobs.work(works)
    works.close()
    with instance.database.reading() as tx:
        return reports_store.get(tx, report.id)


def data_of(instance: people.Instance, report: reports_store.Report) -> bytes:
    assert report.path is not None, "the job did not finish"
    return Evidence(instance.settings.evidence).get(report.path)


def text_of(data: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(data)) as file:
        return [page.extract_text() for page in file.pages]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_inspection_report_says_it_all_and_passes_our_walk(
    app: Flask, instance: people.Instance, visit: str, language: str
) -> None:
    report = issued(app, instance, "inspection", language)
    data = data_of(instance, report)
    pages = text_of(data)
    assert len(pages) >= 4
    words = " ".join(pages)
    heads = {
        "en": ("What this number is not", "Method and limits"),
        "fr": ("Ce que ce nombre n'est pas", "Méthode et limites"),
    }
    for part in ("Blue Kettle Ltd.", "Inspector Example", "EPFNA, s. 9", report.number, *heads[language]):
        assert part in words, part
    assert pdf.check(data) == []
    assert pdf.structure(data).count("Table") >= 6
    with pikepdf.open(BytesIO(data)) as file:
        assert str(file.Root.Lang) == language


def test_a_notice_names_nobody_who_spoke(app: Flask, instance: people.Instance, visit: str) -> None:
    for language in ("en", "fr"):
        data = data_of(instance, issued(app, instance, "notice", language))
        words = " ".join(text_of(data))
        assert SECRET.findall(words) == []
        assert pdf.check(data) == []
        assert "EPFNA, s. 9" in words and "EPFNA, s. 7" not in words


@pytest.mark.both_engines
def test_a_closed_visit_owes_a_report_until_the_first_is_issued(
    app: Flask, instance: people.Instance, visit: str
) -> None:
    def owed() -> tuple[list[str], int, bool]:
        with instance.database.reading() as tx:
            lines, count = (
                desk_store.unreported(tx, people.AGENCY.id),
                desk_store.count_unreported(tx, people.AGENCY.id),
            )
            [line] = desk_store.visits(tx, people.AGENCY.id, "closed", limit=10)
            return [one.id for one in lines], count, line.reported

    report = drafted(app, instance, "notice", "en")
    move(app, "officer", report, "submit")
    assert owed() == ([VISIT], 1, False)
    move(app, "supervisor", report, "issue")
    assert owed() == ([], 0, True)
    later = NOW + timedelta(days=1)
    with instance.database.writing() as tx:
        visits_store.set_reported(tx, VISIT, later)
        assert visits_store.get(tx, VISIT).reported_at == NOW


@pytest.mark.both_engines
def test_what_only_workers_told_goes_on_the_notice_once_a_supervisor_records_another_basis(
    app: Flask, instance: people.Instance, visit: str
) -> None:
    draft = drafted(app, instance, "notice", "en")
    page = Browser(app, "supervisor").get(f"/desk/reports/{draft.id}")
    [cite] = {one for one in re.findall(r'name="cite" value="([^"]+)"', page) if "EPFNA, s. 7" in one}
    cites, items = (re.findall(rf'name="{name}" value="([^"]+)"', page) for name in ("cite", "item"))
    item = items[cites.index(cite)]
    move(app, "supervisor", draft, "basis", item=item, cite=cite, basis="document")
    words = " ".join(text_of(data_of(instance, issued(app, instance, "notice", "en"))))
    assert cite in words


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "en",
            ("Work stopped on the spot", "posted at the place", "Removed", "Handed to Evidence room", "refused"),
        ),
        ("fr", ("Travail arrêté sur place", "affiché sur place", "Emporté", "Remis à Evidence room")),
    ],
)
def test_documents_samples_and_stopped_work_are_in_the_inspection_report_and_not_on_the_notice(
    app: Flask, instance: people.Instance, visit: str, language: str, parts: tuple[str, ...]
) -> None:
    words = " ".join(text_of(data_of(instance, issued(app, instance, "inspection", language)))).replace("\n", " ")
    assert [part for part in (*parts, "A-1", "S-114", "Trench without shoring") if part not in words] == []
    assert "S-114" not in " ".join(text_of(data_of(instance, issued(app, instance, "notice", language))))


def test_status_is_never_named_and_no_note_of_an_interview_is_printed(
    app: Flask, instance: people.Instance, visit: str
) -> None:
    words = " ".join(text_of(data_of(instance, issued(app, instance, "inspection", "en"))))
    checklist = (Path("checklists") / "core-spot-check" / "1.yaml").read_text()
    asked = checklist.split("id: status_threat")[1].split('en: "')[1].split('"')[0]
    assert asked[:40] not in words.replace("\n", " ")
    assert "Eleven passports lay in the office safe." in words.replace("\n", " ")
    words = words.replace("127.0.0.1:8000", "")
    # The time of a picture of the site is evidence, in the list and under the picture, and so is when work was stopped
    # and let go on; there is no other time anywhere.
    assert len(re.findall(r"\b\d{1,2}:\d{2}\b(?!\d)", words)) == 4, "a time of day is on the paper"


def test_the_file_is_signed_and_a_flipped_byte_is_found(app: Flask, instance: people.Instance, visit: str) -> None:
    data = data_of(instance, issued(app, instance, "notice", "en"))
    certificate = (instance.settings.keys("jobs") / "report.crt").read_bytes()
    assert signing.is_intact(data, certificate)
    for place in (len(data) // 5, len(data) // 3):
        assert not signing.is_intact(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :], certificate)


def test_the_code_on_paper_leads_to_a_page_that_knows_it(app: Flask, instance: people.Instance, visit: str) -> None:
    report = issued(app, instance, "notice", "en")
    data = data_of(instance, report)
    pictures = [page.render(scale=150 / 72).to_pil() for page in pypdfium2.PdfDocument(data)]
    [found] = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    assert found == f"{instance.settings.public_url}/verify/{report.code}"
    visitor = app.test_client()
    assert report.bytes_hash is not None
    assert report.bytes_hash in visitor.get(f"/verify/{report.code}").get_data(as_text=True)


def test_the_check_page_says_when_the_copy_kept_is_no_longer_the_one_signed(
    app: Flask, instance: people.Instance, visit: str
) -> None:
    report = issued(app, instance, "notice", "en")
    visitor = app.test_client()
    assert "Unbroken over the whole file" in visitor.get(f"/verify/{report.code}").get_data(as_text=True)
    kept = instance.settings.evidence / str(report.path)
    data = kept.read_bytes()
    kept.chmod(0o600)
    for spoilt in (data + b" ", data[:4000] + b"x" + data[4001:], b""):
        kept.write_bytes(spoilt)
        page = visitor.get(f"/verify/{report.code}").get_data(as_text=True)
        assert "is damaged" in page and "Broken or missing" in page and "is the version that counts" not in page
    kept.unlink()
    assert "is damaged" in visitor.get(f"/verify/{report.code}").get_data(as_text=True)


def test_unknown_codes_and_drafts_answer_alike(app: Flask, instance: people.Instance, visit: str) -> None:
    draft = drafted(app, instance, "notice", "en")
    visitor = app.test_client()
    answers = set()
    for code in (draft.code, "0" * 32, "nonsense"):
        answer = visitor.get(f"/verify/{code}")
        text = answer.get_data(as_text=True).replace(code, "")
        answers.add((answer.status_code, re.sub(r'value="[^"]*"', "", text)))
    assert len(answers) == 1


@pytest.mark.both_engines
def test_an_issued_edition_never_changes_and_a_correction_says_what_it_replaces(
    app: Flask, instance: people.Instance, visit: str
) -> None:
    first = issued(app, instance, "notice", "en")
    with pytest.raises(ValueError, match="never changes"), instance.database.writing() as tx:
        reports_store.move(tx, first.id, ("issued",), "draft")
    move(app, "supervisor", first, "issue", status=409)
    assert drafted(app, instance, "notice", "en") == first, "a new version without a reason"
    second = issued(app, instance, "notice", "en", reason="The due date was wrong.")
    assert (second.version, second.replaces) == (2, first.id)
    assert "The due date was wrong." in " ".join(text_of(data_of(instance, second)))
    page = app.test_client().get(f"/verify/{first.code}").get_data(as_text=True)
    assert "replaced" in page and "Version 2" in page
    with instance.database.reading() as tx:
        assert reports_store.get(tx, first.id) == first


@pytest.mark.both_engines
def test_a_returned_report_needs_a_comment(app: Flask, instance: people.Instance, visit: str) -> None:
    draft = drafted(app, instance, "inspection", "en")
    move(app, "officer", draft, "submit")
    move(app, "supervisor", draft, "return", comment=" ", status=400)
    move(app, "supervisor", draft, "return", comment="Say who opened the gate.")
    assert "Say who opened the gate." in Browser(app, "officer").get(f"/desk/reports/{draft.id}")
    move(app, "officer", draft, "submit")
    with instance.database.reading() as tx:
        assert reports_store.get(tx, draft.id).state == "resubmitted"


def test_the_file_handed_out_is_the_file_that_was_issued(app: Flask, instance: people.Instance, visit: str) -> None:
    report = issued(app, instance, "notice", "en")
    browser = Browser(app, "officer")
    answer = browser.client.get(f"/desk/reports/{report.id}/file")
    assert answer.get_data() == data_of(instance, report)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="notice-2026-11-23.pdf"'
    kept = instance.settings.evidence / str(report.path)
    kept.write_bytes(kept.read_bytes() + b" ")
    assert browser.client.get(f"/desk/reports/{report.id}/file").status_code == 409


@pytest.mark.both_engines
def test_an_agency_chooses_its_paper_for_what_it_issues_from_then_on(
    app: Flask, instance: people.Instance, visit: str
) -> None:
    before = issued(app, instance, "notice", "en")
    administrator = Browser(app, "administrator")
    administrator.post("/desk/staff/paper", {"paper": "a4"}, start="/desk/staff", status=302)
    administrator.post("/desk/staff/paper", {"paper": "a5"}, start="/desk/staff", status=400)
    assert re.search(r'<option selected value="a4"', administrator.get("/desk/staff"))
    after = issued(app, instance, "notice", "en", reason="Another paper.")
    widths = []
    for report in (before, after):
        with pdfplumber.open(BytesIO(data_of(instance, report))) as file:
            widths.append(round(file.pages[0].width))
    assert widths == [612, 595]
