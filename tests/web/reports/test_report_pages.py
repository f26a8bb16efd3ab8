"""How an edition looks on paper: page one holds all that a judge needs, and pictures keep their place and words."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from flask import Flask

from inspect_app import jobs
from inspect_app.actions.reports import printing as printing_actions
from inspect_app.actions.reports import reports as reports_actions
from inspect_app.adapters.paper import pdf
from inspect_app.adapters.system import randomness
from inspect_app.store.reports.reports import Report
from tests import full_visit, people
from tests.conftest import NOW

LONG = "Invented Greenhouses and Vegetable Packing Cooperative of the Lake Erie North Shore Incorporated"
WHY = "The due date of the second order was wrong, and a finding about the bunkhouse was named twice. " * 3
FIRST = {
    "en": ("Findings in five lines", "6 more on page", "6 more on page", "What this number is not", "Reasons are in"),
    "fr": ("Les constats en cinq lignes", "6 de plus à la page", "Ce que ce nombre n'est pas", "Les raisons sont"),
}


def composed(instance: people.Instance, visit: str, kind: str, language: str) -> Report:
    """A second version of an edition, with all that it says, as it stands before its bytes are made."""
    report = Report(
        id=randomness.new_id(),
        visit_id=visit,
        kind=kind,
        number="ABCD-EFGH",
        version=2,
        state="issuing",
        language=language,
        code=randomness.new_id(),
        drafted_by="",
        drafted_at=NOW,
        issued_at=NOW,
        reason=WHY,
    )
    with instance.database.writing() as tx:
        content = reports_actions.compose(tx, report, {}, now=NOW, new_id=randomness.new_id)
    return replace(report, content={**content, "employer": LONG})


def printed(instance: people.Instance, report: Report, **more: Any) -> bytes:
    works = jobs.open_context(instance.settings.jobs())
    data = printing_actions.print_report(replace(report, content={**(report.content or {}), **more}), works.press)
    works.close()
    return data


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "paper", "width"),
    [
        # French is the longer language and Letter the shorter page; the other two pairs are easier.
        ("fr", "letter", 612),
        ("en", "a4", 595),
        pytest.param("en", "letter", 612, marks=pytest.mark.long),
        pytest.param("fr", "a4", 595, marks=pytest.mark.long),
    ],
)
def test_page_one_holds_its_five_lines_the_orders_and_the_score_however_much_was_found(
    app: Flask, instance: people.Instance, language: str, paper: str, width: int
) -> None:
    visit = full_visit.closed(app, instance.database, NOW, full_visit.busy(0))
    report = composed(instance, visit, "inspection", language)
    found = report.content or {}
    assert len(found["findings"]) >= 40 and len(found["orders"]) == 9 and len(found["urgent"]) == 6
    data = printed(instance, report, paper=paper)
    with pdfplumber.open(BytesIO(data)) as file:
        first, second = (page.extract_text().replace("\xa0", " ") for page in file.pages[:2])
        assert round(file.pages[0].width) == width
    for part in FIRST[language]:
        assert part in first, part
    assert {"en": "Contents", "fr": "Table des matières"}[language] in second.splitlines()[1]
    assert pdf.check(data) == []


@pytest.mark.slow
@pytest.mark.parametrize("numbers", [(2, 5), pytest.param((1, 2, 3, 5, 11), marks=pytest.mark.long)], ids=str)
def test_one_to_eleven_pictures_each_keep_their_words_hash_and_time(
    app: Flask, instance: people.Instance, numbers: tuple[int, ...]
) -> None:
    visit = full_visit.closed(app, instance.database, NOW, full_visit.busy(12))
    report = composed(instance, visit, "inspection", "en")
    evidence = [one for one in (report.content or {})["evidence"] if one["shown"]]
    assert len((report.content or {})["evidence"]) == 12 and len(evidence) == 11, "one item may show people"
    for n in numbers:
        data = printed(instance, report, evidence=evidence[:n])
        assert len(data) <= 1024 * 1024
        with pdfplumber.open(BytesIO(data)) as file:
            pictures = [one for page in file.pages for one in page.images]
            words = " ".join(page.extract_text() for page in file.pages)
        assert len(pictures) == n
        for one in pictures:
            assert one["width"] / one["height"] == pytest.approx(4 / 3, abs=0.02)
            assert one["x1"] <= 612 - 50, "a picture runs over the margin"
            assert one["srcsize"][0] / (one["width"] / 72) >= 200, "too few dots an inch"
        for one in evidence[:n]:
            assert one["caption"].split(",")[0] in words
            assert f"SHA-256 {one['sha256'][:16]}" in words and one["sha256"][:32] in words
        assert words.count("Nov 23, 2026, 10:00") == 2 * n
    [hidden] = [one for one in (report.content or {})["evidence"] if not one["shown"]]
    with pdfplumber.open(BytesIO(printed(instance, report, evidence=[hidden]))) as file:
        assert hidden["about"] == "" and [one for page in file.pages for one in page.images] == []
        assert "not printed" in " ".join(page.extract_text() for page in file.pages)
