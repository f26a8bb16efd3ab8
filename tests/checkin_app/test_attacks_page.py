"""Attacks through the worker's own door: other addresses, other methods, other forms, spoilt words and clocks."""

import gzip
import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from inspect_app import opener
from inspect_app.adapters.data import languages
from inspect_app.adapters.system.clock import HOME
from inspect_app.checkin_app import create_app
from inspect_app.domain.checkins.published_outcomes import PublishedOutcome, PublishedOutcomes
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.instance import Instance
from tests.browser_client import Page
from tests.checkin_app.test_deeds import publish
from tests.checkin_app.test_worker import POINT, answer, app, codes, instance, key, sealed
from tests.conftest import NOW

__all__ = ["app", "codes", "instance"]
# Words that have broken pages before: markup, templates, formats, directions, marks without a letter, odd spaces.
SPOILT = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "</section></main></body></html><h1>other</h1>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "<!-- what a code opens -->",
    "<!-- --><style>*{display:none}</style>",
    "{{ 7 * 7 }}{% raw %}${7*7}#{7*7}",
    "%s %(day)s {day} {at} {0} {}",
    "\\u003cscript\\u003e \\n \\",
    "Robert'); DROP TABLE boxes;--",
    "\u202egnippils \u2066isolated\u2069 \u200f",
    "e\u0301\u0323" * 40,
    "\ufeff\u00a0\u2003\u200b",
    "田中さんにあげて下さい 👩‍🌾 🇨🇦",
    "A" * 400,
    "'; -- \" ` & &amp; &#60;",
]


@pytest.fixture
def all_codes(app: Flask, codes: list[str]) -> dict[str, str]:
    answer(app, codes[0], "i_keep")
    return {"used": codes[0], "fresh": codes[1], "unknown": "1234567890123456", "none": ""}


def text(answer: bytes) -> str:
    return gzip.decompress(answer).decode()


def test_attack_4_there_is_no_door_to_ask_for_a_key_and_the_key_in_the_page_is_everyone_s(
    app: Flask, all_codes: dict[str, str]
) -> None:
    rules = {(rule.rule, *sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})) for rule in app.url_map.iter_rules()}
    lent = {
        ("/handset/", "GET"),
        ("/handset/<string:name>", "GET"),
        ("/handset/boxes", "POST"),
        ("/handset/calls", "POST"),
    }
    assert (
        rules
        == {
            ("/", "GET"),
            ("/", "POST"),
            ("/in.<string:code>", "GET"),
            ("/in.<string:code>", "POST"),
            ("/check-in.<string:name>", "GET"),
        }
        | lent
    )
    client = app.test_client()
    seen = {client.get(f"/?{code}").data for code in all_codes.values()}
    seen |= {client.get("/", headers={"X-Code": code}).data for code in all_codes.values()}
    seen |= {client.post("/", data={"read": "1", "code": code}).data for code in all_codes.values()}
    seen |= {client.get(path).data for path in ("/key", "/keys/2026-11", "/period", "/api/key")}
    assert len(seen) == 1 and len(key(app)) == 32


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_attack_23_no_address_and_no_method_of_the_worker_s_door_gives_an_answer_out(
    app: Flask, instance: Instance, all_codes: dict[str, str], method: str
) -> None:
    with instance.checkin_database.reading() as tx:
        [box] = boxes_store.of_point(tx, POINT)
        hashes = [bytes(h) for h in tx.exec_driver_sql("select h from cards").scalars()]
    names = [box.id.hex(), box.point, all_codes["used"], *(h.hex() for h in hashes[:3]), "..%2f..%2fcheck-ins.db"]
    client = app.test_client()
    whole = client.get("/").data
    for name in names:
        for path in (f"/{name}", f"/boxes/{name}", f"/in.{name}", f"/?id={name}", f"/check-in.voice-{name}"):
            told = client.open(path, method=method, data={"id": name} if method not in ("GET", "TRACE") else None)
            assert told.status_code == 200 and (told.data in (whole, b"") or text(told.data) == "")
            assert box.c[:32] not in told.data
    with instance.checkin_database.reading() as tx:
        assert [one.id for one in boxes_store.of_point(tx, POINT)] == [box.id]


def test_attack_31_no_answer_of_the_door_says_when_and_no_row_of_a_check_in_has_a_time(
    app: Flask, instance: Instance, all_codes: dict[str, str]
) -> None:
    opener.tick(instance, NOW)
    told = app.test_client().post("/in.en", data={"code": all_codes["fresh"], "box": sealed(app, {"papers": "i_keep"})})
    assert not {"Date", "Last-Modified", "Age", "Expires", "ETag", "Server-Timing"} & set(told.headers.keys())
    # "Nobody reads this until 8:00" is about a rota, and there is none here.
    words = re.sub(r"<[^>]+>", " ", text(told.data))
    assert not re.search(r"\b\d{1,2}:\d\d\b|T\d\d:\d\d", words)
    with instance.checkin_database.reading() as tx:
        for name in ("points", "runs", "cards", "boxes", "periods", "snapshots", "offered"):
            for row in tx.exec_driver_sql(f"select * from {name}").all():
                # What is sealed or hashed reads like chance, which sometimes looks like an hour.
                told_row = [one for one in row if not isinstance(one, bytes)]
                assert not [one for one in told_row if re.search(r"\d\d:\d\d|\b1[67]\d{8}\b", str(one))], (name, row)


def test_attack_42_a_point_ends_at_midnight_where_the_workers_are(
    app: Flask, instance: Instance, codes: list[str]
) -> None:
    with instance.checkin_database.reading() as tx:
        last = points_store.get(tx, POINT).closes
    at = datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=HOME)
    app.config["CLOCK"] = lambda: at
    answer(app, codes[0], "i_keep")
    app.config["CLOCK"] = lambda: at + timedelta(seconds=1)
    answer(app, codes[1], "i_keep")
    with instance.checkin_database.reading() as tx:
        assert [box.pile for box in boxes_store.of_point(tx, POINT)] == ["main"]


def spoilt(one: languages.Language, words: str) -> languages.Language:
    sets = json.loads(json.dumps(one.sets))
    for question in (question for set in sets for question in set["questions"]):
        question["ask"] = words
        for choice in question["choices"]:
            choice["label"], choice["law"] = words, words
    lines = tuple({**line, "name": words} for line in one.lines)
    return replace(one, words=dict.fromkeys(one.words, words), rights=(words,), sets=tuple(sets), lines=lines)


@pytest.fixture
def speaking(instance: Instance, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Flask]:
    whole = languages.all_of_them()
    monkeypatch.setattr(languages, "all_of_them", lambda: tuple(spoilt(one, request.param) for one in whole))
    made = create_app(instance.settings.checkin())
    made.config["CLOCK"] = lambda: NOW
    yield made
    made.config["DATABASE"].close()


@pytest.mark.parametrize("speaking", SPOILT, indirect=True, ids=range(len(SPOILT)))
def test_attack_45_spoilt_words_of_a_language_or_an_order_change_nothing_of_the_page_but_its_words(
    app: Flask, speaking: Flask, instance: Instance, codes: list[str], request: pytest.FixtureRequest
) -> None:
    words = request.node.callspec.params["speaking"]
    publish(instance, PublishedOutcomes(NOW.date(), (PublishedOutcome(words, words, NOW.date()),)))
    for path in ("/", "/in.fr"):
        form = {"read": "1", "code": codes[0]}
        plain, made = (Page(text(one.test_client().post(path, data=form).data)) for one in (app, speaking))
        # The same tags in the same order, with the same names of attributes, as with honest words.
        assert made.tags == plain.tags
        assert [sorted(one) for _, one in made.attributes] == [sorted(one) for _, one in plain.attributes]
        held = text(speaking.test_client().get(path).data)
        if path != "/":
            told = json.loads(html.unescape(re.findall(r'data-words="([^"]*)"', held)[0]))
            assert set(told.values()) == {words}
