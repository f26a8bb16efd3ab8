"""A worker with a card, in a real browser at phone size: with JavaScript and without, and what is left behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from inspect_app.checkin_app import create_app
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.instance import Instance
from inspect_app.web import create_app as create_web
from tests import points
from tests.conftest import NOW
from tests.journeys.browser import PHONE, look_at, served

POINT = "9" * 32


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.fixture
def instance(shipped_house: Instance) -> Instance:
    return shipped_house


@pytest.fixture
def codes(instance: Instance) -> list[str]:
    folders = (instance.settings.keys("web"), instance.settings.keys("checkin"))
    return points.issue(instance, POINT, 8, list(folders))


@pytest.fixture
def address(instance: Instance) -> Iterator[str]:
    web, worker = create_web(instance.settings.web()), create_app(instance.settings.checkin())
    worker.config["CLOCK"] = lambda: NOW
    with served(web, DispatcherMiddleware(web, {"/c": worker})) as found:
        yield found
    for app in (web, worker):
        app.config["DATABASE"].close()
    web.config["CHECKIN_DATABASE"].close()


def main_boxes(instance: Instance) -> int:
    with instance.checkin_database.reading() as tx:
        return sum(box.pile == "main" for box in boxes_store.of_point(tx, POINT))


def phone(browser: Browser, **more: object) -> Page:
    return browser.new_context(viewport=PHONE, **more).new_page()  # type: ignore[arg-type]


def answer(page: Page, words: str) -> None:
    page.locator(".screen:visible label", has_text=words).first.click()
    page.wait_for_timeout(250)


def test_a_worker_scans_answers_and_learns_what_the_law_says(
    browser: Browser, address: str, instance: Instance, codes: list[str]
) -> None:
    page = phone(browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/c/#{codes[0]}")
    assert codes[0] not in page.url and not any(codes[0] in url for url in asked)
    look_at(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.click("a[data-lang=en]")
    page.click(".screen:visible .main")
    answer(page, "Yes")
    answer(page, "18 or older")
    answer(page, "No")
    look_at(page)
    answer(page, "Someone else keeps them")
    while page.locator(".screen:visible .skip").count():
        page.click(".screen:visible .skip")
    assert page.locator(".screen:visible input.code").input_value() == codes[0]
    page.click(".screen:visible [type=submit]")
    page.wait_for_selector("#done-en .note:visible")
    assert page.locator("#done-en .note:visible").count() == 1
    assert "Not allowed" in page.inner_text("#done-en")
    look_at(page)
    assert main_boxes(instance) == 1 and all(url.startswith((address, "data:")) for url in asked)


def test_attack_36_nothing_is_left_on_the_phone(browser: Browser, address: str, codes: list[str]) -> None:
    page = phone(browser)
    page.goto(f"{address}/c/#{codes[0]}")
    page.click("a[data-lang=es]")
    kept = page.evaluate(
        "async () => [document.cookie, localStorage.length, sessionStorage.length, "
        "(await indexedDB.databases()).length,"
        " (await navigator.serviceWorker.getRegistrations()).length, history.length <= 2]"
    )
    assert kept == ["", 0, 0, 0, 0, True]


def test_attack_35_leaving_is_one_tap_and_back_does_not_return_to_the_answers(
    browser: Browser, address: str, codes: list[str]
) -> None:
    page = phone(browser)
    page.route("https://weather.gc.ca/**", lambda route: route.fulfill(body="<title>Weather</title>"))
    page.goto("about:blank")
    page.goto(f"{address}/c/#{codes[0]}")
    page.click("a[data-lang=fr]")
    page.click("#fr a.leave")
    page.wait_for_url("https://weather.gc.ca/**")
    page.go_back()
    assert "/c/" not in page.url


def test_without_javascript_one_long_form_is_sent_and_answered_in_place(
    browser: Browser, address: str, instance: Instance, codes: list[str]
) -> None:
    page = phone(browser, java_script_enabled=False)
    page.goto(f"{address}/c/")
    page.click("a[lang=fr]")
    page.locator("#fr input[name=papers]").first.check()
    page.fill("#fr input[name=code]", " ".join(codes[1][at : at + 4] for at in range(0, 16, 4)))
    page.click("#fr button[type=submit]")
    assert "Merci" in page.inner_text("#done-fr") and "Ce que dit la loi" in page.inner_text("#done-fr")
    assert main_boxes(instance) == 1


def test_whoever_is_not_alone_sees_general_rights_and_a_calendar_and_may_go_on(
    browser: Browser, address: str, instance: Instance, codes: list[str]
) -> None:
    page = phone(browser)
    page.goto(f"{address}/c/#{codes[0]}")
    page.click("a[data-lang=en]")
    page.click(".screen:visible .main")
    answer(page, "No")
    seen = page.inner_text("#rights")
    assert "This page is for everyone who works here." in seen and "30" in seen and main_boxes(instance) == 0
    look_at(page)
    page.click("#rights button")
    answer(page, "18 or older")
    while page.locator(".skip:visible").count():
        page.click(".skip:visible")
    page.click("button[type=submit]:visible")
    page.wait_for_selector("#done-en h1:visible")
    assert [dict(one.answers) for one in points.opened(instance, POINT)] == [{".alone": "no", ".age": "18_plus"}]


def test_someone_under_sixteen_gets_the_short_set_with_help_first(
    browser: Browser, address: str, codes: list[str]
) -> None:
    page = phone(browser)
    page.goto(f"{address}/c/#{codes[0]}")
    page.click("a[data-lang=en]")
    page.click(".screen:visible .main")
    answer(page, "Yes")
    answer(page, "Under 16")
    answer(page, "No")
    assert page.inner_text(".screen:visible legend") == "Do you need help now?"


def test_the_first_view_is_at_most_35_kilobytes_in_three_requests(browser: Browser, address: str) -> None:
    page = phone(browser)
    sizes: list[int] = []
    page.on("response", lambda found: sizes.append(int(found.headers.get("content-length", 0))))
    page.goto(f"{address}/c/", wait_until="networkidle")
    assert len(sizes) == 3 and sum(sizes) <= 35_000, sizes


def test_the_script_of_the_page_is_plain_es2015() -> None:
    import subprocess

    script = Path(__file__).resolve().parents[3] / "static" / "checkin_app" / "build" / "check-in.js"
    check = "require('acorn').parse(require('fs').readFileSync(process.argv[1], 'utf8'), {ecmaVersion: 2015})"
    subprocess.run(["node", "-e", check, str(script)], check=True, cwd=script.parents[3], capture_output=True)
