"""A worker with a standing point's card, at phone size: what kind of work and where, with JavaScript and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from inspect_app.store.instance import Instance
from tests import points
from tests.checkin_app.test_standing import print_numbers, stand
from tests.journeys.browser import PHONE, look_at
from tests.journeys.checkins.test_worker import address, answer, browser, codes, instance, phone

__all__ = ["address", "browser", "codes", "instance"]
NEXT = ".screen:visible .button"


@pytest.fixture
def standing(instance: Instance) -> tuple[str, list[str]]:
    """A point at a library and the numbers of its cards."""
    point = stand(instance, "Leamington Library")
    return point, list(print_numbers(instance, point, 4))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = phone(browser)
    yield made
    made.context.close()


def begin(page: Page, where: str, language: str = "en") -> None:
    page.goto(where)
    page.click(f"a[data-lang={language}]")
    page.click(".screen:visible .main")


def skip_until(page: Page, heading: str) -> None:
    while page.inner_text(".screen:visible h1") != heading:
        page.click(".screen:visible .skip")


def test_a_scanned_standing_card_is_asked_what_work_and_where_and_nothing_of_inspectors(
    page: Page, address: str, instance: Instance, standing: tuple[str, list[str]]
) -> None:
    point, numbers = standing
    begin(page, f"{address}/c/#{numbers[0]}")
    answer(page, "Yes")
    answer(page, "18 or older")
    answer(page, "No")
    answer(page, "Someone else keeps them")
    seen = []
    while page.inner_text(".screen:visible h1") != "What kind of work is it?":
        seen.append(page.inner_text(".screen:visible h1"))
        page.click(".screen:visible .skip")
    assert "Has anything changed for you since the inspectors came?" not in seen
    assert not page.locator(".screen:visible .nojs").is_visible()
    look_at(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    answer(page, "Farm or greenhouse")
    assert page.inner_text(".screen:visible h1") == "Where in Ontario is the work?"
    look_at(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.select_option(".screen:visible select", label="Essex (Windsor, Leamington, Kingsville)")
    page.click(NEXT)
    page.click(".screen:visible [type=submit]")
    page.wait_for_selector("#done-en h1:visible")
    assert [dict(one.answers) for one in points.opened(instance, point)] == [
        {
            ".age": "18_plus",
            ".alone": "yes",
            ".child": "no",
            "papers": "boss_keeps",
            ".sector": "farm",
            ".county": "3537",
        }
    ]


@pytest.mark.parametrize("script", ["٩", "9", "९"])
def test_a_standing_number_typed_at_the_end_is_asked_then_in_any_script_and_both_may_be_skipped(
    page: Page, address: str, instance: Instance, standing: tuple[str, list[str]], script: str
) -> None:
    point, numbers = standing
    begin(page, f"{address}/c/", "es")
    skip_until(page, "Número de su tarjeta")
    page.fill(".screen:visible input.code", script + numbers[1][1:])
    page.click(".screen:visible [type=submit]")
    assert page.inner_text(".screen:visible h1") == "¿Qué tipo de trabajo es?"
    page.click(".screen:visible .skip")
    page.click(".screen:visible .skip")
    assert page.locator(".screen:visible input.code").input_value() == script + numbers[1][1:]
    page.click(".screen:visible [type=submit]")
    page.wait_for_selector("#done-es h1:visible")
    assert [dict(one.answers) for one in points.opened(instance, point)] == [{}]


def test_a_site_s_card_is_never_asked_what_work_or_where(page: Page, address: str, codes: list[str]) -> None:
    begin(page, f"{address}/c/#{codes[0]}")
    seen = []
    while page.locator(".screen:visible .skip").count():
        seen.append(page.inner_text(".screen:visible h1"))
        page.click(".screen:visible .skip")
    assert "Has anything changed for you since the inspectors came?" in seen
    assert not {"What kind of work is it?", "Where in Ontario is the work?"} & set(seen)


def test_whoever_is_under_eighteen_at_a_standing_point_is_asked_both_too(
    page: Page, address: str, standing: tuple[str, list[str]]
) -> None:
    begin(page, f"{address}/c/#{standing[1][0]}")
    answer(page, "Yes")
    answer(page, "16 or 17")
    skip_until(page, "What kind of work is it?")
    answer(page, "Cleaning")
    assert page.locator(".screen:visible select").count() == 1


def test_attack_3_any_number_that_begins_with_nine_is_asked_the_same_and_the_server_is_not(
    page: Page, address: str, standing: tuple[str, list[str]]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    screens: list[list[str]] = []
    for number in (standing[1][0], "9" * 16):
        page.goto("about:blank")
        begin(page, f"{address}/c/#{number}")
        screens.append([])
        while page.locator(".screen:visible .skip").count():
            screens[-1].append(page.inner_text(".screen:visible h1"))
            page.click(".screen:visible .skip")
    assert screens[0] == screens[1] and set(asked) == {"GET"}


def test_without_javascript_both_stand_in_the_long_form_beside_the_numbers_they_are_for(
    browser: Browser, address: str, instance: Instance, standing: tuple[str, list[str]]
) -> None:
    point, numbers = standing
    page = phone(browser, java_script_enabled=False)
    page.goto(f"{address}/c/")
    page.click("a[lang=fr]")
    hints = page.locator("#fr .nojs", has_text="9•••")
    assert hints.count() == 2 and hints.first.is_visible() and "Numéro" in hints.first.inner_text()
    page.locator("#fr input[name='.sector'][value=farm]").check()
    page.select_option("#fr select", "3528")
    page.locator("#fr input[name=papers]").first.check()
    page.fill("#fr input[name=code]", numbers[2])
    page.click("#fr button[type=submit]")
    assert "Merci" in page.inner_text("#done-fr")
    [said] = [dict(one.answers) for one in points.opened(instance, point)]
    assert (said[".sector"], said[".county"]) == ("farm", "3528") and "papers" in said
    page.context.close()
