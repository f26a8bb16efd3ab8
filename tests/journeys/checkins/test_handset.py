"""A lent handset in a real browser: without signal, one person after another; what a thief finds on its disk."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from inspect_app import opener
from inspect_app.actions.checkins import checkins as checkins_actions
from inspect_app.actions.checkins import handsets as handsets_actions
from inspect_app.checkin_app import create_app
from inspect_app.domain.alerts.duty import Shift
from inspect_app.domain.checkins.handsets import LETTER_SIZE
from inspect_app.store.alerts import urgent as urgent_store
from inspect_app.store.checkins import boxes as boxes_store
from inspect_app.store.checkins import cards as cards_store
from inspect_app.store.checkins import points as points_store
from inspect_app.store.checkins import snapshots as snapshots_store
from inspect_app.store.instance import Instance
from inspect_app.web import create_app as create_web
from tests import points
from tests.conftest import NOW
from tests.journeys.browser import ARGS, PATIENCE_MS, PHONE, TABLET, driver, look_at, served

POINT, RUN = "9" * 32, "ab12" + "7" * 28
SLOTS, MINUTE = 256, 60_000
# Databases, caches and service workers of a browser.
HELD = """async () => [(await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""
DARK = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
  delete document.hidden;
}"""


@pytest.fixture
def instance(shipped_house: Instance) -> Instance:
    return shipped_house


@pytest.fixture
def worker(instance: Instance) -> Iterator[Flask]:
    made = create_app(instance.settings.checkin())
    made.config["CLOCK"] = lambda: NOW
    yield made
    made.config["DATABASE"].close()


@pytest.fixture
def address(instance: Instance, worker: Flask) -> Iterator[str]:
    web = create_web(instance.settings.web())
    with served(web, DispatcherMiddleware(web, {"/c": worker})) as found:
        yield found
    web.config["DATABASE"].close()
    web.config["CHECKIN_DATABASE"].close()


@pytest.fixture
def link(instance: Instance, address: str) -> str:
    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    points.issue(instance, POINT, 8, folders)
    private, public = handsets_actions.make_handset_key()
    with instance.checkin_database.writing() as tx:
        made = handsets_actions.prepare(
            tx,
            point_id=POINT,
            run_id=RUN,
            n=12,
            handset_key=public,
            public_url=address,
            loopback_allowed=True,
            folder=folders[0],
            copies=[],
            now=NOW,
        )
    handsets_actions.hand_over(folders[1], POINT, RUN, private)
    return made


@contextmanager
def tablet(folder: Path) -> Iterator[BrowserContext]:
    """A tablet whose browser keeps its profile in a folder."""
    made = driver().chromium.launch_persistent_context(
        str(folder),
        executable_path="/usr/bin/chromium",
        args=ARGS,
        viewport=TABLET,  # type: ignore[arg-type]
    )
    made.set_default_timeout(PATIENCE_MS)
    try:
        yield made
    finally:
        made.close()


def prepared(context: BrowserContext, link: str) -> Page:
    page = context.pages[0]
    page.clock.install(time=NOW)
    page.goto(link)
    page.wait_for_selector("#first .langs:visible")
    return page


def minutes(page: Page, n: int = 1) -> None:
    """Lets so many minutes pass, each with its writing."""
    for _ in range(n):
        before = written(page)
        page.clock.run_for(MINUTE)
        for _ in range(600):
            if written(page) != before:
                break
            page.wait_for_timeout(50)
        assert written(page) != before


def written(page: Page) -> int:
    """How many slots were written since the last sending: minutes, never people."""
    return int(
        page.evaluate("""() => new Promise((done) => {
      const asked = indexedDB.open("spotcheck-handset");
      asked.onsuccess = () => {
        const got = asked.result.transaction("own").objectStore("own").get("written");
        got.onsuccess = () => { asked.result.close(); done(got.result.reduce((sum, one) => sum + one, 0)); };
      };
    })""")
    )


def send(page: Page, told: str = "sent") -> None:
    """The inspector's tap on the first screen."""
    page.locator("details.staff").evaluate("(one) => { one.open = true; }")
    page.click("[data-deed=send]")
    page.wait_for_selector(f"[data-told={told}]:visible")


def says(page: Page, language: str = "en", *choices: str) -> None:
    """One person takes the tablet, answers and leaves the thank-you page open."""
    page.click(f"a[data-lang={language}]")
    page.click(".screen:visible .main")
    for choice in ("yes", "18_plus", "no", *choices):
        page.click(f".screen:visible label:has(input[value='{choice}'])")
        page.clock.run_for(400)
    while page.locator(".screen:visible .skip").count():
        page.click(".screen:visible .skip")
    page.click(".screen:visible [type=submit]")
    page.wait_for_selector(f"#done-{language}:visible")


def said(instance: Instance) -> list[dict[str, str]]:
    return [dict(one.answers) for one in points.opened(instance, POINT)]


def test_everyone_answers_in_turn_without_signal_and_all_of_it_arrives_once(
    tmp_path: Path, instance: Instance, link: str
) -> None:
    with tablet(tmp_path / "profile") as context:
        page = prepared(context, link)
        assert link.split("#")[1] not in page.url
        look_at(page)
        context.set_offline(True)
        page.reload()
        page.wait_for_selector("#first .langs:visible")
        for _ in range(3):
            says(page, "en", "boss_keeps")
            look_at(page)
            assert "Not allowed" in page.inner_text("#done-en")
            assert not page.locator("#done-en a[href^='tel:']").count()
            page.click(".finish")
            assert page.locator(".part").count() == 1 and page.locator("input").count() == 0
            assert "Someone else keeps them" not in page.content()
        minutes(page, 4)
        send(page, "unsent")
        assert said(instance) == []
        context.set_offline(False)
        send(page)
        first = said(instance)
        page.click("[data-deed=away]")
        page.wait_for_selector("[data-told=away]:visible")
        assert page.evaluate(HELD) == [0, 0, 0]
    expected = {".age": "18_plus", ".alone": "yes", ".child": "no", "papers": "boss_keeps"}
    assert first == [expected] * 3 == said(instance)
    with instance.checkin_database.reading() as tx:
        [run] = [one for one in cards_store.runs(tx, POINT) if one.kind == "handset"]
        assert len(boxes_store.of_point(tx, POINT)) == 3 and points_store.get(tx, POINT).cards_out == 20
    assert (run.sent, run.state) == (1, "void")


# What a person leaves where nothing is hidden: answers, the chosen language's title and thanks.
TRACES = (
    "boss_keeps",
    "i_keep",
    "18_plus",
    '"answers"',
    "Gracias",
    "Merci",
    "Condiciones de trabajo",
    "in.es",
    "done-fr",
)


def stolen(folder: Path, link: str, people: list[tuple[str, str]]) -> tuple[dict[str, int], int]:
    """Lends a tablet to these people, lets eight minutes pass, copies the disk under the running browser.

    Gives how often each trace lies anywhere in the copy, and how long the log of what was written is.
    """
    with tablet(folder) as context:
        page = prepared(context, link)
        context.set_offline(True)
        for language, papers in people:
            says(page, language, papers)
            page.click(".finish")
        minutes(page, 8)
        page.wait_for_timeout(500)
        shutil.copytree(folder, copied := folder.with_suffix(".copy"), symlinks=True)
    found = dict.fromkeys(TRACES, 0)
    for path in copied.rglob("*"):
        held = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        for trace in TRACES:
            found[trace] += held.count(trace.encode()) + held.count(trace.encode("utf-16-le"))
    return found, sum(path.stat().st_size for path in copied.glob("Default/IndexedDB/*.leveldb/*.log"))


def test_a_thief_of_the_disk_finds_no_answer_no_language_and_not_even_whether_anybody_answered(
    tmp_path: Path, link: str
) -> None:
    nobody, idle = stolen(tmp_path / "nobody", link, [])
    three, busy = stolen(tmp_path / "three", link, [("es", "boss_keeps"), ("fr", "i_keep"), ("es", "boss_keeps")])
    # The questions themselves lie there for everyone, in every language; answers add nothing to them.
    assert nobody == three and nobody["boss_keeps"] > 0 and nobody['"answers"'] == 0
    # The same eight writings, whoever came. The browser's own words vary by a few bytes; a letter has 2,145.
    assert idle > SLOTS * LETTER_SIZE and abs(idle - busy) < 100


def test_answers_reach_the_opener_by_themselves_once_five_wait_and_are_counted(
    tmp_path: Path, instance: Instance, link: str
) -> None:
    with tablet(tmp_path / "profile") as context:
        page = prepared(context, link)
        for _ in range(4):
            says(page, "fr", "boss_keeps")
            page.click(".finish")
        minutes(page, 4)
        assert said(instance) == []
        says(page, "en", "i_keep")
        page.click(".finish")
        page.clock.run_for(MINUTE)
        for _ in range(600):
            if len(said(instance)) == 5:
                break
            page.wait_for_timeout(50)
    opener.tick(instance, NOW)
    with instance.checkin_database.reading() as tx:
        bands = {line.item: line.band for line in snapshots_store.of_point(tx, POINT, 5)}
        assert {box.pile for box in boxes_store.of_point(tx, POINT)} == {"main"}
    assert bands == {"papers": "nearly_all"}


def test_an_answer_of_the_server_that_was_lost_makes_no_second_vote(
    tmp_path: Path, instance: Instance, link: str
) -> None:
    with tablet(tmp_path / "profile") as context:
        page = prepared(context, link)
        says(page, "en", "boss_keeps")
        page.click(".finish")
        minutes(page)
        lost: list[str] = []

        def lose(route: Route) -> None:
            route.fetch()
            lost.append(route.request.url)
            route.abort()

        page.route("**/c/handset/boxes", lose)
        for _ in range(17):
            send(page, "unsent")
        page.unroute("**/c/handset/boxes")
        send(page)
    with instance.checkin_database.reading() as tx:
        assert len(lost) == 17 and [box.pile for box in boxes_store.of_point(tx, POINT)] == ["main"]


def test_a_call_without_signal_says_so_and_goes_out_with_the_signal_once(
    tmp_path: Path, instance: Instance, link: str
) -> None:
    with tablet(tmp_path / "profile") as context:
        page = prepared(context, link)
        context.set_offline(True)
        page.click("a[data-lang=en]")
        page.click("#en a.help")
        assert "This tablet has no signal" in page.inner_text(".reads:visible")
        page.click("#help-en button[value=locked_in]")
        expect(page.locator("#help-en .wait")).to_contain_text("until then nobody reads it")
        assert page.locator("#told-en:visible").count() == 0
        look_at(page)
        page.click("#help-en a.leave")
        minutes(page)
        # The battery dies: the call is in the ring, and goes out before anything else when the tablet is back.
        context.set_offline(False)
        page.close()
        page = context.new_page()
        page.goto(link.split("#")[0])
        page.wait_for_selector("#first .langs:visible")
        for _ in range(600):
            if calls(instance):
                break
            page.wait_for_timeout(50)
        assert calls(instance) == [("locked_in", POINT)]
        send(page)
        with instance.checkin_database.writing() as tx:
            urgent_store.handle(tx, urgent_store.waiting(tx, "a" * 32)[0].id, by="1" * 32, day=NOW.date())
        page.reload()
        page.wait_for_selector("#first .langs:visible")
        send(page)
    assert calls(instance) == []


def calls(instance: Instance) -> list[tuple[str, str | None]]:
    with instance.checkin_database.reading() as tx:
        return [(call.kind, call.point) for call in urgent_store.waiting(tx, "a" * 32)]


def test_a_call_with_signal_says_who_reads_it(tmp_path: Path, instance: Instance, link: str) -> None:
    on_duty = Shift("5" * 32, "1" * 32, NOW - timedelta(hours=1), NOW + timedelta(hours=1), seen=NOW)
    with instance.checkin_database.writing() as tx:
        urgent_store.add_shift(tx, on_duty)
    with tablet(tmp_path / "profile") as context:
        page = prepared(context, link)
        page.click("a[data-lang=en]")
        page.click("#en a.help")
        expect(page.locator("#help-en .reads")).to_contain_text("An officer reads this now")
        page.click("#help-en button[value=hurt]")
        page.wait_for_selector("#told-en:visible")
        assert "An officer reads this now" in page.inner_text("#told-en")
        page.click("#told-en a.help")
        expect(page.locator("#help-en .reads")).to_contain_text("An officer reads this now")
        context.set_offline(True)
        page.click("#help-en button[value=child]")
        expect(page.locator("#help-en .wait")).to_contain_text("This tablet has no signal")
        # What was true a minute ago is taken back.
        assert "An officer" not in page.inner_text("#help-en")
    assert calls(instance) == [("hurt", POINT)]


def test_a_handset_of_a_closed_point_wipes_itself_and_says_so(tmp_path: Path, instance: Instance, link: str) -> None:
    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    with tablet(tmp_path / "profile") as context:
        page = prepared(context, link)
        says(page, "en", "boss_keeps")
        page.click(".finish")
        minutes(page)
        points.close(instance, POINT, folders)
        send(page, "closed")
        assert page.locator(".langs:visible").count() == 0 and page.evaluate(HELD) == [0, 0, 0]
        look_at(page)
    assert said(instance) == [] and not list(folders[1].glob("*.handset"))


def test_a_second_link_opens_only_after_the_first_handset_was_sent_and_put_away(
    tmp_path: Path, instance: Instance, link: str
) -> None:
    private, public = handsets_actions.make_handset_key()
    other, run = "8" * 32, "ef56" + "5" * 28
    folders = [instance.settings.keys("web"), instance.settings.keys("checkin")]
    points.issue(instance, other, 8, folders, run="6" * 32)
    values = {
        "handset_key": public,
        "public_url": link.split("/c/")[0],
        "loopback_allowed": True,
        "folder": folders[0],
        "copies": [],
    }
    with instance.checkin_database.writing() as tx:
        second = handsets_actions.prepare(tx, point_id=other, run_id=run, n=5, now=NOW, **values)  # type: ignore[arg-type]
    handsets_actions.hand_over(folders[1], other, run, private)
    with tablet(tmp_path / "profile") as context:
        page = prepared(context, link)
        says(page, "en", "boss_keeps")
        page.click(".finish")
        minutes(page)
        page.goto("about:blank")
        page.goto(second)
        page.wait_for_selector("[data-told=other]:visible")
        assert page.locator(".langs:visible").count() == 0
        page.click("summary")
        look_at(page)
        page.click("[data-deed=away]")
        page.wait_for_selector("#first .langs:visible")
        says(page, "en", "i_keep")
        page.click(".finish")
        minutes(page)
        send(page)
    assert [one["papers"] for one in said(instance)] == ["boss_keeps"]
    assert [one.answers["papers"] for one in points.opened(instance, other)] == ["i_keep"]


def test_past_the_points_last_day_it_takes_no_more_answers_but_keeps_what_it_has(tmp_path: Path, link: str) -> None:
    with tablet(tmp_path / "profile") as context:
        page = prepared(context, link)
        page.clock.set_fixed_time(NOW + timedelta(days=checkins_actions.OPEN_DAYS + 1))
        context.set_offline(True)
        page.reload()
        page.wait_for_selector("[data-told=past]:visible")
        # A wrong clock must not destroy anybody's answers: only the server's word wipes.
        assert page.locator(".langs:visible").count() == 0 and page.evaluate(HELD)[0] == 1


def test_leaving_idling_and_a_dark_screen_show_the_next_person_nothing(tmp_path: Path, link: str) -> None:
    with tablet(tmp_path / "profile") as context:
        page = prepared(context, link)
        for leave in ("tap", "idle", "dark"):
            page.click("a[data-lang=es]")
            page.click(".screen:visible .main")
            page.click(".screen:visible label:has(input[value=yes])")
            if leave == "idle":
                page.clock.run_for(3 * MINUTE)
            elif leave == "dark":
                page.evaluate(DARK)
            else:
                page.click("a.leave:visible")
            page.wait_for_selector("#first:not([hidden])", state="attached")
            assert page.locator("input").count() == 0 and "Condiciones" not in page.title()
            page.mouse.click(5, 5)
        assert page.url.endswith("/c/handset/") and page.evaluate("history.length") == 2


def test_a_workers_own_phone_gets_no_service_worker_and_keeps_nothing(
    chromium: Browser, address: str, link: str
) -> None:
    page = chromium.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
    for path in ("/c/", "/c/in.en", "/c/handset/", "/c/handset/#1234567890123456"):
        page.goto(f"{address}{path}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(HELD) == [0, 0, 0]
    page.wait_for_selector("[data-told=none]:visible")
    look_at(page)
    scopes = page.evaluate(
        "async () => { await navigator.serviceWorker.register('/c/handset/sw.js', {scope: '/c/'})"
        ".catch((error) => { window.refused = error.name; }); return window.refused; }"
    )
    # Even on purpose it cannot be stretched over the page that phones open.
    assert scopes == "SecurityError"
