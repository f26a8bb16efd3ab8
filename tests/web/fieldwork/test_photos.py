"""Pictures of a visit: seen as copies without metadata, sandboxed; the original only with a reason, which is kept."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from inspect_app.adapters.media.evidence import Evidence, original, shown
from inspect_app.store.staff import audit_log as audit_log_store
from tests import people, tablet
from tests.browser_client import Browser
from tests.conftest import NOW
from tests.tablet import VISIT, FakeTablet

MAKER = 0x010F


def a_picture(maker: str) -> bytes:
    """A JPEG that says who made it, as cameras do."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[MAKER] = maker
    Image.new("RGB", (900, 600), "#7d6a55").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def names(app: Flask, instance: people.Instance) -> tuple[str, str]:
    """The hashes of a picture of an item and of one from a private interview, both sent by a tablet."""
    tablet.plan(instance.database, NOW)
    tablet_client = FakeTablet(app, NOW)
    item = tablet_client.photo(VISIT, a_picture("Site"), at_item=[{"section": "documents", "item": "passports_kept"}])
    tablet_client.add(VISIT, "case_added", {}, at_item=[{"case": "0c" * 8}])
    steps = [{"section": "talk", "item": "free_to_go"}, {"case": "0c" * 8}, {"row": "0d" * 8}]
    interview = tablet_client.photo(VISIT, a_picture("Talk"), at_item=steps)
    assert {one["answer"] for one in tablet_client.send(VISIT)} == {"stored"}
    return item, interview


def at(name: str, what: str = "") -> str:
    return f"/desk/visits/{VISIT}/pictures/{name}{what}"


def test_the_visit_shows_its_pictures_as_copies_that_hold_no_metadata_and_run_nothing(
    browser: Callable[[str], Browser], names: tuple[str, str]
) -> None:
    officer = browser("officer")
    assert at(names[0], "/small") in officer.get(f"/desk/visits/{VISIT}")
    assert "Someone else holds the passports" in officer.get(at(names[0]))
    for size, what in ((400, "/small"), (900, "/shown")):
        answer = officer.client.get(at(names[0], what))
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
        with Image.open(io.BytesIO(answer.get_data())) as picture:
            assert dict(picture.getexif()) == {} and picture.width == size


def test_a_picture_from_a_private_interview_is_for_the_visits_team_only(
    browser: Callable[[str], Browser], names: tuple[str, str]
) -> None:
    officer, inspector = browser("officer"), browser("inspector")
    assert names[1] not in officer.get(f"/desk/visits/{VISIT}")
    for what in ("", "/small", "/shown"):
        assert officer.client.get(at(names[1], what)).status_code == 404
        assert inspector.client.get(at(names[1], what)).status_code == 200
    officer.post(at(names[1], "/original"), {"why": "A hearing"}, start=at(names[0]), status=404)


@pytest.mark.both_engines
def test_the_original_needs_a_reason_and_the_journal_keeps_it(
    browser: Callable[[str], Browser], instance: people.Instance, names: tuple[str, str]
) -> None:
    officer = browser("officer")
    officer.post(at(names[0], "/original"), {"why": "  "}, start=at(names[0]), status=400)
    answer = officer.post(at(names[0], "/original"), {"why": "Asked for by the court"}, start=at(names[0]), status=200)
    with Image.open(io.BytesIO(answer.get_data())) as picture:
        assert picture.getexif()[MAKER] == "Site"
    with instance.database.reading() as tx:
        [entry] = [one for one in audit_log_store.entries(tx) if one.act == "see-original"]
    assert entry.detail == {"picture": names[0], "why": "Asked for by the court"}
    assert entry.who == instance.person("officer").id


def test_a_picture_that_was_changed_or_lost_on_disk_is_told_and_not_handed_out(
    browser: Callable[[str], Browser], instance: people.Instance, names: tuple[str, str]
) -> None:
    officer = browser("officer")
    (instance.settings.evidence / original(names[0])).write_bytes(b"other bytes")
    answer = officer.post(at(names[0], "/original"), {"why": "A hearing"}, start=at(names[0]), status=409)
    assert "restored from a backup" in answer.get_data(as_text=True)
    Evidence(instance.settings.evidence).delete(shown(names[0]))
    assert officer.client.get(at(names[0], "/small")).status_code == 409


def test_whoever_may_not_see_visits_sees_no_picture(
    app: Flask, browser: Callable[[str], Browser], names: tuple[str, str]
) -> None:
    assert browser("researcher").client.get(at(names[0], "/shown")).status_code == 403
    assert app.test_client().get(at(names[0], "/shown")).status_code == 302
