"""The worker's door: one page for everyone, no trace, and answers that only the opener can read."""

import base64
import gzip
import logging
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from nacl.public import PublicKey, SealedBox

from inspect_app import cli, opener
from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.checkin_app import HEADERS, create_app
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins.checkins import CheckIn
from inspect_app.domain.problem import Problem
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins import snapshots as snapshots_store
from inspect_app.store.visits import history as history_store
from tests import points
from tests.conftest import NOW

SET = "worker-check-in/1"
POINT = "9" * 32


@pytest.fixture
def instance(shipped_house: cli.Instance) -> cli.Instance:
    return shipped_house


@pytest.fixture
def codes(instance: cli.Instance) -> list[str]:
    folders = (instance.settings.keys("web"), instance.settings.keys("checkin"))
    return points.issue(instance, POINT, 40, list(folders))


@pytest.fixture
def app(instance: cli.Instance) -> Iterator[Flask]:
    made = create_app(instance.settings.checkin())
    made.config["CLOCK"] = lambda: NOW
    yield made
    made.config["DATABASE"].close()


def key(app: Flask) -> bytes:
    text = gzip.decompress(app.test_client().get("/").data).decode()
    found = re.search(r'data-key="([^"]+)"', text)
    assert found
    return base64.b64decode(found.group(1))


def sealed(app: Flask, answers: dict[str, str]) -> str:
    plain = checkins_rules.write(CheckIn(SET, "en", "js", answers))
    return base64.b64encode(SealedBox(PublicKey(key(app))).encrypt(plain)).decode()


def answer(app: Flask, code: str, papers: str) -> None:
    sent = app.test_client().post("/", data={"code": code, "box": sealed(app, {"papers": papers, ".alone": "yes"})})
    assert sent.status_code == 200


def test_every_kind_of_code_gets_the_same_bytes_and_headers(
    app: Flask, codes: list[str], instance: cli.Instance
) -> None:
    answer(app, codes[0], "boss_keeps")
    kinds = [codes[1], codes[0], "1234567890123456", "", "x" * 300, "４８２１ 7705 1936 6042"]
    seen = set()
    for code in kinds:
        sent = app.test_client().post("/", data={"code": code, "box": sealed(app, {"papers": "i_keep"})})
        seen.add((sent.status_code, sent.data, tuple(sorted(sent.headers.items()))))
    assert len(seen) == 1


def test_attack_37_the_page_sets_no_cookie_and_says_nothing_of_its_purpose(app: Flask) -> None:
    page = app.test_client().get("/")
    assert {name: page.headers[name] for name in HEADERS} == HEADERS
    assert "Set-Cookie" not in page.headers and "unsafe" not in page.headers["Content-Security-Policy"]
    title = re.search(r"<title>(.*?)</title>", gzip.decompress(page.data).decode())
    assert title and title.group(1) == "Working conditions: tell us"


def test_attack_24_and_25_four_answers_show_nothing_and_the_fifth_the_first_band(
    app: Flask, codes: list[str], instance: cli.Instance
) -> None:
    for n in range(5):
        answer(app, codes[n], "boss_keeps")
        opener.tick(instance, NOW)
        with instance.checkin_database.reading() as tx:
            shown = snapshots_store.of_point(tx, POINT, 5)
        assert [(line.item, line.band) for line in shown] == ([] if n < 4 else [("papers", "nearly_all")])


def test_the_edition_that_leaves_the_team_needs_ten_and_carries_no_pressure_signs(
    app: Flask, codes: list[str], instance: cli.Instance
) -> None:
    for n in range(10):
        answer(app, codes[n], "boss_keeps" if n % 2 else "i_keep")
    opener.tick(instance, NOW)
    with instance.checkin_database.reading() as tx:
        wide = snapshots_store.of_point(tx, POINT, 10)
        assert history_store.voice(tx, ["8" * 32]) == {"papers": "about_half"}
    assert [line.pressure for line in wide] == [None]


def test_a_form_without_javascript_is_sealed_before_it_is_stored(
    app: Flask, codes: list[str], instance: cli.Instance
) -> None:
    canary = {"User-Agent": "canary-agent", "X-Forwarded-For": "203.0.113.77", "Accept-Language": "xx-canary"}
    for n in range(5):
        form = {
            "code": codes[n],
            "set": SET,
            "lang": "en",
            "papers": "boss_keeps",
            ".alone": "yes",
            "planted": "canary-field",
        }
        assert app.test_client().post("/", data=form, headers=canary).status_code == 200
    opener.tick(instance, NOW)
    with instance.checkin_database.reading() as tx:
        assert [line.item for line in snapshots_store.of_point(tx, POINT, 5)] == ["papers"]
    # The staff database holds the published questions, so a choice's name is in it; no worker's answer ever goes there.
    files = [path for path in instance.settings.instance.rglob("*") if path.is_file() and "spotcheck" not in path.name]
    assert "check-ins.db" in {path.name for path in files}
    for path in files:
        held = path.read_bytes()
        for word in (b"canary", b"203.0.113.77", b'boss_keeps"', codes[0].encode()):
            assert word not in held, f"{word!r} in {path.name}"


def test_attack_22_malformed_boxes_get_the_same_page_and_too_large_ones_are_refused(
    app: Flask, codes: list[str]
) -> None:
    whole = app.test_client().get("/").data
    for box in ("", "????", "AAAA", base64.b64encode(b"x" * 2095).decode()):
        assert app.test_client().post("/", data={"code": codes[0], "box": box}).data == whole
    assert app.test_client().post("/", data={"code": codes[0], "box": "A" * 200_000}).status_code == 413


def test_a_failure_writes_neither_body_nor_address(
    app: Flask, codes: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("disk gone")

    box = sealed(app, {"papers": "i_keep"})
    monkeypatch.setattr(cards_store, "put", broken)
    with caplog.at_level(logging.DEBUG):
        sent = app.test_client().post("/", data={"code": codes[0], "box": box})
    assert sent.status_code == 503 and codes[0] not in caplog.text and box[:40] not in caplog.text


def test_attack_58_when_a_point_is_past_its_day_its_cards_and_peppers_are_gone(
    app: Flask, codes: list[str], instance: cli.Instance
) -> None:
    answer(app, codes[0], "i_keep")
    opener.tick(instance, NOW + timedelta(days=checkins_actions.OPEN_DAYS + 1))
    answer(app, codes[1], "i_keep")
    with instance.checkin_database.reading() as tx:
        assert points_store.get(tx, POINT).state == "closed" and cards_store.runs(tx, POINT) == []
        assert sum(box.pile == "main" for box in boxes_store.of_point(tx, POINT)) == 1
    assert list(instance.settings.keys("checkin").glob("*.pepper")) == []


def test_attack_20_without_its_key_file_nothing_sealed_to_a_month_can_be_opened(
    app: Flask, codes: list[str], instance: cli.Instance
) -> None:
    for n in range(6):
        answer(app, codes[n], "boss_keeps")
    opener.tick(instance, NOW + timedelta(days=130))
    assert [path.name for path in instance.settings.keys("opener").glob("*.period")] == ["2027-04.period"]
    with instance.checkin_database.reading() as tx:
        assert snapshots_store.of_point(tx, POINT, 5) == []


def test_a_legal_hold_keeps_the_key(instance: cli.Instance, app: Flask) -> None:
    with instance.checkin_database.writing() as tx:
        from sqlalchemy import update

        from inspect_app.store.schema import checkins as checkin_tables

        tx.execute(update(checkin_tables.periods).values(held=1))
    opener.tick(instance, NOW + timedelta(days=130))
    assert "2026-11.period" in [path.name for path in instance.settings.keys("opener").glob("*.period")]


def test_the_keys_that_open_are_readable_by_their_owner_only(instance: cli.Instance) -> None:
    folder = instance.settings.keys("opener")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} <= {0o600}


def test_a_point_opens_only_with_someone_to_refer_to(instance: cli.Instance) -> None:
    with pytest.raises(Exception, match="refer workers"), instance.checkin_database.writing() as tx:
        checkins_actions.open_point(
            tx,
            point_id=POINT,
            agency="a" * 32,
            visit_id="8" * 32,
            headcount="25_49",
            contact=" ",
            today=date(2026, 1, 1),
        )


def test_cards_for_an_address_only_this_computer_can_open_are_refused(instance: cli.Instance, codes: list[str]) -> None:
    with pytest.raises(Problem, match="only this computer"):
        points.more(instance, POINT, 1, instance.settings.keys("web"), "http://127.0.0.1:8000")


def test_attack_9_the_order_of_printing_says_nothing_about_the_order_kept(
    instance: cli.Instance, codes: list[str]
) -> None:
    assert len(set(codes)) == 40 and codes != sorted(codes)
    assert all(re.fullmatch(r"\d{16}", code) for code in codes)


def test_attack_10_no_printed_number_is_on_the_disk(instance: cli.Instance, codes: list[str], tmp_path: Path) -> None:
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not any(code.encode() in held for code in codes)


def test_past_the_last_day_of_a_point_its_cards_count_no_more(
    instance: cli.Instance, app: Flask, codes: list[str]
) -> None:
    app.config["CLOCK"] = lambda: NOW + timedelta(days=31)
    before = app.test_client().post("/", data={"code": codes[0], "box": sealed(app, {"papers": "boss_keeps"})})
    with instance.checkin_database.reading() as tx:
        assert before.status_code == 200 and boxes_store.of_point(tx, POINT) == []


def test_a_voided_run_opens_nothing_and_what_was_said_before_stays(
    instance: cli.Instance, app: Flask, codes: list[str]
) -> None:
    app.test_client().post("/", data={"code": codes[0], "box": sealed(app, {"papers": "boss_keeps"})})
    with instance.checkin_database.writing() as tx:
        checkins_actions.void_run(tx, POINT, "7" * 32)
        with pytest.raises(Problem, match="nothing here"):
            checkins_actions.void_run(tx, "1" * 32, "7" * 32)
    app.test_client().post("/", data={"code": codes[1], "box": sealed(app, {"papers": "boss_keeps"})})
    with instance.checkin_database.reading() as tx:
        assert [box.pile for box in boxes_store.of_point(tx, POINT)] == ["main"]


def test_dealt_cards_open_nothing_until_they_are_printed(instance: cli.Instance, app: Flask, codes: list[str]) -> None:
    with instance.checkin_database.reading() as tx:
        values = {"public_url": "https://work.example", "loopback_allowed": False, "now": NOW}
        dealt = checkins_actions.deal_cards(tx, point_id=POINT, n=4, **values)  # type: ignore[arg-type]
    for code in dealt:
        app.test_client().post("/", data={"code": code, "box": sealed(app, {"papers": "boss_keeps"})})
    with instance.checkin_database.reading() as tx:
        assert boxes_store.of_point(tx, POINT) == [] and points_store.get(tx, POINT).cards_out == 40
