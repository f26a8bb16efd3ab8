"""A tablet copied whole: nothing that was typed on it or carried by it lies readable in the browser's profile."""

import contextlib
import json
import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Locator, Page, Playwright, Route

from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.web import ROOT
from tests import people, tablet
from tests.conftest import NOW
from tests.journeys import browser
from tests.journeys.tablet_page import PIN, SYNC, Server, enrol

VISIT = "e9" * 16
# Every kind of answer that is typed, and an order that may take away beds.
MARKS = """
format: 1
key: marks
n: 1
kind: visit
title: {en: Marks, fr: Marques}
sections:
  - id: rooms
    title: {en: Rooms, fr: Chambres}
    situation: housing
    items:
      - id: beds
        ask: {en: Beds are unsafe, fr: Les lits sont dangereux}
        guidance: {what: {en: They are., fr: Ils le sont.}}
        type: indicator
        indicators: ["ilo11:7"]
        severity: 3
        order: {act: "EPFNA, s. 9", due_days: 1, text: {en: Mend them., fr: Réparez-les.}}
        law: [{cite: "EPFNA, s. 9", jurisdiction: ON, program: all}]
""" + "".join(
    f"""      - id: a_{kind}
        ask: {{en: A {kind}, fr: Un {kind}}}
        type: {kind}
        basis: none
"""
    for kind in ("text", "integer", "decimal", "money")
)
KNOWN = [
    ("employer", "trading"),
    ("employer", "sector"),
    *(("site", name) for name in ("name", "address", "city", "postal", "headcount", "shifts", "hazards")),
]
CASE, RECEIPT, STOP = "0c" * 8, "A-1", "0190f000-0000-7000-8000-000000000001"
SCREENS = (
    "",
    "arrival",
    "entry",
    "dwelling",
    "kind",
    "papers",
    f"receipt/{RECEIPT}",
    "stop",
    "draw",
    f"person/{CASE}",
    *(f"known/{about}/{name}" for about, name in KNOWN),
    "cards",
    "back",
    "i/tiny/passports_kept",
    f"i/tiny/free_to_go/{CASE}",
    *(f"i/marks/a_{kind}" for kind in ("text", "integer", "decimal", "money")),
    "sign/employer",
)
# A day or a time is no word: there is nothing in it to look for.
NO_WORDS = {"demand-due", "paper-return", "warrant-on", "back-time", "photo-file"}
# The door: the PIN is looked for by itself.
DOOR = {"lock-again", "lock-choose", "lock-pin"}
CHOSEN = {"pin", "representative", "stop-act", "setting-language", "cards-how-many"}
# What the pack holds that is public, or that is a name, a number or a day by which the tablet finds its way.
PUBLIC = {
    "checklists",
    "fields",
    "languages",
    "offered",
    "receipt_key",
    "intake_key",
    "id",
    "version",
    "language",
    "letter",
    "planned_for",
    "at",
    "until",
    "due_on",
    "on",
    "kind",
    "precision",
    "part",
    "state",
    "size_band",
    "season_from",
    "season_to",
    "act",
    "device",
}

# To another screen, or to the same one anew; what stood there is marked, so that the new one can be waited for.
TURN = """(to) => { document.querySelector("main h1").dataset.before = "";
    if (location.hash === to) dispatchEvent(new HashChangeEvent("hashchange")); else location.hash = to; }"""
TYPED = "main :is(textarea, input:is([type=text], [type=number], [type=search])):visible"


@pytest.fixture
def profile(tmp_path: Path, driver: Playwright) -> Iterator[tuple[Path, BrowserContext]]:
    context = driver.chromium.launch_persistent_context(
        tmp_path / "profile",
        executable_path="/usr/bin/chromium",
        args=[*browser.ARGS, *browser.FAKE_CAMERA],
        viewport={"width": 820, "height": 1180},
        permissions=["geolocation", "camera"],
    )
    context.set_default_timeout(browser.PATIENCE_MS)
    yield tmp_path / "profile", context
    with contextlib.suppress(Error):
        context.close()


class Marks:
    """Words that stand nowhere else, one for each place."""

    def __init__(self) -> None:
        self.at: dict[str, str] = {}
        self.labels: set[str] = set()

    def of(self, place: str) -> str:
        return self.at.setdefault(place, f"MK{len(self.at):03}ZQ")

    def number(self, place: str) -> str:
        return self.at.setdefault(place, str(7_294_618_300 + len(self.at)))

    def carried(self, route: Route) -> None:
        """A day's pack with a mark in every word that is not public, and with orders and findings."""
        pack = route.fetch().json()
        for visit in pack["visits"]:
            text = {"en": "Give back", "fr": "Rendez"}
            visit["employer"]["orders"] = [{"citation": "s. 9", "due_on": "2026-11-30", "text": text}]
            visit["employer"]["findings"] = [{"on": "2026-10-01", "item": "passports"}]
            visit["employer"]["names"] = ["Old name"]
            for known in visit["known"].values():
                known["values"] |= {name: "x" for name, value in known["values"].items() if value is None}
        route.fulfill(json=self.marked(pack))

    def marked(self, tree: Any, place: str = "pack") -> Any:
        if isinstance(tree, dict):
            return {name: one if name in PUBLIC else self.marked(one, f"{place}/{name}") for name, one in tree.items()}
        if isinstance(tree, list):
            return [self.marked(one, f"{place}/{n}") for n, one in enumerate(tree)]
        return f"{tree} {self.of(place)}" if isinstance(tree, str) else tree

    def type_all(self, page: Page, screen: str) -> None:
        """A mark in every field of a screen, letter by letter, as a person would; nothing is saved by a tap."""
        page.evaluate(TURN, f"#/v/{VISIT}{screen and '/'}{screen}")
        page.wait_for_selector("main h1:not([data-before])")
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        if page.get_by_label("By telephone").count():
            page.get_by_label("By telephone").check()
        for one in page.locator(TYPED).all():
            self.type_one(one, screen)
        note = page.get_by_label("What you saw or heard")
        if note.count():
            # Leaving the field writes the note and draws the screen anew.
            page.evaluate("document.querySelector('main h1').dataset.before = ''")
            note.blur()
            page.wait_for_selector("main h1:not([data-before])")

    def type_one(self, one: Locator, screen: str) -> None:
        kind, label = one.evaluate("(one) => [one.type, one.labels[0].textContent]")
        place = f"typed {screen}: {label} {len(self.at)}"
        one.fill("")
        mark = self.number(place) if kind == "number" else self.of(place)
        # A sector's code has room for six signs.
        self.at[place] = mark[:6] if "sector" in screen else mark
        one.press_sequentially(self.at[place])
        self.labels.add(label)


@pytest.mark.parametrize("ending", ["locked", "crashed", "killed"])
def test_nothing_that_was_written_or_carried_is_found_in_the_whole_browser_profile(
    profile: tuple[Path, BrowserContext], server: Server, instance: people.Instance, ending: str
) -> None:
    folder, context = profile
    plan(instance)
    marks, page = Marks(), context.new_page()
    page.route("**/sync/pack", marks.carried)
    enrol(page, server)
    page.route(SYNC, lambda route: route.abort())
    write(page, marks, BEFORE)
    for screen in SCREENS:
        marks.type_all(page, screen)
    # What is written only after a tap, and what stands on two screens only then.
    write(page, marks, AFTER)
    for screen in ("kind", "close", "i/tiny/passports_kept"):
        marks.type_all(page, screen)
    assert not_walked(marks.labels) == set()
    # All of it is on the tablet, behind the PIN; only what was looked for is never kept.
    kept = page.evaluate(HELD, VISIT)
    assert [place for place, mark in marks.at.items() if mark not in kept and "Find an item" not in place] == []
    assert found(folder, {"MARKCONTROL"}) == {}
    page.evaluate(
        "() => new Promise((done) => { const ask = indexedDB.open('control'); ask.onupgradeneeded = () =>"
        " ask.result.createObjectStore('x').put('MARKCONTROL', 1); ask.onsuccess = done; })"
    )
    end(context, page, folder, ending)
    # The control proves that the search would have found a word that is there.
    assert found(folder, {"MARKCONTROL"})
    assert len(marks.at) > 100
    plain = {"Greenhouse 4", "Blue Kettle", "1 Invented Rd", "Someone else holds", PIN}
    assert found(folder, {*marks.at.values(), *plain}) == {}


def plan(instance: people.Instance) -> None:
    frozen, hash = tablet.frozen(MARKS)
    with instance.database.writing() as tx:
        checklists_store.add(
            tx, checklists_store.Version("marks", 1, "written", "published", MARKS, frozen, hash, None, NOW)
        )
    tablet.plan(instance.database, NOW, visit_id=VISIT, keys=("tiny", "marks"))


# Written as the screens write them, by storage/open_visit.mjs: [what, value, item, note].
ITEM = [{"section": "documents", "item": "passports_kept"}]
INTERVIEW = [{"section": "talk", "item": "free_to_go"}, {"case": CASE}]
BEDS = [{"section": "rooms", "item": "beds"}]
BEFORE: list[list[Any]] = [
    ["arrived", {"fix": None, "distance_m": None, "pin": None, "reason": "?"}, None, None],
    [
        "entry",
        {
            "outcome": "refused",
            "minutes": None,
            "by_whom": "?",
            "words": "?",
            "identified": True,
            "act": "?",
            "section": "?",
            "greeted": True,
            "representative": "not_asked",
        },
        None,
        None,
    ],
    ["dwelling", {"by": "warrant", "who": "?", "language": "?", "warrant": "?"}, None, None],
    ["case_added", {}, [{"case": CASE}], None],
    ["paper", {"receipt": RECEIPT, "how": "removed", "what": "?", "pages": 3, "return_on": "2026-12-01"}, None, None],
    ["custody", {"receipt": RECEIPT, "move": "handed", "who": "?"}, None, None],
    ["demanded", {"what": "?", "act": "?", "due_on": None}, None, None],
    ["sampled", {"what": "?", "seal": "?", "split": "not_offered", "why": "?"}, None, None],
    ["stop_work", {"what": "?", "whom": "?", "act": "?", "posted": True}, None, None],
    ["answered", {"value": "present", "basis": ["observed"], "note": "?"}, ITEM, "?"],
    ["answered", {"value": "present", "basis": ["observed"], "note": "?"}, BEDS, "?"],
    ["answered", {"value": "?", "basis": [], "note": None}, [{"section": "rooms", "item": "a_text"}], None],
    [
        "corrected",
        {"about": "site", "id": "2" * 32, "base": 1, "changes": {"hazards": {"from": None, "to": "?"}}},
        None,
        None,
    ],
]
AFTER: list[list[Any]] = [
    ["kind", {"kind": "investigation", "reason": "?"}, None, None],
    ["cautioned", {"whom": "?", "language": "?"}, None, None],
    ["stop_lifted", {"stop": STOP, "by": "?"}, None, None],
    [
        "order",
        {"item": "passports_kept", "act": "?", "text": "?", "due_on": "2026-12-01", "citation": "?", "sleep": "?"},
        None,
        None,
    ],
    ["reply", {"text": "?"}, None, "?"],
    ["answered", {"value": "present", "basis": ["worker"], "note": "?"}, INTERVIEW, "Call 519-555-0100, ?"],
    ["note_stays", {"note": "0" * 64, "why": "?"}, None, "?"],
]
WRITE = """async ([visit, all]) => { const hand = await import("/static/tablet/storage/open_visit.mjs");
    const { checklists } = await hand.openVisit(visit);
    for (const [what, value, item, words] of all) {
      const kept = words ? await hand.note(words) : null;
      for (const name of ["note", "text", "why"]) if (kept && value[name] === "?") value[name] = kept.hash;
      const of = checklists.find((one) => one.sections.some((each) => each.id === item?.[0].section));
      const more = item ? { at_item: item, ...(of ? { checklist: { key: of.key, n: of.n, hash: of.hash } } : {}) } : {};
      await hand.record(visit, what, value, { more, notes: kept ? [kept] : [] }); } }"""

# Everything that this tablet can read while it is open, as one text.
HELD = """async (visit) => { const hand = await import("/static/tablet/storage/open_visit.mjs");
    const vault = await import("/static/tablet/storage/vault.mjs");
    const { held, notes, pack } = await hand.openVisit(visit);
    const drafts = await vault.get("drafts");
    return JSON.stringify([await hand.eventsOf(visit, held), [...notes.values()], pack, drafts]); }"""


def write(page: Page, marks: Marks, all: list[list[Any]]) -> None:
    """Each event with a mark wherever a person's words stand; a note's place in the event takes its hash."""
    told = []
    for n, (what, value, item, words) in enumerate(all):
        place = f"event {what} {n}"
        named = {"note", "text", "why"} if words else set()
        filled = {name: one if name in named else put(marks, f"{place} {name}", one) for name, one in value.items()}
        told.append([what, filled, item, words and words.replace("?", marks.of(f"{place} note"))])
    page.evaluate(WRITE, [VISIT, told])


def put(marks: Marks, place: str, value: Any) -> Any:
    text = json.dumps(value)
    return json.loads(text.replace('"?"', json.dumps(marks.of(place)))) if '"?"' in text else value


def not_walked(labels: set[str]) -> set[str]:
    """Names of fields in the tablet's modules that no screen of the walk showed; new ones must be walked too."""
    folder = ROOT / "static" / "tablet"
    words = json.loads((folder / "words" / "en.json").read_text())
    source = "".join(path.read_text() for path in folder.glob("screens*.mjs"))
    names = set(re.findall(r'\.typed\("([a-z-]+)"', source)) | set(re.findall(r'\bfield\(t\("([a-z-]+)"\)', source))
    return {name for name in names - NO_WORDS - DOOR - CHOSEN if words[name] not in labels}


def end(context: BrowserContext, page: Page, folder: Path, ending: str) -> None:
    if ending == "locked":
        page.get_by_role("link", name="Hide this screen").click()
    if ending == "crashed":
        with pytest.raises(Error, match="crash"):
            page.goto("chrome://crash")
    time.sleep(2)
    if ending == "killed":
        os.kill(browser_of(folder), signal.SIGKILL)
        time.sleep(2)
    with contextlib.suppress(Error):
        context.close()


def browser_of(folder: Path) -> int:
    """The process of the browser itself on this profile: the one that is no child of a kind."""
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            given = one.read_bytes().decode(errors="replace")
            if (
                f"--user-data-dir={folder}" in given
                and "--type=" not in given
                and "crashpad" not in given.split("\0")[0]
            ):
                return int(one.parent.name)
    raise AssertionError("the browser is not running")


def found(folder: Path, words: set[str]) -> dict[str, list[str]]:
    """The words that a profile holds, in UTF-8 or UTF-16, and the files that hold them."""
    sought = [(word, word.encode(), word.encode("utf-16-le")) for word in words]
    held: dict[str, list[str]] = {}
    paths = [Path(at) / name for at, _, names in os.walk(folder) for name in names]
    for path in [one for one in paths if one.is_file() and not one.is_symlink()]:
        # While the browser runs, files of its own come and go.
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        for word, narrow, wide in sought:
            if narrow in content or wide in content:
                held.setdefault(word, []).append(str(path.relative_to(folder)))
    return held
