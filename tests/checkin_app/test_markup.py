"""The worker's document is sound HTML in every language and both directions, with whatever stands in its place."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

from inspect_app.adapters.data import languages
from inspect_app.adapters.data.languages import Language
from inspect_app.checkin_app import create_app
from inspect_app.store.instance import Instance
from tests.checkin_app.test_deeds import publish
from tests.checkin_app.test_help import on_duty
from tests.checkin_app.test_worker import codes, instance
from tests.conftest import NOW

__all__ = ["codes", "instance"]
WHOLE = [one for one in languages.all_of_them() if not one.missing]
_HEBREW = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתםןףץ")


def leftward() -> Language:
    """An invented language that runs from right to left: English in other letters, so that none need be complete."""
    english = next(one for one in languages.all_of_them() if one.code == "en")

    def turned(text: str) -> str:
        parts = re.split(r"(\{\w+\}|\d[\d-]*)", text.lower())
        return "".join(part if at % 2 else part.translate(_HEBREW) for at, part in enumerate(parts))

    def questions(one: dict[str, object]) -> dict[str, object]:
        choices = [{**c, "label": turned(c["label"]), "law": c["law"] and turned(c["law"])} for c in one["choices"]]  # type: ignore[attr-defined]
        return {**one, "ask": turned(str(one["ask"])), "choices": choices}

    return replace(
        english,
        code="he",
        name="עברית",
        direction="rtl",
        words={k: turned(v) for k, v in english.words.items()},
        rights=tuple(map(turned, english.rights)),
        card=turned(english.card),
        lines=tuple({**line, "name": turned(line["name"])} for line in english.lines),
        sets=tuple({**one, "questions": [questions(q) for q in one["questions"]]} for one in english.sets),
    )


@pytest.fixture
def both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (*languages.all_of_them(), leftward())
    monkeypatch.setattr(languages, "all_of_them", lambda: whole)


@pytest.fixture
def app(both_ways: None, instance: Instance) -> Iterator[Flask]:
    on_duty(instance, looked=True)
    made = create_app(instance.settings.checkin())
    made.config["CLOCK"] = lambda: NOW
    yield made
    made.config["DATABASE"].close()


def test_every_document_is_read_without_one_parse_error_and_every_name_leads_somewhere(
    app: Flask, instance: Instance, codes: list[str]
) -> None:
    publish(instance)
    for path in ("/", *(f"/in.{one.code}" for one in (*WHOLE, leftward()))):
        for code in (codes[0], "1234567890123456"):
            page = gzip.decompress(app.test_client().post(path, data={"read": "1", "code": code}).data).decode()
            parser = HTMLParser()
            parser.parse(page.encode(), override_encoding="utf-8")
            assert parser.errors == [], (path, parser.errors)
            ids = Counter(re.findall(r'\bid="([^"]+)"', page))
            named = re.findall(r'\b(?:for|aria-describedby|aria-labelledby)="([^"]+)"|\bhref="#([^"]+)"', page)
            led = {one or other for one, other in named}
            assert [name for name, n in ids.items() if n > 1] == [] and led <= set(ids), (path, led - set(ids))
            lang = path[4:] or "en"
            wanted = "rtl" if lang in ("he", *languages.RIGHT_TO_LEFT) else "ltr"
            assert path == "/" or f'<html lang="{lang}" dir="{wanted}">' in page
