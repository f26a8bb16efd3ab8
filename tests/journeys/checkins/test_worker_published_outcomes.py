"""A worker reads what the inspectors did: after answering, or with the card alone; with JavaScript and without."""

import pytest
from playwright.sync_api import Browser, Page, expect

from inspect_app.store.instance import Instance
from tests.checkin_app.test_deeds import ORDER, publish
from tests.journeys import browser as looks
from tests.journeys.checkins.test_worker import address, browser, codes, instance, main_boxes, phone
from tests.journeys.tablet_page import see

__all__ = ["address", "browser", "codes", "instance"]


@pytest.fixture(autouse=True)
def published(instance: Instance, codes: list[str]) -> None:
    publish(instance)


def skip_all(page: Page) -> None:
    page.click(".screen:visible .main")
    while page.locator(".skip:visible").count():
        page.click(".skip:visible")
    page.click("[type=submit]:visible")


def test_after_sending_the_orders_and_their_days_stand_below_the_thanks(
    browser: Browser, address: str, instance: Instance, codes: list[str]
) -> None:
    page = phone(browser)
    page.goto(f"{address}/c/#{codes[0]}")
    page.click("a[data-lang=es]")
    skip_all(page)
    expect(page.locator("#done-es #did h2")).to_have_text("Lo que hicieron los inspectores")
    did = page.inner_text("#done-es #did")
    assert ORDER in did and "2026-11-24" in did and main_boxes(instance) == 1
    see(page, "deeds-done")


def test_the_number_of_a_card_is_enough_to_read_and_a_wrong_one_is_told_of(
    browser: Browser, address: str, instance: Instance, codes: list[str]
) -> None:
    page = phone(browser)
    page.goto(f"{address}/c/")
    page.click("a[data-lang=en]")
    see(page, "deeds-begin")
    page.set_viewport_size(looks.PHONE)  # type: ignore[arg-type]
    page.click(".read:visible")
    page.fill("#did-en input.code", "1234 5678 1234 5678")
    page.click("#did-en [type=submit]")
    expect(page.locator("#did-en #did")).to_contain_text("Number on your card: 16 digits.")
    see(page, "deeds-nothing")
    page.fill("#did-en input.code", codes[0])
    page.click("#did-en [type=submit]")
    expect(page.locator("#did-en #did")).to_contain_text(ORDER)
    assert page.locator("#did").count() == 1
    looks.fits(page)
    see(page, "deeds-read")
    page.click("#did-en a.button")
    expect(page.locator(".screen:visible h1")).to_have_text("Working conditions: tell us")
    assert main_boxes(instance) == 0


def test_someone_whose_card_opens_nothing_sees_nothing_of_it_after_sending(browser: Browser, address: str) -> None:
    page = phone(browser)
    page.goto(f"{address}/c/#1234567812345678")
    page.click("a[data-lang=en]")
    skip_all(page)
    expect(page.locator("#done-en h1")).to_be_visible()
    assert page.locator("#did").count() == 0


@pytest.mark.parametrize("known", [True, False], ids=["a card of the point", "an invented number"])
def test_without_javascript_both_forms_are_answered_in_place(
    browser: Browser, address: str, instance: Instance, codes: list[str], known: bool
) -> None:
    code = codes[0] if known else "1234567812345678"
    page = phone(browser, java_script_enabled=False)
    page.goto(f"{address}/c/in.fr")
    assert not page.locator("#did").is_visible()
    page.click("a.read")
    page.fill("#did-fr input[name=code]", code)
    page.click("#did-fr button[type=submit]")
    shown = page.locator("#did")
    expect(shown).to_be_visible()
    told = shown.inner_text()
    assert ("À faire au plus tard le" in told and ORDER in told) if known else "16 chiffres" in told
    page.goto(f"{address}/c/in.fr")
    page.fill("#fr input[name=code]", code)
    page.click("#fr button[type=submit]")
    expect(page.locator("#done-fr h1")).to_be_visible()
    assert page.locator("#did").is_visible() is known
    assert main_boxes(instance) == known
