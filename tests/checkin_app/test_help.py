"""Help now: what the page says about who reads, the tap itself, and that no code can be told from another by it."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from inspect_app import opener
from inspect_app.adapters.data import languages
from inspect_app.checkin_app import create_app
from inspect_app.checkin_app.page import Document
from inspect_app.domain.alerts.duty import Shift
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import languages as languages_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins import snapshots as snapshots_store
from inspect_app.store.instance import Instance
from tests import points
from tests.checkin_app.test_worker import POINT, app, codes, instance, sealed
from tests.conftest import NOW

__all__ = ["app", "codes", "instance"]
OFFICER = "5" * 32


def on_duty(instance: Instance, *, looked: bool) -> None:
    shift = Shift("1" * 32, OFFICER, NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    with instance.checkin_database.writing() as tx:
        urgent_store.add_shift(tx, shift)
        if looked:
            urgent_store.see(tx, OFFICER, NOW)


def text(app: Flask, path: str = "/in.en") -> str:
    return gzip.decompress(app.test_client().get(path).data).decode()


def calls(instance: Instance) -> list[tuple[str | None, str]]:
    with instance.checkin_database.reading() as tx:
        return [(call.point, call.kind) for call in urgent_store.waiting(tx, "a" * 32)]


def test_without_a_rota_there_are_numbers_and_no_button(app: Flask) -> None:
    page = text(app)
    assert 'name="tap"' not in page and 'href="tel:911"' in page
    assert "Nobody reads this now." in page


def test_the_page_says_what_is_so_about_who_reads(app: Flask, instance: Instance) -> None:
    on_duty(instance, looked=False)
    assert 'name="tap"' in text(app) and "has not looked yet" in text(app)
    with instance.checkin_database.writing() as tx:
        urgent_store.see(tx, OFFICER, NOW)
    assert "An officer reads this now." in text(app)
    app.config["CLOCK"] = lambda: NOW + timedelta(minutes=5)
    assert "has not looked yet" in text(app)
    app.config["CLOCK"] = lambda: NOW - timedelta(hours=3)
    assert re.search(r"Nobody reads this until \d\d:\d\d\. In danger now", text(app))


def test_a_tap_gets_the_same_bytes_for_every_code_there_is(app: Flask, instance: Instance, codes: list[str]) -> None:
    on_duty(instance, looked=True)
    app.test_client().post("/", data={"code": codes[1], "box": sealed(app, {"papers": "i_keep"})})
    seen = set()
    for code in (codes[0], codes[1], "1234567890123456", "", "x" * 300):
        for kind in ("hurt", "violence", "nonsense"):
            sent = app.test_client().post("/", data={"code": code, "tap": kind})
            seen.add((sent.status_code, sent.data, tuple(sorted(sent.headers.items()))))
    assert len(seen) == 1
    assert sorted(calls(instance), key=str) == sorted([(POINT, "violence"), (None, "violence")], key=str)


def test_a_tap_uses_no_card_up_and_counts_as_no_answer(app: Flask, instance: Instance, codes: list[str]) -> None:
    on_duty(instance, looked=True)
    app.test_client().post("/in.es", data={"code": codes[0], "tap": "locked_in", "box": "x"})
    with instance.checkin_database.reading() as tx:
        assert boxes_store.of_point(tx, POINT) == []
    app.test_client().post("/", data={"code": codes[0], "box": sealed(app, {"papers": "i_keep"})})
    with instance.checkin_database.reading() as tx:
        assert [box.pile for box in boxes_store.of_point(tx, POINT)] == ["main"]


def test_attack_50_a_tap_at_a_tiny_site_reaches_duty_and_nothing_else(app: Flask, instance: Instance) -> None:
    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    [code] = points.issue(instance, "6" * 32, 1, folders, headcount="under_10", visit="7" * 32)
    on_duty(instance, looked=True)
    app.test_client().post("/", data={"code": code, "tap": "violence"})
    opener.tick(instance, NOW)
    assert calls(instance) == [("6" * 32, "violence")]
    with instance.checkin_database.reading() as tx:
        assert [one for k in (5, 10) for one in snapshots_store.of_point(tx, "6" * 32, k)] == []


def test_every_language_has_one_size_on_the_line_and_reads_as_itself(app: Flask) -> None:
    shown = [one for one in languages.all_of_them() if not one.missing]
    answers = {one.code: app.test_client().get(f"/in.{one.code}") for one in shown}
    assert len(shown) >= 3 and len({len(answer.data) for answer in answers.values()}) == 1
    for one in shown:
        page = gzip.decompress(answers[one.code].data).decode()
        assert f'<html lang="{one.code}" dir="{one.direction}">' in page and one.words["title"] in page
        assert page.count('data-law="') > 40 and all(right in page.replace("&#39;", "'") for right in one.rights)


def test_attack_54_a_language_with_a_text_missing_is_not_offered_and_never_silently_english(
    app: Flask, monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    whole = languages.all_of_them()
    spoilt = [one if one.code != "fr" else replace(one, missing=("words: help",)) for one in whole]
    monkeypatch.setattr(languages, "all_of_them", lambda: tuple(spoilt))
    made = create_app(instance.settings.checkin())
    made.config["CLOCK"] = lambda: NOW
    first = gzip.decompress(made.test_client().get("/").data).decode()
    assert 'data-lang="es"' in first and 'data-lang="fr"' not in first
    assert made.test_client().get("/in.fr").data == made.test_client().get("/").data
    made.config["DATABASE"].close()


def test_the_first_page_begins_with_english_and_french_and_groups_the_rest_by_script(app: Flask) -> None:
    page = text(app, "/")
    groups = [re.findall(r'data-lang="([^"]+)"', part) for part in page.split('<ul class="langs">')[1:]]
    assert groups[0] == ["en", "fr"] and {"ar", "fa", "ur"} in map(set, groups) and {"th", "km"} in map(set, groups)
    assert sum(map(len, groups)) == len(languages.all_of_them())
    assert 'class="leave"' in page and 'href="tel:911"' in page


def test_an_emergency_number_stays_on_one_line_and_reads_from_the_left_in_every_language(app: Flask) -> None:
    for one in languages.all_of_them():
        page = re.sub(r'data-words="[^"]*"', "", text(app, f"/in.{one.code}"))
        assert page.count("9-1-1") >= 4
        bare = re.sub(r'<bdi class="n" dir="ltr">[^<]*</bdi>|<bdi>[^<]*</bdi>', "", page)
        assert "9-1-1" not in bare, one.code


def test_going_back_to_a_state_of_duty_makes_no_document_again(
    app: Flask, instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_duty(instance, looked=True)
    moments = [NOW, NOW + timedelta(minutes=5), NOW - timedelta(hours=3)]
    seen = []
    for moment in moments:
        app.config["CLOCK"] = lambda moment=moment: moment
        seen.append(text(app))
    monkeypatch.setattr(Document, "_make", lambda *_values: pytest.fail("a document was made again"))
    for moment, before in zip(moments, seen, strict=True):
        app.config["CLOCK"] = lambda moment=moment: moment
        assert text(app) == before
    assert len(set(seen)) == 3


def test_a_supervisor_takes_a_language_off_the_page(app: Flask, instance: Instance) -> None:
    assert 'data-lang="es"' in text(app, "/")
    with instance.checkin_database.writing() as tx:
        languages_store.offer(tx, "es", shown=False)
    assert 'data-lang="es"' not in text(app, "/") and text(app, "/in.es") == text(app, "/")


@pytest.fixture
def in_earnest(instance: Instance) -> Iterator[Flask]:
    made = create_app(replace(instance.settings, demo=False).checkin())
    yield made
    made.config["DATABASE"].close()


def test_outside_the_demonstration_only_languages_a_person_has_read_are_offered(in_earnest: Flask) -> None:
    page = gzip.decompress(in_earnest.test_client().get("/").data).decode()
    read = [one.code for one in languages.all_of_them() if one.is_reviewed]
    assert re.findall(r'data-lang="([^"]+)"', page) == read


def test_attack_12_what_comes_by_a_poster_is_capped_shown_apart_and_in_no_score(app: Flask, instance: Instance) -> None:
    from inspect_app.actions.checkins import checkins as checkins_actions
    from inspect_app.domain.checkins import snapshots as snapshots_rules
    from inspect_app.store.visits import history as history_store

    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    points.issue(instance, POINT, 20, folders)
    code = "1234567812345678"
    with instance.checkin_database.writing() as tx:
        values: dict[str, Any] = {"codes": [code], "folder": folders[0], "now": NOW, "kind": "poster"}
        checkins_actions.print_cards(tx, point_id=POINT, run_id="6" * 32, **values)
    app.config["CLOCK"] = lambda: NOW
    for _ in range(12):
        app.test_client().post("/", data={"code": code, "box": sealed(app, {"papers": "boss_keeps"})})
    opener.tick(instance, NOW)
    with instance.checkin_database.reading() as tx:
        assert {box.pile for box in boxes_store.of_point(tx, POINT)} == {"open"}
        assert {line.item for line in snapshots_store.of_point(tx, POINT, 10)} == {f"{snapshots_rules.OPEN}papers"}
        assert history_store.voice(tx, ["8" * 32]) == {} and history_store.heard(tx, NOW.date()) == []


def test_a_poster_takes_so_many_boxes_a_day_and_as_many_again_tomorrow(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards_store, "OPEN_A_DAY", 3)
    with instance.checkin_database.writing() as tx:
        cards_store.prepare(tx, [bytes([n]) * 2096 for n in range(boxes_store.DECOYS)])
        day = NOW.date()
        point = points_store.Point(POINT, "8" * 32, None, day, day, "25_49", 0, 5, "open", "x", None, "a" * 32)
        points_store.add(tx, point)
        cards_store.add_run(tx, cards_store.Run("6" * 32, POINT, "poster", 1, "live"), [b"p" * 32])

    def flood(first: int) -> int:
        for n in range(first, first + 9):
            with instance.checkin_database.writing() as tx:
                cards_store.put(tx, [b"p" * 32], n.to_bytes(16, "big"), bytes([n]) * 2096, slot=1)
        with instance.checkin_database.reading() as tx:
            return len(boxes_store.of_point(tx, POINT))

    assert flood(0) == 3
    with instance.checkin_database.writing() as tx:
        boxes_store.lift_open(tx)
    assert flood(20) == 6


def test_what_changed_since_the_visit_is_counted_like_any_sign(
    app: Flask, instance: Instance, codes: list[str]
) -> None:
    for code in codes[:5]:
        app.test_client().post("/", data={"code": code, "box": sealed(app, {".changed": "worse"})})
    opener.tick(instance, NOW)
    with instance.checkin_database.reading() as tx:
        assert [(line.item, line.band) for line in snapshots_store.of_point(tx, POINT, 5)] == [
            (".changed", "nearly_all")
        ]
