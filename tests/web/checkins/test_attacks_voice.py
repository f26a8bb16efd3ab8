"""Attacks through the desk: looking every day, reading the employer's notice, guessing ids, spoilt names."""

import html
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import text

from inspect_app import opener
from inspect_app.adapters.data import library
from inspect_app.adapters.data.languages import SETS
from inspect_app.checkin_app import create_app
from inspect_app.cli import load_checklists
from inspect_app.domain.checkins import snapshots as snapshots_rules
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.instance import Instance
from tests import full_visit, people, points
from tests.browser_client import Browser
from tests.checkin_app.test_attacks_page import SPOILT
from tests.checkin_app.test_worker import answer
from tests.conftest import NOW
from tests.tablet import VISIT
from tests.web.reports.test_reports import data_of, issued, text_of

POINT = "9" * 32
PAGES = (
    f"/desk/points/{POINT}",
    "/desk/points",
    f"/desk/employers/{'1' * 32}",
    "/desk/",
    "/desk/employers",
    "/desk/visits",
    "/desk/orders",
    "/desk/reports",
    "/desk/urgent",
)
BANDS = ("nearly all", "about half", "presque tout le monde", "environ la moitié")


@dataclass
class Place:
    """A closed visit with a point, its cards, the worker's door and the opener's house."""

    door: Flask
    instance: Instance
    codes: list[str]

    def say(self, n: int, papers: str = "boss_keeps") -> None:
        answer(self.door, self.codes[n], papers)

    def night(self, days: int) -> None:
        opener.tick(self.instance, NOW + timedelta(days=days))


@pytest.fixture
def place(app: Flask, instance: people.Instance) -> Iterator[Place]:
    full_visit.closed(app, instance.database, NOW)
    whole = Instance(instance.settings, instance.database, instance.checkin_database)
    load_checklists.load(whole, load_checklists.SHIPPED, NOW)
    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    codes = points.issue(instance, POINT, 16, folders, visit=VISIT)
    opener.tick(whole, NOW)
    door = create_app(instance.settings.checkin())
    door.config["CLOCK"] = lambda: NOW
    yield Place(door, whole, codes)
    door.config["DATABASE"].close()


def seen(app: Flask, role: str) -> dict[str, str]:
    """Every page that could carry what workers said; the token of a form differs at every look."""
    client = Browser(app, role).client
    told = {path: client.get(path, follow_redirects=True) for path in PAGES}
    assert {one.status_code for one in told.values()} == {200}
    return {path: re.sub(r'name="csrf_token"[^>]*', "", one.get_data(as_text=True)) for path, one in told.items()}


def test_attack_24_25_and_26_pages_read_a_day_after_each_of_nine_votes_change_once_and_never_again(
    app: Flask, place: Place
) -> None:
    told = {}
    for n in range(10):
        if n:
            place.say(n - 1)
        place.night(n)
        told[n] = {role: seen(app, role) for role in ("inspector", "officer")}
    assert all(told[n] == told[0] for n in range(5)), "four answers look like none"
    assert all(told[n] == told[5] for n in range(5, 10)), "nothing more is shown until five more have come"
    first, again = told[4]["inspector"], told[5]["inspector"]
    assert [path for path in PAGES if first[path] != again[path]] == [PAGES[0]]
    assert "nearly all" in again[PAGES[0]] and told[5]["officer"] == told[0]["officer"]


def test_attack_34_the_employer_s_notice_holds_nothing_that_workers_said(
    app: Flask, instance: people.Instance, place: Place, browser: Callable[[str], Browser]
) -> None:
    for n in range(12):
        place.say(n)
    place.night(1)
    page = browser("inspector").get(PAGES[0])
    asked = {item.ask[one] for key in SETS for _, item in library.newest(key).items() for one in ("en", "fr")}
    assert "nearly all" in page and any(ask.replace("'", "&#39;") in page for ask in asked)
    for language in ("en", "fr"):
        words = " ".join(" ".join(text_of(data_of(instance, issued(app, instance, "notice", language)))).split())
        assert len(words) > 500
        found = [
            one
            for one in (*asked, *BANDS, *snapshots_rules.REASONS.values(), "open channel", "worker voice")
            if one.lower() in words.lower()
        ]
        assert found == []


def test_attack_23_the_id_of_a_box_or_a_card_opens_no_page_of_the_desk_for_anybody(app: Flask, place: Place) -> None:
    place.say(0)
    with place.instance.checkin_database.reading() as tx:
        [box] = boxes_store.of_point(tx, POINT)
        cards = [bytes(h) for h in tx.exec_driver_sql("select h from cards where used = 1").scalars()]
    ids = [box.id.hex(), cards[0].hex()[:32], place.codes[0], place.codes[0].zfill(32)]
    tried = 0
    for role in ("administrator", "supervisor", "officer", "inspector"):
        client = Browser(app, role).client
        for rule in app.url_map.iter_rules():
            texts = [name for name in rule.arguments if not re.search(rf"<int:{name}>", rule.rule)]
            if "GET" not in (rule.methods or ()) or not texts or rule.endpoint == "static":
                continue
            for name in ids:
                path = re.sub(r"<int:\w+>", "1", rule.rule)
                path = re.sub(r"<[^>]+>", name, path)
                told = client.get(path)
                tried += 1
                # A check page answers everyone alike; there is nothing in it but the code that was asked about.
                assert told.status_code in (302, 303, 400, 403, 404) or told.data.count(b"<table") == 0, (role, path)
                assert box.c[:24] not in told.data and b"boss_keeps" not in told.data
    assert tried > 100


def test_attack_31_a_paper_that_leaves_the_desk_says_a_day_and_no_hour(
    place: Place, browser: Callable[[str], Browser]
) -> None:
    inspector = browser("inspector")
    papers = [
        inspector.post(f"{PAGES[0]}/cards", {"n": "8"}, start=PAGES[0], status=200),
        inspector.post(f"{PAGES[0]}/poster", {}, start=PAGES[0], status=200),
        inspector.client.get(f"/desk/visits/{VISIT}/what-we-did"),
    ]
    for one in papers:
        assert "Last-Modified" not in one.headers
        with pikepdf.open(BytesIO(one.data)) as paper:
            told = str(paper.docinfo) + paper.Root.Metadata.read_bytes().decode()
        assert set(re.findall(r"T(\d\d:\d\d:\d\d)", told)) | set(re.findall(r"D:\d{8}(\d{6})", told)) <= {
            "00:00:00",
            "000000",
        }
    page = re.sub(r"<[^>]+>", " ", inspector.get(PAGES[0]))
    assert not re.search(r"\b\d{1,2}:\d\d\b|\b\d{1,2} [ap]\.?m\b", page)


@pytest.mark.parametrize("name", [*SPOILT[:4], *SPOILT[8:10]], ids=range(6))
def test_attack_45_a_spoilt_name_of_an_employer_is_only_a_name_on_page_and_paper(
    instance: people.Instance, app: Flask, name: str, text_of: Callable[[bytes], list[str]]
) -> None:
    full_visit.closed(app, instance.database, NOW)
    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    points.issue(instance, POINT, 4, folders, visit=VISIT)
    with instance.database.writing() as tx:
        tx.execute(text("update employers set name = :name"), {"name": name})
        tx.execute(text("update sites set name = :name"), {"name": name})
    officer = Browser(app, "officer")
    page = officer.get(PAGES[0])
    heads = re.findall(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert [html.unescape(head) for head in heads] == [name]
    assert "<script>alert" not in page and "<img src=x" not in page and "<svg/onload" not in page
    paper = officer.post(f"{PAGES[0]}/cards", {"n": "4"}, start=PAGES[0], status=200)
    cover = text_of(paper.data)[0]
    told = subprocess.run(["pdfinfo", "-js", "-"], input=paper.data, capture_output=True, check=True).stdout
    assert told.strip() == b"" and "49" not in cover.split("Stack")[0]
    letters = [word for word in re.findall(r"[A-Za-z]{4,}", name)]
    assert all(word in cover for word in letters)
