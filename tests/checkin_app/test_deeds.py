"""What the inspectors did, on the worker's page: every code of a point reads it, and no code can be told by it."""

import gzip
import secrets
import string
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, insert

from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.adapters.data import languages
from inspect_app.checkin_app import packing
from inspect_app.domain.checkins import published_outcomes as published_outcomes_rules
from inspect_app.domain.checkins.published_outcomes import PublishedOutcome, PublishedOutcomes
from inspect_app.store import Database
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.instance import Instance
from inspect_app.store.schema.checkins import urgent
from tests import points
from tests.checkin_app.test_worker import POINT, app, codes, instance, sealed
from tests.conftest import NOW

__all__ = ["app", "codes", "instance"]
OTHER = "8" * 31 + "1"
ORDER = "Give every passport back to its owner today."
DID = PublishedOutcomes(
    date(2026, 11, 23), (PublishedOutcome(ORDER, "Rendez chaque passeport à son titulaire.", date(2026, 11, 24)),)
)
UNKNOWN = "1234567890123456"


def publish(instance: Instance, did: PublishedOutcomes = DID, point: str = POINT) -> None:
    checkins_actions.write_atomically(
        instance.settings.keys("checkin") / f"{point}.deeds", published_outcomes_rules.write(did)
    )


@pytest.fixture
def kinds(instance: Instance, app: Flask, codes: list[str]) -> dict[str, str]:
    """A code of every kind there is; those of `of_the_point` open what was published."""
    folder = instance.settings.keys("web")
    made = {"fresh": codes[0], "used": codes[1], "unknown": UNKNOWN, "none": "", "long": "9" * 300}
    for n, kind in enumerate(("management", "poster", "void"), 1):
        made[kind] = f"{n:016d}"
        values: dict[str, Any] = {"codes": [made[kind]], "folder": folder, "now": NOW}
        with instance.checkin_database.writing() as tx:
            points_store.approve(tx, POINT, "5" * 32)
            run_kind = "worker" if kind == "void" else kind
            checkins_actions.print_cards(tx, point_id=POINT, run_id=f"{n:032x}", kind=run_kind, **values)
            if kind == "void":
                checkins_actions.void_run(tx, POINT, f"{n:032x}")
    folders = [folder, instance.settings.keys("checkin")]
    for name, point in (("closed", "8" * 31 + "2"), ("other point", OTHER)):
        with instance.checkin_database.writing() as tx:
            values = {"headcount": "25_49", "contact": "a clinic", "today": NOW.date()}
            checkins_actions.open_point(tx, point_id=point, agency="a" * 32, visit_id="8" * 32, **values)
            made[name] = f"{len(made):016d}"
            run: dict[str, Any] = {"run_id": point[::-1], "folder": folder, "copies": folders[1:], "now": NOW}
            checkins_actions.print_cards(tx, point_id=point, codes=[made[name]], **run)
        if name == "closed":
            points.close(instance, point, folders)
    app.test_client().post("/", data={"code": codes[1], "box": sealed(app, {"papers": "i_keep"})})
    return made


OF_THE_POINT = {"fresh", "used", "management", "poster", "void"}


@contextmanager
def counted(database: Database) -> Iterator[list[tuple[str, int]]]:
    """Every statement that is sent, with the rows it wrote, commits among them."""
    seen: list[tuple[str, int]] = []
    engines = {id(one): one for one in (database._writer, database._reader)}.values()

    def note(_conn, cursor, statement, _parameters, _context, _many):  # type: ignore[no-untyped-def]
        seen.append((statement, max(0, cursor.rowcount)))

    def commit(_conn):  # type: ignore[no-untyped-def]
        seen.append(("commit", 0))

    for engine in engines:
        event.listen(engine, "after_cursor_execute", note)
        event.listen(engine, "commit", commit)
    yield seen
    for engine in engines:
        event.remove(engine, "after_cursor_execute", note)
        event.remove(engine, "commit", commit)


def send(app: Flask, code: str, doing: str) -> tuple[object, list[tuple[str, int]], str]:
    form = {"code": code, doing: {"read": "1", "tap": "hurt"}.get(doing) or sealed(app, {"papers": "i_keep"})}
    with counted(app.config["DATABASE"]) as seen:
        sent = app.test_client().post("/in.es", data=form)
    page = gzip.decompress(sent.data).decode()
    return (sent.status_code, len(sent.data), tuple(sorted(sent.headers.items()))), seen, page


@pytest.mark.parametrize("published", [False, True], ids=["before", "published"])
@pytest.mark.parametrize("doing", ["box", "read", "tap"])
def test_attack_3_what_was_published_gives_every_code_the_same_length_headers_statements_and_rows(
    app: Flask, instance: Instance, kinds: dict[str, str], doing: str, published: bool
) -> None:
    with instance.checkin_database.writing() as tx:
        # A case that is open already: the first tap of a place adds a row, whatever the code.
        for n, point in enumerate((POINT, OTHER, None)):
            day = NOW.date()
            values = {"id": f"{n:032x}", "point": point, "kind": "hurt", "day": day}
            tx.execute(insert(urgent).values(**values))
    if published:
        publish(instance)
        publish(instance, PublishedOutcomes(date(2026, 11, 2), ()), OTHER)
    told, opened = {}, set()
    for kind, code in kinds.items():
        outside, seen, page = send(app, code, doing)
        told[kind] = (outside, seen)
        opened |= {kind} if ORDER in page else set()
    assert {kind: one for kind, one in told.items() if one != told["fresh"]} == {}
    assert opened == (OF_THE_POINT if published else set())


def test_before_anything_is_published_all_codes_get_the_same_bytes_and_afterwards_all_of_a_point(
    app: Flask, instance: Instance, kinds: dict[str, str]
) -> None:
    def groups() -> set[frozenset[str]]:
        pages = {kind: send(app, code, "read")[2] for kind, code in kinds.items()}
        return {frozenset(one for one in kinds if pages[one] == page) for page in pages.values()}

    assert groups() == {frozenset(kinds)}
    publish(instance)
    assert groups() == {frozenset(OF_THE_POINT), frozenset(set(kinds) - OF_THE_POINT)}
    publish(instance, PublishedOutcomes(date(2026, 11, 2), ()), OTHER)
    assert frozenset({"other point"}) in groups() and frozenset(OF_THE_POINT) in groups()


def test_reading_uses_no_card_up_and_keeps_nothing(app: Flask, instance: Instance, codes: list[str]) -> None:
    publish(instance)
    with instance.checkin_database.reading() as tx:
        before = tx.exec_driver_sql("select sum(used), count(*) from cards").all()
    for code in (codes[0], codes[0], UNKNOWN):
        send(app, code, "read")
    with instance.checkin_database.reading() as tx:
        assert tx.exec_driver_sql("select sum(used), count(*) from cards").all() == before
        assert boxes_store.of_point(tx, POINT) == []


def test_it_dies_with_its_point(app: Flask, instance: Instance, codes: list[str]) -> None:
    publish(instance)
    assert ORDER in send(app, codes[0], "read")[2]
    app.config["CLOCK"] = lambda: NOW + timedelta(days=checkins_actions.OPEN_DAYS + 1)
    assert ORDER not in send(app, codes[0], "read")[2]
    assert list(instance.settings.keys("checkin").glob("*.deeds")) == []


@pytest.mark.parametrize("one", [one for one in languages.all_of_them() if not one.missing], ids=lambda one: one.code)
def test_the_frame_is_in_the_reader_s_language_and_the_length_that_of_all(
    app: Flask, instance: Instance, codes: list[str], one: languages.Language
) -> None:
    publish(instance)
    sent = app.test_client().post(f"/in.{one.code}", data={"read": "1", "code": codes[0]})
    page = gzip.decompress(sent.data).decode().replace("&#39;", "'")
    assert f">{one.words['did_title']}</span></h2>" in page and one.words["did_text"] in page
    assert one.words["did_by"].split("{day}")[0] in page and "\u20662026-11-24\u2069" in page
    assert len(sent.data) == len(app.test_client().get("/in.en").data)


def test_thirty_long_orders_are_cut_to_fit_and_noise_gives_way_order_by_order(
    app: Flask, instance: Instance, codes: list[str]
) -> None:
    day = date(2026, 12, 1)
    noise = ["".join(secrets.choice(string.printable) for _ in range(100)) for _ in range(60)]
    publish(instance, PublishedOutcomes(day, tuple(PublishedOutcome(noise[n], noise[n + 30], day) for n in range(30))))
    page = send(app, codes[0], "read")[2]
    assert 1 <= page.count('data-w="did_by"') < 30
    assert len(app.test_client().get("/in.es").data) == len(
        app.test_client().post("/in.es", data={"read": "1", "code": codes[0]}).data
    )


def test_what_fills_the_place_is_one_size_and_the_whole_is_sound_gzip() -> None:
    sizes = set()
    for text in ("", "a", "é" * 900, "Rendez chaque passeport. " * 200):
        middle = packing.place(text)
        assert middle is not None
        made = packing.Packed(f"<p>before</p>{packing.PLACE}<p>after</p>")
        made.fill_up(made.size + 500)
        whole = made.filled(middle)
        sizes.add(len(whole))
        assert gzip.decompress(whole).decode().replace(" ", "") == f"<p>before</p>{text}<p>after</p>".replace(" ", "")
    assert sizes == {made.size + 500}
    assert packing.place("".join(secrets.choice(string.printable) for _ in range(6000))) is None
