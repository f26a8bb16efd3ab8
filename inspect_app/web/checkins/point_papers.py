"""What a check-in point has on paper: cards with their cover, a poster, a host's promise, what the inspectors did."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Response, make_response

from inspect_app.adapters.data import languages
from inspect_app.adapters.data.languages import DATA, Language
from inspect_app.adapters.paper import pdf, qr
from inspect_app.domain.checkins import cards
from inspect_app.domain.problem import Problem
from inspect_app.domain.visits.orders import Order
from inspect_app.store.checkins import languages as languages_store
from inspect_app.store.checkins.points import Point
from inspect_app.web.context import checkin_reading, pages, settings

# A card has room for so many languages; a poster for more.
ON_CARD, ON_POSTER = 4, 8
# What the questions are about, to be understood without a word; what a screen reader says of each.
SIGNS = {
    "passport": "Documents",
    "door": "Leaving",
    "money": "Pay",
    "clock": "Hours",
    "helmet": "Safety",
    "speech": "Talking",
}
# The pictures do not take their colour from the page around them.
INK = "#0b5563"


def offered() -> list[Language]:
    """The languages of the worker's page that paper may be in: whole, not taken off the page, and read by a person."""
    with checkin_reading() as tx:
        kept = languages_store.offered(tx)
    return [one for one in languages.all_of_them() if languages.is_offered(one, kept, demo=settings().demo)]


def usual(spoken: Sequence[str] | None, most: int) -> list[Language]:
    """English, French and what is spoken at the site, as many as there is room for; Spanish where nobody has said."""
    wanted = [*languages.FIRST, *(spoken or ("es",))]
    found = [one for one in offered() if one.code in wanted]
    # Before anybody has read a language, paper still says something: in the two that staff can answer for.
    first = [one for one in languages.all_of_them() if one.code in languages.FIRST]
    return sorted(found or first, key=lambda one: wanted.index(one.code))[:most]


def chosen(codes: Sequence[str], most: int) -> list[Language]:
    """The languages ticked on the page, in its order; Problem "wrong-input" for none, too many or one not offered."""
    found = [one for one in offered() if one.code in codes]
    if not found or len(found) > most or len(found) != len(set(codes)):
        raise Problem("wrong-input", why="Tick at least one language, and no more than the paper has room for.")
    return found


def sheet(codes: tuple[str, ...], said: list[Language], cover: dict[str, str], day: date) -> bytes:
    """The PDF of a run: a cover to throw away on site, eight cards a sheet, rights on the back. Kept nowhere."""
    drawn = [(cards.grouped(code), _qr(code)) for code in codes]
    sheets = [drawn[at : at + cards.PER_SHEET] for at in range(0, len(drawn), cards.PER_SHEET)]
    return _paper("paper/cards.html", day, said, sheets=sheets, cover=cover, signs=_signs(4))


def poster(code: str, said: list[Language], day: date) -> bytes:
    """One page for a wall: the open channel of a point. Anyone may scan it, any number of times."""
    return _paper("paper/poster.html", day, said, code=cards.grouped(code), drawn=_qr(code), signs=_signs(6))


def published_outcomes(orders: list[Order], said: list[Language], visited: date, day: date) -> bytes:
    """One page for a wall: what the inspectors ordered and until when. No person, no reason, no finding."""
    return _paper("paper/deeds.html", day, said, orders=orders, visited=visited)


def promise(point: Point, day: date) -> bytes:
    """The page that the host of a standing point signs, in English and French."""
    html = pages().render("paper/promise.html", "en", point=point)
    return pdf.render(html, folder=DATA.parent / "static", title="Host’s promise", language="en", day=day)


def _signs(n: int) -> list[str]:
    icons = DATA.parent / "static" / "checkin_app" / "icons"
    drawn = [((icons / f"{name}.svg").read_text(), words) for name, words in list(SIGNS.items())[:n]]
    return [one.replace(">", f"><title>{words}</title>", 1).replace("currentColor", INK) for one, words in drawn]


def _qr(code: str) -> str:
    return qr.svg(cards.address(settings().public_url, code), "QR")


def _paper(template: str, day: date, said: list[Language], **values: Any) -> bytes:
    place = settings().public_url.split("//")[-1] + "/c/"
    html = pages().render(template, "en", place=place, said=said, lines=said[0].lines[:2], **values)
    return pdf.render(html, folder=DATA.parent / "static", title="Working conditions", language="en", day=day)


def pdf_response(paper: bytes, name: str) -> Response:
    answer = make_response(paper)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
