"""An inspector's day in a real browser, with a real server that stops and starts."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.web import ROOT
from tests import people
from tests.journeys.tablet_page import Server, enrol, last_value, reload, see, ship
from tests.tablet import VISIT, rows


def test_a_visit_without_signal_survives_a_reload_and_is_received_whole(
    page: Page, server: Server, instance: people.Instance
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    enrol(page, server)
    see(page, "today")
    server.stop()
    page.context.set_offline(True)
    page.get_by_role("link", name="Greenhouse 4").click()
    see(page, "visit")
    page.get_by_role("link", name="Arrival").click()
    page.get_by_role("button", name="I am here").click()
    page.get_by_role("link", name="Entry").click()
    page.get_by_label("Identification shown").check()
    page.get_by_label("Entered", exact=True).check()
    see(page, "entry")
    page.get_by_role("button", name="Save").click()
    page.locator("a[href$='/s/documents']").click()
    page.locator("main a[href*='/i/tiny/']").first.click()
    page.get_by_label("Present", exact=True).check()
    page.get_by_label("I saw it").check()
    page.get_by_text("+ Note").click()
    page.get_by_label("What you saw or heard").fill("Eleven passports in a safe.")
    page.get_by_role("button", name="Save the note").click()
    see(page, "item")
    page.get_by_role("link", name="Photo").click()
    page.get_by_role("button", name="Take the photo").click()
    expect(page.get_by_role("link", name="Photos: 1")).to_be_visible()
    reload(page)
    expect(page.get_by_label("Present", exact=True)).to_be_checked()
    expect(page.get_by_label("I saw it")).to_be_checked()
    expect(page.get_by_label("What you saw or heard")).to_have_value("Eleven passports in a safe.")
    finish(page)
    expect(page.get_by_text("On this tablet only")).to_be_visible()
    server.start()
    page.context.set_offline(False)
    page.get_by_role("link", name="saved").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("Received by the ministry")).to_be_visible()
    see(page, "sent")
    held = {row[0] for row in rows(instance.database, "select hash from events")}
    named = page.evaluate("""() => new Promise((done) => { const ask = indexedDB.open("spotcheck");
        ask.onsuccess = () => { const get = ask.result.transaction("receipts").objectStore("receipts").getAll();
        get.onsuccess = () => done(get.result[0].receipt.events); }; })""")
    assert set(named) == held and len(held) >= 10
    assert rows(instance.database, f"select state from visits where id = '{VISIT}'") == [("closed",)]
    kinds = "select kind, count(*) from blobs group by kind order by kind"
    assert rows(instance.database, kinds) == [("photo", 1), ("signature", 1), ("text", 2)]
    assert rows(instance.database, "select state, why from events where state != 'stored'") == []
    assert errors == []


def test_what_is_typed_and_not_saved_is_there_after_a_reload(page: Page, server: Server) -> None:
    enrol(page, server)
    server.stop()
    page.context.set_offline(True)
    typed = {
        "arrival": {"Where you are, in words": "Behind the barn", "Position from a map": "42.0534, -82.5998"},
        "entry": {
            "Minutes of delay": "12",
            "Refused or delayed by whom": "The foreman",
            "Their exact words": "Wait.",
            "Act": "Employment Standards Act",
            "Section or appointment number": "91",
        },
        "dwelling": {"Language in which it was asked": "Spanish", "Warrant number": "W-7"},
        "kind": {"Why": "Passports in a safe"},
        "close": {"The employer’s reply": "We will return them."},
        "sign/employer": {"Name, typed": "R. Example"},
    }
    for screen, fields in typed.items():
        page.evaluate(f"location.hash = '#/v/{VISIT}/{screen}'")
        for label, words in fields.items():
            page.get_by_label(label, exact=True).clear()
            page.get_by_label(label, exact=True).press_sequentially(words)
    page.get_by_label("Refused to sign").check()
    reload(page)
    expect(page.get_by_label("Refused to sign")).to_be_checked()
    for screen, fields in typed.items():
        page.evaluate(f"location.hash = '#/v/{VISIT}/{screen}'")
        for label, words in fields.items():
            expect(page.get_by_label(label, exact=True)).to_have_value(words)
    expect(page.get_by_text("Typed before, not saved yet.")).to_have_count(1)
    page.get_by_role("button", name="Save").click()
    page.evaluate(f"location.hash = '#/v/{VISIT}/sign/employer'")
    expect(page.get_by_text("Typed before, not saved yet.")).to_have_count(0)


def test_a_note_left_for_the_next_tap_is_not_undone_by_it(page: Page, server: Server) -> None:
    enrol(page, server)
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Present", exact=True).check()
    page.get_by_text("+ Note").click()
    page.get_by_label("What you saw or heard").press_sequentially("In a safe.")
    # Leaving the field and tapping, in one turn of the browser: the slowest tablet could not come closer.
    page.evaluate("""() => { document.querySelector("textarea").dispatchEvent(new Event("change"));
        document.querySelector("input[value=observed]").click(); }""")
    expect(page.locator(".saved")).to_have_attribute("data-saved", "3")
    reload(page)
    expect(page.get_by_label("I saw it")).to_be_checked()
    expect(page.get_by_label("What you saw or heard")).to_have_value("In a safe.")
    assert last_value(page, "answered")["note"] is not None


def test_a_poor_position_asks_for_a_pin_and_a_reason(page: Page, server: Server) -> None:
    enrol(page, server)
    page.context.set_geolocation({"latitude": 42.05, "longitude": -82.6, "accuracy": 400})
    page.evaluate(f"location.hash = '#/v/{VISIT}/arrival'")
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_text("The position is good to 400 m only")).to_be_visible()
    page.get_by_label("Where you stand").select_option("typed")
    page.get_by_label("Position from a map").fill("behind the barn")
    page.get_by_label("Where you are, in words").fill("No sky in the packing hall")
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_text("This is not a position")).to_be_visible()
    page.get_by_label("Position from a map").fill("42.0534, -82.5998")
    see(page, "arrival")
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_role("link", name="Arrival Done")).to_be_visible()
    assert last_value(page, "arrived")["pin"] == {"lat": 42.0534, "lon": -82.5998, "acc": 100}


def test_the_way_to_the_gate_is_drawn_without_signal(page: Page, server: Server) -> None:
    enrol(page, server)
    server.stop()
    page.context.set_offline(True)
    page.context.set_geolocation({"latitude": 42.0480, "longitude": -82.6020, "accuracy": 15})
    page.evaluate(f"location.hash = '#/v/{VISIT}/arrival'")
    page.get_by_role("button", name="Show where I stand").click()
    way = "The site entrance is 277 m to the north-east; the position is good to 15 m."
    expect(page.get_by_text(way)).to_be_visible()
    see(page, "way")
    expect(page.locator(".saved")).to_have_attribute("data-saved", "0")


def test_from_the_moment_it_is_an_investigation_documents_cannot_be_demanded(page: Page, server: Server) -> None:
    enrol(page, server)
    page.get_by_role("link", name="Greenhouse 4").first.click()
    page.get_by_role("link", name="Inspection or investigation").click()
    page.get_by_role("button", name="From now on").click()
    expect(page.get_by_text("Write why you decided this.")).to_be_visible()
    page.get_by_label("Why").fill("Passports in a safe")
    see(page, "kind")
    page.get_by_role("button", name="From now on").click()
    expect(page.get_by_text("An investigation since")).to_be_visible()
    page.get_by_role("link", name="Visit").click()
    see(page, "investigation")
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    expect(page.get_by_text("Locked: this is an investigation")).to_be_visible()
    expect(page.get_by_label("Present", exact=True)).to_have_count(0)
    see(page, "locked")
    assert last_value(page, "kind") == {"kind": "investigation", "reason": "Passports in a safe"}


def test_the_language_changes_in_the_middle_of_a_visit_offline_without_the_pin_and_loses_nothing(
    page: Page, server: Server
) -> None:
    enrol(page, server)
    server.stop()
    page.context.set_offline(True)
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Present", exact=True).check()
    page.get_by_text("+ Note").click()
    page.get_by_label("What you saw or heard").fill("In a safe, half a no")
    page.evaluate("location.hash = '#/'")
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("heading", name="Aujourd’hui")).to_be_visible()
    expect(page.get_by_role("link", name="Code source")).to_be_visible()
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    expect(page.get_by_role("heading", name="Quelqu’un d’autre détient les passeports")).to_be_visible()
    expect(page.get_by_label("Présent", exact=True)).to_be_checked()
    expect(page.get_by_label("Ce que vous avez vu ou entendu")).to_have_value("In a safe, half a no")
    see(page, "mid-visit-fr")


def test_without_an_appointment_under_the_act_no_order_is_given(page: Page, server: Server) -> None:
    enrol(page, server, "supervisor")
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Present", exact=True).check()
    page.evaluate(f"location.hash = '#/v/{VISIT}/close'")
    expect(page.get_by_text("You hold no appointment under this Act")).to_be_visible()
    expect(page.get_by_role("button", name="Give this order")).to_have_count(0)
    see(page, "no-power")


def finish(page: Page) -> None:
    page.evaluate(f"location.hash = '#/v/{VISIT}/people'")
    page.get_by_role("button", name="Add a person").click()
    page.get_by_label("18 or over").check()
    alone(page)
    see(page, "person")
    page.get_by_role("link", name="Talk").click()
    page.get_by_label("Not present", exact=True).check()
    expect(page.get_by_text("1 of 1")).to_be_visible()
    page.evaluate(f"location.hash = '#/v/{VISIT}/close'")
    page.get_by_role("button", name="Give this order").click()
    page.get_by_label("The employer’s reply").fill("We will return them.")
    page.get_by_role("button", name="Save the reply").click()
    see(page, "close")
    page.get_by_role("link", name="Inspector signs").click()
    see(page, "sign")
    box = page.locator("canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 120, steps=6)
    page.mouse.up()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Employer signs").click()
    page.get_by_label("Refused to sign").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Finish and send").click()


def alone(page: Page) -> None:
    """Records the setting of a talk: nobody saw, nobody heard, nobody interpreted."""
    page.get_by_role("group", name="Who could see you?").get_by_label("Nobody").check()
    page.get_by_role("group", name="Who could hear you?").get_by_label("Nobody").check()
    page.get_by_role("group", name="Interpreter").get_by_label("None").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Questions")).to_be_visible()


SHIPPED = ("core-spot-check", "documents-and-pay", "employer-housing", "private-interview", "recruiters-and-fees")


@pytest.mark.slow
def test_every_item_of_every_shipped_checklist_can_be_shown_in_both_languages(
    page: Page, server: Server, instance: people.Instance
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    visit = ship(instance, "e5" * 16, *SHIPPED)
    enrol(page, server)
    page.evaluate(f"location.hash = '#/v/{visit}/people'")
    page.get_by_role("button", name="Add a person").click()
    expect(page.get_by_role("heading", name="Person A1")).to_be_visible()
    person = page.url.rsplit("/", 1)[1]
    for language in ("en", "fr"):
        for key, item, row in items(instance, person):
            page.evaluate(f"location.hash = '#/v/{visit}/i/{key}/{item['id']}{row}'")
            expect(page.locator("h1")).to_have_text(item["ask"][language])
            if item["id"] in ("program", "fear_silence"):
                see(page, f"real-{item['id']}-{language}")
        page.evaluate("location.hash = '#/'")
        page.get_by_role("button", name="Français" if language == "en" else "English").click()
        expect(page.locator(f"html[lang='{'fr' if language == 'en' else 'en'}']")).to_have_count(1)
        page.get_by_role("button", name="English" if language == "en" else "Français").wait_for()
    assert errors == []


def items(instance: people.Instance, person: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """(checklist, item, the rest of its address) of everything shipped for a visit."""
    with instance.database.reading() as tx:
        trees = [json.loads(checklists_store.newest(tx, key).frozen_json) for key in SHIPPED]
    for tree in trees:
        for section in tree["sections"]:
            for item in section["items"]:
                yield tree["key"], item, f"/{person}" if section.get("repeat") else ""


@pytest.mark.slow
def test_the_core_spot_check_takes_no_more_taps_than_the_documents_say(
    page: Page, server: Server, instance: people.Instance
) -> None:
    visit = ship(instance, "e4" * 16, "core-spot-check")
    enrol(page, server)
    page.evaluate(f"location.hash = '#/v/{visit}'")
    taps = items = 0
    situations = page.locator("main .stops a[href*='/s/']")
    expect(situations.first).to_be_visible()
    titles = [one.split("\n")[0] for one in situations.all_inner_texts()]
    for title in titles:
        situations.filter(has=page.get_by_text(title, exact=True)).click()
        expect(page.locator("h1")).to_have_text(title)
        link = page.locator("main .stops a[href*='/i/']").first
        more = link.count() == 1
        taps += 1 + more
        if more:
            link.click()
        while more:
            expect(page.locator(".thumbs .main")).to_be_visible()
            asked = page.locator("h1").inner_text()
            absent = page.get_by_label("Not present", exact=True)
            if absent.count():
                absent.check()
                taps += 1
            items, taps = items + 1, taps + 1
            onward = page.locator(".thumbs .main")
            more = "Done" not in onward.inner_text()
            onward.click()
            expect(page.locator("h1")).not_to_have_text(asked)
        page.get_by_role("link", name="‹ Visit").click()
        expect(situations.first).to_be_visible()
        taps += 1
    assert f"{items} items in {taps} taps" in (ROOT / "docs" / "architecture.md").read_text().replace("\n", " ")
