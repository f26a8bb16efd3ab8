"""Help now in a real browser, and every language of the page: pictures, directions, sizes and the way out."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from inspect_app.adapters.data import languages
from inspect_app.domain.alerts.duty import Shift
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.instance import Instance
from tests.checkin_app.test_markup import both_ways
from tests.conftest import NOW
from tests.journeys import browser as looks
from tests.journeys.checkins.test_worker import POINT, address, browser, codes, instance, main_boxes, phone
from tests.journeys.tablet_page import see

__all__ = ["address", "both_ways", "browser", "codes", "instance"]
OFFICER = "5" * 32


@pytest.fixture
def rota(instance: Instance) -> Iterator[None]:
    with instance.checkin_database.writing() as tx:
        urgent_store.add_shift(tx, Shift("1" * 32, OFFICER, NOW - timedelta(hours=1), NOW + timedelta(hours=1)))
        urgent_store.see(tx, OFFICER, NOW)
    yield


def calls(instance: Instance) -> list[tuple[str | None, str]]:
    with instance.checkin_database.reading() as tx:
        return [(call.point, call.kind) for call in urgent_store.waiting(tx, "a" * 32)]


@pytest.mark.usefixtures("rota")
def test_a_worker_taps_for_help_and_reads_what_is_so(
    browser: Browser, address: str, instance: Instance, codes: list[str]
) -> None:
    page = phone(browser)
    page.goto(f"{address}/c/#{codes[0]}")
    see(page, "first")
    page.set_viewport_size(looks.PHONE)  # type: ignore[arg-type]
    page.click("a[data-lang=en]")
    page.click("#en a.help")
    expect(page.get_by_text("An officer reads this now.").first).to_be_visible()
    see(page, "help")
    with instance.checkin_database.writing() as tx:
        # The officer closes the list before the worker taps: what is said afterwards is what is so then.
        tx.exec_driver_sql("update duty set seen = null")
    page.get_by_role("button", name="I am locked in", exact=True).click()
    expect(page.get_by_role("heading", name="It was sent")).to_be_visible()
    expect(page.locator("#told-en .reads")).to_contain_text("has not looked yet")
    see(page, "told")
    assert calls(instance) == [(POINT, "locked_in")] and main_boxes(instance) == 0


@pytest.mark.usefixtures("rota")
def test_a_tap_goes_on_trying_without_network(
    browser: Browser, address: str, instance: Instance, codes: list[str]
) -> None:
    page = phone(browser)
    page.goto(f"{address}/c/#{codes[0]}")
    page.click("a[data-lang=en]")
    page.click("#en a.help")
    page.context.set_offline(True)
    page.get_by_role("button", name="Violence", exact=True).click()
    expect(page.get_by_text("Not sent yet: no network.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="It was sent")).to_be_visible()
    assert calls(instance) == [(POINT, "violence")]


@pytest.mark.usefixtures("rota")
def test_without_javascript_the_tap_is_a_form(
    browser: Browser, address: str, instance: Instance, codes: list[str]
) -> None:
    page = phone(browser, java_script_enabled=False)
    page.goto(f"{address}/c/")
    page.click("a[lang=es]")
    page.locator("#es a.help").first.click()
    page.fill("#help-es input[name=code]", codes[2])
    page.get_by_role("button", name="Hay alguien herido", exact=True).click()
    assert "Enviado" in page.inner_text("#told-es")
    assert calls(instance) == [(POINT, "hurt")]


WHOLE = [one.code for one in languages.all_of_them() if not one.missing]
# Every part and screen of the document at once, as no reader sees them: one look at each language finds what is amiss.
ALL_AT_ONCE = """() => document.querySelectorAll("[hidden]").forEach((one) => { one.hidden = false; })"""


@pytest.mark.usefixtures("rota")
@pytest.mark.parametrize("code", [*WHOLE, "he"])
def test_every_language_is_clean_in_all_its_parts_in_its_own_direction(
    both_ways: None, browser: Browser, address: str, code: str
) -> None:
    page = phone(browser)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/c/in.{code}")
    expect(page.locator(f"#{code} .screen:visible")).to_be_visible()
    page.evaluate(ALL_AT_ONCE)
    page.evaluate(looks.AXE.read_text())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("() => axe.run({resultTypes: ['violations']})")["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
    looks.fits(page)
    assert page.evaluate("document.documentElement.lang") == code and errors == []
    way = "rtl" if code in ("he", *languages.RIGHT_TO_LEFT) else "ltr"
    assert page.evaluate("getComputedStyle(document.body).direction") == way


# Looked at in every size and scheme: one from the left, one from the right, one of long words.
LOOKED_AT = ("en", "ar", "ta")


@pytest.mark.parametrize("code", [*LOOKED_AT, "km", "he"])
def test_a_language_of_each_direction_is_walked_screen_by_screen(
    both_ways: None, browser: Browser, address: str, code: str
) -> None:
    page = phone(browser)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/c/")
    page.click(f"a[data-lang={code}]")
    expect(page.locator(f"#{code} .screen:visible")).to_be_visible()
    whole(page, code, "1-begin")
    page.click(f"#{code} a.help")
    whole(page, code, "help")
    page.click(f"#help-{code} a.button")
    page.click(".screen:visible .main")
    step = 0
    while page.locator(".skip:visible").count():
        drawn = page.locator(".screen:visible svg use")
        # Ages are words alone.
        assert step == 1 or drawn.count() > 0
        whole(page, code, f"{step + 2}", picture=step in (2, 4))
        page.click(".skip:visible")
        step += 1
    page.click("[type=submit]:visible")
    expect(page.locator(f"#done-{code} h1")).to_be_visible()
    whole(page, code, "done")
    assert page.evaluate("document.documentElement.lang") == code and errors == []


def whole(page: Page, code: str, name: str, *, picture: bool = True) -> None:
    """Nothing cut at any size, the way out in its corner, and no finding of axe-core; leaves the page at phone size."""
    if picture and code in LOOKED_AT:
        see(page, f"{code}-{name}")
    looks.fits(page, large=picture)
    page.set_viewport_size(looks.PHONE)  # type: ignore[arg-type]
    if picture and code not in LOOKED_AT:
        looks.glance_at(page)
    box = page.locator("a.leave:visible").bounding_box()
    assert box is not None and box["x"] < 16 and box["y"] < 16 and box["height"] >= 64


def test_a_picture_is_really_drawn(browser: Browser, address: str) -> None:
    page = phone(browser)
    page.goto(f"{address}/c/")
    page.click("a[data-lang=en]")
    page.click(".screen:visible .main")
    assert ink(page) > 20
    page.evaluate("document.getElementById('p-alone').remove()")
    assert ink(page) == 0


def ink(page: Page) -> int:
    """How wide the first picture on the screen is drawn, in pixels: an empty `use` has no box."""
    return int(
        page.evaluate("""() => { const one = [...document.querySelectorAll(".screen svg use")]
        .find((use) => use.checkVisibility() && !use.closest(".sound"));
        return one ? one.getBoundingClientRect().width : 0; }""")
    )


@pytest.mark.parametrize("year", [2024, 2028])
def test_attack_42_a_phone_whose_clock_is_years_off_answers_like_any(
    browser: Browser, address: str, instance: Instance, codes: list[str], year: int
) -> None:
    page = phone(browser)
    page.clock.set_fixed_time(f"{year}-03-10T02:30:00Z")
    page.goto(f"{address}/c/#{codes[0]}")
    page.click("a[data-lang=en]")
    page.click(".screen:visible .main")
    while page.locator(".skip:visible").count():
        page.click(".skip:visible")
    page.click("[type=submit]:visible")
    expect(page.locator("#done-en h1")).to_be_visible()
    assert main_boxes(instance) == 1


def test_attack_38_the_page_is_blank_before_the_list_of_apps_can_show_it(browser: Browser, address: str) -> None:
    page = phone(browser)
    page.goto(f"{address}/c/")
    page.click("a[data-lang=en]")
    blank = page.evaluate("""() => { Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
        return document.body.checkVisibility(); }""")
    assert blank is False


def test_attack_41_answers_given_without_network_are_sent_once_when_it_is_back(
    browser: Browser, address: str, instance: Instance, codes: list[str]
) -> None:
    page = phone(browser)
    page.goto(f"{address}/c/#{codes[0]}")
    page.click("a[data-lang=en]")
    page.context.set_offline(True)
    page.click(".screen:visible .main")
    while page.locator(".skip:visible").count():
        page.click(".skip:visible")
    page.click("[type=submit]:visible")
    expect(page.get_by_text("Not sent yet: no network.").first).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#done-en h1")).to_be_visible()
    assert main_boxes(instance) == 1


def test_a_question_and_its_answers_are_heard_and_the_line_sees_one_file(browser: Browser, address: str) -> None:
    page = phone(browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.replace(address, "")))
    page.add_init_script("""globalThis.played = []; const play = HTMLMediaElement.prototype.play;
        HTMLMediaElement.prototype.play = function () { played.push(this.currentTime); return play.call(this); }""")
    page.goto(f"{address}/c/")
    page.click("a[data-lang=es]")
    page.click(".screen:visible .main")
    page.locator(".screen:visible .sound").nth(0).click()
    page.wait_for_function("() => played.length === 1")
    page.locator(".screen:visible .with-sound .sound").nth(1).click()
    page.wait_for_function("() => played.length === 2")
    starts = page.evaluate("""() => [...document.querySelectorAll(".screen:not([hidden]) .sound")]
        .map((one) => Number(one.dataset.from))""")
    played = page.evaluate("played")
    assert played[0] != played[1] and all(min(abs(one - start) for start in starts) < 0.01 for one in played)
    assert [url for url in asked if "voice" in url] == ["/c/check-in.voice-es"]
