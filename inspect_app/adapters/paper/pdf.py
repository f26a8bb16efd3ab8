"""WeasyPrint renders, pikepdf mends what it leaves undone: the language of each element and tables cut by a page.

Designed to PDF/A-2a and PDF/UA-1 and checked by our own walk over the structure (`check`); no independent checker was
to be had, so nothing here may say "conforms".
"""

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

_MARKED = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
_EDGE = b"/Artifact <</Type /Pagination>> BDC"


def render(html: str, *, folder: Path, title: str, language: str, day: date, to_sign: bool = False) -> bytes:
    """Returns a tagged PDF of `html`. Files named in it are read from `folder` only; nothing is fetched from outside.

    `to_sign` puts a field for a signature into the file, named and in the structure, where `signing.sign` finds it.

    The metadata holds the title, the language and the day, and no name, path or time.
    """

    document = HTML(string=html, base_url=folder.as_uri() + "/", url_fetcher=_Folder(folder))
    raw = document.write_pdf(pdf_variant="pdf/a-2a", pdf_tags=True, pdf_identifier=sha256(html.encode()).digest()[:16])
    return _mend(raw, title, language, day, to_sign)


def check(data: bytes) -> list[str]:
    """Every fault our walk finds against PDF/UA-1, as sentences.

    Tags, title shown, language of each element, alternatives, headers of tables, order of tabs, bookmarks, links.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        root = pdf.Root
        marked = "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked"))
        found = [] if marked else ["the file is not marked as tagged"]
        found += [] if "/Lang" in root else ["the file does not say its language"]
        found += [] if _under(root, "/ViewerPreferences", "/DisplayDocTitle") else ["the title is not shown"]
        found += [] if _under(root, "/Outlines", "/First") else ["the file has no bookmarks"]
        if "/StructTreeRoot" not in root:
            return [*found, "the file has no structure"]
        elements = list(_walk(root.StructTreeRoot))
        found += [fault for element in elements for fault in _faults(element)]
        found += _faults_of_pages(pdf, elements)
        with pdf.open_metadata() as about:
            found += [] if about.get("dc:title") else ["the file has no title"]
            found += [] if about.get("pdfuaid:part") == "1" else ["the file does not say which PDF/UA it is made for"]
    return found


def _faults(element: pikepdf.Object) -> Iterator[str]:
    kind = str(element.get("/S"))
    if kind in ("/Figure", "/Form") and not str(element.get("/Alt", "")).strip():
        yield f"an element {kind} has no text alternative"
    if kind not in ("/Document", "/NonStruct") and "/Lang" not in element:
        yield f"an element {kind} does not say its language"
    if kind == "/Table" and not any(str(one.S) == "/TH" for one in _walk(element)):
        yield "a table has no header cell"
    if kind == "/TH" and not any("/Scope" in one for one in element.get("/A", [])):
        yield "a header cell does not say what it heads"


def _faults_of_pages(pdf: pikepdf.Pdf, elements: list[pikepdf.Object]) -> Iterator[str]:
    levels = [int(kind[2:]) for one in elements if re.fullmatch("/H[1-6]", kind := str(one.S))]
    if levels[:1] != [1] or any(after > before + 1 for before, after in pairwise(levels)):
        yield "the headings do not step down one by one from the first"
    inside = {one.objgen for one in elements}
    tree = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(tree[at]): tree[at + 1] for at in range(0, len(tree), 2)}
    for n, page in enumerate(pdf.pages, 1):
        if page.obj.get("/Annots") and page.obj.get("/Tabs") != "/S":
            yield f"page {n} is not tabbed through in the order of its text"
        for annotation in page.obj.get("/Annots", []):
            owner = owners.get(int(annotation.get("/StructParent", -1)))
            if owner is None or owner.objgen not in inside:
                yield f"page {n} has a link or a field outside the structure"
            if not str(annotation.get("/Contents", annotation.get("/TU", ""))).strip():
                yield f"page {n} has a link or a field without words"
        known: Any = owners.get(int(page.obj.get("/StructParents", -1)), ())
        if any(isinstance(one, pikepdf.Dictionary) and one.objgen not in inside for one in known):
            yield f"page {n} has words that are tagged and stand nowhere in the text"


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


def _mend(raw: bytes, title: str, language: str, day: date, to_sign: bool) -> bytes:
    with pikepdf.open(BytesIO(raw)) as pdf:
        pdf.Root.Lang = pikepdf.String(language)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if "/StructTreeRoot" in pdf.Root:
            _join_tables(pdf.Root.StructTreeRoot)
            _free_edges(pdf)
            _scope(pdf.Root.StructTreeRoot)
            if to_sign:
                _add_field(pdf, f"Signature – {title}")
            for element in _walk(pdf.Root.StructTreeRoot):
                if "/Lang" not in element:
                    element.Lang = pikepdf.String(language)
        _name_links(pdf)
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


def _scope(element: pikepdf.Object, way: str = "/Row") -> None:
    """Says of each header cell whether it heads its column or its row, which WeasyPrint leaves to be guessed."""
    for child in _kids(element):
        if not isinstance(child, pikepdf.Dictionary) or "/S" not in child:
            continue
        if str(child.S) == "/TH":
            before = child.get("/A", pikepdf.Array())
            own = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name(way))
            child.A = pikepdf.Array([*(before if isinstance(before, pikepdf.Array) else [before]), own])
        else:
            _scope(child, "/Column" if str(child.S) == "/THead" else "/Row" if str(child.S) == "/TBody" else way)


def _free_edges(pdf: pikepdf.Pdf) -> None:
    """Marks running heads and a table's repeated head as no part of the text: they would be read out of place."""
    inside = {element.objgen for element in _walk(pdf.Root.StructTreeRoot)}
    tree = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(tree[at]): tree[at + 1] for at in range(0, len(tree), 2)}
    for page in pdf.pages:
        known = owners.get(int(page.obj.get("/StructParents", -1)))
        if not isinstance(known, pikepdf.Array):
            continue
        orphans = {n for n, one in enumerate(known) if isinstance(one, pikepdf.Dictionary) and one.objgen not in inside}

        def freed(found: re.Match[bytes], orphans: set[int] = orphans) -> bytes:
            return _EDGE if int(found[1]) in orphans else found[0]

        page.Contents = pdf.make_stream(_MARKED.sub(freed, page.Contents.read_bytes()))
        for n in orphans:
            known[n] = None


def _name_links(pdf: pikepdf.Pdf) -> None:
    """Says of each link within the file the heading that it leads to, where WeasyPrint gives the name of an anchor."""
    titles = {_spot(one.Dest): str(one.Title) for one in _outline(_under(pdf.Root, "/Outlines", "/First"))}
    names = list(_under(pdf.Root, "/Names", "/Dests", "/Names") or ())
    heads = {str(names[at]): titles.get(_spot(names[at + 1])) for at in range(0, len(names), 2)}
    for page in pdf.pages:
        for link in page.obj.get("/Annots", []):
            head = heads.get(str(link.get("/Dest", "")))
            if head:
                link.Contents = pikepdf.String(head)


def _under(start: pikepdf.Object, *names: str) -> Any:
    """What stands at the end of a path of keys, or None where it breaks off."""
    found: Any = start
    for name in names:
        found = None if found is None else found.get(name)
    return found


def _spot(dest: pikepdf.Object) -> tuple[tuple[int, int], str]:
    return dest[0].objgen, str(dest[3])


def _outline(item: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    while item is not None:
        yield item
        yield from _outline(item.get("/First"))
        item = item.get("/Next")


def _add_field(pdf: pikepdf.Pdf, words: str) -> None:
    """An empty signature field without a picture, named for a reader and standing in the structure."""
    page, root = pdf.pages[0].obj, pdf.Root.StructTreeRoot
    key = 1 + max(int(root.ParentTree.Nums[at]) for at in range(0, len(root.ParentTree.Nums), 2))
    field = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T="Signature",
            TU=words,
            F=132,
            Rect=[0, 0, 0, 0],
            P=page,
            StructParent=key,
        )
    )
    document = next(one for one in _kids(root) if str(one.S) == "/Document")
    form = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem,
            S=pikepdf.Name.Form,
            P=document,
            Pg=page,
            Alt=words,
            K=[pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=field, Pg=page)],
        )
    )
    document.K = pikepdf.Array([*_kids(document), form])
    root.ParentTree.Nums = pikepdf.Array([*root.ParentTree.Nums, key, form])
    page.Annots = pikepdf.Array([*page.get("/Annots", []), field])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
