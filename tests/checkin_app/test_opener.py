"""The opener: when it counts, what it remembers, and what it does when it is stopped half-way."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from inspect_app import cli, opener
from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.adapters.crypto import sealing
from inspect_app.adapters.system import randomness
from inspect_app.domain.checkins import cards
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins.checkins import CheckIn
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import periods as periods_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins import snapshots as snapshots_store
from inspect_app.store.instance import Instance
from inspect_app.store.schema import checkins as checkin_tables
from inspect_app.store.staff import audit_log as audit_log_store
from tests import points
from tests.conftest import NOW

POINT = "9" * 32


@pytest.fixture
def instance(shipped_house: Instance) -> Instance:
    return shipped_house


def point(instance: Instance, headcount: str = "25_49") -> list[bytes]:
    folder = instance.settings.keys("web")
    codes = points.issue(instance, POINT, 16, [folder], headcount)
    pepper = (folder / f"{POINT}.pepper").read_bytes()
    return [cards.fingerprint(pepper, code) for code in codes]


def say(instance: Instance, h: bytes, said: dict[str, str], name: str = "worker-check-in/1") -> None:
    with instance.checkin_database.reading() as tx:
        public = periods_store.periods(tx)[0].public_key
    box = sealing.seal(checkins_rules.write(CheckIn(name, "es", "js", said)), public)
    with instance.checkin_database.writing() as tx:
        cards_store.put(tx, [h], randomness.fill(16), box, slot=0)


def shown(instance: Instance, k: int = 5) -> list[tuple[str, str]]:
    with instance.checkin_database.reading() as tx:
        return [(line.item, line.band) for line in snapshots_store.of_point(tx, POINT, k)]


def calls(instance: Instance) -> list[tuple[str | None, str]]:
    with instance.checkin_database.reading() as tx:
        return [(call.point, call.kind) for call in urgent_store.waiting(tx, "a" * 32)]


def test_it_counts_once_a_night_and_when_a_point_has_closed(instance: Instance) -> None:
    point(instance)
    opener.tick(instance, NOW)
    assert not opener.is_due(instance, NOW)
    assert opener.is_due(instance, NOW + timedelta(days=1))
    with instance.checkin_database.writing() as tx:
        points_store.close(tx, POINT)
    assert opener.is_due(instance, NOW)


def test_the_last_count_knows_which_management_cards_were_used_and_then_the_cards_go(instance: Instance) -> None:
    folder = instance.settings.keys("web")
    fingerprints = point(instance)
    pepper = (folder / f"{POINT}.pepper").read_bytes()
    management = [cards.fingerprint(pepper, f"{n:016d}") for n in range(9)]
    with instance.checkin_database.writing() as tx:
        cards_store.add_run(tx, cards_store.Run("6" * 32, POINT, "management", 9, "live"), management)
    for h in [*fingerprints[:6], *management]:
        say(instance, h, {"papers": "boss_keeps"})
    with instance.checkin_database.writing() as tx:
        points_store.close(tx, POINT)
    say(instance, fingerprints[6], {"papers": "boss_keeps"})
    opener.tick(instance, NOW)
    with instance.checkin_database.reading() as tx:
        lines = snapshots_store.of_point(tx, POINT, 5)
        assert "mostly_management" in (lines[0].reasons or [])
        assert sum(box.pile == "main" for box in boxes_store.of_point(tx, POINT)) == 6
        assert cards_store.runs(tx, POINT) == [] and tx.execute(
            select(checkin_tables.cards.c.run).distinct()
        ).scalars().all() == ["0" * 32]


def test_past_its_last_day_a_point_is_counted_a_last_time_and_its_cards_go(instance: Instance) -> None:
    for h in point(instance)[:6]:
        say(instance, h, {"papers": "boss_keeps"})
    opener.tick(instance, NOW + timedelta(days=31))
    assert shown(instance) == [("papers", "nearly_all")]
    with instance.checkin_database.reading() as tx:
        assert cards_store.runs(tx, POINT) == [] and points_store.get(tx, POINT).state == "closed"
        checkins_actions.forget_peppers(tx, instance.settings.keys("web"), NOW)
    assert list(instance.settings.keys("web").glob("*.pepper")) == []


def test_a_legal_hold_keeps_a_month_s_key_and_is_in_the_journal(
    instance: Instance, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSTANCE", str(instance.settings.instance))
    late = NOW + timedelta(days=200)
    month = f"{NOW:%Y-%m}"
    folder = instance.settings.keys("opener")
    assert cli.main(["hold-key", month, "--reason", "Order of the court of 23 November 2026"]) == 0
    opener.tick(instance, late)
    assert any(month in path.name for path in folder.iterdir())
    with instance.database.reading() as tx:
        assert [entry.act for entry in audit_log_store.all_entries(tx)] == ["hold-key"]
    assert cli.main(["hold-key", month, "--reason", "The case is closed", "--release"]) == 0
    opener.tick(instance, late)
    assert not any(month in path.name for path in folder.iterdir())
    assert cli.main(["hold-key", month, "--reason", "Too late"]) == 1
    assert "nothing here" in capsys.readouterr().out


def test_a_crash_before_the_snapshot_withholds_it_and_never_shows_a_remainder(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingerprints = point(instance)
    for h in fingerprints[:7]:
        say(instance, h, {"papers": "boss_keeps"})
    with monkeypatch.context() as broken:
        broken.setattr(snapshots_store, "add", lambda *_args: (_ for _ in ()).throw(OSError("power cut")))
        with pytest.raises(OSError, match="power cut"):
            opener.tick(instance, NOW)
    say(instance, fingerprints[7], {"papers": "i_keep"})
    opener.tick(instance, NOW)
    assert shown(instance) == []
    for h in fingerprints[8:12]:
        say(instance, h, {"papers": "boss_keeps"})
    opener.tick(instance, NOW)
    assert [item for item, _band in shown(instance)] == ["papers"]


def test_the_explicit_yes_asks_an_inspector_about_young_workers_once_and_counts_nobody(instance: Instance) -> None:
    fingerprints = point(instance)
    say(instance, fingerprints[0], {".age": "under_16", ".child": "no"}, "worker-check-in-young/1")
    opener.tick(instance, NOW)
    assert calls(instance) == []
    for h in fingerprints[1:4]:
        say(instance, h, {".age": "under_16", ".child": "yes_tell"}, "worker-check-in-young/1")
        opener.tick(instance, NOW)
    assert calls(instance) == [(POINT, "young")] and shown(instance) == []


def test_attack_29_under_ten_workers_nothing_leaves_the_boxes(instance: Instance) -> None:
    for h in point(instance, "under_10"):
        say(instance, h, {"papers": "boss_keeps", ".child": "yes_tell"})
    opener.tick(instance, NOW)
    assert shown(instance) == [] and calls(instance) == []


def test_attack_12_and_7_boxes_outside_the_main_pile_are_never_counted(instance: Instance) -> None:
    fingerprints = point(instance)
    for h in fingerprints[:4]:
        say(instance, h, {"papers": "i_keep"})
    for _ in range(9):
        say(instance, fingerprints[0], {"papers": "boss_keeps"})
    opener.tick(instance, NOW)
    assert shown(instance) == []


def test_attack_58_after_the_last_key_neither_boxes_nor_memory_of_counts_are_left(instance: Instance) -> None:
    for h in point(instance)[:8]:
        say(instance, h, {"papers": "boss_keeps"})
    opener.tick(instance, NOW)
    opener.tick(instance, NOW + timedelta(days=checkins_actions.OPEN_DAYS + 1))
    opener.tick(instance, NOW + timedelta(days=checkins_actions.OPEN_DAYS + 1 + opener.KEY_DAYS + 32))
    with instance.checkin_database.reading() as tx:
        assert boxes_store.of_point(tx, POINT) == []
    assert (instance.settings.keys("opener") / "released.json").read_text() == "{}"
    assert shown(instance) == [("papers", "nearly_all")]
