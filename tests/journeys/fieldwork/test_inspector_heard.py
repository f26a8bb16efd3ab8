"""A worker answers alone in a language nobody on the visit speaks, hears each question, and leaves no trace of it."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inspect_app.adapters.data import languages
from inspect_app.adapters.media import self_interview, voices
from inspect_app.store.checkins import languages as languages_store
from tests import people
from tests.journeys.fieldwork.test_inspector import alone
from tests.journeys.fieldwork.test_inspector_interviews import a_person, events
from tests.journeys.tablet_page import Server, enrol, reload, see, ship, to

INTERVIEWS = "e7" * 16
WHOLE = [one.code for one in languages.all_of_them() if not one.missing]
SPOKEN = [code for code in WHOLE if code in voices.VOICES]
# The browser's own element, watched: a test hears nothing, but it sees how far the sound has come.
WATCH = """() => { const Whole = window.Audio;
    window.Audio = function (source) { return (window.heard = new Whole(source)); }; }"""
SHOWN = json.loads(self_interview.told())["ne"]
CLIPS = {words: clip for words, *clip in [*SHOWN["asks"]["private-interview/2"].values(), *SHOWN["touch"].values()]}


@pytest.fixture
def core(instance: people.Instance) -> str:
    return ship(instance, INTERVIEWS, "core-spot-check", "private-interview")


def ready_for_interview(page: Page, core: str) -> str:
    person = a_person(page, core)
    alone(page)
    to(page, f"i/private-interview/agreed/{person}", core)
    page.get_by_label("Yes", exact=True).check()
    return person


def bring(page: Page) -> None:
    """The voices come by themselves within minutes; the button is for whoever does not want to wait."""
    page.evaluate("location.hash = '#/'")
    expect(page.get_by_text(f"Voices for the self-interview: 0 of {len(SPOKEN)} languages.")).to_be_visible()
    page.get_by_role("button", name="Refresh").click()
    expect(page.get_by_text("Voices for the self-interview")).to_have_count(0)


def give(page: Page, core: str, person: str, name: str) -> None:
    to(page, f"alone/{person}", core)
    page.get_by_role("listitem").filter(has_text=name).get_by_role("button", name="Hand over").click()


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate("""async () => {
        const all = await (await caches.open("voices")).keys();
        return all.map((one) => new URL(one.url).pathname.split("/").pop().split(".")[0]); }""")
    return found


def playing(page: Page, words: str) -> None:
    """The sound has come so far into the clip of these words that it must have been heard."""
    come = "([start, end]) => window.heard.currentTime > start + 0.3 && window.heard.currentTime < end + 0.5"
    page.wait_for_function(come, arg=CLIPS[words])


def test_a_worker_hears_every_question_in_nepali_without_signal(page: Page, server: Server, core: str) -> None:
    nepali = languages.find("ne")
    assert nepali is not None
    asked = list(nepali.interview["private-interview/2"].values())
    page.add_init_script(f"({WATCH})()")
    enrol(page, server)
    person = ready_for_interview(page, core)
    bring(page)
    assert sorted(kept(page)) == sorted(SPOKEN)
    server.stop()
    page.context.set_offline(True)
    reload(page)
    to(page, f"alone/{person}", core)
    rows = page.get_by_role("listitem").filter(has_text="Nepali")
    expect(rows.get_by_text("Machine’s voice for 20 questions.")).to_be_visible()
    expect(rows.locator("[lang=ne]")).to_have_text("नेपाली")
    expect(page.get_by_text("Text only: no voice has been recorded.")).to_have_count(len(WHOLE) - len(SPOKEN))
    see(page, "heard-hand-over")
    give(page, core, person, "Nepali")
    expect(page.get_by_role("heading", name=asked[0])).to_be_visible()
    expect(page.get_by_text(nepali.words["machine_voice"])).to_be_visible()
    see(page, "heard-nepali")
    page.get_by_role("button", name=nepali.touch["listen"]).click()
    playing(page, asked[0])
    expect(page.locator(".alone-yes.is-said")).to_be_visible()
    see(page, "heard-saying")
    page.get_by_role("button", name=nepali.touch["listen"]).click()
    expect(page.locator(".alone-yes.is-said")).to_be_visible()
    playing(page, nepali.touch["yes"])
    expect(page.locator(".alone-skip.is-said")).to_be_visible()
    playing(page, nepali.touch["skip"])
    expect(page.locator(".is-said")).to_have_count(0)
    page.get_by_role("button", name=nepali.touch["listen"]).click()
    page.wait_for_function("() => !window.heard.paused")
    page.get_by_role("button", name=nepali.touch["yes"], exact=True).click()
    expect(page.get_by_role("heading", name=asked[1])).to_be_visible()
    assert page.evaluate("window.heard.paused")
    page.get_by_role("button", name=nepali.touch["stop"]).click()
    expect(page.get_by_role("heading", name=nepali.touch["give"])).to_be_visible()
    page.get_by_role("button", name=nepali.touch["listen"]).click()
    playing(page, nepali.touch["give"])
    page.get_by_role("button", name="Inspector: hold").click(delay=2300)
    expect(page.get_by_role("heading", name="Person A1")).to_be_visible()
    assert traces(page, core) == {"events": [], "kept": sorted(SPOKEN)}


def traces(page: Page, core: str) -> dict[str, Any]:
    """Events that name a language, and the sounds that lie on the tablet."""
    named = [one for one in events(page, core) if '"ne"' in json.dumps(one) or "नेपाली" in json.dumps(one)]
    return {"events": named, "kept": sorted(kept(page))}


def test_a_worker_who_reads_from_the_right_answers_alone(page: Page, server: Server, core: str) -> None:
    urdu = languages.find("ur")
    assert urdu is not None
    asked = list(urdu.interview["private-interview/2"].values())
    enrol(page, server)
    person = ready_for_interview(page, core)
    give(page, core, person, "Urdu")
    expect(page.get_by_role("heading", name=asked[0])).to_be_visible()
    # No sound has come to this tablet yet: no speaker that would be silent.
    expect(page.get_by_role("button", name=urdu.touch["listen"])).to_have_count(0)
    page.get_by_role("button", name=urdu.touch["no"], exact=True).click()
    expect(page.get_by_role("button", name=f"‹ {urdu.touch['back']}")).to_be_visible()
    yes, no = (page.get_by_role("button", name=urdu.touch[name], exact=True).bounding_box() for name in ("yes", "no"))
    assert yes and no and yes["x"] > no["x"]
    see(page, "heard-urdu")


def test_only_offered_languages_are_in_the_choice(
    page: Page, server: Server, core: str, instance: people.Instance
) -> None:
    with instance.checkin_database.writing() as tx:
        languages_store.offer(tx, "ur", shown=False)
    enrol(page, server)
    person = ready_for_interview(page, core)
    to(page, f"alone/{person}", core)
    expect(page.locator("li.drawn")).to_have_count(len(WHOLE) - 1)
    expect(page.get_by_role("listitem").filter(has_text="Urdu")).to_have_count(0)


def test_a_sound_that_is_not_the_one_the_texts_were_cut_for_is_not_kept(page: Page, server: Server, core: str) -> None:
    enrol(page, server)
    page.route("**/build/alone/*", lambda route: route.fulfill(body="<h1>Welcome to this hotel</h1>"))
    page.get_by_role("button", name="Refresh").click()
    page.evaluate("async () => (await import('/static/tablet/network/voices.mjs')).bringVoices()")
    assert kept(page) == []
    page.unroute("**/build/alone/*")
    # Some may come by themselves before the button is pressed.
    page.evaluate("location.hash = '#/'")
    page.get_by_role("button", name="Refresh").click()
    expect(page.get_by_text("Voices for the self-interview")).to_have_count(0)
    assert sorted(kept(page)) == sorted(SPOKEN)
