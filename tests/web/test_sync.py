"""Tablets send, and nothing they typed is lost, doubled, or counted that should not be."""

import gzip
import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from inspect_app.actions.derive import inspection
from inspect_app.adapters import pictures
from inspect_app.adapters.evidence import Evidence, original, shown
from inspect_app.cli.tablet_hand import Refused
from inspect_app.domain.event import hash_of
from inspect_app.domain.sync import signed_words
from tests import people, points, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, Hand, a_picture, a_visit, rows


@pytest.fixture
def hand(house: people.House, app: Flask) -> Hand:
    tablet.plan(house.database, NOW)
    return Hand(app, NOW)


def states(house: people.House) -> set[tuple[object, ...]]:
    return set(rows(house.database, "select state, why from events"))


@pytest.mark.both_engines
def test_a_whole_visit_is_stored_counted_sealed_and_closed(hand: Hand, house: people.House) -> None:
    a_visit(hand)
    assert {one["answer"] for one in hand.send(VISIT)} == {"stored"}
    receipt = hand.seal(VISIT, hand.pack_told["receipt_key"])
    assert receipt["events"] == sorted(hash_of(one) for one in hand.texts[VISIT])
    assert rows(house.database, "select state, kind from visits") == [("closed", "inspection")]
    assert rows(house.database, "select number, age_band from person_cases") == [(1, "18_plus")]
    found = rows(house.database, "select item, state, severity from findings where framework = 'item'")
    assert found == [("passports_kept", "present", 3)]
    assert rows(house.database, "select citation, text_fr from orders") == [("EPFNA, s. 9", "Remettez-les.")]
    assert rows(house.database, "select serious from facts") == [(1,)]


def test_sending_twice_stores_once_and_says_so(hand: Hand, house: people.House) -> None:
    a_visit(hand)
    hand.send(VISIT)
    assert {one["answer"] for one in hand.send(VISIT)} == {"duplicate"}
    assert rows(house.database, "select count(*) from events") == [(len(hand.texts[VISIT]),)]


def test_one_bad_event_is_refused_with_its_reason_and_the_rest_is_stored(hand: Hand) -> None:
    hand.add(VISIT, "program", "sawp")
    good = hand.texts[VISIT][0]
    batch = {"v": 1, "device": hand.device, "wrap": None, "events": ["{}", good, "no"], "blobs": []}
    told = hand._signed("PUT", "/sync/events", json.dumps(batch).encode())["events"]
    assert [one["answer"] for one in told] == ["refused", "stored", "refused"]
    assert "is missing" in told[0]["why"]


@pytest.mark.parametrize("at", ["2026-02-30T10:00:00.000Z", "2026-11-23T25:61:61.000Z", "0000-01-01T00:00:00.000Z"])
def test_an_impossible_moment_refuses_its_own_event_and_the_rest_is_stored(hand: Hand, at: str) -> None:
    hand.add(VISIT, "program", "sawp")
    good = hand.texts[VISIT][0]
    bad = json.dumps({**json.loads(good), "at": at})
    batch = {"v": 1, "device": hand.device, "wrap": None, "events": [bad, good], "blobs": []}
    told = hand._signed("PUT", "/sync/events", json.dumps(batch).encode())["events"]
    assert [one["answer"] for one in told] == ["refused", "stored"] and told[0]["why"].startswith("at: is not")


def test_a_request_with_more_notes_than_a_tablet_sends_is_refused_whole(hand: Hand) -> None:
    notes = [{"hash": "0" * 64, "salt": "0" * 32, "text": "x"}] * 401
    batch = {"v": 1, "device": hand.device, "wrap": None, "events": [], "blobs": notes}
    with pytest.raises(Refused, match=r"422 .*more than 400 notes"):
        hand._signed("PUT", "/sync/events", json.dumps(batch).encode())


def test_events_that_arrive_backwards_wait_aside_and_then_count(hand: Hand, house: people.House) -> None:
    a_visit(hand)
    whole = list(hand.texts[VISIT])
    hand.photos.clear()
    for text in reversed(whole):
        hand.texts[VISIT] = [text]
        hand.send(VISIT)
    assert states(house) == {("stored", None)}


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ({"visit": "9" * 32}, "unknown-visit"),
        ({"device": "9" * 32}, "wrong-device"),
        ({"by": people.person("officer").id}, "wrong-staff"),
        ({"seq": 2, "prev": "0" * 64, "n": 2}, "broken-chain"),
    ],
)
def test_what_cannot_count_is_kept_aside_with_its_reason(
    hand: Hand, house: people.House, spoil: dict[str, object], why: str
) -> None:
    hand.add(VISIT, "program", "sawp")
    event = {**json.loads(hand.texts[VISIT][0]), **spoil}
    hand.texts[VISIT] = [json.dumps(event)]
    assert [(one["answer"], one["why"]) for one in hand.send(VISIT)] == [("aside", why)]
    assert states(house) == {("aside", why)}
    assert rows(house.database, "select state from visits") == [("planned",)]


def test_an_event_after_signing_is_kept_aside_and_changes_nothing(hand: Hand, house: people.House) -> None:
    a_visit(hand)
    hand.answer(VISIT, hand.tiny, "documents", "passports_kept", "not_present")
    assert [one["why"] for one in hand.send(VISIT)][-1] == "after-signing"
    assert rows(house.database, "select count(*) from findings where framework='item'") == [(1,)]


def test_an_unknown_checklist_version_is_kept_aside(hand: Hand) -> None:
    hand.answer(VISIT, {"key": "tiny", "n": 7, "hash": "0" * 64}, "documents", "passports_kept", "present")
    assert hand.send(VISIT)[0]["why"] == "unknown-checklist"


def test_a_revoked_tablet_still_delivers_but_nothing_of_it_counts(hand: Hand, house: people.House, app: Flask) -> None:
    a_visit(hand)
    Browser(app, "supervisor").post(f"/desk/tablets/{hand.device}/revoke", {}, start="/desk/tablets", status=302)
    assert {one["why"] for one in hand.send(VISIT)} == {"revoked-device"}
    assert rows(house.database, "select state from visits") == [("planned",)]
    with pytest.raises(Refused, match="403"):
        hand.pack()


def test_a_batch_replayed_after_its_tablet_lost_trust_changes_nothing(
    hand: Hand, house: people.House, app: Flask
) -> None:
    a_visit(hand)
    hand.send(VISIT)
    before = rows(house.database, "select id, state from events order by id")
    Browser(app, "supervisor").post(f"/desk/tablets/{hand.device}/revoke", {}, start="/desk/tablets", status=302)
    assert {one["answer"] for one in hand.send(VISIT)} == {"duplicate"}
    assert rows(house.database, "select id, state from events order by id") == before
    assert rows(house.database, "select count(*) from findings where framework = 'item'") == [(1,)]


def test_a_clock_three_days_off_is_kept_as_it_was_and_changes_no_order(hand: Hand, house: people.House) -> None:
    hand.add(VISIT, "program", "sawp")
    hand.now = NOW - timedelta(days=3)
    hand.add(VISIT, "program", "other")
    assert [one["answer"] for one in hand.send(VISIT)] == ["stored", "stored"]
    with house.database.look() as tx:
        assert inspection(tx, VISIT).program == "other"
    assert [at[:10] for (at,) in rows(house.database, "select json_extract(body, '$.at') from events order by n")] == [
        "2026-11-23", "2026-11-20"]  # fmt: skip


def test_cookies_open_nothing_under_sync(hand: Hand) -> None:
    batch = json.dumps({"v": 1, "device": hand.device, "wrap": None, "events": [], "blobs": []})
    assert hand.browser.client.put("/sync/events", data=batch).status_code == 401
    assert hand.browser.client.get("/sync/pack").status_code == 401


def test_a_signature_for_other_bytes_opens_nothing(hand: Hand, house: people.House) -> None:
    good = hand.key.sign(b"spotcheck-1\nPUT\n/sync/events\nx\n")
    head = {"Authorization": f"Spotcheck {hand.device};x;{good}"}
    answer = hand.client.put("/sync/events", data=b"{}", headers=head)
    assert answer.status_code == 401 and "still on the tablet" in answer.get_json()["says"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"v":1,"device":"x","events":[1]}', b'{"v":1,"wrap":"x"}'])
def test_an_unreadable_envelope_is_422_in_words(hand: Hand, body: bytes) -> None:
    with pytest.raises(Refused, match=r"422 .*still on the tablet"):
        hand._signed("PUT", "/sync/events", body)


@pytest.mark.both_engines
def test_a_photo_comes_in_pieces_in_any_number_of_tries(hand: Hand, house: people.House) -> None:
    content = a_picture()
    name = hand.photo(VISIT, content)
    hand.send(VISIT)
    evidence = Evidence(house.settings.evidence)
    assert evidence.get(original(name)) == content and evidence.get(shown(name)) != content
    hand._send_photo(VISIT, name, content)
    content = pictures.invented(1, 64)
    target = f"/sync/photos/{announced(hand, content)}"
    query = f"?visit={VISIT}&size={len(content)}"
    assert hand._signed("PUT", f"{target}/0{query}", content[:100]) == {"offset": 100, "done": False}
    assert hand._signed("PUT", f"{target}/0{query}", content[:100]) == {"offset": 100, "done": False}
    assert hand._signed("PUT", f"{target}/120{query}", content[120:130])["offset"] == 100
    assert hand._signed("PUT", f"{target}/100{query}", content[100:])["done"]


def announced(hand: Hand, content: bytes) -> str:
    """Sends the event of a photo whose bytes are still to come."""
    name = sha256(content).hexdigest()
    value = {"sha256": name, "size": len(content), "type": "image/jpeg", "caption": None}
    hand.add(VISIT, "photographed", value)
    hand.send(VISIT)
    return name


def test_a_photo_that_no_entry_of_the_tablet_names_is_not_kept(hand: Hand, app: Flask) -> None:
    content = a_picture()
    name = announced(hand, content)
    other = Hand(app, NOW, "supervisor")
    for device, visit in ((other, VISIT), (hand, "9" * 32)):
        with pytest.raises(Refused, match=r"409 .*Send the entries first"):
            device._signed("PUT", f"/sync/photos/{name}/0?visit={visit}&size={len(content)}", content)


def test_bytes_that_are_no_photo_or_not_the_promised_ones_are_refused_in_words(hand: Hand) -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    query = f"?visit={VISIT}&size={len(svg)}"
    with pytest.raises(Refused, match=r"415 .*still on the tablet"):
        hand._signed("PUT", f"/sync/photos/{announced(hand, svg)}/0{query}", svg)
    for page in (b"<!doctype html><script>alert(1)</script>", a_picture() + b"<script>alert(1)</script>"):
        query_of = f"?visit={VISIT}&size={len(page)}"
        with pytest.raises(Refused, match=r"415 .*still on the tablet"):
            hand._signed("PUT", f"/sync/photos/{announced(hand, page)}/0{query_of}", page)
    with pytest.raises(Refused, match=r"422 .*not those its name promises"):
        hand._signed("PUT", f"/sync/photos/{announced(hand, svg.upper())}/0{query}", svg)
    with pytest.raises(Refused, match=r"413 .*20 MB"):
        hand._signed("PUT", f"/sync/photos/{'0' * 64}/0?visit={VISIT}&size=20000000", b"x")


def test_a_seal_names_what_is_missing_and_another_visits_photo_is_missing(hand: Hand, house: people.House) -> None:
    tablet.plan(house.database, NOW, visit_id="e1" * 16)
    name = hand.photo("e1" * 16, a_picture())
    hand.send("e1" * 16)
    hand.add(VISIT, "program", "sawp")
    manifest = {"v": 1, "events": [hash_of(hand.texts[VISIT][0])], "blobs": [], "photos": [name]}
    told = hand._signed("POST", f"/sync/seal/{VISIT}", json.dumps(manifest).encode())
    assert told["missing"] == {"events": manifest["events"], "blobs": [], "photos": [name]}


@pytest.mark.both_engines
def test_two_tablets_are_a_union_and_one_cannot_seal_for_the_other(hand: Hand, house: people.House, app: Flask) -> None:
    other = Hand(app, NOW, "supervisor")
    hand.add(VISIT, "program", "sawp")
    other.answer(VISIT, other.tiny, "documents", "passports_kept", "present", basis=("observed",))
    hand.send(VISIT)
    other.send(VISIT)
    assert states(house) == {("stored", None)}
    manifest = {"v": 1, "events": [hash_of(other.texts[VISIT][0])], "blobs": [], "photos": []}
    assert hand._signed("POST", f"/sync/seal/{VISIT}", json.dumps(manifest).encode())["missing"]["events"]


def test_a_note_under_a_wrong_hash_is_refused_and_a_struck_answer_keeps_its_place(
    hand: Hand, house: people.House
) -> None:
    hand.answer(VISIT, hand.tiny, "documents", "passports_kept", "present", note="true words")
    hand.notes[0]["text"] = "other words"
    batch = {"v": 1, "device": hand.device, "wrap": None, "events": hand.texts[VISIT], "blobs": hand.notes}
    told = hand._signed("PUT", "/sync/events", json.dumps(batch).encode())
    assert set(told["blobs"].values()) == {"refused"} and told["events"][0]["answer"] == "stored"


def test_a_full_disk_is_507_and_nothing_is_half_written(hand: Hand, house: people.House, app: Flask) -> None:
    a_visit(hand)
    big = "x" * 60_000
    for _ in range(30):
        hand.note(big)
        hand.add(VISIT, "reply", {"text": hand.notes[-1]["hash"]})
    writer = app.config["DATABASE"]._writer
    with writer.connect() as raw:
        pages = raw.exec_driver_sql("PRAGMA page_count").scalar_one()
    from sqlalchemy import event

    @event.listens_for(writer, "checkout")
    def small(raw, _record, _proxy):  # type: ignore[no-untyped-def]
        raw.execute(f"PRAGMA max_page_count={pages + 5}")

    with pytest.raises(Refused, match=r"507 .*disk is full"):
        hand.send(VISIT)
    assert rows(house.database, "select count(*) from events") == [(0,)]
    event.remove(writer, "checkout", small)


def test_the_pack_holds_no_word_of_a_worker_no_note_and_no_person_case(hand: Hand) -> None:
    a_visit(hand)
    hand.send(VISIT)
    hand.seal(VISIT, hand.pack_told["receipt_key"])
    tablet_pack = json.dumps(hand.pack())
    assert "In a safe." not in tablet_pack and "0c0c" not in tablet_pack


@pytest.mark.both_engines
def test_the_pack_counts_the_cards_printed_for_a_visit_and_names_none(
    hand: Hand, house: people.House, tmp_path: Path
) -> None:
    codes = points.issue(house, "5" * 32, 24, [tmp_path], visit=VISIT)
    told = hand.pack()
    assert [one["cards"] for one in told["visits"]] == [24]
    assert not any(code in json.dumps(told) for code in codes)


def test_the_pack_comes_compressed_to_whoever_can_read_that(hand: Hand) -> None:
    plain = hand._signed("GET", "/sync/pack", b"")
    at = hand.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    signed = hand.key.sign(signed_words("GET", "/sync/pack", at, b""))
    headers = {"Authorization": f"Spotcheck {hand.device};{at};{signed}", "Accept-Encoding": "gzip, br"}
    answer = hand.client.get("/sync/pack", headers=headers)
    assert answer.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in answer.headers["Vary"]
    assert json.loads(gzip.decompress(answer.get_data()))["visits"] == plain["visits"]


def test_the_receipt_key_stays_the_same_and_answers_are_not_kept_by_any_cache(hand: Hand) -> None:
    assert hand.pack()["receipt_key"] == hand.pack_told["receipt_key"]
    answer = hand.client.get("/sync/pack")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_photo_that_came_for_a_visit_need_not_come_again_from_another_tablet(hand: Hand, app: Flask) -> None:
    name = hand.photo(VISIT, a_picture())
    hand.send(VISIT)
    other = Hand(app, NOW, "supervisor")
    assert other._signed("PUT", f"/sync/photos/{name}/0?visit={VISIT}&size=160", a_picture())["done"]
    manifest = json.dumps({"v": 1, "events": [], "blobs": [], "photos": [name]}).encode()
    assert "receipt" in other._signed("POST", f"/sync/seal/{VISIT}", manifest)
