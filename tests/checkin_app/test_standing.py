"""Standing points: they close and open again with the month; what is said there goes to the pool and nowhere else."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from inspect_app import opener
from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.actions.checkins import public_points as public_points_actions
from inspect_app.adapters.crypto import sealing
from inspect_app.adapters.system import randomness
from inspect_app.adapters.system.clock import HOME
from inspect_app.checkin_app import create_app
from inspect_app.domain.checkins import cards
from inspect_app.domain.checkins import checkins as checkins_rules
from inspect_app.domain.checkins.checkins import CheckIn
from inspect_app.domain.problem import Problem
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import periods as periods_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins import regional_totals as regional_totals_store
from inspect_app.store.checkins import snapshots as snapshots_store
from inspect_app.store.checkins.points import Point
from inspect_app.store.instance import Instance
from inspect_app.store.visits import history as history_store
from tests import people, points
from tests.conftest import NOW

FARM_IN_ESSEX = {checkins_rules.SECTOR: "farm", checkins_rules.COUNTY: "3537"}
HOSTS = ("Harbour Health Centre", "Legal Clinic on Mill Street", "Leamington Library", "The Bubble Laundromat")


@pytest.fixture
def instance(shipped_house: Instance) -> Instance:
    return shipped_house


def stand(instance: Instance, host: str, kind: str = "library", now: datetime = NOW, **other: Any) -> str:
    point = randomness.new_id()
    values: dict[str, Any] = {
        "place": "Leamington",
        "county": "3537",
        "contact": "a clinic",
        "why": "",
        "by": people.person("officer"),
    }
    with instance.checkin_database.writing() as tx:
        public_points_actions.open_public_point(
            tx, point_id=point, kind=kind, host=host, opens=now.date(), today=now.date(), **(values | other)
        )
    return point


def print_numbers(instance: Instance, point: str, n: int, kind: str = "worker", now: datetime = NOW) -> tuple[str, ...]:
    room: dict[str, Any] = {"point_id": point, "now": now, "kind": kind}
    with instance.checkin_database.reading() as tx:
        codes = checkins_actions.deal_cards(tx, n=n, public_url="https://work.example", loopback_allowed=False, **room)
    folder, copies = instance.settings.keys("web"), [instance.settings.keys("checkin")]
    with instance.checkin_database.writing() as tx:
        checkins_actions.print_cards(tx, run_id=randomness.new_id(), codes=codes, folder=folder, copies=copies, **room)
    assert {code[0] for code in codes} == {"9"}
    return codes


def hand_out(instance: Instance, point: str, n: int, kind: str = "worker", now: datetime = NOW) -> list[bytes]:
    codes = print_numbers(instance, point, n, kind, now)
    pepper = (instance.settings.keys("web") / f"{point}.pepper").read_bytes()
    return [cards.fingerprint(pepper, code) for code in codes]


def say(instance: Instance, h: bytes, said: dict[str, str], name: str = "worker-check-in/1") -> None:
    with instance.checkin_database.reading() as tx:
        public = periods_store.periods(tx)[0].public_key
    box = sealing.seal(checkins_rules.write(CheckIn(name, "es", "js", said)), public)
    with instance.checkin_database.writing() as tx:
        cards_store.put(tx, [h], randomness.fill(16), box, slot=0)


def shown(instance: Instance) -> list[tuple[str, str, str, str]]:
    with instance.checkin_database.reading() as tx:
        return [(one.sector, one.county, one.item, one.band) for one in regional_totals_store.newest(tx)]


def snapshots(instance: Instance) -> int:
    with instance.checkin_database.reading() as tx:
        return sum(len(snapshots_store.of_point(tx, one.id, k)) for one in points_store.points(tx) for k in (5, 10))


def fill(instance: Instance, sizes: tuple[int, ...], said: dict[str, str], hosts: tuple[str, ...] = HOSTS) -> list[str]:
    """Opens a standing point for each size, whose workers all say the same."""
    opened = []
    for host, n in zip(hosts, sizes, strict=False):
        opened.append(stand(instance, host))
        for h in hand_out(instance, opened[-1], n):
            say(instance, h, said)
    return opened


def test_ten_answers_of_three_standing_points_are_one_band_of_the_pool_and_nothing_else(instance: Instance) -> None:
    fill(instance, (4, 3, 3), {"papers": "boss_keeps", **FARM_IN_ESSEX})
    opener.tick(instance, NOW)
    assert shown(instance) == [("farm", "3537", "papers", "nearly_all")]
    assert snapshots(instance) == 0
    with instance.checkin_database.reading() as tx:
        assert history_store.heard(tx, date(2026, 1, 1)) == [] and history_store.voice(tx, []) == {}
        assert {one.month for one in regional_totals_store.newest(tx)} == {"2026-11"} and regional_totals_store.newest(
            tx, "2026-12"
        ) == []


@pytest.mark.parametrize("sizes", [(3, 3, 3), (5, 5), (8, 2, 2), (10,)])
def test_attack_29_nine_answers_or_two_points_or_one_over_half_show_nothing(
    instance: Instance, sizes: tuple[int, ...]
) -> None:
    fill(instance, sizes, {"papers": "boss_keeps", **FARM_IN_ESSEX})
    opener.tick(instance, NOW)
    assert shown(instance) == [] and snapshots(instance) == 0


def test_a_box_is_released_once_and_the_next_band_needs_ten_others(instance: Instance) -> None:
    fill(instance, (4, 3, 3), {"papers": "boss_keeps", **FARM_IN_ESSEX})
    opener.tick(instance, NOW)
    more = [stand(instance, f"Second {host}") for host in HOSTS[:3]]
    prints = [h for point in more for h in hand_out(instance, point, 3)]
    for h in prints:
        say(instance, h, {"papers": "i_keep", **FARM_IN_ESSEX})
    opener.tick(instance, NOW)
    assert shown(instance) == [("farm", "3537", "papers", "nearly_all")]
    say(instance, hand_out(instance, more[0], 1)[0], {"papers": "i_keep", **FARM_IN_ESSEX})
    opener.tick(instance, NOW)
    # Of twenty in all half would have said so; the newest ten alone say few, so the first ten are not among them.
    assert shown(instance) == [("farm", "3537", "papers", "few")]


def test_what_was_counted_is_remembered_by_the_opener_alone_and_goes_with_the_boxes(instance: Instance) -> None:
    fill(instance, (4, 3, 3), {"papers": "boss_keeps", **FARM_IN_ESSEX})
    opener.tick(instance, NOW)
    kept = instance.settings.keys("opener") / "pooled.json"
    assert kept.stat().st_mode & 0o777 == 0o600 and len(kept.read_text()) > 10 * 32
    opener.tick(instance, NOW + timedelta(days=200))
    assert kept.read_text() == "{}"


def test_a_crash_before_the_band_withholds_it_and_never_shows_its_boxes_again(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(instance, (4, 3, 3), {"papers": "boss_keeps", **FARM_IN_ESSEX})
    with monkeypatch.context() as broken:
        broken.setattr(regional_totals_store, "add", lambda *_args: (_ for _ in ()).throw(OSError("power cut")))
        with pytest.raises(OSError, match="power cut"):
            opener.tick(instance, NOW)
    opener.tick(instance, NOW)
    assert shown(instance) == []


@pytest.mark.parametrize(
    "said",
    [
        {},
        {checkins_rules.SECTOR: "farm"},
        {checkins_rules.COUNTY: "3537"},
        FARM_IN_ESSEX | {checkins_rules.COUNTY: "unknown"},
    ],
)
def test_an_answer_without_its_sector_or_county_is_in_no_cell(instance: Instance, said: dict[str, str]) -> None:
    fill(instance, (5, 5, 5), {"papers": "boss_keeps", **said})
    opener.tick(instance, NOW)
    assert shown(instance) == []


def test_cells_are_never_added_together(instance: Instance) -> None:
    for county in ("3537", "3525"):
        fill(instance, (3, 3, 3), {"papers": "boss_keeps", **FARM_IN_ESSEX, checkins_rules.COUNTY: county})
    opener.tick(instance, NOW)
    assert shown(instance) == []


def test_attack_12_a_poster_s_answers_are_counted_apart_and_a_card_used_again_not_at_all(instance: Instance) -> None:
    for host in HOSTS[:3]:
        point = stand(instance, host)
        poster, card = hand_out(instance, point, 1, "poster")[0], hand_out(instance, point, 1)[0]
        for _ in range(4):
            say(instance, poster, {"papers": "boss_keeps", **FARM_IN_ESSEX})
            say(instance, card, {"papers": "i_keep", **FARM_IN_ESSEX})
    opener.tick(instance, NOW)
    assert shown(instance) == [("farm", "3537", "open/papers", "nearly_all")]


def small(instance: Instance, n: int, headcount: str, cell: tuple[str | None, str | None]) -> str:
    """A site's point, all of whose workers say the same."""
    point, folder = randomness.new_id(), instance.settings.keys("web")
    values: dict[str, Any] = {"headcount": headcount, "contact": "a clinic", "cell": cell}
    with instance.checkin_database.writing() as tx:
        checkins_actions.open_point(
            tx, point_id=point, agency="a" * 32, visit_id=randomness.new_id(), today=NOW.date(), **values
        )
    with instance.checkin_database.reading() as tx:
        room: dict[str, Any] = {"public_url": "https://work.example", "loopback_allowed": False, "now": NOW}
        codes = checkins_actions.deal_cards(tx, point_id=point, n=n, **room)
    with instance.checkin_database.writing() as tx:
        checkins_actions.print_cards(
            tx, point_id=point, run_id=randomness.new_id(), codes=codes, folder=folder, now=NOW
        )
    for code in codes:
        # What a worker at a site says of sector and county is not asked for and not believed.
        h = cards.fingerprint((folder / f"{point}.pepper").read_bytes(), code)
        say(instance, h, {"papers": "boss_keeps", checkins_rules.SECTOR: "care", checkins_rules.COUNTY: "3520"})
    return point


def test_attack_29_small_sites_feed_the_pool_by_what_was_copied_to_their_points(instance: Instance) -> None:
    found = [small(instance, n, size, ("farm", "3537")) for n, size in ((4, "under_10"), (3, "unknown"))]
    fill(instance, (3,), {"papers": "boss_keeps", **FARM_IN_ESSEX})
    opener.tick(instance, NOW)
    assert shown(instance) == [("farm", "3537", "papers", "nearly_all")] and snapshots(instance) == 0
    with instance.checkin_database.reading() as tx:
        assert {(points_store.get(tx, one).sector, points_store.get(tx, one).county) for one in found} == {
            ("farm", "3537")
        }


def test_a_site_that_is_shown_by_itself_is_in_no_pool_and_keeps_no_sector(instance: Instance) -> None:
    found = [small(instance, 6, "25_49", ("farm", "3537")) for _ in range(3)]
    opener.tick(instance, NOW)
    assert shown(instance) == [] and snapshots(instance) == 3
    with instance.checkin_database.reading() as tx:
        assert {points_store.get(tx, one).sector for one in found} == {None}


def test_a_child_flag_at_a_standing_point_names_the_host_s_place(instance: Instance) -> None:
    point = stand(instance, HOSTS[0], "health_centre")
    h = hand_out(instance, point, 1)[0]
    say(instance, h, {".age": "under_16", ".child": "yes_tell"}, "worker-check-in-young/1")
    opener.tick(instance, NOW)
    with instance.checkin_database.reading() as tx:
        [call] = urgent_store.waiting(tx, "a" * 32)
        assert (call.point, call.kind) == (point, "young")
        where = points_store.get(tx, point)
    with instance.database.reading() as tx:
        assert checkins_actions.place(tx, where) == (HOSTS[0], "Leamington")


def test_a_tap_for_help_with_a_standing_number_names_the_host_s_point(instance: Instance) -> None:
    app = create_app(instance.settings.checkin())
    app.config["CLOCK"] = lambda: NOW
    point = stand(instance, HOSTS[3], "laundromat")
    [number] = print_numbers(instance, point, 1)
    assert app.test_client().post("/", data={"tap": "violence", "code": number}).status_code == 200
    with instance.checkin_database.reading() as tx:
        assert [(call.point, call.kind) for call in urgent_store.waiting(tx, "a" * 32)] == [(point, "violence")]
    app.config["DATABASE"].close()


def test_attack_3_every_number_that_begins_with_nine_gets_the_same_answer_and_the_same_page(instance: Instance) -> None:
    app = create_app(instance.settings.checkin())
    app.config["CLOCK"] = lambda: NOW
    fresh, used = print_numbers(instance, stand(instance, HOSTS[0]), 2)
    seen = set()
    for number in (used, used, fresh, "9" * 16, "1" * 16):
        form = {"code": number, "set": "worker-check-in/1", "lang": "en", "papers": "i_keep", ".sector": "farm"}
        sent = app.test_client().post("/in.en", data=form | {".county": "3537"})
        seen.add((sent.status_code, sent.data, tuple(sorted(sent.headers.items()))))
    assert len(seen) == 1
    app.config["DATABASE"].close()


def test_no_score_report_history_or_job_reads_the_pool() -> None:
    package = Path(opener.__file__).parents[1]
    name = r"(?:.*\b)?regional_totals\b"
    reads = re.compile(
        rf"store\.checkins import {name}|schema\.checkins import {name}|checkin_tables\.regional_totals\b"
    )
    found = {str(path.relative_to(package)) for path in package.rglob("*.py") if reads.search(path.read_text())}
    assert found == {
        "opener/__init__.py",
        "opener/regional_totals.py",
        "store/checkins/regional_totals.py",
        "web/checkins/regional_totals.py",
    }


def of_host(instance: Instance, host: str) -> list[Point]:
    with instance.checkin_database.reading() as tx:
        return sorted((one for one in points_store.points(tx) if one.host == host), key=lambda one: one.opens)


def test_a_standing_point_closes_with_its_month_and_opens_again_as_a_new_one(instance: Instance) -> None:
    point = stand(instance, HOSTS[0])
    hand_out(instance, point, 5)
    opener.tick(instance, NOW)
    assert [(one.id, one.closes) for one in of_host(instance, HOSTS[0])] == [(point, date(2026, 11, 30))]
    for day in (25, 26, 29):
        opener.tick(instance, datetime(2026, 11, day, 2, tzinfo=HOME))
    old, new = of_host(instance, HOSTS[0])
    assert old.state == new.state == "open" and (new.opens, new.closes) == (date(2026, 12, 1), date(2026, 12, 31))
    assert (new.contact, new.county, new.cards_out) == ("a clinic", "3537", 0)
    december = datetime(2026, 12, 1, 2, tzinfo=HOME)
    opener.tick(instance, december)
    old, new = of_host(instance, HOSTS[0])
    assert (old.state, new.state) == ("closed", "open")
    with instance.checkin_database.reading() as tx:
        # The old cards died with the old point; the new one has none until somebody prints them.
        assert cards_store.runs(tx, old.id) == cards_store.runs(tx, new.id) == []
        checkins_actions.forget_peppers(tx, instance.settings.keys("web"), december)
    assert list(instance.settings.keys("web").glob("*.pepper")) == []
    hand_out(instance, new.id, 3, now=december)
    copies = {(instance.settings.keys(owner) / f"{new.id}.pepper").read_bytes() for owner in ("web", "checkin")}
    assert len(copies) == 1


def test_when_nobody_counted_for_months_the_point_opens_again_today(instance: Instance) -> None:
    stand(instance, HOSTS[0])
    opener.tick(instance, datetime(2027, 2, 9, 2, tzinfo=HOME))
    assert [(one.state, one.opens, one.closes) for one in of_host(instance, HOSTS[0])] == [
        ("closed", date(2026, 11, 23), date(2026, 11, 30)),
        ("open", date(2027, 2, 9), date(2027, 2, 28)),
    ]


def test_a_point_that_somebody_closed_stays_closed_and_takes_the_next_month_s_with_it(instance: Instance) -> None:
    point = stand(instance, HOSTS[0])
    opener.tick(instance, datetime(2026, 11, 26, 2, tzinfo=UTC))
    points.close(instance, point, [instance.settings.keys("web")])
    opener.tick(instance, datetime(2026, 12, 2, 2, tzinfo=UTC))
    assert [one.state for one in of_host(instance, HOSTS[0])] == ["closed", "closed"]


def test_a_consulate_hosts_no_point_by_default_and_none_follows_by_itself(instance: Instance) -> None:
    for by, why in (("officer", "Asked for by workers"), ("inspector", "Yes"), ("supervisor", "  ")):
        with pytest.raises(Problem, match="consulate"):
            stand(instance, "A consulate", "consulate", by=people.person(by), why=why)
    assert of_host(instance, "A consulate") == []
    stand(instance, "A consulate", "consulate", by=people.person("supervisor"), why="Workers' own association asked")
    opener.tick(instance, datetime(2026, 12, 2, 2, tzinfo=UTC))
    [only] = of_host(instance, "A consulate")
    assert only.state == "closed" and only.approved_by == people.person("supervisor").id


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"contact": " "}, "refer workers to"),
        ({"county": "Essex"}, "where it is"),
        ({"kind": "bar"}, "what kind"),
        ({"opens": date(2026, 11, 22)}, "within a month"),
        ({"opens": date(2027, 1, 1)}, "within a month"),
    ],
)
def test_a_standing_point_opens_only_with_a_host_a_county_a_contact_and_a_day(
    instance: Instance, wrong: dict[str, Any], told: str
) -> None:
    values: dict[str, Any] = {"kind": "library", "opens": NOW.date(), "host": HOSTS[2], "place": "x", "county": "3537"}
    values |= {"contact": "a clinic", "why": "", "by": people.person("officer")}
    with instance.checkin_database.writing() as tx, pytest.raises(Problem, match=told):
        public_points_actions.open_public_point(tx, point_id=randomness.new_id(), today=NOW.date(), **(values | wrong))


def test_nobody_at_a_standing_point_is_a_manager_and_cards_are_at_most_two_hundred_a_month(instance: Instance) -> None:
    point = stand(instance, HOSTS[0])
    with instance.checkin_database.writing() as tx, pytest.raises(Problem, match="Cards for managers"):
        checkins_actions.approve_management(tx, point, by=people.person("supervisor"))
    with pytest.raises(Problem, match="Cards for managers"):
        hand_out(instance, point, 1, "management")
    hand_out(instance, point, 200)
    with pytest.raises(Problem, match="at most 200"):
        hand_out(instance, point, 1)
