"""What lies beside the talks: hints, the hour of return, finding an item, covered photos, a full tablet."""

from PIL import Image
from playwright.sync_api import Page, expect

from inspect_app.adapters.media.evidence import original
from tests import people, tablet
from tests.journeys.fieldwork.test_inspector import alone
from tests.journeys.fieldwork.test_inspector_interviews import a_person
from tests.journeys.tablet_page import Server, enrol, last_value, reload, see, to


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
    expect(page.get_by_text("When will you be back?")).to_be_visible()
    see(page, "visit-safety")
    page.clock.install(time="2026-11-24T15:00:00Z")
    to(page, "back")
    page.get_by_role("button", name="Save the hour").click()
    expect(page.get_by_text("Give an hour, such as 16:30.")).to_be_visible()
    # The hour of the site, whatever the clock of the tablet is set to.
    there = "{ timeZone: 'America/Toronto', hour: '2-digit', minute: '2-digit' }"
    at = page.evaluate(f"() => new Date(Date.now() + 600000).toLocaleTimeString('en-GB', {there})")
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
    to(page, "")
    page.get_by_label("Find an item by its words").fill("detient PASSEPORTS")
    expect(page.get_by_text("Items found: 1")).to_be_visible()
    see(page, "found")
    page.get_by_role("link", name="Someone else holds the passports").click()
    expect(page.get_by_role("heading", name="Someone else holds the passports")).to_be_visible()


def test_a_photo_of_a_person_case_is_kept_only_covered(page: Page, server: Server, instance: people.Instance) -> None:
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
    expect(page.get_by_text("If this tablet is lost now, you lose: answers 0, photos 0.")).to_be_visible()
    evidence = instance.settings.evidence
    [(name,)] = tablet.rows(instance.database, "select hash from blobs where kind = 'photo'")
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
