"""Talking with people: the draw, the setting, a worker alone with the questions, notes, slips and coming back."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from inspect_app import cli
from inspect_app.adapters.evidence import original
from inspect_app.cli import load_checklists
from inspect_app.web import ROOT
from tests import people, tablet
from tests.conftest import NOW
from tests.journeys.tablet_page import Server, enrol, last_value, reload, see
from tests.journeys.test_inspector import alone
from tests.tablet import VISIT

TALKS = "e7" * 16


@pytest.fixture
def core(house: people.House) -> Iterator[str]:
    """A visit that carries the shipped private interview and spot check; its id."""
    load_checklists.load(cli.House(house.settings, house.database, house.checkin_database), ROOT / "checklists", NOW)
    yield tablet.plan(house.database, NOW, visit_id=TALKS, keys=("core-spot-check", "private-interview"))


def to(page: Page, step: str, visit: str = VISIT) -> None:
    page.evaluate(f"location.hash = '#/v/{visit}/{step}'")


def a_person(page: Page, visit: str = VISIT) -> str:
    to(page, "people", visit)
    page.get_by_role("button", name="Add a person").click()
    expect(page.get_by_role("heading", name="Person A1")).to_be_visible()
    return page.url.rsplit("/", 1)[1]


def events(page: Page, visit: str = VISIT) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = page.evaluate("""async (visit) => {
        const hand = await import("/static/tablet/hand.mjs");
        return hand.eventsOf(visit, (await hand.openVisit(visit)).held); }""", visit)  # fmt: skip
    return kept


def test_whom_to_ask_is_drawn_and_only_numbers_are_kept(page: Page, server: Server) -> None:
    enrol(page, server)
    to(page, "draw")
    page.get_by_role("button", name="Draw").click()
    expect(page.get_by_text("Say how many people are on at least one shift.")).to_be_visible()
    page.get_by_label("People on the day shift").fill("14")
    page.get_by_label("People on the night shift").fill("4")
    page.get_by_label("How many private talks?").fill("5")
    page.get_by_role("button", name="Draw").click()
    asked = page.locator("li.drawn")
    expect(asked).to_have_count(5)
    expect(asked.filter(has_text="night shift, counted from the door")).to_have_count(1)
    before = asked.filter(has_text="night shift").inner_text()
    asked.filter(has_text="night shift").get_by_role("button", name="Said no").click()
    expect(asked.filter(has_text=before.split("\n")[0])).to_have_count(0)
    expect(asked).to_have_count(5)
    see(page, "draw")
    page.get_by_label("How many people heard their rights?").fill("13")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Heard their rights so far: 13")).to_be_visible()
    assert [(one["what"], one["value"]) for one in events(page)] == [
        ("drawn", {"people": 18, "talks": 5}), ("rights_talk", {"n": 13})]  # fmt: skip
    reload(page)
    expect(page.get_by_role("heading", name="Draw whom to ask")).to_be_visible()
    expect(asked).to_have_count(0)


def test_the_setting_of_a_talk_is_whole_before_the_first_question(page: Page, server: Server) -> None:
    enrol(page, server)
    a_person(page)
    expect(page.get_by_role("heading", name="Questions")).to_have_count(0)
    page.get_by_role("group", name="Who could see you?").get_by_label("Someone of the employer").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Say who could see, who could hear")).to_be_visible()
    page.get_by_role("group", name="Who could hear you?").get_by_label("Nobody").check()
    page.get_by_role("group", name="Interpreter").get_by_label("By telephone").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Say who could see, who could hear")).to_be_visible()
    page.get_by_label("Interpreter’s number").fill("on-114")
    page.get_by_label("Language interpreted").select_option("es")
    page.get_by_label("The worker accepts this interpreter").check()
    see(page, "setting")
    reload(page)
    expect(page.get_by_label("Interpreter’s number")).to_have_value("on-114")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Questions")).to_be_visible()
    expect(page.get_by_text("Someone of the employer could see or hear.")).to_be_visible()
    expect(page.get_by_text("No declaration that the interpreter has no tie")).to_be_visible()
    page.get_by_role("button", name="The talk begins").click()
    expect(page.get_by_text("0 of about 10 minutes.")).to_be_visible()
    see(page, "talk")
    assert last_value(page, "case_setting") == {
        "seen_by": "employer", "heard_by": "nobody", "interpreter": "phone", "number": "ON-114", "language": "es",
        "no_tie": False, "accepted": True}  # fmt: skip


def test_a_worker_answers_alone_and_cannot_reach_the_inspectors_screens(page: Page, server: Server, core: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    enrol(page, server)
    person = a_person(page, core)
    to(page, f"alone/{person}", core)
    expect(page.get_by_text("Record the setting of the talk first.")).to_be_visible()
    expect(page.get_by_role("button", name="Hand over").first).to_be_disabled()
    to(page, f"person/{person}", core)
    alone(page)
    to(page, f"i/private-interview/agreed/{person}", core)
    page.get_by_label("Yes", exact=True).check()
    server.stop()
    page.context.set_offline(True)
    to(page, f"alone/{person}", core)
    expect(page.get_by_text("Text only: no voice has been recorded.")).to_have_count(3)
    see(page, "alone-hand-over")
    page.get_by_role("listitem").filter(has_text="Spanish").get_by_role("button", name="Hand over").click()
    expect(page.get_by_role("heading", name="¿Su trabajo, su lugar de trabajo")).to_be_visible()
    expect(page.locator(".bar a, .thumbs a")).to_have_count(0)
    page.wait_for_function("() => document.querySelector('.alone-picture img')?.naturalWidth > 0")
    see(page, "alone-question")
    page.get_by_role("button", name="Sí").click()
    expect(page.get_by_text("2 / 20")).to_be_visible()
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_text("3 / 20")).to_be_visible()
    page.get_by_role("button", name="Saltar").click()
    expect(page.get_by_text("4 / 20")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("4 / 20")).to_be_visible()
    to(page, "people", core)
    expect(page.get_by_text("4 / 20")).to_be_visible()
    reload(page)
    expect(page.get_by_text("4 / 20")).to_be_visible()
    page.get_by_role("button", name="Parar").click()
    expect(page.get_by_role("heading", name="Gracias.")).to_be_visible()
    see(page, "alone-thanks")
    out = page.get_by_role("button", name="Inspector: hold")
    out.click()
    expect(page.get_by_role("heading", name="Gracias.")).to_be_visible()
    out.click(delay=2300)
    expect(page.get_by_role("heading", name="Person A1")).to_be_visible()
    told = [
        one["value"] for one in events(page, core) if one["what"] == "answered" and one["value"]["basis"] == ["worker"]
    ]
    assert [one["value"] for one in told] == ["present", "not_present", "not_assessed"]
    assert all("fix" not in one for one in events(page, core))
    assert errors == []


def test_the_word_also_brings_the_inspector_back(page: Page, server: Server, core: str) -> None:
    enrol(page, server)
    person = a_person(page, core)
    alone(page)
    to(page, f"i/private-interview/agreed/{person}", core)
    page.get_by_label("Yes", exact=True).check()
    to(page, f"alone/{person}", core)
    page.get_by_role("listitem").filter(has_text="English").get_by_role("button", name="Hand over").click()
    page.get_by_role("button", name="Inspector: hold").click()
    page.get_by_label("Word").fill("Inspect")
    expect(page.get_by_role("heading", name="Person A1")).to_be_visible()


def test_a_note_that_tells_who_somebody_is_is_mended_or_explained_before_signing(page: Page, server: Server) -> None:
    enrol(page, server)
    person = a_person(page)
    alone(page)
    to(page, f"i/tiny/free_to_go/{person}")
    page.get_by_label("Present", exact=True).check()
    page.get_by_text("+ Note").click()
    page.get_by_label("What you saw or heard").fill("The door is locked, said Rosa, call 519 555 0142.")
    expect(page.get_by_text("could tell who somebody is (a name, a telephone number)")).to_be_visible()
    see(page, "note-warned")
    page.get_by_role("button", name="Save the note").click()
    to(page, "close")
    expect(page.get_by_role("heading", name="Before anybody signs")).to_be_visible()
    expect(page.locator("mark")).to_have_text(["Rosa", "519 555 0142"])
    expect(page.get_by_role("link", name="Inspector signs")).to_have_count(0)
    see(page, "mend")
    to(page, "sign/inspector")
    expect(page.get_by_role("heading", name="Before anybody signs")).to_be_visible()
    page.get_by_role("link", name="Mend the note").click()
    page.get_by_label("What you saw or heard").fill("The door is locked by Bolt.")
    page.get_by_role("button", name="Save the note").click()
    to(page, "close")
    expect(page.locator("mark")).to_have_text(["Bolt"])
    page.get_by_role("button", name="It stays").click()
    expect(page.get_by_text("Say why it stays.", exact=True)).to_be_visible()
    page.get_by_label("Why it stays").fill("The make of the lock")
    page.get_by_role("button", name="It stays").click()
    expect(page.get_by_role("link", name="Inspector signs")).to_be_visible()
    expect(page.get_by_role("heading", name="Before anybody signs")).to_have_count(0)
    assert re.fullmatch(r"[0-9a-f]{64}", last_value(page, "note_stays")["why"])


def test_a_slip_is_shown_once_and_its_digits_are_nowhere_on_the_tablet(page: Page, server: Server) -> None:
    enrol(page, server)
    person = a_person(page)
    alone(page)
    to(page, f"slip/{person}")
    page.get_by_role("button", name="Make a slip").click()
    digits = page.locator(".slip-digits").inner_text()
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", digits)
    see(page, "slip")
    page.emulate_media(media="print")
    expect(page.locator(".slip")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    page.emulate_media(media="screen")
    assert digits.replace(" ", "") not in json.dumps(events(page)) and digits not in page.title() + page.url
    reload(page)
    expect(page.get_by_text("A slip was made for this person before.")).to_be_visible()
    expect(page.locator(".slip-digits")).to_have_count(0)


def test_the_inspectors_hints_open_by_a_tap_and_close_by_themselves(page: Page, server: Server) -> None:
    enrol(page, server)
    page.clock.install()
    person = a_person(page)
    alone(page)
    to(page, f"i/tiny/passports_kept/{person}")
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Present", exact=True).check()
    to(page, "eyes")
    expect(page.get_by_text("Restriction of movement")).to_have_count(0)
    expect(page.get_by_text("Physical and sexual violence")).to_have_count(0)
    page.get_by_role("button", name="Nobody is looking: open").click()
    expect(page.get_by_text("Physical and sexual violence")).to_be_visible()
    expect(page.get_by_text("Retention of identity documents")).to_have_count(0)
    see(page, "eyes")
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("button", name="Nobody is looking: open")).to_be_visible()
    expect(page.get_by_text("Physical and sexual violence")).to_have_count(0)


def test_the_hour_of_return_is_set_overdue_and_taken_back(page: Page, server: Server) -> None:
    enrol(page, server)
    to(page, "")
    page.evaluate(f"location.hash = '#/v/{VISIT}'")
    expect(page.get_by_text("When will you be back?")).to_be_visible()
    see(page, "visit-safety")
    page.clock.install(time="2026-11-24T15:00:00Z")
    to(page, "back")
    page.get_by_role("button", name="Save the hour").click()
    expect(page.get_by_text("Give an hour, such as 16:30.")).to_be_visible()
    at = page.evaluate("() => new Date(Date.now() + 600000).toTimeString().slice(0, 5)")
    page.get_by_label("Back by").fill(at)
    page.get_by_role("button", name="Save the hour").click()
    expect(page.get_by_text(f"Expected back at {at}")).to_be_visible()
    page.clock.fast_forward(20 * 60_000)
    to(page, "leave")
    expect(page.get_by_role("heading", name="Break")).to_be_visible()
    page.get_by_role("button", name="What to do").click()
    see(page, "leave")
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_text(f"You said you would be back at {at}")).to_be_visible()
    sms = page.get_by_role("link", name="Write to the duty desk").get_attribute("href")
    assert sms == "sms:?&body=Please%20call%20me%20when%20you%20can."
    see(page, "overdue")
    page.get_by_role("button", name="We are back and safe").click()
    expect(page.get_by_text("The team is back")).to_be_visible()
    assert last_value(page, "expected_back") == {"back_by": None}


def test_an_item_is_found_by_its_words_in_either_language(page: Page, server: Server) -> None:
    enrol(page, server)
    page.evaluate(f"location.hash = '#/v/{VISIT}'")
    page.get_by_label("Find an item by its words").fill("detient PASSEPORTS")
    expect(page.get_by_text("Items found: 1")).to_be_visible()
    see(page, "found")
    page.get_by_role("link", name="Someone else holds the passports").click()
    expect(page.get_by_role("heading", name="Someone else holds the passports")).to_be_visible()


def test_a_photo_of_a_person_case_is_kept_only_covered(page: Page, server: Server, house: people.House) -> None:
    enrol(page, server)
    person = a_person(page)
    alone(page)
    to(page, f"photo/tiny/talk/free_to_go/{person}")
    page.get_by_role("button", name="Take the photo").click()
    expect(page.get_by_role("heading", name="Cover faces and papers")).to_be_visible()
    page.get_by_role("button", name="Keep the covered photo").click()
    expect(page.get_by_text("Cover what could show who somebody is")).to_be_visible()
    canvas = page.locator("canvas.mask")
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    expect(page.get_by_text("Boxes: 1")).to_be_visible()
    page.get_by_role("button", name="Add a box").click()
    canvas.press("ArrowRight")
    canvas.press("Shift+ArrowDown")
    expect(page.get_by_text("Boxes: 2")).to_be_visible()
    see(page, "mask")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Boxes: 1")).to_be_visible()
    page.get_by_role("button", name="Keep the covered photo").click()
    expect(page.get_by_role("link", name="Photos: 1")).to_be_visible()
    to(page, "sent")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("If this tablet is lost now, you lose: entries 0, photos 0.")).to_be_visible()
    evidence = house.settings.evidence
    [(name,)] = tablet.rows(house.database, "select hash from blobs where kind = 'photo'")
    with Image.open(evidence / original(name)) as picture:
        dots = picture.convert("L").resize((40, 40)).tobytes()
    assert max(dots) > 100 and max(dots[40 * 10 + 8 : 40 * 10 + 12]) < 12


def test_a_nearly_full_tablet_takes_no_photo_and_says_so(page: Page, server: Server) -> None:
    enrol(page, server)
    page.add_init_script("navigator.storage.estimate = async () => ({usage: 9e8, quota: 1e9})")
    reload(page)
    to(page, "photo/tiny/documents/passports_kept")
    expect(page.get_by_text("This tablet is nearly full: no photo is taken")).to_be_visible()
    expect(page.get_by_role("button", name="Take the photo")).to_have_count(0)
    see(page, "photo-full")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("This tablet is nearly full: no photo is taken")).to_be_visible()
