"""Making the bytes of an issued edition: rendered, signed, written once. Slow, so never inside a transaction."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from inspect_app.adapters import evidence, pdf, pictures, qr, signing
from inspect_app.adapters.evidence import Evidence
from inspect_app.adapters.page import Pages
from inspect_app.domain import report as domain
from inspect_app.store import reports as store
from inspect_app.store.reports import Report

TITLES = {"inspection": "Inspection report", "notice": "Notice to the employer"}


@dataclass(frozen=True)
class Press:
    """What making paper needs: the templates, the folder of styles, kept bytes, the certificate, our address."""

    pages: Pages
    static: Path
    evidence: Evidence
    certificate: tuple[Path, Path]
    public_url: str


def print_report(report: Report, press: Press) -> bytes:
    """The signed PDF of one edition."""
    assert report.content is not None and report.issued_at is not None, "only what is being issued has content"
    url = f"{press.public_url}/verify/{report.code}"
    title = press.pages.say(TITLES[report.kind], report.language)
    html = press.pages.render(
        f"report/{report.kind}.html",
        report.language,
        it=domain.revive(report.content),
        number=report.number,
        version=report.version,
        reason=report.reason or "",
        url=url,
        qr=qr.svg(url, title),
        pictures=_pictures(report.content, press.evidence),
    )
    made = pdf.render(html, folder=press.static, title=title, language=report.language, day=report.issued_at.date())
    return signing.sign(made, *press.certificate, reason=title)


def keep(data: bytes, store_in: Evidence) -> tuple[str, str]:
    """Writes an edition once; returns its hash and its path."""
    digest = sha256(data).hexdigest()
    path = f"reports/{digest[:2]}/{digest}.pdf"
    store_in.put(path, data)
    return digest, path


def finish(tx: Connection, report_id: str, digest: str, path: str, size: int) -> None:
    """An edition whose bytes are kept is issued, and from then on never changes."""
    store.move(tx, report_id, ("issuing",), "issued", bytes_hash=digest, path=path, size=size)


def _pictures(content: Mapping[str, object], kept: Evidence) -> dict[str, str]:
    """Name -> data address of each picture that may be printed and is here; struck ones are gone."""
    found = {}
    rows = content.get("evidence", [])
    assert isinstance(rows, list)
    for one in rows:
        path = evidence.shown(str(one["sha256"]))
        if one["shown"] and kept.exists(path):
            small = base64.b64encode(pictures.thumbnail(kept.get(path))).decode()
            found[str(one["name"])] = f"data:image/jpeg;base64,{small}"
    return found
