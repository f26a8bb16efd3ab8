"""Tablets send, and nothing they typed is lost, doubled, or counted that should not be."""

import gzip
import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from inspect_app.actions.fieldwork.projection import inspection
from inspect_app.adapters.media import pictures
from inspect_app.adapters.media.evidence import Evidence, original, shown
from inspect_app.cli.demonstration.tablet_client import Refused
from inspect_app.domain.fieldwork.events import hash_of
from inspect_app.domain.fieldwork.sync import signed_words
from tests import people, points, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, FakeTablet, a_picture, a_visit, rows


@pytest.fixture
def tablet_client(instance: people.Instance, app: Flask) -> FakeTablet:
    tablet.plan(instance.database, NOW)
    return FakeTablet(app, NOW)


def states(instance: people.Instance) -> set[tuple[object, ...]]:
    return set(rows(instance.database, "select state, why from events"))


@pytest.mark.both_engines
def test_a_whole_visit_is_stored_counted_sealed_and_closed(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    a_visit(tablet_client)
    assert {one["answer"] for one in tablet_client.send(VISIT)} == {"stored"}
    receipt = tablet_client.seal(VISIT, tablet_client.pack_told["receipt_key"])
    assert receipt["events"] == sorted(hash_of(one) for one in tablet_client.texts[VISIT])
    assert rows(instance.database, "select state, kind from visits") == [("closed", "inspection")]
    assert rows(instance.database, "select number, age_band from person_cases") == [(1, "18_plus")]
    found = rows(instance.database, "select item, state, severity from findings where framework = 'item'")
    assert found == [("passports_kept", "present", 3)]
    assert rows(instance.database, "select citation, text_fr from orders") == [("EPFNA, s. 9", "Remettez-les.")]
    assert rows(instance.database, "select serious from facts") == [(1,)]


def test_sending_twice_stores_once_and_says_so(tablet_client: FakeTablet, instance: people.Instance) -> None:
    a_visit(tablet_client)
    tablet_client.send(VISIT)
    assert {one["answer"] for one in tablet_client.send(VISIT)} == {"duplicate"}
    assert rows(instance.database, "select count(*) from events") == [(len(tablet_client.texts[VISIT]),)]


def test_one_bad_event_is_refused_with_its_reason_and_the_rest_is_stored(tablet_client: FakeTablet) -> None:
    tablet_client.add(VISIT, "program", "sawp")
    good = tablet_client.texts[VISIT][0]
    batch = {"v": 1, "device": tablet_client.device, "wrap": None, "events": ["{}", good, "no"], "blobs": []}
    told = tablet_client._signed("PUT", "/sync/events", json.dumps(batch).encode())["events"]
    assert [one["answer"] for one in told] == ["refused", "stored", "refused"]
    assert "is missing" in told[0]["why"]


@pytest.mark.parametrize("at", ["2026-02-30T10:00:00.000Z", "2026-11-23T25:61:61.000Z", "0000-01-01T00:00:00.000Z"])
def test_an_impossible_moment_refuses_its_own_event_and_the_rest_is_stored(tablet_client: FakeTablet, at: str) -> None:
    tablet_client.add(VISIT, "program", "sawp")
    good = tablet_client.texts[VISIT][0]
    bad = json.dumps({**json.loads(good), "at": at})
    batch = {"v": 1, "device": tablet_client.device, "wrap": None, "events": [bad, good], "blobs": []}
    told = tablet_client._signed("PUT", "/sync/events", json.dumps(batch).encode())["events"]
    assert [one["answer"] for one in told] == ["refused", "stored"] and told[0]["why"].startswith("at: is not")


def test_a_request_with_more_notes_than_a_tablet_sends_is_refused_whole(tablet_client: FakeTablet) -> None:
    notes = [{"hash": "0" * 64, "salt": "0" * 32, "text": "x"}] * 401
    batch = {"v": 1, "device": tablet_client.device, "wrap": None, "events": [], "blobs": notes}
    with pytest.raises(Refused, match=r"422 .*more than 400 notes"):
        tablet_client._signed("PUT", "/sync/events", json.dumps(batch).encode())


def test_events_that_arrive_backwards_wait_aside_and_then_count(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    a_visit(tablet_client)
    whole = list(tablet_client.texts[VISIT])
    tablet_client.photos.clear()
    for text in reversed(whole):
        tablet_client.texts[VISIT] = [text]
        tablet_client.send(VISIT)
    assert states(instance) == {("stored", None)}


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
    tablet_client: FakeTablet, instance: people.Instance, spoil: dict[str, object], why: str
) -> None:
    tablet_client.add(VISIT, "program", "sawp")
    event = {**json.loads(tablet_client.texts[VISIT][0]), **spoil}
    tablet_client.texts[VISIT] = [json.dumps(event)]
    assert [(one["answer"], one["why"]) for one in tablet_client.send(VISIT)] == [("quarantined", why)]
    assert states(instance) == {("quarantined", why)}
    assert rows(instance.database, "select state from visits") == [("planned",)]


def test_an_event_after_signing_is_kept_aside_and_changes_nothing(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    a_visit(tablet_client)
    tablet_client.answer(VISIT, tablet_client.tiny, "documents", "passports_kept", "not_present")
    assert [one["why"] for one in tablet_client.send(VISIT)][-1] == "after-signing"
    assert rows(instance.database, "select count(*) from findings where framework='item'") == [(1,)]


def test_an_unknown_checklist_version_is_kept_aside(tablet_client: FakeTablet) -> None:
    tablet_client.answer(VISIT, {"key": "tiny", "n": 7, "hash": "0" * 64}, "documents", "passports_kept", "present")
    assert tablet_client.send(VISIT)[0]["why"] == "unknown-checklist"


def test_a_revoked_tablet_still_delivers_but_nothing_of_it_counts(
    tablet_client: FakeTablet, instance: people.Instance, app: Flask
) -> None:
    a_visit(tablet_client)
    Browser(app, "supervisor").post(
        f"/desk/tablets/{tablet_client.device}/revoke", {}, start="/desk/tablets", status=302
    )
    assert {one["why"] for one in tablet_client.send(VISIT)} == {"revoked-device"}
    assert rows(instance.database, "select state from visits") == [("planned",)]
    with pytest.raises(Refused, match="403"):
        tablet_client.pack()


def test_a_batch_replayed_after_its_tablet_lost_trust_changes_nothing(
    tablet_client: FakeTablet, instance: people.Instance, app: Flask
) -> None:
    a_visit(tablet_client)
    tablet_client.send(VISIT)
    before = rows(instance.database, "select id, state from events order by id")
    Browser(app, "supervisor").post(
        f"/desk/tablets/{tablet_client.device}/revoke", {}, start="/desk/tablets", status=302
    )
    assert {one["answer"] for one in tablet_client.send(VISIT)} == {"duplicate"}
    assert rows(instance.database, "select id, state from events order by id") == before
    assert rows(instance.database, "select count(*) from findings where framework = 'item'") == [(1,)]


def test_a_clock_three_days_off_is_kept_as_it_was_and_changes_no_order(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    tablet_client.add(VISIT, "program", "sawp")
    tablet_client.now = NOW - timedelta(days=3)
    tablet_client.add(VISIT, "program", "other")
    assert [one["answer"] for one in tablet_client.send(VISIT)] == ["stored", "stored"]
    with instance.database.reading() as tx:
        assert inspection(tx, VISIT).program == "other"
    assert [
        at[:10] for (at,) in rows(instance.database, "select json_extract(body, '$.at') from events order by n")
    ] == ["2026-11-23", "2026-11-20"]


def test_cookies_open_nothing_under_sync(tablet_client: FakeTablet) -> None:
    batch = json.dumps({"v": 1, "device": tablet_client.device, "wrap": None, "events": [], "blobs": []})
    assert tablet_client.browser.client.put("/sync/events", data=batch).status_code == 401
    assert tablet_client.browser.client.get("/sync/pack").status_code == 401


def test_a_signature_for_other_bytes_opens_nothing(tablet_client: FakeTablet, instance: people.Instance) -> None:
    good = tablet_client.key.sign(b"spotcheck-1\nPUT\n/sync/events\nx\n")
    head = {"Authorization": f"Spotcheck {tablet_client.device};x;{good}"}
    answer = tablet_client.client.put("/sync/events", data=b"{}", headers=head)
    assert answer.status_code == 401 and "still on the tablet" in answer.get_json()["says"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"v":1,"device":"x","events":[1]}', b'{"v":1,"wrap":"x"}'])
def test_an_unreadable_envelope_is_422_in_words(tablet_client: FakeTablet, body: bytes) -> None:
    with pytest.raises(Refused, match=r"422 .*still on the tablet"):
        tablet_client._signed("PUT", "/sync/events", body)


@pytest.mark.both_engines
def test_a_photo_comes_in_pieces_in_any_number_of_tries(tablet_client: FakeTablet, instance: people.Instance) -> None:
    content = a_picture()
    name = tablet_client.photo(VISIT, content)
    tablet_client.send(VISIT)
    evidence = Evidence(instance.settings.evidence)
    assert evidence.get(original(name)) == content and evidence.get(shown(name)) != content
    tablet_client._send_photo(VISIT, name, content)
    content = pictures.invented(1, 64)
    target = f"/sync/photos/{announced(tablet_client, content)}"
    query = f"?visit={VISIT}&size={len(content)}"
    assert tablet_client._signed("PUT", f"{target}/0{query}", content[:100]) == {"offset": 100, "done": False}
    assert tablet_client._signed("PUT", f"{target}/0{query}", content[:100]) == {"offset": 100, "done": False}
    assert tablet_client._signed("PUT", f"{target}/120{query}", content[120:130])["offset"] == 100
    assert tablet_client._signed("PUT", f"{target}/100{query}", content[100:])["done"]


def announced(tablet_client: FakeTablet, content: bytes) -> str:
    """Sends the event of a photo whose bytes are still to come."""
    name = sha256(content).hexdigest()
    value = {"sha256": name, "size": len(content), "type": "image/jpeg", "caption": None}
    tablet_client.add(VISIT, "photographed", value)
    tablet_client.send(VISIT)
    return name


def test_a_photo_that_no_entry_of_the_tablet_names_is_not_kept(tablet_client: FakeTablet, app: Flask) -> None:
    content = a_picture()
    name = announced(tablet_client, content)
    other = FakeTablet(app, NOW, "supervisor")
    for device, visit in ((other, VISIT), (tablet_client, "9" * 32)):
        with pytest.raises(Refused, match=r"409 .*Send the entries first"):
            device._signed("PUT", f"/sync/photos/{name}/0?visit={visit}&size={len(content)}", content)


def test_bytes_that_are_no_photo_or_not_the_promised_ones_are_refused_in_words(tablet_client: FakeTablet) -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    query = f"?visit={VISIT}&size={len(svg)}"
    with pytest.raises(Refused, match=r"415 .*still on the tablet"):
        tablet_client._signed("PUT", f"/sync/photos/{announced(tablet_client, svg)}/0{query}", svg)
    for page in (b"<!doctype html><script>alert(1)</script>", a_picture() + b"<script>alert(1)</script>"):
        query_of = f"?visit={VISIT}&size={len(page)}"
        with pytest.raises(Refused, match=r"415 .*still on the tablet"):
            tablet_client._signed("PUT", f"/sync/photos/{announced(tablet_client, page)}/0{query_of}", page)
    with pytest.raises(Refused, match=r"422 .*not those its name promises"):
        tablet_client._signed("PUT", f"/sync/photos/{announced(tablet_client, svg.upper())}/0{query}", svg)
    with pytest.raises(Refused, match=r"413 .*20 MB"):
        tablet_client._signed("PUT", f"/sync/photos/{'0' * 64}/0?visit={VISIT}&size=20000000", b"x")


def test_a_seal_names_what_is_missing_and_another_visits_photo_is_missing(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    tablet.plan(instance.database, NOW, visit_id="e1" * 16)
    name = tablet_client.photo("e1" * 16, a_picture())
    tablet_client.send("e1" * 16)
    tablet_client.add(VISIT, "program", "sawp")
    manifest = {"v": 1, "events": [hash_of(tablet_client.texts[VISIT][0])], "blobs": [], "photos": [name]}
    told = tablet_client._signed("POST", f"/sync/seal/{VISIT}", json.dumps(manifest).encode())
    assert told["missing"] == {"events": manifest["events"], "blobs": [], "photos": [name]}


@pytest.mark.both_engines
def test_two_tablets_are_a_union_and_one_cannot_seal_for_the_other(
    tablet_client: FakeTablet, instance: people.Instance, app: Flask
) -> None:
    other = FakeTablet(app, NOW, "supervisor")
    tablet_client.add(VISIT, "program", "sawp")
    other.answer(VISIT, other.tiny, "documents", "passports_kept", "present", basis=("observed",))
    tablet_client.send(VISIT)
    other.send(VISIT)
    assert states(instance) == {("stored", None)}
    manifest = {"v": 1, "events": [hash_of(other.texts[VISIT][0])], "blobs": [], "photos": []}
    assert tablet_client._signed("POST", f"/sync/seal/{VISIT}", json.dumps(manifest).encode())["missing"]["events"]


def test_a_note_under_a_wrong_hash_is_refused_and_a_struck_answer_keeps_its_place(
    tablet_client: FakeTablet, instance: people.Instance
) -> None:
    tablet_client.answer(VISIT, tablet_client.tiny, "documents", "passports_kept", "present", note="true words")
    tablet_client.notes[0]["text"] = "other words"
    batch = {
        "v": 1,
        "device": tablet_client.device,
        "wrap": None,
        "events": tablet_client.texts[VISIT],
        "blobs": tablet_client.notes,
    }
    told = tablet_client._signed("PUT", "/sync/events", json.dumps(batch).encode())
    assert set(told["blobs"].values()) == {"refused"} and told["events"][0]["answer"] == "stored"


def test_a_full_disk_is_507_and_nothing_is_half_written(
    tablet_client: FakeTablet, instance: people.Instance, app: Flask
) -> None:
    a_visit(tablet_client)
    big = "x" * 60_000
    for _ in range(30):
        tablet_client.note(big)
        tablet_client.add(VISIT, "reply", {"text": tablet_client.notes[-1]["hash"]})
    writer = app.config["DATABASE"]._writer
    with writer.connect() as raw:
        pages = raw.exec_driver_sql("PRAGMA page_count").scalar_one()
    from sqlalchemy import event

    @event.listens_for(writer, "checkout")
    def small(raw, _record, _proxy):  # type: ignore[no-untyped-def]
        raw.execute(f"PRAGMA max_page_count={pages + 5}")

    with pytest.raises(Refused, match=r"507 .*disk is full"):
        tablet_client.send(VISIT)
    assert rows(instance.database, "select count(*) from events") == [(0,)]
    event.remove(writer, "checkout", small)


def test_the_pack_holds_no_word_of_a_worker_no_note_and_no_person_case(tablet_client: FakeTablet) -> None:
    a_visit(tablet_client)
    tablet_client.send(VISIT)
    tablet_client.seal(VISIT, tablet_client.pack_told["receipt_key"])
    tablet_pack = json.dumps(tablet_client.pack())
    assert "In a safe." not in tablet_pack and "0c0c" not in tablet_pack


@pytest.mark.both_engines
def test_the_pack_counts_the_cards_printed_for_a_visit_and_names_none(
    tablet_client: FakeTablet, instance: people.Instance, tmp_path: Path
) -> None:
    codes = points.issue(instance, "5" * 32, 24, [tmp_path], visit=VISIT)
    told = tablet_client.pack()
    assert [one["cards"] for one in told["visits"]] == [24]
    assert not any(code in json.dumps(told) for code in codes)


def test_the_pack_comes_compressed_to_whoever_can_read_that(tablet_client: FakeTablet) -> None:
    plain = tablet_client._signed("GET", "/sync/pack", b"")
    at = tablet_client.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    signed = tablet_client.key.sign(signed_words("GET", "/sync/pack", at, b""))
    headers = {"Authorization": f"Spotcheck {tablet_client.device};{at};{signed}", "Accept-Encoding": "gzip, br"}
    answer = tablet_client.client.get("/sync/pack", headers=headers)
    assert answer.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in answer.headers["Vary"]
    assert json.loads(gzip.decompress(answer.get_data()))["visits"] == plain["visits"]


def test_the_receipt_key_stays_the_same_and_answers_are_not_kept_by_any_cache(tablet_client: FakeTablet) -> None:
    assert tablet_client.pack()["receipt_key"] == tablet_client.pack_told["receipt_key"]
    answer = tablet_client.client.get("/sync/pack")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_photo_that_came_for_a_visit_need_not_come_again_from_another_tablet(
    tablet_client: FakeTablet, app: Flask
) -> None:
    name = tablet_client.photo(VISIT, a_picture())
    tablet_client.send(VISIT)
    other = FakeTablet(app, NOW, "supervisor")
    assert other._signed("PUT", f"/sync/photos/{name}/0?visit={VISIT}&size=160", a_picture())["done"]
    manifest = json.dumps({"v": 1, "events": [], "blobs": [], "photos": [name]}).encode()
    assert "receipt" in other._signed("POST", f"/sync/seal/{VISIT}", manifest)
