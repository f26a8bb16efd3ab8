"""Back, frames and other sites: what a telephone shows to whoever takes it, and what a hostile page can do."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from inspect_app.checkin_app import page
from inspect_app.store.instance import Instance
from tests.journeys.browser import served
from tests.journeys.checkins.test_worker import address, browser, codes, instance, main_boxes, phone
from tests.journeys.firefox import firefox

__all__ = ["address", "browser", "codes", "instance"]


def is_empty(page: Page) -> bool:
    """No answer chosen and no number typed, in any form of the page."""
    return bool(
        page.evaluate("""() => ![...document.querySelectorAll("input")].some((one) =>
        one.type === "radio" ? one.checked : one.type !== "hidden" && one.value)""")
    )


@pytest.mark.parametrize("leaving", [True, False], ids=["leaving half-way", "after sending"])
def test_attack_35_without_javascript_back_finds_an_empty_form(
    browser: Browser, address: str, instance: Instance, codes: list[str], leaving: bool
) -> None:
    page = phone(browser, java_script_enabled=False)
    page.route("https://weather.gc.ca/**", lambda route: route.fulfill(body="<title>Weather</title>"))
    page.goto(f"{address}/c/in.fr")
    page.locator("#fr input[name=papers]").first.check()
    page.fill("#fr input[name=code]", codes[0])
    assert not is_empty(page)
    page.click("#fr a.leave" if leaving else "#fr button[type=submit]")
    page.wait_for_url("https://weather.gc.ca/**" if leaving else "**#done-fr")
    page.go_back()
    expect(page.locator("#fr")).to_be_visible()
    assert is_empty(page) and main_boxes(instance) == (0 if leaving else 1)


def test_attack_35_with_javascript_back_after_sending_shows_no_answer(
    browser: Browser, address: str, instance: Instance, codes: list[str]
) -> None:
    page = phone(browser)
    page.goto("about:blank")
    page.goto(f"{address}/c/#{codes[0]}")
    page.click("a[data-lang=fr]")
    page.click(".screen:visible .main")
    while page.locator(".skip:visible").count():
        page.click(".skip:visible")
    page.click("[type=submit]:visible")
    expect(page.locator("#done-fr h1")).to_be_visible()
    page.go_back()
    assert page.url == "about:blank"
    page.go_forward()
    expect(page.locator("#first")).to_be_visible()
    assert is_empty(page) and page.locator("#done-fr").count() == 0


def test_attack_35_in_firefox_leaving_is_one_tap_and_back_does_not_return(
    address: str, codes: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weather = Flask("weather")
    weather.add_url_rule("/", "show", lambda: "<!doctype html><title>Weather</title>")
    with served(weather) as neutral, firefox(tmp_path / "profile") as fox:
        monkeypatch.setattr(page, "NEUTRAL", f"{neutral}/")
        fox.goto("about:blank")
        fox.goto(f"{address}/c/#{codes[0]}")
        fox.click("a[data-lang=fr]")
        fox.click("#fr .screen:not([hidden]) .main")
        fox.click("#fr a.leave")
        fox.wait(neutral)
        fox.back()
        fox.wait("about:blank")


def test_attack_35_in_firefox_without_javascript_back_finds_an_empty_form(
    address: str, instance: Instance, codes: list[str], tmp_path: Path
) -> None:
    with firefox(tmp_path / "profile", javascript=False) as fox:
        fox.goto(f"{address}/c/in.fr")
        fox.click("#fr input[name=papers]")
        fox.type("#fr input[name=code]", codes[0])
        assert fox.value("#fr input[name=papers]", "checked") and fox.value("#fr input[name=code]", "value")
        fox.click("#fr button[type=submit]")
        fox.wait("#done-fr")
        assert fox.is_shown("#done-fr") and main_boxes(instance) == 1
        fox.back()
        assert "#done" not in fox.url and fox.is_shown("#fr")
        assert not fox.value("#fr input[name=papers]", "checked") and fox.value("#fr input[name=code]", "value") == ""


def test_attack_46_another_site_can_neither_frame_the_page_nor_learn_from_what_it_posts(
    browser: Browser, address: str, instance: Instance, codes: list[str]
) -> None:
    hostile = Flask("hostile")

    @hostile.get("/")
    def frames() -> str:
        return f"""<!doctype html><title>Other</title><iframe id="framed" src="{address}/c/"></iframe>
            <object id="held" data="{address}/c/in.en"></object>
            <form id="post" method="post" action="{address}/c/in.en"><input name="code" value="1234567812345678">
            <input name="set" value="worker-check-in/1"><input name="papers" value="boss_keeps"></form>"""

    with served(hostile) as other:
        page = phone(browser)
        page.goto(other)
        page.wait_for_timeout(500)
        inside = [frame for frame in page.frames[1:] if "/c/" in frame.url]
        assert not any(frame.locator("#first, .part").count() for frame in inside)
        # What a script of theirs could read of the answer: nothing, not even its length or its status.
        told = page.evaluate(
            """(address) => Promise.all(["no-cors", "cors"].map((mode) => fetch(address + "/c/in.en",
            { method: "POST", mode, body: new URLSearchParams({ code: "1234567812345678", read: "1" }) })
            .then((answer) => [answer.type, answer.status], () => "barred")))""",
            address,
        )
        assert told == ["barred", "barred"]
        page.evaluate("document.getElementById('post').submit()")
        page.wait_for_url(f"{address}/c/in.en")
        assert main_boxes(instance) == 0
