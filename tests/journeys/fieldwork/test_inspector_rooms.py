"""Rooms counted one by one, an amount as people write it, and a question that another checklist has asked already."""

from playwright.sync_api import Page, expect

from inspect_app.actions.fieldwork import projection as projection_actions
from inspect_app.store.checklists import checklists as checklists_store
from tests import people, tablet
from tests.conftest import NOW
from tests.journeys.tablet_page import Server, enrol, last_value, see, to

VISIT = "e7" * 16
DRAIN = "async () => (await import('/static/tablet/network/sync.mjs')).drain()"
ROOMS = """
format: 1
key: rooms
n: 1
kind: housing
title: {en: Rooms, fr: Chambres}
sections:
  - id: site
    title: {en: Rent, fr: Loyer}
    situation: walk
    items:
      - id: rent
        ask: {en: Rent taken each month, fr: Loyer pris chaque mois}
        type: money
        max: "5000"
      - id: papers
        ask: {en: Passports are kept elsewhere, fr: Les passeports sont gardés ailleurs}
        guidance: {what: {en: Papers are kept away., fr: Les papiers sont retenus.}}
        type: indicator
        indicators: ["ilo11:7"]
        same_as: tiny/passports_kept
  - id: rooms
    title: {en: Sleeping rooms, fr: Chambres à coucher}
    situation: walk
    repeat: {of: room, label: {en: Room, fr: Chambre}, max: 2}
    items:
      - id: beds
        ask: {en: Beds in this room, fr: Lits dans cette chambre}
        type: count
        max: 40
"""


def planned(instance: people.Instance) -> None:
    frozen, hash = tablet.frozen(ROOMS)
    with instance.database.writing() as tx:
        checklists_store.add(
            tx, checklists_store.Version("rooms", 1, "written", "published", ROOMS, frozen, hash, None, NOW)
        )
    tablet.plan(instance.database, NOW, visit_id=VISIT, keys=("tiny", "rooms"))


def test_rooms_an_amount_and_a_shared_question_come_from_the_tablet_to_the_ministry(
    page: Page, server: Server, instance: people.Instance
) -> None:
    planned(instance)
    enrol(page, server)
    to(page, "i/rooms/rent", VISIT)
    field = page.get_by_label("Answer")
    field.fill("1.204")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This may be read as two different numbers.")).to_be_visible()
    field.fill("450,5")
    expect(page.get_by_text("= $450.50")).to_be_visible()
    see(page, "typed")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    assert last_value(page, "answered", VISIT)["value"] == "450.50"
    to(page, "i/tiny/passports_kept", VISIT)
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "2")
    to(page, "i/rooms/papers", VISIT)
    expect(page.get_by_label("Present", exact=True)).to_be_checked()
    for beds, events in (("3", 4), ("4", 6)):
        to(page, "rows/rooms/rooms", VISIT)
        page.get_by_role("button", name="Add: Room").click()
        page.get_by_label("Answer").fill(beds)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".saved")).to_have_attribute("data-saved", str(events))
    to(page, "rows/rooms/rooms", VISIT)
    expect(page.get_by_text("This list has room for 2.")).to_be_visible()
    page.get_by_text("Remove", exact=True).first.click()
    see(page, "rows")
    page.get_by_role("button", name="Remove: Room 1").click()
    expect(page.get_by_text("Removed: 1")).to_be_visible()
    page.evaluate(DRAIN)
    with instance.database.reading() as tx:
        told = projection_actions.inspection(tx, VISIT)
    assert [(one.item, one.value) for one in told.answers] == [
        ("rent", "450.50"),
        ("passports_kept", "present"),
        ("beds", 4),
    ]
    assert [one.value for one in told.removed_answers] == [3] and set(told.same_as.values()) == {"tiny/passports_kept"}
