"""A clip in sign language plays in the place of its button; without one there is no button."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from inspect_app.adapters.data import languages
from inspect_app.adapters.media import signs
from inspect_app.adapters.media.voices import key_of
from tests.journeys.checkins.test_worker import address, browser, codes, instance, phone
from tests.journeys.tablet_page import see

__all__ = ["address", "browser", "codes", "instance"]
ENGLISH = next(one for one in languages.all_of_them() if one.code == "en")
ASK = str(ENGLISH.sets[0]["questions"][0]["ask"])
# Half a second of a moving square, as a telephone's camera would have made it.
FILM = """async () => {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
  const kept = [];
  recorder.ondataavailable = (event) => kept.push(event.data);
  const ended = new Promise((done) => { recorder.onstop = done; });
  recorder.start();
  for (let n = 0; n < 15; n += 1) { pen.fillRect(n * 9, n * 5, 60, 60); await new Promise((go) => setTimeout(go, 40)); }
  recorder.stop();
  await ended;
  const bytes = new Uint8Array(await new Blob(kept).arrayBuffer());
  return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
}"""


@pytest.fixture
def clip(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = browser.new_page()
    path = tmp_path / "signs" / "en" / f"{key_of(ASK)}.webm"
    path.parent.mkdir(parents=True)
    path.write_bytes(base64.b64decode(page.evaluate(FILM)))
    page.close()
    read = signs.read
    monkeypatch.setattr(signs, "read", lambda _folder: read(tmp_path / "signs"))


def test_a_question_that_was_signed_has_a_button_that_plays_the_clip_in_place(
    clip: None, browser: Browser, address: str
) -> None:
    page = phone(browser)
    refused: list[str] = []
    page.on("console", lambda told: refused.append(told.text) if "Content Security Policy" in told.text else None)
    page.goto(f"{address}/c/in.en")
    page.click(".screen:visible .main")
    while not page.get_by_text(ASK, exact=True).first.is_visible():
        page.click(".skip:visible")
    see(page, "signs")
    assert page.locator(".signs").count() == 1
    page.click(".signs:visible")
    video = page.locator("video")
    expect(video).to_have_attribute("aria-label", f"Sign language: {ASK}")
    page.wait_for_function(
        "() => document.querySelector('video').readyState >= 2 && document.querySelector('video').videoWidth > 0"
    )
    assert refused == [] and page.locator(".signs").count() == 0
    see(page, "signs-playing")


def test_without_a_clip_or_without_javascript_there_is_no_button(clip: None, browser: Browser, address: str) -> None:
    page = phone(browser, java_script_enabled=False)
    page.goto(f"{address}/c/in.en")
    assert page.locator(".signs").count() == 1 and not page.locator(".signs").is_visible()
    page.goto(f"{address}/c/in.fr")
    assert page.locator(".signs").count() == 0
