"""A tablet in the wrong hands: locked, hidden, with ten wrong PINs, or handed to the next person."""

from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.tablet_page import PIN, SYNC, Server, enrol, see, unlock
from tests.tablet import VISIT, rows


def test_a_locked_tablet_shows_nothing_and_sends_all_the_same(
    page: Page, server: Server, instance: people.Instance
) -> None:
    enrol(page, server)
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.context.set_offline(True)
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    page.get_by_role("link", name="Hide this screen").click()
    see(page, "neutral")
    assert "Greenhouse" not in page.content() and "passport" not in page.content()
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_text("Waiting to be sent: 1")).to_be_visible()
    see(page, "lock")
    page.context.set_offline(False)
    page.evaluate("async () => (await import('/static/tablet/network/sync.mjs')).drain()")
    assert rows(instance.database, "select what, state from events") == [("answered", "stored")]
    unlock(page)
    expect(page.get_by_role("link", name="Greenhouse 4").first).to_be_visible()


def test_a_tablet_left_alone_for_five_minutes_locks_itself(page: Page, server: Server) -> None:
    page.clock.install()
    enrol(page, server)
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    expect(page.get_by_role("heading", name="Someone else holds the passports")).to_be_visible()
    page.clock.fast_forward("04:30")
    page.get_by_text("+ Note").click()
    page.clock.fast_forward("04:30")
    expect(page.get_by_role("heading", name="Someone else holds the passports")).to_be_visible()
    page.clock.fast_forward("01:00")
    expect(page.get_by_label("Passcode", exact=True)).to_be_visible()
    assert "passport" not in page.content() and page.url.endswith("#/")


def test_ten_wrong_pins_and_half_a_visit_still_arrives_and_goes_on_under_a_new_one(
    page: Page, server: Server, instance: people.Instance
) -> None:
    page.clock.install()
    enrol(page, server)
    server.stop()
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    page.get_by_role("link", name="Hide this screen").click()
    page.get_by_role("link", name="Back").click()
    for tried in range(10):
        page.clock.fast_forward("10:00")
        page.get_by_label("Passcode", exact=True).fill(f"wrong {tried}")
        page.get_by_role("button", name="Open").click()
        if tried < 9:
            expect(page.get_by_text("Not the right passcode")).to_be_visible()
        if tried == 4:
            page.get_by_label("Passcode", exact=True).fill(PIN)
            page.get_by_role("button", name="Open").click()
            expect(page.get_by_text("Too soon")).to_be_visible()
    expect(page.get_by_role("heading", name="This tablet has no passcode any more")).to_be_visible()
    see(page, "pin-gone")
    server.start()
    page.goto(f"{server.address}/tablet/")
    page.get_by_label("Choose a passcode").fill("another tall maple")
    page.get_by_label("Confirm").fill("another tall maple")
    page.get_by_role("button", name="Set the new passcode").click()
    expect(page.get_by_role("link", name="Greenhouse 4").first).to_be_visible()
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Not present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "2")
    page.evaluate("async () => (await import('/static/tablet/network/sync.mjs')).drain()")
    assert rows(instance.database, "select seq, state from events order by seq") == [(1, "stored"), (2, "stored")]


def test_what_is_closed_can_be_read_by_the_ministry_only(page: Page, server: Server, instance: people.Instance) -> None:
    enrol(page, server)
    server.stop()
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    page.evaluate(
        """async (id) => { const hand = await import('/static/tablet/storage/open_visit.mjs');
        await hand.sign(await hand.openVisit(id), 'inspector', 'signed', 'I. Inspector', null);
        await hand.sign(await hand.openVisit(id), 'employer', 'absent', null, null);
        await hand.closeVisit(id); location.hash = `#/v/${id}`; }""",
        VISIT,
    )
    expect(page.get_by_text("On this tablet only")).to_be_visible()
    see(page, "closed")
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    expect(page.get_by_role("heading", name="Greenhouse 4")).to_be_visible()
    assert page.get_by_label("Present", exact=True).count() == 0
    kept = page.evaluate(
        """async (id) => { const hand = await import('/static/tablet/storage/open_visit.mjs');
        const { inspection, held } = await hand.openVisit(id);
        return [inspection.answers.length, held.events.length]; }""",
        VISIT,
    )
    assert kept == [0, 4]
    server.start()
    page.evaluate("async () => (await import('/static/tablet/network/sync.mjs')).drain()")
    assert rows(instance.database, f"select state from visits where id = '{VISIT}'") == [("closed",)]
    assert rows(instance.database, "select state, why from events where state != 'stored'") == []


def test_the_next_person_on_the_tablet_sees_nothing_of_the_last_and_sends_what_waits(
    page: Page, server: Server, instance: people.Instance
) -> None:
    enrol(page, server)
    server.stop()
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    server.start()
    page.context.route(SYNC, lambda route: route.abort())
    page.goto(f"{server.address}/desk/", wait_until="networkidle")
    page.get_by_role("button", name="Sign out").click()
    page.context.unroute(SYNC)
    enrol(page, server, "supervisor")
    page.evaluate(f"location.hash = '#/v/{VISIT}/i/tiny/passports_kept'")
    expect(page.get_by_label("Present", exact=True)).not_to_be_checked()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "0")
    page.evaluate("async () => (await import('/static/tablet/network/sync.mjs')).drain()")
    assert rows(instance.database, "select what, state from events") == [("answered", "stored")]


def test_a_second_window_waits_until_the_first_is_closed(page: Page, server: Server) -> None:
    enrol(page, server)
    second = page.context.new_page()
    second.goto(f"{server.address}/tablet/")
    expect(second.get_by_text("open in another window")).to_be_visible()
    page.close()
    expect(second.get_by_label("Passcode", exact=True)).to_be_visible()
