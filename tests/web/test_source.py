"""Whoever is served by the program can get its source, and nothing else with it."""

import gzip
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from inspect_app import checkin_app
from inspect_app.adapters.system import source
from inspect_app.web import ROOT
from tests import people
from tests.browser_client import Browser
from tests.test_setup import committed


def test_the_link_stands_on_the_desk_at_sign_in_on_a_failure_and_on_the_tablet(
    app: Flask, browser: Callable[[str], Browser]
) -> None:
    pages = [browser("supervisor").get(path) for path in ("/desk/", "/tablet/")]
    pages += [Browser(app, "").get(path) for path in ("/sign-in", "/verify/nonsense", "/source")]
    pages += [browser("officer").get("/no-such-page", status=404)]
    for text in pages:
        assert '<a href="/source">Source code</a>' in text


def test_a_setting_sends_readers_to_another_place(app: Flask) -> None:
    changed = {**vars(app.config["SETTINGS"]), "source_url": "https://code.example/spotcheck"}
    app.config["SETTINGS"] = type(app.config["SETTINGS"])(**changed)
    assert '<a href="https://code.example/spotcheck">Source code</a>' in Browser(app, "").get("/sign-in")


def test_the_archive_is_the_source_that_is_here(app: Flask) -> None:
    answer = app.test_client().get("/source/spotcheck.tar.gz")
    with tarfile.open(fileobj=io.BytesIO(answer.get_data())) as tar:
        held = {name.removeprefix("spotcheck/") for name in tar.getnames()}
        kept = tar.extractfile("spotcheck/LICENSE")
        assert kept is not None and kept.read() == (ROOT / "LICENSE").read_bytes()
    wanted = {path.relative_to(ROOT).as_posix() for path in committed()}
    assert wanted - held == set()
    assert not {name for name in held if name.startswith(("instance/", ".git/", ".venv/", "static/vendor/"))}


def test_an_instance_a_key_or_a_database_inside_the_checkout_stays_out(tmp_path: Path) -> None:
    for name in (
        "inspect_app/a.py",
        "data/own/spotcheck.db",
        "data/own/notes.txt",
        "data/report.key",
        "instance/b.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "data" / "elsewhere").symlink_to("/etc/hostname")
    found = {path.relative_to(tmp_path).as_posix() for path in source.files(tmp_path, tmp_path / "data" / "own")}
    assert found == {"inspect_app/a.py"}


def test_a_workers_page_has_the_link_too_and_tells_nobody_where_it_was_clicked(instance: people.Instance) -> None:
    pages = checkin_app.create_app(instance.settings.checkin()).test_client()
    text = gzip.decompress(pages.get("/").get_data()).decode()
    assert '<a href="http://127.0.0.1:8000/source" rel="noreferrer">Source code (AGPL)</a>' in text
