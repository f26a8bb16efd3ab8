"""A checklist is mended while a visit is under way: the difference is shown, and the visit moves to it or stays."""

from playwright.sync_api import Page, expect

from inspect_app.actions.fieldwork import projection as projection_actions
from inspect_app.domain.fieldwork.asked import used
from tests import people, tablet
from tests.conftest import NOW
from tests.journeys.tablet_page import Server, enrol, last_value, see, to
from tests.tablet import VISIT

REFRESH = "async () => { await (await import('/static/tablet/network/sync.mjs')).fetchPack(); }"
DRAIN = "async () => (await import('/static/tablet/network/sync.mjs')).drain()"


def begun(page: Page, server: Server, instance: people.Instance) -> None:
    """A visit with one answer, and a tablet that has since heard of a mended checklist."""
    enrol(page, server)
    to(page, "i/tiny/passports_kept")
    page.get_by_label("Present", exact=True).check()
    expect(page.locator(".saved")).to_have_attribute("data-saved", "1")
    tablet.correction(instance.database, NOW)
    page.evaluate(REFRESH)
    server.stop()
    page.context.set_offline(True)
    to(page, "")
    page.get_by_role("link", name="See what differs").click()
    expect(page.get_by_role("heading", name="Corrected: Tiny")).to_be_visible()


def test_a_draft_moves_to_the_mended_checklist_after_the_difference_was_shown(
    page: Page, server: Server, instance: people.Instance
) -> None:
    begun(page, server, instance)
    expect(page.get_by_text("The worker may not go out")).to_be_visible()
    expect(page.locator("s")).to_have_text("The worker cannot leave")
    expect(page.get_by_text("Before: Someone else holds the passports")).to_be_visible()
    see(page, "versions")
    page.get_by_role("button", name="Move to version 2").click()
    expect(page.get_by_role("link", name="Safety")).to_be_visible()
    expect(page.get_by_role("link", name="See what differs")).to_have_count(0)
    to(page, "i/tiny/passports_kept")
    expect(page.get_by_role("heading", name="Workers do not hold their own passports")).to_be_visible()
    expect(page.get_by_label("Present", exact=True)).to_be_checked()
    assert last_value(page, "version") == {"key": "tiny", "n": 2, "seen": 2}
    page.context.set_offline(False)
    server.start()
    page.evaluate(DRAIN)
    with instance.database.reading() as tx:
        told = projection_actions.inspection(tx, VISIT)
        assert list(used(told, projection_actions.checklists_of(tx, told))) == [("tiny", 2)]
        assert [(one.item, one.n, one.value) for one in told.answers] == [("passports_kept", 1, "present")]


def test_a_draft_stays_with_its_version_and_is_not_asked_twice(
    page: Page, server: Server, instance: people.Instance
) -> None:
    begun(page, server, instance)
    page.get_by_role("button", name="Stay with version 1").click()
    expect(page.get_by_role("link", name="Safety")).to_be_visible()
    expect(page.get_by_role("link", name="See what differs")).to_have_count(0)
    to(page, "i/tiny/passports_kept")
    expect(page.get_by_role("heading", name="Someone else holds the passports")).to_be_visible()
    assert last_value(page, "version") == {"key": "tiny", "n": 1, "seen": 2}
