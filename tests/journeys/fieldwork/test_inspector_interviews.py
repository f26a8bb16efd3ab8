"""Talking with people: the draw, the setting, a worker alone with the questions, notes, slips and coming back."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inspect_app.adapters.data import languages
from inspect_app.adapters.media import voices
from tests import people
from tests.journeys.fieldwork.test_inspector import alone
from tests.journeys.tablet_page import Server, enrol, last_value, reload, see, ship, to
from tests.tablet import VISIT

INTERVIEWS = "e7" * 16
ALL = {one.code for one in languages.all_of_them() if not one.missing}


@pytest.fixture
def core(instance: people.Instance) -> str:
    """A visit that carries the shipped private interview and spot check; its id."""
    return ship(instance, INTERVIEWS, "core-spot-check", "private-interview")


def a_person(page: Page, visit: str = VISIT) -> str:
    to(page, "people", visit)
    page.get_by_role("button", name="Add a person").click()
    expect(page.get_by_role("heading", name="Person A1")).to_be_visible()
    return page.url.rsplit("/", 1)[1]


def events(page: Page, visit: str = VISIT) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = page.evaluate(
        """async (visit) => {
        const hand = await import("/static/tablet/storage/open_visit.mjs");
        return hand.eventsOf(visit, (await hand.openVisit(visit)).held); }""",
        visit,
    )
    return kept


def test_whom_to_ask_is_drawn_and_only_numbers_are_kept(page: Page, server: Server) -> None:
    enrol(page, server)
    to(page, "draw")
    page.get_by_role("button", name="Draw").click()
    expect(page.get_by_text("Say how many people are on at least one shift.")).to_be_visible()
    page.get_by_label("People on the day shift").fill("14")
    page.get_by_label("People on the night shift").fill("4")
    page.get_by_label("How many private interviews?").fill("5")
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
        ("drawn", {"people": 18, "interviews": 5}),
        ("rights_briefing", {"n": 13}),
    ]
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
    page.get_by_role("button", name="Interview starts").click()
    expect(page.get_by_text("0 of about 10 minutes.")).to_be_visible()
    see(page, "talk")
    assert last_value(page, "case_setting") == {
        "seen_by": "employer",
        "heard_by": "nobody",
        "interpreter": "phone",
        "number": "ON-114",
        "language": "es",
        "no_tie": False,
        "accepted": True,
    }


def test_a_worker_answers_alone_and_cannot_reach_the_inspectors_screens(page: Page, server: Server, core: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    enrol(page, server)
    person = a_person(page, core)
    to(page, f"alone/{person}", core)
    expect(page.get_by_text("Record the interview privacy first.")).to_be_visible()
    expect(page.get_by_role("button", name="Hand over").first).to_be_disabled()
    to(page, f"person/{person}", core)
    alone(page)
    to(page, f"i/private-interview/agreed/{person}", core)
    page.get_by_label("Yes", exact=True).check()
    server.stop()
    page.context.set_offline(True)
    to(page, f"alone/{person}", core)
    expect(page.get_by_text("Text only: no voice has been recorded.")).to_have_count(len(ALL - voices.VOICES.keys()))
    expect(page.get_by_text("Its voice is not on this tablet yet")).to_have_count(len(ALL & voices.VOICES.keys()))
    expect(page.locator("li.drawn .stop-title").first).to_have_text("English")
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
    page.get_by_role("link", name="Correct the note").click()
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
    page.get_by_role("button", name="Make a take-away code").click()
    digits = page.locator(".slip-digits").inner_text()
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", digits)
    see(page, "slip")
    page.emulate_media(media="print")
    expect(page.locator(".slip")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    page.emulate_media(media="screen")
    assert digits.replace(" ", "") not in json.dumps(events(page)) and digits not in page.title() + page.url
    reload(page)
    expect(page.get_by_text("A take-away code was made for this person before.")).to_be_visible()
    expect(page.locator(".slip-digits")).to_have_count(0)
