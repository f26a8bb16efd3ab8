"""Papers, samples, spoken orders, and what stays with the employer, on a tablet without signal."""

from datetime import date

from playwright.sync_api import Page, expect

from inspect_app import cli
from inspect_app.cli import load_checklists
from inspect_app.domain.staff.people import Appointment
from inspect_app.store.staff import staff as staff_store
from inspect_app.web import ROOT
from tests import people, tablet
from tests.conftest import NOW
from tests.journeys.tablet_page import Server, last_value, offline, reload, see, to


def test_a_document_is_taken_against_a_receipt_and_every_move_of_it_is_kept(page: Page, server: Server) -> None:
    offline(page, server)
    to(page, "")
    page.get_by_role("link", name="Documents and samples").click()
    page.get_by_text("Copy or remove a document").click()
    page.get_by_label("Which document").fill("Pay ledger, blue cover")
    page.get_by_label("Removed").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved")).to_be_visible()
    page.get_by_label("Return by").fill("2026-12-01")
    page.get_by_label("Number of pages").fill("40")
    reload(page)
    expect(page.get_by_label("Which document")).to_have_value("Pay ledger, blue cover")
    see(page, "papers")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="A-1 · Pay ledger, blue cover").click()
    page.get_by_label("Handed to").check()
    page.get_by_label("To whom").fill("Evidence room")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Handed to: Evidence room")).to_be_visible()
    see(page, "receipt")
    page.get_by_role("link", name="The employer’s copy").click()
    expect(page.get_by_role("heading", name="Reçu A-1")).to_be_visible()
    see(page, "receipt-sheet")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.locator("article.sheet[lang=fr]")).to_be_visible()
    assert last_value(page, "paper") == {
        "receipt": "A-1",
        "how": "removed",
        "what": "Pay ledger, blue cover",
        "pages": 40,
        "return_on": "2026-12-01",
    }


def test_a_sample_needs_its_seal_and_why_half_was_not_offered(page: Page, server: Server) -> None:
    offline(page, server)
    to(page, "papers")
    page.get_by_text("Take a sample").click()
    page.get_by_label("What was sampled").fill("Water of the well")
    page.get_by_label("Number of the seal").fill("S-114")
    page.get_by_label("Not offered", exact=True).check()
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Say what was sampled, its seal")).to_be_visible()
    page.get_by_label("Why it was not offered").fill("Nobody of the employer was there")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("S-114 · Water of the well")).to_be_visible()
    assert last_value(page, "sampled")["split"] == "not_offered"


def test_in_an_investigation_nothing_is_demanded_and_warrant_and_caution_are_on_record(
    page: Page, server: Server
) -> None:
    offline(page, server)
    to(page, "papers")
    page.get_by_text("Demand a document").click()
    page.get_by_label("What is demanded").fill("Pay stubs of the season")
    expect(page.get_by_label("Under which Act and section")).to_have_value("EPFNA 2009, s. 35")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Pay stubs of the season")).to_be_visible()
    to(page, "kind")
    page.get_by_label("Why").fill("Passports in a safe")
    page.get_by_role("button", name="From now on this is an investigation").click()
    page.get_by_label("Warrant number").fill("W-7")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("A warrant needs its number, who issued it, and the day.")).to_be_visible()
    page.get_by_label("Issued by").fill("A justice of the peace")
    page.get_by_label("Issued on").fill("2026-11-23")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Warrant W-7, issued by A justice of the peace")).to_be_visible()
    page.get_by_label("Given to").fill("The manager")
    page.get_by_label("In which language").fill("English")
    page.get_by_role("button", name="The caution was given").click()
    expect(page.get_by_text("The manager, in English, at")).to_be_visible()
    see(page, "warrant")
    to(page, "papers")
    expect(page.get_by_text("Pay stubs of the season")).to_be_visible()
    expect(page.get_by_text("Demand a document")).to_have_count(0)
    expect(page.get_by_text("demand no documents from here on")).to_be_visible()
    see(page, "papers-locked")


def test_work_is_stopped_by_word_posted_and_lifted(page: Page, server: Server) -> None:
    offline(page, server)
    to(page, "stop")
    page.get_by_role("button", name="The work is stopped").click()
    expect(page.get_by_text("Say what must stop and to whom you said it.")).to_be_visible()
    page.get_by_label("What must stop, and the danger").fill("The trench without shoring")
    page.get_by_label("To whom it was said").fill("The foreman")
    page.get_by_label("The order is posted at the place").check()
    see(page, "stop-new")
    page.get_by_role("button", name="The work is stopped").click()
    expect(page.get_by_text("Said to The foreman at")).to_be_visible()
    to(page, "")
    expect(page.get_by_text("Work is stopped")).to_be_visible()
    to(page, "stop")
    page.get_by_label("Rescinded by").fill("Inspector Example")
    page.get_by_role("button", name="Rescind the order").click()
    expect(page.get_by_text("Rescinded by Inspector Example at")).to_be_visible()
    see(page, "stop-lifted")


def test_no_order_closes_housing_before_it_is_said_where_people_sleep(
    page: Page, server: Server, instance: people.Instance
) -> None:
    load_checklists.load(
        cli.Instance(instance.settings, instance.database, instance.checkin_database), ROOT / "checklists", NOW
    )
    with instance.database.writing() as tx:
        power = Appointment("d" * 32, people.person("inspector").id, "OHSA, s. 54", "88", date(2026, 1, 1), None)
        staff_store.add_appointment(tx, power)
    visit = tablet.plan(instance.database, NOW, visit_id="e6" * 16, keys=("employer-housing",))
    offline(page, server)
    asked = page.evaluate(
        """async (visit) => {
        const { checklists } = await (await import("/static/tablet/storage/open_visit.mjs")).openVisit(visit);
        const asked = checklists.flatMap((one) => one.sections).filter((one) => one.situation === "housing");
        const items = asked.filter((one) => !one.repeat).flatMap((one) => one.items);
        return items.find((item) => item.order?.act.startsWith("OHSA")).id; }""",
        visit,
    )
    page.evaluate(
        """async ([visit, id]) => { const hand = await import("/static/tablet/storage/open_visit.mjs");
        const { checklists: [one] } = await hand.openVisit(visit);
        const section = one.sections.find((part) => part.items.some((item) => item.id === id));
        const more = { at_item: [{ section: section.id, item: id }],
          checklist: { key: one.key, n: one.n, hash: one.hash } };
        await hand.record(visit, "answered", { value: "present", basis: ["observed"], note: null }, { more }); }""",
        [visit, asked],
    )
    to(page, "close", visit)
    page.get_by_label("Yes, it closes the housing").check()
    page.get_by_role("button", name="Give this order").click()
    expect(page.get_by_text("First say where people sleep tonight.")).to_be_visible()
    page.get_by_label("Where do people sleep tonight?").fill("Motel in Leamington, paid by the employer, 14 beds")
    see(page, "close-housing")
    page.get_by_role("button", name="Give this order").click()
    expect(page.get_by_text("Tonight people sleep: Motel in Leamington")).to_be_visible()
    assert last_value(page, "order", visit)["sleep"] == "Motel in Leamington, paid by the employer, 14 beds"
    page.get_by_role("link", name="Notice left with the employer").click()
    expect(page.get_by_role("heading", name="Avis remis à l’employeur")).to_be_visible()
    expect(page.locator("article.sheet")).to_have_count(2)
    expect(page.locator("article.sheet").first).not_to_contain_text("Motel")
    see(page, "notice-sheet")
