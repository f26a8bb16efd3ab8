"""The main job on the product as `make run` starts it: planned at the desk, carried out with a tablet, scored, reported
by the jobs process, fetched and checked by its code, and on the employer's history at the end."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from inspect_app.adapters.crypto import signing
from inspect_app.cli.demo import Desk
from inspect_app.cli.demonstration import demo_play
from tests.journeys import browser

CHECKLISTS = ("core-spot-check", "documents-and-pay", "employer-housing", "private-interview")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with browser.instance(tmp_path) as at:
        yield at


@pytest.mark.slow
def test_from_the_plan_to_the_signed_report_the_notice_and_the_history(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    officer = signed_in(chromium, address, tmp_path, "officer")
    visit = planned(officer)
    carried_out(address, tmp_path, visit)
    officer.reload()
    expect(officer.get_by_role("heading", name="What was found")).to_be_visible()
    expect(officer.get_by_text("Someone else holds workers' passports").first).to_be_visible()
    expect(officer.get_by_role("rowheader", name="EPFNA, s. 9").first).to_be_visible()
    browser.look_at(officer)
    officer.get_by_role("link", name="Blue Kettle Greenhouses Ltd.").click()
    reload_until(officer, "points; 80 % interval")
    supervisor = signed_in(chromium, address, tmp_path, "supervisor")
    for kind, pages in (("Inspection report", 4), ("Notice to the employer", 1)):
        handed_over(officer, address, visit, kind)
        data = issued(supervisor, officer.url)
        assert_signed(data, tmp_path, pages)
        assert_genuine(officer)
    officer.goto(f"{address}/desk/visits/{visit}")
    officer.get_by_role("link", name="Blue Kettle Greenhouses Ltd.").click()
    expect(officer.get_by_text(re.compile(r"^Report .* issued"))).to_be_visible()
    expect(officer.get_by_text(re.compile(r"^Notice .* issued"))).to_be_visible()
    expect(officer.get_by_text("Order: Return every passport").first).to_be_visible()
    browser.look_at(officer)


def signed_in(chromium: Browser, address: str, folder: Path, role: str) -> Page:
    """A page of someone with this role, in English."""
    _, email, *phrase = next(one.split() for one in sign_ins(folder) if one.startswith(role))
    page = chromium.new_context(viewport=browser.TABLET).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(browser.PATIENCE_MS)
    browser.sign_in(page, address, email, " ".join(phrase))
    if page.locator("html").get_attribute("lang") == "fr":
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    return page


def sign_ins(folder: Path) -> list[str]:
    return (folder / "demo-sign-ins.txt").read_text().splitlines()


def planned(officer: Page) -> str:
    """Finds the employer under its trade name, plans a visit for today and returns its id."""
    officer.get_by_role("link", name="Find an employer").click()
    officer.get_by_label("Find an employer").fill("kettle fresh produce")
    officer.get_by_role("button", name="Search").click()
    officer.get_by_role("link", name="Blue Kettle Greenhouses Ltd.").click()
    officer.get_by_role("link", name="Plan a visit").click()
    officer.get_by_role("link", name="Greenhouse 4").click()
    officer.get_by_label("Who leads?").select_option(label="Ines Calloway")
    for key in CHECKLISTS:
        officer.locator(f"input[name=keys][value={key}]").check()
    officer.get_by_role("button", name="Plan the visit").click()
    expect(officer.get_by_role("heading", name="Visit to Greenhouse 4")).to_be_visible()
    officer.goto(officer.url.split("?")[0])
    return officer.url.rsplit("/", 1)[1]


def carried_out(address: str, folder: Path, visit: str) -> None:
    """The inspector's part, through the same doors as a tablet: pack, events, photo, seal."""
    _, email, *phrase = next(one.split() for one in sign_ins(folder) if "calloway" in one)
    inspector = Desk(address)
    inspector.post("/sign-in", "/sign-in", email=email, password=" ".join(phrase))
    opening = f"/desk/points/open/{visit}"
    where, _ = inspector.post(opening, opening, headcount="100_249", contact="Invented Legal Clinic, 555-0100")
    demo_play.visit(address, inspector, visit, where.split("?")[0].rsplit("/", 1)[1])


def reload_until(page: Page, words: str, tries: int = 60) -> None:
    """What another process makes appears on a later look; each look waits until the page is whole."""
    for _ in range(tries):
        if page.get_by_text(words).count():
            return
        page.reload()
    raise AssertionError(f"{page.url} never said “{words}”")


def handed_over(officer: Page, address: str, visit: str, kind: str) -> None:
    """Drafts an edition from the visit's page and hands it to a supervisor; leaves the officer on its page."""
    officer.goto(f"{address}/desk/visits/{visit}")
    officer.get_by_role("link", name="Draft or issue a report").click()
    officer.get_by_label("Document").select_option(label=kind if "Notice" in kind else "Inspection report")
    officer.get_by_label("Language").select_option(label="English")
    officer.get_by_role("button", name="Open the draft").click()
    officer.get_by_role("button", name="Submit for review").click()
    expect(officer.get_by_text("Waits for review")).to_be_visible()


def issued(supervisor: Page, at: str) -> bytes:
    """Issues the edition and fetches the file that the jobs process made of it."""
    supervisor.goto(at)
    browser.look_at(supervisor)
    supervisor.get_by_role("button", name="Issue it").click()
    fetch = supervisor.get_by_role("link", name="Get the file (PDF)")
    expect(fetch).to_be_visible()
    with supervisor.expect_download() as waiting:
        fetch.click()
    assert waiting.value.suggested_filename.endswith(".pdf")
    return Path(waiting.value.path()).read_bytes()


def assert_signed(data: bytes, folder: Path, pages: int) -> None:
    assert data.startswith(b"%PDF")
    # In a thread of its own: the browser's driver has an event loop in this one, and the check brings another.
    with ThreadPoolExecutor(1) as aside:
        assert aside.submit(signing.is_intact, data, (folder / "keys" / "jobs" / "report.crt").read_bytes()).result()
    path = folder / "fetched.pdf"
    path.write_bytes(data)
    with pikepdf.open(path) as file:
        assert len(file.pages) >= pages


def assert_genuine(officer: Page) -> None:
    """The code page, and the comparison of the very file that was fetched, made in the browser."""
    officer.reload()
    officer.get_by_role("link", name="Verify").click()
    expect(officer.get_by_text("We issued a file with this code")).to_be_visible()
    browser.look_at(officer)
