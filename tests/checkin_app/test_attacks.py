"""Attacks on the check-in, by their numbers: thieves of disks and backups, floods, curious staff, spoilt words."""

import gzip
import hashlib
import hmac
import html
import json
import re
import secrets
from base64 import b64encode
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from werkzeug.routing import BuildError

from inspect_app import cli, opener
from inspect_app.adapters.data import languages, library
from inspect_app.checkin_app import create_app
from inspect_app.cli import load_checklists
from inspect_app.domain.staff.permissions import PERMISSIONS
from inspect_app.settings import Settings
from inspect_app.store import Database
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.instance import Instance
from inspect_app.web import create_app as create_web
from tests import people, points, tablet
from tests.browser_client import Browser
from tests.checkin_app.test_worker import POINT, answer, app, codes, instance, sealed
from tests.conftest import NOW
from tests.store.checkins.test_checkins_attacks import POINT as CROWDED
from tests.store.checkins.test_checkins_attacks import card, open_point

__all__ = ["app", "codes", "instance", "open_point"]
SPOILT = "<img src=x onerror=alert(1)>'\"--></title><script>1</script>{{7*7}}&amp;\u202e"


def text(app: Flask, path: str) -> str:
    return gzip.decompress(app.test_client().get(path).data).decode()


def test_attack_6_a_thief_of_the_tables_without_the_pepper_matches_no_printed_card(
    instance: Instance, codes: list[str]
) -> None:
    with instance.checkin_database.reading() as tx:
        held = {bytes(h) for h in tx.exec_driver_sql("select h from cards").scalars()}
    pepper = (instance.settings.keys("checkin") / f"{POINT}.pepper").read_bytes()
    for code in codes:
        tried = [
            hashlib.sha256(code.encode()).digest(),
            *(hmac.digest(key, code.encode(), "sha256") for key in (b"", POINT.encode(), bytes(32))),
        ]
        assert not held & set(tried)
    # With the pepper every card is known: docs/privacy.md says so, and the pepper dies with the point.
    assert all(hmac.digest(pepper, code.encode(), "sha256") in held for code in codes)


@pytest.mark.slow
@pytest.mark.parametrize("checkin_db", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("used", "unknown"), [(2_000, 2_000), pytest.param(10_000, 100_000, marks=pytest.mark.long)])
def test_attack_5_thousands_of_used_and_unknown_codes_fill_nothing(
    open_point: Database, used: int, unknown: int
) -> None:
    # Two thousand boxes that were kept would be four million bytes, twice what is allowed; and each of the decoys that
    # unknown codes are written over is met thirty times.
    file = Path(str(open_point.url.database))

    def send(h: bytes, n: int) -> None:
        box = n.to_bytes(16, "big"), secrets.token_bytes(2096)
        cards_store.put(tx, [h], *box, slot=n % boxes_store.DECOYS)

    with open_point.writing() as tx:
        send(card(1), 1)
    for first in range(2, used + 2, 500):
        with open_point.writing() as tx:
            for n in range(first, first + 500):
                send(card(1), n)
    after_used = file.stat().st_size
    print(f"{used} used codes: {after_used} bytes")
    for first in range(20_000, 20_000 + unknown, 2_000):
        with open_point.writing() as tx:
            for n in range(first, first + 2_000):
                send(n.to_bytes(32, "little"), n)
    assert file.stat().st_size <= after_used + 64 * 1024 and after_used < 2_000_000
    with open_point.writing() as tx:
        send(card(2), 500_000)
    with open_point.reading() as tx:
        piles = [one.pile for one in boxes_store.of_point(tx, CROWDED.id)]
    assert (piles.count("main"), piles.count("again")) == (2, 100)


def test_attack_8_and_23_no_page_of_the_desk_shows_anybody_a_card_or_a_box(settings: Settings) -> None:
    with people.instance(settings, NOW) as staffed:
        desk = create_web(settings.web())
        desk.config.update(TESTING=True, CLOCK=lambda: NOW)
        tablet.plan(staffed.database, NOW)
        load_checklists.load(
            Instance(settings, staffed.database, staffed.checkin_database), load_checklists.SHIPPED, NOW
        )
        folders = [settings.keys("web"), settings.keys("checkin")]
        numbers = points.issue(staffed, POINT, 12, folders, visit=tablet.VISIT)
        opener.tick(Instance(settings, staffed.database, staffed.checkin_database), NOW)
        door = create_app(settings.checkin())
        door.config["CLOCK"] = lambda: NOW
        for number in numbers[:7]:
            answer(door, number, "boss_keeps")
        opener.tick(Instance(settings, staffed.database, staffed.checkin_database), NOW)
        with staffed.checkin_database.reading() as tx:
            secret = [bytes(h) for h in tx.exec_driver_sql("select h from cards").scalars()][1:]
            secret += [bytes(box.id) for box in boxes_store.of_point(tx, POINT)]
        words = [*numbers, *(one.hex() for one in secret), *(b64encode(one).decode()[:20] for one in secret)]
        values = {"point_id": POINT, "visit_id": tablet.VISIT, "code": "x", "name": "x", "n": 1, "key": "x"}
        seen = 0
        for role in PERMISSIONS["sign-out"]:
            client = Browser(desk, role).client
            for rule in desk.url_map.iter_rules():
                if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
                    continue
                given = {name: values.get(name, POINT) for name in rule.arguments}
                try:
                    path = desk.url_map.bind("x").build(rule.endpoint, given)
                except BuildError:
                    path = desk.url_map.bind("x").build(rule.endpoint, {name: 1 for name in given})
                told = client.get(path)
                seen += told.status_code == 200
                body = gzip.decompress(told.data) if told.data[:2] == b"\x1f\x8b" else told.data
                assert not [word for word in words if word.encode() in body], (role, path)
            for number in (*numbers[:2], secret[0].hex()):
                assert client.get(f"/desk/points/{number}").status_code in (403, 404)
        assert seen > 60
        for one in (desk.config["DATABASE"], desk.config["CHECKIN_DATABASE"], door.config["DATABASE"]):
            one.close()


def test_attack_15_check_ins_are_in_no_backup(
    instance: Instance,
    app: Flask,
    codes: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(app, codes[0], "boss_keeps")
    for name in ("DATABASE_URL", "CHECKIN_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INSTANCE", str(instance.settings.instance))
    target = tmp_path / "copy.db"
    assert cli.main(["backup", str(target), "--database", "check-ins"]) == 2
    assert not target.exists() and "would show it" in capsys.readouterr().err
    assert cli.main(["backup", str(target)]) == 0 and cli.main(["backup", str(target)]) == 2
    with instance.checkin_database.reading() as tx:
        [box] = boxes_store.of_point(tx, POINT)
    held = target.read_bytes()
    assert len(held) > 10_000 and box.c[:64] not in held and box.id not in held and POINT.encode() not in held
    assert target.stat().st_mode & 0o077 == 0


def test_attack_33_no_point_can_be_opened_below_five(instance: Instance) -> None:
    point = points_store.Point(
        "4" * 32, "8" * 32, None, NOW.date(), NOW.date(), "25_49", 0, 4, "open", "x", None, "a" * 32
    )
    with pytest.raises(IntegrityError), instance.checkin_database.writing() as tx:
        points_store.add(tx, point)


def test_attack_39_whether_an_answer_reads_well_does_not_follow_from_its_place() -> None:
    placed = [
        (at, choice.says == "present")
        for key in languages.SETS
        for _, item in library.newest(key).items()
        for at, choice in enumerate(item.choices)
        if choice.says in ("present", "not_present")
    ]
    places, bad = [at for at, _ in placed], [float(is_bad) for _, is_bad in placed]
    mean_place, mean_bad = sum(places) / len(places), sum(bad) / len(bad)
    together = sum((at - mean_place) * (is_bad - mean_bad) for at, is_bad in placed)
    spread = sum((at - mean_place) ** 2 for at in places) * sum((one - mean_bad) ** 2 for one in bad)
    assert abs(together / spread**0.5) < 0.1


def test_attack_45_spoilt_words_in_a_language_are_only_words(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = languages.all_of_them()
    spoilt = [
        type(one)(**{**vars(one), "words": dict.fromkeys(one.words, SPOILT), "rights": (SPOILT,)}) for one in whole
    ]
    monkeypatch.setattr(languages, "all_of_them", lambda: tuple(spoilt))
    made = create_app(instance.settings.checkin())
    made.config["CLOCK"] = lambda: NOW
    for path in ("/", "/in.fr"):
        page = text(made, path)
        assert "<img" not in page and "<script>1" not in page and "49" not in re.findall(r"<h1>(.*?)</h1>", page)
    words = re.search(r'data-words="([^"]*)"', text(made, "/in.fr"))
    assert words and set(json.loads(html.unescape(words.group(1))).values()) == {SPOILT}
    made.config["DATABASE"].close()


def test_attack_52_nothing_asked_of_grown_people_is_in_what_the_young_are_asked(app: Flask) -> None:
    young = text(app, "/in.en").split('<section id="en-young"')[1].split("</section>")[0]
    asked = set(re.findall(r'data-item="([^"]+)"', young))
    assert asked == {item.id for _, item in library.newest("worker-check-in-young").items()}
    # What kind of work and where: asked of everyone at a standing point, or what they say there would count nowhere.
    assert set(re.findall(r'data-own="([^"]+)"', young)) == {"child", "sector", "county", "code"}
    assert "Do you need help now?" in young and not re.search(r"\bsex|touch|alone with", young, re.IGNORECASE)


def test_attack_55_a_staff_session_in_the_same_browser_is_neither_read_nor_refreshed(
    app: Flask, codes: list[str]
) -> None:
    client = app.test_client()
    client.set_cookie("session", "stolen-or-own", domain="localhost")
    plain = app.test_client().get("/")
    kept = client.get("/")
    posted = client.post("/", data={"code": codes[0], "box": sealed(app, {"papers": "i_keep"})})
    assert kept.data == plain.data and posted.data == plain.data
    assert "Set-Cookie" not in kept.headers and "Set-Cookie" not in posted.headers


def test_attack_1_used_twice_reads_the_same_and_a_resend_is_one_box(
    instance: Instance, app: Flask, codes: list[str]
) -> None:
    box = sealed(app, {"papers": "i_keep"})
    seen = {app.test_client().post("/", data={"code": codes[0], "box": box}).data for _ in range(5)}
    seen.add(app.test_client().post("/", data={"code": codes[0], "box": sealed(app, {"papers": "i_keep"})}).data)
    with instance.checkin_database.reading() as tx:
        piles = sorted(one.pile for one in boxes_store.of_point(tx, POINT))
    assert len(seen) == 1 and piles == ["again", "main"]
    opener.tick(instance, NOW)
