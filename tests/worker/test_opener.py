"""The opener: when it counts, what it remembers, and what it does when it is stopped half-way."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from inspect_app import cli, opener
from inspect_app.actions import checkins as actions
from inspect_app.adapters import dice, sealing
from inspect_app.domain import cards, checkin
from inspect_app.domain.checkin import CheckIn
from inspect_app.store import checkins, journal, urgent
from inspect_app.store.house import House
from inspect_app.store.schema import checkins as schema
from tests import points
from tests.conftest import NOW

POINT = "9" * 32


@pytest.fixture
def house(shipped_house: House) -> House:
    return shipped_house


def point(house: House, headcount: str = "25_49") -> list[bytes]:
    folder = house.settings.keys("web")
    codes = points.issue(house, POINT, 16, [folder], headcount)
    pepper = (folder / f"{POINT}.pepper").read_bytes()
    return [cards.fingerprint(pepper, code) for code in codes]


def say(house: House, h: bytes, said: dict[str, str], name: str = "worker-check-in/1") -> None:
    with house.checkin_database.look() as tx:
        public = checkins.periods(tx)[0].public_key
    box = sealing.seal(checkin.write(CheckIn(name, "es", "js", said)), public)
    with house.checkin_database.begin() as tx:
        checkins.put(tx, [h], dice.fill(16), box, slot=0)


def shown(house: House, k: int = 5) -> list[tuple[str, str]]:
    with house.checkin_database.look() as tx:
        return [(line.item, line.band) for line in checkins.snapshot(tx, POINT, k)]


def calls(house: House) -> list[tuple[str | None, str]]:
    with house.checkin_database.look() as tx:
        return [(call.point, call.kind) for call in urgent.waiting(tx, "a" * 32)]


def test_it_counts_once_a_night_and_when_a_point_has_closed(house: House) -> None:
    point(house)
    opener.tick(house, NOW)
    assert not opener.is_due(house, NOW)
    assert opener.is_due(house, NOW + timedelta(days=1))
    with house.checkin_database.begin() as tx:
        checkins.close(tx, POINT)
    assert opener.is_due(house, NOW)


def test_the_last_count_knows_which_management_cards_were_used_and_then_the_cards_go(house: House) -> None:
    folder = house.settings.keys("web")
    fingerprints = point(house)
    pepper = (folder / f"{POINT}.pepper").read_bytes()
    management = [cards.fingerprint(pepper, f"{n:016d}") for n in range(9)]
    with house.checkin_database.begin() as tx:
        checkins.add_run(tx, checkins.Run("6" * 32, POINT, "management", 9, "live"), management)
    for h in [*fingerprints[:6], *management]:
        say(house, h, {"papers": "boss_keeps"})
    with house.checkin_database.begin() as tx:
        checkins.close(tx, POINT)
    say(house, fingerprints[6], {"papers": "boss_keeps"})
    opener.tick(house, NOW)
    with house.checkin_database.look() as tx:
        lines = checkins.snapshot(tx, POINT, 5)
        assert "mostly_management" in (lines[0].reasons or [])
        assert sum(box.pile == "main" for box in checkins.boxes(tx, POINT)) == 6
        assert checkins.runs(tx, POINT) == [] and tx.execute(select(schema.cards.c.run).distinct()).scalars().all() == [
            "0" * 32
        ]


def test_past_its_last_day_a_point_is_counted_a_last_time_and_its_cards_go(house: House) -> None:
    for h in point(house)[:6]:
        say(house, h, {"papers": "boss_keeps"})
    opener.tick(house, NOW + timedelta(days=31))
    assert shown(house) == [("papers", "nearly_all")]
    with house.checkin_database.look() as tx:
        assert checkins.runs(tx, POINT) == [] and checkins.point(tx, POINT).state == "closed"
        actions.forget_peppers(tx, house.settings.keys("web"), NOW)
    assert list(house.settings.keys("web").glob("*.pepper")) == []


def test_a_legal_hold_keeps_a_month_s_key_and_is_in_the_journal(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSTANCE", str(house.settings.instance))
    late = NOW + timedelta(days=200)
    month = f"{NOW:%Y-%m}"
    folder = house.settings.keys("opener")
    assert cli.main(["hold-key", month, "--reason", "Order of the court of 23 November 2026"]) == 0
    opener.tick(house, late)
    assert any(month in path.name for path in folder.iterdir())
    with house.database.look() as tx:
        assert [entry.act for entry in journal.all_entries(tx)] == ["hold-key"]
    assert cli.main(["hold-key", month, "--reason", "The case is closed", "--release"]) == 0
    opener.tick(house, late)
    assert not any(month in path.name for path in folder.iterdir())
    assert cli.main(["hold-key", month, "--reason", "Too late"]) == 1
    assert "nothing here" in capsys.readouterr().out


def test_a_crash_before_the_snapshot_withholds_it_and_never_shows_a_remainder(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingerprints = point(house)
    for h in fingerprints[:7]:
        say(house, h, {"papers": "boss_keeps"})
    with monkeypatch.context() as broken:
        broken.setattr(checkins, "add_snapshot", lambda *_args: (_ for _ in ()).throw(OSError("power cut")))
        with pytest.raises(OSError, match="power cut"):
            opener.tick(house, NOW)
    say(house, fingerprints[7], {"papers": "i_keep"})
    opener.tick(house, NOW)
    assert shown(house) == []
    for h in fingerprints[8:12]:
        say(house, h, {"papers": "boss_keeps"})
    opener.tick(house, NOW)
    assert [item for item, _band in shown(house)] == ["papers"]


def test_the_explicit_yes_asks_an_inspector_about_young_workers_once_and_counts_nobody(house: House) -> None:
    fingerprints = point(house)
    say(house, fingerprints[0], {".age": "under_16", ".child": "no"}, "worker-check-in-young/1")
    opener.tick(house, NOW)
    assert calls(house) == []
    for h in fingerprints[1:4]:
        say(house, h, {".age": "under_16", ".child": "yes_tell"}, "worker-check-in-young/1")
        opener.tick(house, NOW)
    assert calls(house) == [(POINT, "young")] and shown(house) == []


def test_attack_29_under_ten_workers_nothing_leaves_the_boxes(house: House) -> None:
    for h in point(house, "under_10"):
        say(house, h, {"papers": "boss_keeps", ".child": "yes_tell"})
    opener.tick(house, NOW)
    assert shown(house) == [] and calls(house) == []


def test_attack_12_and_7_boxes_outside_the_main_pile_are_never_counted(house: House) -> None:
    fingerprints = point(house)
    for h in fingerprints[:4]:
        say(house, h, {"papers": "i_keep"})
    for _ in range(9):
        say(house, fingerprints[0], {"papers": "boss_keeps"})
    opener.tick(house, NOW)
    assert shown(house) == []


def test_attack_58_after_the_last_key_neither_boxes_nor_memory_of_counts_are_left(house: House) -> None:
    for h in point(house)[:8]:
        say(house, h, {"papers": "boss_keeps"})
    opener.tick(house, NOW)
    opener.tick(house, NOW + timedelta(days=actions.OPEN_DAYS + 1))
    opener.tick(house, NOW + timedelta(days=actions.OPEN_DAYS + 1 + opener.KEY_DAYS + 32))
    with house.checkin_database.look() as tx:
        assert checkins.boxes(tx, POINT) == []
    assert (house.settings.keys("opener") / "released.json").read_text() == "{}"
    assert shown(house) == [("papers", "nearly_all")]
