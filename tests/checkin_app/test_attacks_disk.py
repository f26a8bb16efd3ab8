"""Attacks by whoever holds copies: a dead key stays dead, a handled call goes, no page or file says when."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from inspect_app import opener
from inspect_app.store import connect
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.instance import Instance
from tests.checkin_app.test_worker import POINT, answer, app, codes, instance
from tests.conftest import NOW

__all__ = ["app", "codes", "instance"]
DECEMBER, FEBRUARY = NOW + timedelta(days=25), NOW + timedelta(days=80)


def sealed_in(copy: Path) -> set[bytes]:
    database = connect(f"sqlite:///{copy}", private=True)
    with database.reading() as tx:
        found = {bytes(box.c) for box in boxes_store.of_point(tx, POINT)}
    database.close()
    return found


def opens(box: bytes, secrets: set[bytes]) -> bool:
    for secret in secrets:
        try:
            SealedBox(PrivateKey(secret)).decrypt(box)
            return True
        except CryptoError:
            continue
    return False


def test_attack_20_copies_of_both_databases_and_every_key_but_the_dead_one_open_nothing_sealed_to_it(
    instance: Instance, app: Flask, codes: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("copies")
    for code in codes[:6]:
        answer(app, code, "boss_keeps")
    instance.checkin_database.copy(place / "november.db")
    app.config["CLOCK"] = lambda: DECEMBER
    opener.tick(instance, DECEMBER)
    for code in codes[6:12]:
        answer(app, code, "boss_keeps")
    instance.checkin_database.copy(place / "december.db")
    instance.database.copy(place / "staff.db")
    [dead] = [path.read_bytes() for path in instance.settings.keys("opener").glob("2026-11.*")]
    opener.tick(instance, FEBRUARY)
    november = sealed_in(place / "november.db")
    december = sealed_in(place / "december.db") - november
    keys = [path for path in (instance.settings.instance / "keys").rglob("*") if path.is_file()]
    held = [path.read_bytes() for path in [*keys, place / "staff.db"]]
    # Anything of thirty-two bytes in any file of keys could be the key: all of it is tried.
    tried = {text[at : at + 32] for text in held[:-1] for at in range(len(text) - 31)}
    assert (len(november), len(december)) == (6, 6) and len(tried) > 40
    assert not any(opens(box, tried) for box in november)
    assert all(opens(box, tried) for box in december)
    files = [path for path in [*instance.settings.instance.rglob("*"), *place.iterdir()] if path.is_file()]
    assert len(dead) >= 32 and not any(dead in path.read_bytes() for path in files)


def test_attack_58_a_call_that_was_done_with_is_gone_thirty_days_later_and_a_waiting_one_is_not(
    instance: Instance,
) -> None:
    with instance.checkin_database.writing() as tx:
        for n in (1, 2):
            urgent_store.tap(tx, [], "hurt", call_id=f"{n:032x}", days=lambda _point: NOW.date(), due=NOW)
            if n == 1:
                urgent_store.handle(tx, f"{n:032x}", by="5" * 32, day=NOW.date())
    opener.tick(instance, NOW + timedelta(days=30))
    with instance.checkin_database.reading() as tx:
        assert len(tx.exec_driver_sql("select id from urgent").all()) == 2
    opener.tick(instance, NOW + timedelta(days=31))
    with instance.checkin_database.reading() as tx:
        assert tx.exec_driver_sql("select id from urgent").scalars().all() == [f"{2:032x}"]
