"""The officer's day in a real browser: what needs attention, a history, a planned visit, an order settled."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests import people
from tests.conftest import NOW
from tests.journeys import browser, rows

OTHERS = (
    ("supervisor", "/desk/audit-log"),
    ("supervisor", f"/desk/audit-log?about=visit:{rows.CLOSED}"),
    ("supervisor", "/desk/tablets"),
    ("supervisor", "/desk/held-for-review"),
    ("supervisor", f"/desk/visits/{rows.CLOSED}"),
    ("supervisor", f"/desk/visits/{rows.CLOSED}/redact"),
    ("supervisor", "/desk/public-points/open"),
    ("administrator", "/desk/staff"),
    ("researcher", "/desk/"),
)
PAGES = (
    "/desk/",
    "/desk/parts",
    "/desk/visits",
    "/desk/visits?state=closed",
    "/desk/visits/choose-site",
    f"/desk/visits/plan/{rows.SITE}",
    f"/desk/visits/{rows.CLOSED}",
    f"/desk/visits/{rows.PLANNED}",
    "/desk/urgent",
    "/desk/checklists",
    "/desk/orders",
    "/desk/orders?which=overdue",
    f"/desk/orders/{rows.LATE}",
    "/desk/employers",
    "/desk/employers/add",
    "/desk/sites/to-locate",
    "/desk/links",
    "/desk/recruiters",
    f"/desk/sites/{rows.SITE}",
    f"/desk/employers/{rows.FARM}",
    f"/desk/employers/{rows.FARM}/edit",
    f"/desk/employers/{rows.OTHER}",
    f"/desk/employers/{rows.FARM}/add-site",
    f"/desk/sites/{rows.SITE}/edit",
    "/desk/recruiters/add",
    "/desk/points",
    f"/desk/points/{rows.POINT}",
    "/desk/public-points",
    "/desk/public-points/open",
    f"/desk/points/{rows.STANDING}",
    "/desk/regional-results",
    "/desk/duty",
    "/desk/languages",
    "/desk/reports",
    f"/desk/reports?visit={rows.CLOSED}",
    "/desk/password",
    "/source",
    "/sign-in",
    "/no-such-page",
)


# Radio buttons of one question are one stop; what a closed <details> hides is none.
CONTROLS = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")];
  const open = all.filter((one) => one.type !== "hidden" && !one.disabled && one.checkVisibility());
  return new Set(open.map((one, n) => (one.type === "radio" ? one.name : n))).size;
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const all = [...document.querySelectorAll("*")], place = one.getBoundingClientRect();
  const ring = (it) => it && parseFloat(getComputedStyle(it).outlineWidth) >= 3;
  const inside = place.bottom > 0 && place.top < window.innerHeight && place.right > 0;
  const key = `${all.indexOf(one)} ${one.outerHTML.slice(0, 80)}`;
  return { key, seen: inside && (ring(one) || ring(one.closest(".choice"))) };
}"""


@pytest.fixture
def address(app: Flask, instance: people.Instance) -> Iterator[str]:
    with instance.database.writing() as tx:
        rows.put(tx, NOW)
    with instance.checkin_database.writing() as tx:
        rows.put_voice(tx, NOW)
        rows.put_regional_totals(tx, NOW)
    with browser.served(app) as at:
        yield at


@pytest.fixture
def officer(chromium: Browser, address: str) -> Iterator[Page]:
    page = chromium.new_page(viewport=browser.TABLET)  # type: ignore[arg-type]
    browser.sign_in(page, address, "officer@fair-work.example", people.PASSWORD)
    yield page
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_every_desk_page_is_clean_on_tablet_and_phone_in_light_and_dark(officer: Page, address: str, path: str) -> None:
    officer.goto(address + path)
    browser.look_at(officer)
    browser.fits(officer)


@pytest.mark.parametrize(("role", "path"), OTHERS)
def test_what_only_some_may_open_is_clean_too(chromium: Browser, address: str, role: str, path: str) -> None:
    page = chromium.new_page(viewport=browser.TABLET)  # type: ignore[arg-type]
    browser.sign_in(page, address, f"{role}@fair-work.example", people.PASSWORD)
    page.goto(address + path)
    browser.look_at(page)
    browser.fits(page)
    page.close()


@pytest.mark.parametrize("path", [f"/desk/employers/{rows.FARM}", f"/desk/visits/{rows.CLOSED}", "/desk/employers/add"])
def test_every_control_is_reached_by_keyboard_seen_and_ringed(officer: Page, address: str, path: str) -> None:
    officer.goto(address + path)
    wanted = officer.evaluate(CONTROLS)
    reached: list[str] = []
    for _ in range(wanted + 1):
        officer.keyboard.press("Tab")
        where = officer.evaluate(FOCUSED)
        if where is None or where["key"] in reached:
            break
        assert where["seen"], f"{where['key']} has the focus and cannot be seen"
        reached.append(where["key"])
    assert len(reached) == wanted


def test_an_officer_reads_a_history_plans_a_visit_and_settles_an_order(officer: Page, address: str) -> None:
    expect(officer.get_by_role("link", name="1 order overdue")).to_be_visible()
    officer.get_by_role("link", name="Find an employer").click()
    officer.get_by_label("Find an employer").fill("brigt acers")
    officer.get_by_role("button", name="Search").click()
    officer.get_by_role("link", name="Bright Acres Greenhouses Inc.").click()
    stands = "1 open order, 1 overdue; last visited 2.5 years ago; score 64, thin evidence."
    expect(officer.get_by_text(stands)).to_be_visible()
    officer.get_by_role("link", name="Plan a visit").click()
    officer.get_by_role("link", name="Greenhouse 4").click()
    officer.get_by_label("Day").fill("2026-12-07")
    officer.locator("input[name=keys]").first.check()
    officer.get_by_role("button", name="Plan the visit").click()
    expect(officer.get_by_role("heading", name="Visit to Greenhouse 4")).to_be_visible()
    expect(officer.get_by_text("December 7, 2026")).to_be_visible()
    officer.goto(f"{address}/desk/orders/{rows.LATE}")
    officer.get_by_label("Complied: it was put right").check()
    officer.get_by_label("How do we know?").fill("Seen on site on November 23.")
    officer.get_by_role("button", name="Save").click()
    expect(officer.locator("main").get_by_text("Complied", exact=True)).to_be_visible()


def test_the_desk_works_by_keyboard_alone(officer: Page, address: str) -> None:
    officer.goto(f"{address}/desk/")
    officer.keyboard.press("Tab")
    assert officer.evaluate("document.activeElement.className") == "skip"
    officer.keyboard.press("Enter")
    assert officer.evaluate("document.activeElement.id") == "main"
    officer.keyboard.press("Tab")
    outline = officer.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_a_supervisor_drafts_a_report_of_a_closed_visit(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport=browser.TABLET)  # type: ignore[arg-type]
    browser.sign_in(page, address, "supervisor@fair-work.example", people.PASSWORD)
    page.get_by_role("link", name="1 closed visit without a report").click()
    page.get_by_role("link", name="Greenhouse 4").click()
    page.get_by_role("link", name="Draft or issue a report").click()
    browser.look_at(page)
    page.get_by_role("button", name="Open the draft").click()
    expect(page.get_by_role("heading", name="Inspection report", level=1)).to_be_visible()
    browser.look_at(page)
    page.goto(f"{address}/desk/visits/{rows.CLOSED}")
    expect(page.get_by_role("link", name="Inspection report, English")).to_be_visible()
    page.close()
