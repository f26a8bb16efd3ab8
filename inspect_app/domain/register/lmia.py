"""The federal lists of employers with a labour market impact assessment (LMIA), read as they are published.

Every quarter has its own encoding, title rows, padded cells and column names. A list gives an address for
letters, never a place of work, and being on it is no sign of risk.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from inspect_app.domain.problem import Problem
from inspect_app.domain.register.names import fold
from inspect_app.domain.register.places import Address, read_address

_PROVINCES_FR = (
    "terre neuve et labrador",
    "ile du prince edouard",
    "nouvelle ecosse",
    "nouveau brunswick",
    "colombie britannique",
    "territoires du nord ouest",
)
_PROVINCES_EN = (
    "newfoundland and labrador",
    "prince edward island",
    "nova scotia",
    "new brunswick",
    "quebec",
    "ontario",
    "manitoba",
    "saskatchewan",
    "alberta",
    "british columbia",
    "yukon",
    "northwest territories",
    "nunavut",
)
_ABROAD = re.compile(r"head office outside|siege social (?:a l|en dehors|hors)")
# A header cell belongs to the first field one of whose words it contains.
_FIELDS = {
    "province": ("province",),
    "stream": ("stream", "volet"),
    "employer": ("employer", "employeur"),
    "address": ("address", "adresse"),
    "occupation": ("occupation", "profession"),
    "status": ("incorporat", "constitution"),
    "assessments": ("lmia", "eimt"),
    "positions": ("position", "poste"),
}
_NEGATIVE = re.compile(r"(?:^|[^a-z])(?:neg|negative|negatif|refused)(?:[^a-z]|$)")
_POSITIVE = re.compile(r"(?:^|[^a-z])(?:pos|positive|positif|approved)(?:[^a-z]|$)")
_PERIOD = re.compile(r"(20\d\d)[-_ ]?q([1-4])")
_HEADER_WITHIN = 25
_LINES_IN_A_ROW = 5
_LONGEST_LINE = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One employer line. `line` counts from 1 in the file; a count is None where the list leaves it blank."""

    line: int
    province: str
    stream: str
    employer: str
    address: Address
    occupation: str
    assessments: int | None
    positions: int | None


@dataclass(frozen=True, slots=True)
class Refused:
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class EmployerList:
    """A list as read. `outcome` is "positive" or "negative"; `period` is "2023q4", or None if unsaid."""

    outcome: str
    period: str | None
    rows: tuple[Row, ...]
    refused: tuple[Refused, ...]


def read(data: bytes, file_name: str) -> EmployerList:
    """Read a whole file. Raises Problem "not-an-employer-list" when no header row of such a list is in it."""
    records = _records(_decode(data, file_name))
    columns, header = _header(records, file_name)
    rows: list[Row] = []
    refused: list[Refused] = []
    province = ""
    for line, cells in records:
        made = cells if isinstance(cells, str) else _row(line, cells, columns, province)
        if isinstance(made, Row):
            province = made.province
            rows.append(made)
        elif made:
            refused.append(Refused(line, made))
    name = fold(file_name.rpartition("/")[2])
    found = _PERIOD.search(file_name.lower())
    period = f"{found[1]}q{found[2]}" if found else None
    return EmployerList(_outcome(name, header), period, tuple(rows), tuple(refused))


def _outcome(name: str, header: Sequence[str]) -> str:
    # One published positive list heads its columns "Requested", so the file's name is asked first.
    if _NEGATIVE.search(name):
        return "negative"
    if _POSITIVE.search(name):
        return "positive"
    said = fold(" ".join(header))
    return "negative" if "requested" in said or "demand" in said else "positive"


def _decode(data: bytes, file_name: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise _not_a_list(file_name)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Lists pasted together mix encodings, so each line is asked on its own.
        return "\n".join(_decode_line(line) for line in re.split(rb"\r\n|\n|\r", data))


def _decode_line(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _records(text: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yields (line, cells), or (line, reason) where a line cannot be cut into cells. A quotation mark that is
    never closed costs its own line, not the rest of the file."""
    lines = re.split(r"\r\n|\n|\r", text)
    mark = max(",;\t", key="\n".join(lines[:_HEADER_WITHIN]).count)
    at = 0
    while at < len(lines):
        cells, used = _cut(lines, at, mark)
        if cells is None:
            yield at + 1, "a quotation mark is opened and never closed, or the line is far too long"
        elif len(cells) > 1 or (cells and cells[0].strip()):
            yield at + 1, cells
        at += used


def _cut(lines: list[str], at: int, mark: str) -> tuple[list[str] | None, int]:
    if len(lines[at]) > _LONGEST_LINE:
        return None, 1
    if '"' not in lines[at]:
        return lines[at].split(mark), 1
    for used in range(1, _LINES_IN_A_ROW + 1):
        part = lines[at : at + used]
        try:
            return next(csv.reader(["\n".join(part)], delimiter=mark, strict=True), []), used
        except csv.Error as error:
            if "end of data" not in str(error):
                return next(csv.reader(part, delimiter=mark), []), used
    return None, 1


def _header(records: Iterator[tuple[int, list[str] | str]], file_name: str) -> tuple[dict[str, int], Sequence[str]]:
    for _line, cells in islice(records, _HEADER_WITHIN):
        if isinstance(cells, str):
            continue
        columns = _columns(cells)
        if {"employer", "address"} <= columns.keys() and columns.keys() & {"assessments", "positions"}:
            return {**columns, "width": len(cells)}, cells
    raise _not_a_list(file_name)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        said = fold(cell)
        field = next((f for f, words in _FIELDS.items() if any(w in said for w in words)), None)
        if field and len(said) < 60:
            found.setdefault(field, at)
    return found


def _row(line: int, cells: list[str], columns: dict[str, int], province: str) -> Row | str:
    cells = [_tidy(cell) for cell in cells]
    wrong = _shape(cells, columns)
    if wrong is not None:
        return wrong
    said = {field: cells[at] for field, at in columns.items() if field != "width"}
    counts: dict[str, int | None] = {}
    for field in ("assessments", "positions"):
        text = said.get(field, "").replace(",", "").replace(" ", "")
        if text and not (text.isascii() and text.isdigit() and len(text) < 7):
            return f"“{said[field]}” is not a number of {field}"
        counts[field] = int(text) if text else None
    group = said.get("province") or province
    if "province" in columns and not _known_province(group):
        return f"“{group[:60]}” is not a province, a territory or the group of head offices abroad"
    address = read_address(said["address"])
    return Row(
        line,
        group,
        said.get("stream", ""),
        said["employer"],
        address,
        said.get("occupation", ""),
        counts["assessments"],
        counts["positions"],
    )


def _shape(cells: list[str], columns: dict[str, int]) -> str | None:
    """What is wrong with a line as a whole; "" for a line to pass over; None when nothing is wrong."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return "the line is empty"
    if len(cells) > columns["employer"] and fold(cells[columns["employer"]]) in ("employer", "employeur"):
        return ""
    if len(cells) < columns["width"] or any(cells[columns["width"] :]):
        if len(filled) == 1:
            return f"a note, not an employer: “{filled[0][:60]}”"
        return f"{len(cells)} cells where the header has {columns['width']}"
    if not cells[columns["employer"]]:
        return f"a note, not an employer: “{filled[0][:60]}”" if len(filled) == 1 else "no employer's name"
    if not fold(cells[columns["employer"]]):
        return f"“{cells[columns['employer']][:60]}” is not an employer's name"
    if len(cells[columns["employer"]]) > 300 or len(cells[columns["address"]]) > 300:
        return "a name or an address of more than 300 letters"
    return None


def _tidy(cell: str) -> str:
    return " ".join(cell.split()) if " " in cell or "\xa0" in cell or not cell.isprintable() else cell


@lru_cache(maxsize=256)
def _known_province(group: str) -> bool:
    said = fold(group)
    return said in _PROVINCES_EN or said in _PROVINCES_FR or bool(_ABROAD.search(said))


def _not_a_list(file_name: str) -> Problem:
    return Problem("not-an-employer-list", file=file_name)
