"""Shipped checklists reach the database, once, and never under a number that was published with other words."""

from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from inspect_app import settings
from inspect_app.cli import House, load_checklists, open_house
from inspect_app.store import checklists as store

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return open_house(settings.from_env({"INSTANCE": str(tmp_path / "instance")}))


def test_every_shipped_checklist_is_published_and_a_second_run_adds_nothing(house: House) -> None:
    added = load_checklists.load(house, load_checklists.SHIPPED, NOW)
    with house.database.look() as tx:
        versions = store.listed(tx)
    assert added == len(versions) == len(list(load_checklists.SHIPPED.glob("*/*.yaml")))
    assert {version.state for version in versions} == {"published"}
    assert load_checklists.load(house, load_checklists.SHIPPED, NOW) == 0


def test_a_published_checklist_that_was_edited_is_refused_and_nothing_is_loaded(house: House, tmp_path: Path) -> None:
    library = tmp_path / "checklists"
    copytree(load_checklists.SHIPPED, library)
    path = library / "core-spot-check" / "1.yaml"
    path.write_text(path.read_text().replace("severity: 3", "severity: 2", 1))
    with pytest.raises(ValueError, match=r"is published and has changed\. Write the change as version 2"):
        load_checklists.load(house, library, NOW)
    with house.database.look() as tx:
        assert store.listed(tx) == []


def test_a_new_version_stays_a_draft_until_it_is_published(house: House, tmp_path: Path) -> None:
    library = tmp_path / "checklists"
    copytree(load_checklists.SHIPPED, library)
    text = (library / "core-spot-check" / "1.yaml").read_text()
    (library / "core-spot-check" / "2.yaml").write_text(text.replace("\nn: 1\n", "\nn: 2\n", 1))
    load_checklists.load(house, library, NOW)
    with house.database.look() as tx:
        second = store.find(tx, "core-spot-check", 2)
        assert second is not None and second.state == "draft"
        assert store.newest(tx, "core-spot-check").n == 1
    load_checklists.publish(library, NOW)
    assert load_checklists.load(house, library, NOW) == 1
    with house.database.look() as tx:
        assert store.newest(tx, "core-spot-check").n == 2
