"""Employers' names: one spelling to compare by, the legal and the trading name, numbered companies."""

import re
import unicodedata
from dataclasses import dataclass

_ENDINGS = (
    "inc incorporated incorporee limited ltd ltee limitee corp corporation corps co company cie compagnie "
    "llc llp lp ulc plc gmbh sa sas srl bv nv sec senc sencrl enr enrg enregistree reg regd registered "
    "sarl coop cooperative cooperatif"
)
LEGAL_ENDINGS = frozenset(_ENDINGS.split())
LEADING_ARTICLES = frozenset(("the", "le", "la", "les", "l"))
_SPELLINGS = {
    "ontario": "ont on",
    "canada": "",
    "quebec": "que qc",
    "alberta": "ab alta",
    "british columbia": "bc",
    "manitoba": "mb",
    "saskatchewan": "sask sk",
    "new brunswick": "nb",
    "nova scotia": "ns",
    "prince edward island": "pei pe",
    "newfoundland and labrador": "newfoundland nl nfld",
    "yukon": "",
    "northwest territories": "nwt nt",
    "nunavut": "",
}
JURISDICTIONS = {short: name for name, shorts in _SPELLINGS.items() for short in (name, *shorts.split())}
_TRADING = re.compile(
    r"\s*[,(\[-]*\s*\b(?:o\s?[/\\]\s?a|d\s?[/\\]\s?b\s?[/\\]\s?a|dba|c\.?o\.?b\.?(?:\s+as)?|t\s?[/\\]\s?a|"
    r"(?:carrying on business|doing business|trading|operating) as|"
    r"faisant affaires?(?:\s+sous(?:\s+le\s+nom(?:\s+de)?)?)?|f\.?a\.?s\.?r?\.?s\.?)\b[.:]?\s+",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?<![\w-])(?P<number>\d[\d \-‐–]{3,11}\d)\s*(?P<where>ontario|ont\.?|on|canada|qu[ée]bec|qu[ée]|qc|"
    r"alberta|alta|ab|british columbia|b\.?\s?c|manitoba|mb|saskatchewan|sask|sk|new brunswick|n\.?b|"
    r"nova scotia|n\.?s|prince edward island|p\.?e\.?i|newfoundland\s*(?:(?:and|&)\s*labrador)?|nfld|nl|yukon|nwt|"
    r"northwest territories|nunavut)\b\.?,?\s*"
    r"(?:(?:incorporated|inc|limited|ltd|lt[ée]e|corporation|corp|company|co|ulc)\b\.?|(?=$|[,(/]))",
    re.IGNORECASE,
)
_JOINED = re.compile(r"['’‘`´.]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Name:
    """One employer's name as read: `legal` and `trading` as written, `key` to compare by.

    A numbered company's key is its number and jurisdiction in one spelling ("1234567 ontario"): such a
    company is the same one wherever its letters go.
    """

    legal: str
    trading: str | None
    key: str
    numbered: bool


def fold(text: str) -> str:
    """Lower-case ASCII words with one space between: accents, capitals and punctuation gone."""
    if text.isascii():
        plain = text.lower()
    else:
        conflicting = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe").replace("ø", "o"))
        plain = "".join(c for c in conflicting if not unicodedata.combining(c)).casefold()
    return _NOT_WORD.sub(" ", _JOINED.sub("", plain.replace("&", " and "))).strip()


def normalise(text: str) -> str:
    """The name to compare by: folded, without a leading article, "and" or "et", or legal endings.

    A name made only of such words keeps them, so that the key is empty only for a name without letters.
    """
    words = [w for w in fold(text).split() if w not in ("and", "et")]
    kept = list(words)
    while len(kept) > 1 and kept[-1] in LEGAL_ENDINGS:
        kept.pop()
    if len(kept) > 1 and kept[0] in LEADING_ARTICLES:
        kept.pop(0)
    return " ".join(kept)


def company_number(text: str) -> tuple[str, str] | None:
    """The key of a numbered company and whatever else its name says; None when the name holds no such number.

    "1234567 ONT. Ltd." gives ("1234567 ontario", ""); "9234-5678 Québec Inc. (Serres Vinet)" gives
    ("92345678 quebec", "Serres Vinet").
    """
    if not any(c.isdigit() for c in text):
        return None
    found = _NUMBERED.search(text)
    if found is None:
        return None
    digits = re.sub(r"\D", "", found["number"])
    place = JURISDICTIONS.get(fold(found["where"]))
    rest = (text[: found.start()] + " " + text[found.end() :]).strip(" ,;.-()[]/")
    if place is None or not 5 <= len(digits) <= 10:
        return None
    return f"{digits} {place}", rest


def split(text: str) -> tuple[str, str | None]:
    """The legal and the trading name of "10894516 Canada Inc. o/a The Mill"; trading is None without one."""
    parts = _TRADING.split(text.strip(), maxsplit=1)
    legal, trading = parts[0].strip(" ,;"), parts[1].strip(" ,;") if len(parts) == 2 else ""
    if not legal or not trading:
        return text.strip(), None
    return legal, trading.removesuffix(")") if "(" not in trading else trading


def read(text: str) -> Name:
    """Read a name as a list or a person wrote it."""
    written = " ".join(text.split())
    legal, trading = split(written)
    number = company_number(legal)
    if number is None:
        return Name(legal, trading, normalise(legal), False)
    key, rest = number
    return Name(legal, trading or rest or None, key, True)
