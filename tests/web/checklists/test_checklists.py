"""Checklists at the desk: listed, and read in each of their languages with guidance and law."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from inspect_app.adapters.data import library
from inspect_app.domain.checklists import checklist as checklist_rules
from inspect_app.store.checklists import checklists as checklists_store
from tests.browser_client import Browser

AT = datetime(2026, 11, 24, tzinfo=UTC)


def put(app: Flask, key: str) -> None:
    read, source = library.read(library.ROOT / key / "1.yaml")
    frozen = checklist_rules.freeze(read)
    with app.config["DATABASE"].writing() as tx:
        checklists_store.add(
            tx,
            checklists_store.Version(
                key, 1, "shipped", "published", source, frozen, checklist_rules.hash_of(frozen), None, AT
            ),
        )


def test_a_checklist_is_listed_and_read_with_its_guidance_and_law(
    app: Flask, browser: Callable[[str], Browser]
) -> None:
    put(app, "core-spot-check")
    inspector = browser("inspector")
    assert "/desk/checklists/core-spot-check/1" in inspector.get("/desk/checklists")
    shown = inspector.get("/desk/checklists/core-spot-check/1")
    assert all(words in shown for words in ("Never do this", "EPFNA", "Published", "ilo11:7", "read in the text"))


def test_it_is_read_in_each_of_its_languages_and_any_other_word_changes_nothing(
    app: Flask, browser: Callable[[str], Browser]
) -> None:
    put(app, "worker-check-in")
    inspector = browser("inspector")
    item = next(iter(library.newest("worker-check-in").items()))[1]
    for code in ("en", "fr", "es"):
        assert item.ask[code] in inspector.get(f"/desk/checklists/worker-check-in/1?in={code}").replace("&#39;", "'")
    assert item.ask["en"] in inspector.get("/desk/checklists/worker-check-in/1?in=xx").replace("&#39;", "'")


def test_a_version_that_is_not_there_is_told_so(app: Flask, browser: Callable[[str], Browser]) -> None:
    inspector = browser("inspector")
    for address in ("core-spot-check/9", "nothing/1", "core-spot-check/99999999999999999999"):
        inspector.get(f"/desk/checklists/{address}", status=404)
