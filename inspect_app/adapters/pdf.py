"""WeasyPrint renders, pikepdf mends what it leaves undone: the language of each element and tables cut by a page.

Designed to PDF/A-2a and PDF/UA-1 and checked by our own walk over the structure (`check`); no independent checker was
to be had, so nothing here may say "conforms".
"""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse


def render(html: str, *, folder: Path, title: str, language: str, day: date) -> bytes:
    """Returns a tagged PDF of `html`. Files named in it are read from `folder` only; nothing is fetched from outside.

    The metadata holds the title, the language and the day, and no name, path or time.
    """

    document = HTML(string=html, base_url=folder.as_uri() + "/", url_fetcher=_Folder(folder))
    raw = document.write_pdf(pdf_variant="pdf/a-2a", pdf_tags=True, pdf_identifier=sha256(html.encode()).digest()[:16])
    return _mend(raw, title, language, day)


def check(data: bytes) -> list[str]:
    """Every fault our walk finds, as sentences: missing tags, title, language, alternatives, or rows without cells."""
    with pikepdf.open(BytesIO(data)) as pdf:
        root = pdf.Root
        marked = "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked"))
        found = [] if marked else ["the file is not marked as tagged"]
        found += [] if "/Lang" in root else ["the file does not say its language"]
        if "/StructTreeRoot" not in root:
            return [*found, "the file has no structure"]
        for element in _walk(root.StructTreeRoot):
            kind = str(element.get("/S"))
            if kind == "/Figure" and not str(element.get("/Alt", "")).strip():
                found.append("a figure has no text alternative")
            if kind not in ("/Document", "/NonStruct") and "/Lang" not in element:
                found.append(f"an element {kind} does not say its language")
        with pdf.open_metadata() as about:
            found += [] if about.get("dc:title") else ["the file has no title"]
            found += [] if about.get("pdfuaid:part") == "1" else ["the file does not say which PDF/UA it is made for"]
    return found


def structure(data: bytes) -> list[str]:
    """The kinds of all structure elements in reading order, without the slash."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [str(element.get("/S")).lstrip("/") for element in _walk(pdf.Root.StructTreeRoot)]


class _Folder(URLFetcher):
    """Reads `data:` and files below one folder; a picture from anywhere else stays out and is logged."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self._folder = folder.resolve()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        path = Path(url.removeprefix("file://"))
        if not url.startswith("data:") and not path.resolve().is_relative_to(self._folder):
            raise ValueError(f"{url} is outside this document")
        return super().fetch(url, headers)


def _mend(raw: bytes, title: str, language: str, day: date) -> bytes:
    with pikepdf.open(BytesIO(raw)) as pdf:
        pdf.Root.Lang = pikepdf.String(language)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if "/StructTreeRoot" in pdf.Root:
            _join_tables(pdf.Root.StructTreeRoot)
            for element in _walk(pdf.Root.StructTreeRoot):
                if "/Lang" not in element:
                    element.Lang = pikepdf.String(language)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
            about["dc:title"] = title
            about["dc:language"] = [language]
            about["pdfuaid:part"] = "1"
            about["xmp:CreateDate"] = f"{day.isoformat()}T00:00:00Z"
            about["xmp:ModifyDate"] = f"{day.isoformat()}T00:00:00Z"
            about["xmp:CreatorTool"] = about["pdf:Producer"] = "Spotcheck"
        for name in list(pdf.docinfo.keys()):
            del pdf.docinfo[name]
        pdf.docinfo["/Title"] = title
        stamp = f"D:{day:%Y%m%d}000000Z"
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = pikepdf.String(stamp)
        done = BytesIO()
        pdf.save(done, deterministic_id=True)
        return done.getvalue()


def _walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for child in _kids(element):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _walk(child)


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _join_tables(element: pikepdf.Object) -> None:
    """Gives the rows of a table's later pages to its first part: WeasyPrint writes one Table element a page.

    Two neighbouring tables are one table when the later one has no caption of its own and as many columns.
    """
    kept: list[pikepdf.Object] = []
    for child in _kids(element):
        joins = kept and _is_table(child) and _is_table(kept[-1]) and not _has(child, "/Caption")
        if joins and _columns(child) == _columns(kept[-1]):
            rows = [*_kids(kept[-1]), *(part for part in _kids(child) if str(part.get("/S")) != "/THead")]
            for part in rows:
                part.P = kept[-1]
            kept[-1].K = pikepdf.Array(rows)
            continue
        if isinstance(child, pikepdf.Dictionary):
            _join_tables(child)
        kept.append(child)
    if kept and len(kept) != len(_kids(element)):
        element.K = pikepdf.Array(kept)


def _is_table(element: pikepdf.Object) -> bool:
    return isinstance(element, pikepdf.Dictionary) and str(element.get("/S")) == "/Table"


def _has(element: pikepdf.Object, kind: str) -> bool:
    return any(isinstance(kid, pikepdf.Dictionary) and str(kid.get("/S")) == kind for kid in _kids(element))


def _columns(table: pikepdf.Object) -> int:
    for element in _walk(table):
        if str(element.get("/S")) == "/TR":
            return sum(isinstance(cell, pikepdf.Dictionary) for cell in _kids(element))
    return 0
