"""Making the bytes of an issued edition: rendered, signed, written once. Slow, so never inside a transaction."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from inspect_app.adapters.crypto import signing
from inspect_app.adapters.media import evidence, pictures
from inspect_app.adapters.media.evidence import Evidence
from inspect_app.adapters.paper import pdf, qr
from inspect_app.adapters.paper.page import Pages
from inspect_app.adapters.system import clock
from inspect_app.domain import days
from inspect_app.domain.reports import report as report_rules
from inspect_app.store.reports import reports as reports_store
from inspect_app.store.reports.reports import Report

# Pixels of the longer side: 230 to 260 dots an inch at the width each is printed.
FEW_SIDE, MANY_SIDE = 1000, 560
TITLES = {"inspection": "Inspection report", "notice": "Notice to the employer"}


@dataclass(frozen=True)
class ReportPrinter:
    """What making paper needs: the templates, the folder of styles, kept bytes, the certificate, our address."""

    pages: Pages
    static: Path
    evidence: Evidence
    certificate: tuple[Path, Path]
    public_url: str


def print_report(report: Report, press: ReportPrinter) -> bytes:
    """The signed PDF of one edition."""
    assert report.content is not None and report.issued_at is not None, "only what is being issued has content"
    url = f"{press.public_url}/verify/{report.code}"
    title = press.pages.say(TITLES[report.kind], report.language)
    html = press.pages.render(
        f"report/{report.kind}.html",
        report.language,
        zone=place_of(report),
        it=report_rules.revive(report.content),
        number=report.number,
        version=report.version,
        reason=report.reason or "",
        url=url,
        qr=qr.svg(url, title),
        pictures=_pictures(report.content, press.evidence),
        paper=report.content.get("paper", "letter"),
    )
    html = _spaced(html) if report.language == "fr" else html
    day = days.day_at(report.issued_at, place_of(report))
    made = pdf.render(html, folder=press.static, title=title, language=report.language, day=day, to_sign=True)
    return signing.sign(made, *press.certificate, reason=title)


def place_of(report: Report) -> ZoneInfo:
    """The zone of the place that an edition speaks of, as it was when the edition was issued."""
    return clock.zone(str((report.content or {}).get("time_zone") or days.HOME))


def keep(data: bytes, press: ReportPrinter) -> tuple[str, str]:
    """Writes an edition once, and beside it the certificate that checks it; returns its hash and its path."""
    digest = sha256(data).hexdigest()
    path = f"reports/{digest[:2]}/{digest}.pdf"
    press.evidence.put(signing.public(data), press.certificate[0].read_bytes())
    press.evidence.put(path, data)
    return digest, path


def is_genuine(report: Report, kept: Evidence) -> bool:
    """Whether the bytes kept of an issued edition are those that were issued, under our own signature."""
    if report.path is None or not kept.exists(report.path):
        return False
    data = kept.get(report.path)
    certificate = signing.public(data)
    if sha256(data).hexdigest() != report.bytes_hash or not certificate or not kept.exists(certificate):
        return False
    return signing.is_intact(data, kept.get(certificate))


def finish(tx: Connection, report_id: str, digest: str, path: str, size: int) -> None:
    """An edition whose bytes are kept is issued, and from then on never changes."""
    reports_store.move(tx, report_id, ("issuing",), "issued", bytes_hash=digest, path=path, size=size)


def _pictures(content: Mapping[str, object], kept: Evidence) -> dict[str, str]:
    """Name -> data address of each picture that may be printed and is here; struck ones are gone."""
    found = {}
    rows = content.get("evidence", [])
    assert isinstance(rows, list)
    for one in rows:
        path = evidence.shown(str(one["sha256"]))
        if one["shown"] and kept.exists(path):
            found[str(one["name"])] = path
    side = FEW_SIDE if len(found) < 3 else MANY_SIDE
    return {name: _address(pictures.thumbnail(kept.get(path), side)) for name, path in found.items()}


def _address(content: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"


def _spaced(html: str) -> str:
    """French keeps « a quotation », a colon and a per cent sign on the line of the word they belong to."""
    return re.sub(r"(?<=\S) (?=[:;»%])|(?<=«) ", "\N{NO-BREAK SPACE}", html)
