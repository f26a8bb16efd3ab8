"""Two tablets of one team without signal: what they mend and answer apart is kept, shown and decided by a person."""

import pytest
from playwright.sync_api import Browser, Page, expect

from inspect_app.actions.fieldwork.projection import inspection
from inspect_app.store.register import sites as sites_store
from tests import people
from tests.journeys import browser
from tests.journeys.tablet_page import Server, enrol, last_value, see, to
from tests.tablet import VISIT

SITE = "2" * 32
SEND = "async () => { await (await import('/static/tablet/network/sync.mjs')).drain(); }"
FETCH = "async () => (await import('/static/tablet/network/team_events.mjs')).fetchBeside()"


@pytest.fixture
def chromium(camera_chromium: Browser) -> Browser:
    return camera_chromium


def tablet_of(chromium: Browser, server: Server, person: str) -> Page:
    context = chromium.new_context(
        viewport={"width": 820, "height": 1180},
        geolocation={"latitude": 42.05, "longitude": -82.6},
        permissions=["geolocation", "camera"],
    )
    context.set_default_timeout(browser.PATIENCE_MS)
    page = context.new_page()
    enrol(page, server, person)
    context.set_offline(True)
    return page


def correction(page: Page, field: str, label: str, typed: str) -> None:
    to(page, f"known/{field}")
    page.get_by_label(label, exact=True).fill(typed)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Correct site details")).to_be_visible()


def online(page: Page) -> None:
    page.context.set_offline(False)
    page.evaluate(SEND)


def headcount(instance: people.Instance) -> int | None:
    with instance.database.reading() as tx:
        return sites_store.get(tx, SITE).headcount


def test_two_tablets_mend_one_field_apart_and_the_officer_decides(
    chromium: Browser, server: Server, instance: people.Instance
) -> None:
    one, other = tablet_of(chromium, server, "inspector"), tablet_of(chromium, server, "supervisor")
    to(one, "")
    one.get_by_role("link", name="Correct site details").click()
    expect(one.get_by_role("heading", name="Correct site details")).to_be_visible()
    see(one, "known-list")
    correction(one, "site/headcount", "Workers on site", "40")
    expect(one.get_by_role("link", name="Workers on site")).to_contain_text("40 · corrected here")
    correction(one, "site/hazards", "Hazards and the safe way out", "A loose dog; leave by the north gate")
    correction(other, "site/headcount", "Workers on site", "55")
    correction(other, "site/city", "City or township", "Kingsville")
    online(one)
    online(other)
    with instance.database.reading() as tx:
        site = sites_store.get(tx, SITE)
    assert (site.hazards, site.city) == ("A loose dog; leave by the north gate", "Kingsville")
    assert site.headcount in (40, 55)
    officer = chromium.new_page()
    browser.sign_in(officer, server.address, "officer@fair-work.example", people.PASSWORD)
    officer.goto(f"{server.address}/desk/corrections")
    see(officer, "corrections")
    officer.get_by_role("link", name="Greenhouse 4").click()
    expect(officer.get_by_role("heading", name="Two values came for: Workers on site")).to_be_visible()
    see(officer, "two-values")
    officer.get_by_label("55", exact=False).check()
    officer.get_by_label("Reason").fill("The second team counted at the bunkhouse too")
    officer.get_by_role("button", name="Decide").click()
    expect(officer.get_by_role("heading", name="Two values came for")).to_have_count(0)
    expect(officer.get_by_text("The second team counted at the bunkhouse too")).to_be_visible()
    see(officer, "decided")
    assert headcount(instance) == 55


def test_a_tablet_that_hears_of_the_other_shows_both_and_its_inspector_may_choose(
    chromium: Browser, server: Server, instance: people.Instance
) -> None:
    one, other = tablet_of(chromium, server, "inspector"), tablet_of(chromium, server, "supervisor")
    for page, count, said in ((one, "40", "Present"), (other, "55", "Not present")):
        correction(page, "site/headcount", "Workers on site", count)
        to(page, "i/tiny/passports_kept")
        page.get_by_label(said, exact=True).check()
        expect(page.locator(".saved")).to_have_attribute("data-saved", "2")
    online(other)
    online(one)
    # Whether this call brought them or the page had by itself: what came is shown below.
    one.evaluate(FETCH)
    to(one, "known/site/headcount")
    expect(one.get_by_text("Two tablets wrote differently")).to_be_visible()
    see(one, "known-differ")
    one.get_by_role("button", name="55").click()
    expect(one.get_by_role("link", name="Workers on site")).to_contain_text("55")
    to(one, "close")
    expect(one.get_by_text("Items with two answers: 1")).to_be_visible()
    see(one, "close-differ")
    to(one, "i/tiny/passports_kept")
    expect(one.get_by_text("Two tablets answered differently")).to_be_visible()
    see(one, "item-differ")
    one.get_by_role("button", name="Not present").click()
    expect(one.get_by_text("Two tablets answered differently")).to_have_count(0)
    expect(one.get_by_label("Not present", exact=True)).to_be_checked()
    one.evaluate(SEND)
    assert headcount(instance) == 55
    with instance.database.reading() as tx:
        told = inspection(tx, VISIT)
    assert [(one.value, one.differs) for one in told.answers] == [("not_present", ())]
    assert not any(correction["differs"] for correction in told.corrections)


def test_every_kind_of_field_is_typed_without_signal_and_what_does_not_fit_is_told(
    chromium: Browser, server: Server, instance: people.Instance
) -> None:
    page = tablet_of(chromium, server, "inspector")
    to(page, "known/site/postal")
    page.get_by_label("Postal code", exact=True).fill("90210")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("not a Canadian postal code")).to_be_visible()
    correction(page, "site/postal", "Postal code", "n8h 0a1")
    correction(page, "employer/trading", "Trading name", "Copper Lantern Produce")
    correction(page, "site/season_from", "Season begins", "2027-04-15")
    for field, choice in (("site/languages", "Español"), ("site/dwelling", "Yes"), ("employer/size_band", "20-99")):
        to(page, f"known/{field}")
        page.get_by_label(choice, exact=True).check()
        see(page, field.replace("/", "-"))
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="Correct site details")).to_be_visible()
    to(page, "known/site/shifts")
    page.get_by_label("Shifts and payday", exact=True).fill("Ask Maria Lopez, 519-555-0142")
    expect(page.get_by_text("519-555-0142”")).to_be_visible()
    see(page, "known-trace")
    changes = last_value(page, "corrected")["changes"]
    assert changes == {"size_band": {"from": None, "to": "20-99"}}
    online(page)
    with instance.database.reading() as tx:
        site = sites_store.get(tx, SITE)
    assert (site.postal, str(site.season_from), site.languages, site.dwelling) == (
        "N8H 0A1",
        "2027-04-15",
        ["es"],
        True,
    )
