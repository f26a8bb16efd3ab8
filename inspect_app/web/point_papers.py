"""What a check-in point has on paper: cards with their cover, a poster, a host's promise, what the inspectors did."""

from datetime import date

from inspect_app.adapters import languages, pdf, qr
from inspect_app.adapters.languages import DATA
from inspect_app.domain import cards
from inspect_app.domain.order import Order
from inspect_app.store.checkins import Point
from inspect_app.web.doors import pages, settings

# A card has room for so many; a poster for more.
CARD_LANGUAGES = ("en", "fr", "es")
POSTER_LANGUAGES = 8
# What the questions are about, to be understood without a word.
SIGNS = ("passport", "door", "money", "clock", "helmet", "speech")


def sheet(codes: tuple[str, ...], cover: dict[str, str], day: date) -> bytes:
    """The PDF of a run: a cover to throw away on site, eight cards a sheet, rights on the back. Kept nowhere."""
    drawn = [(cards.grouped(code), qr.svg(cards.address(settings().public_url, code))) for code in codes]
    sheets = [drawn[at : at + cards.PER_SHEET] for at in range(0, len(drawn), cards.PER_SHEET)]
    said = [one for code in CARD_LANGUAGES if (one := languages.find(code))]
    return _paper("paper/cards.html", day, said, sheets=sheets, cover=cover, signs=_signs(4))


def poster(code: str, day: date) -> bytes:
    """One page for a wall: the open channel of a point. Anyone may scan it, any number of times."""
    drawn, said = qr.svg(cards.address(settings().public_url, code)), _shown()
    return _paper("paper/poster.html", day, said, code=cards.grouped(code), drawn=drawn, signs=_signs(6))


def deeds(orders: list[Order], visited: date, day: date) -> bytes:
    """One page for a wall: what the inspectors ordered and until when. No person, no reason, no finding."""
    said = _shown()
    return _paper("paper/deeds.html", day, said, orders=orders, visited=visited)


def promise(point: Point, day: date) -> bytes:
    """The page that the host of a standing point signs, in English and French."""
    html = pages().render("paper/promise.html", "en", point=point)
    return pdf.render(html, folder=DATA.parent / "static", title="Host’s promise", language="en", day=day)


def _signs(n: int) -> list[str]:
    icons = DATA.parent / "static" / "worker" / "icons"
    return [(icons / f"{name}.svg").read_text() for name in SIGNS[:n]]


def _shown() -> list[languages.Language]:
    whole = [one for one in languages.all_of_them() if not one.missing and (settings().demo or one.is_reviewed)]
    return whole[:POSTER_LANGUAGES] or [one for one in languages.all_of_them() if one.code in languages.FIRST]


def _paper(template: str, day: date, said: list[languages.Language], **values: object) -> bytes:
    place = settings().public_url.split("//")[-1] + "/c/"
    html = pages().render(template, "en", place=place, said=said, lines=said[0].lines[:2], **values)
    return pdf.render(html, folder=DATA.parent / "static", title="Working conditions", language="en", day=day)
