"""Preparing a lent handset at the desk: it counts like cards, its link is shown once, and nobody sees who used it."""

import re
from collections.abc import Callable

import pytest

from inspect_app.store.staff import audit_log as audit_log_store
from tests import people, points
from tests.browser_client import Browser
from tests.tablet import rows

POINT = "9" * 32
PAGE = f"/desk/points/{POINT}"


@pytest.fixture
def point(instance: people.Instance) -> str:
    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    points.issue(instance, POINT, 16, folders, headcount="10_24")
    return POINT


@pytest.mark.both_engines
def test_a_handset_is_dealt_out_of_what_the_point_may_hand_out_and_is_in_the_journal(
    instance: people.Instance, point: str, browser: Callable[[str], Browser]
) -> None:
    inspector = browser("inspector")
    assert "can still hand out 32" in inspector.get(f"{PAGE}/handset")
    inspector.post(f"{PAGE}/handset", {"n": "33"}, start=f"{PAGE}/handset", status=400)
    inspector.post(f"{PAGE}/handset", {"n": "0"}, start=f"{PAGE}/handset", status=400)
    assert not list(instance.settings.keys("checkin").glob("*.handset"))
    inspector.post(f"{PAGE}/handset", {"n": "30"}, start=f"{PAGE}/handset", status=200)
    assert rows(instance.checkin_database, "select kind, n, state, sent from runs where kind = 'handset'") == [
        ("handset", 30, "live", 0)
    ]
    assert rows(instance.checkin_database, "select cards_out from points") == [(46,)]
    inspector.post(f"{PAGE}/cards", {"n": "3"}, start=PAGE, status=400)
    [(run,)] = rows(instance.checkin_database, "select id from runs where kind = 'handset'")
    with instance.database.reading() as tx:
        [entry] = [one for one in audit_log_store.entries(tx) if one.act == "prepare-handset"]
    assert entry.detail == {"answers": 30, "run": run}


def test_its_link_is_on_one_page_once_and_its_key_with_the_worker_process_alone(
    instance: people.Instance, point: str, browser: Callable[[str], Browser]
) -> None:
    inspector = browser("inspector")
    page = inspector.post(f"{PAGE}/handset", {"n": "5"}, start=f"{PAGE}/handset", status=200).get_data(as_text=True)
    [link] = re.findall(r'href="(http://[^"]+/c/handset/#[\w-]{43}\.\d{8}\.[0-9a-f]{4})"', page)
    secret = link.split("#")[1][:43]
    for path in (PAGE, f"{PAGE}/handset", "/desk/points", "/desk/audit-log"):
        assert secret not in browser("supervisor").get(path)
    [kept] = instance.settings.keys("checkin").glob("*.handset")
    assert not list(instance.settings.keys("web").glob("*.handset")) and kept.stat().st_mode & 0o007 == 0
    files = [path for path in instance.settings.instance.rglob("*") if path.is_file() and path != kept]
    assert not [
        path for path in files if secret.encode() in path.read_bytes() or kept.read_bytes() in path.read_bytes()
    ]


@pytest.mark.both_engines
def test_the_points_page_says_whether_it_has_sent_and_lets_it_be_voided(
    instance: people.Instance, point: str, browser: Callable[[str], Browser]
) -> None:
    inspector = browser("inspector")
    inspector.post(f"{PAGE}/handset", {"n": "5"}, start=f"{PAGE}/handset", status=200)
    assert "for 5 people: has not sent yet" in inspector.get(PAGE)
    [(run,)] = rows(instance.checkin_database, "select id from runs where kind = 'handset'")
    with instance.checkin_database.writing() as tx:
        tx.exec_driver_sql("update runs set sent = 1 where kind = 'handset'")
    assert "for 5 people: has sent" in inspector.get(PAGE)
    inspector.post(f"{PAGE}/runs/{run}/void", {}, start=PAGE, status=302)
    assert "voided" in inspector.get(PAGE)


def test_it_prints_no_cards_for_managers_and_needs_no_approval(
    instance: people.Instance, point: str, browser: Callable[[str], Browser]
) -> None:
    browser("inspector").post(f"{PAGE}/handset", {"n": "5", "kind": "management"}, start=f"{PAGE}/handset", status=200)
    assert rows(instance.checkin_database, "select kind from runs where n = 5") == [("handset",)]
    assert rows(instance.checkin_database, "select approved_by from points") == [(None,)]


def test_a_closed_point_prepares_none_and_other_roles_may_not(
    instance: people.Instance, point: str, browser: Callable[[str], Browser]
) -> None:
    navigator, inspector = browser("navigator"), browser("inspector")
    assert navigator.client.get(f"{PAGE}/handset").status_code == 403
    inspector.post("/language", {"language": "fr", "back": "/desk/"}, start="/desk/", status=302)
    assert "Préparer un appareil à prêter" in inspector.get(f"{PAGE}/handset")
    inspector.post("/language", {"language": "en", "back": "/desk/"}, start="/desk/", status=302)
    points.close(instance, POINT, [instance.settings.keys("web"), instance.settings.keys("checkin")])
    assert "This point is closed" in inspector.get(f"{PAGE}/handset")
    inspector.post(f"{PAGE}/handset", {"n": "5"}, start="/desk/password", status=409)
    assert rows(instance.checkin_database, "select count(*) from runs where kind = 'handset'") == [(0,)]
