"""Shipped checklists reach the database, once, and never under a number that was published with other words."""

from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from inspect_app.cli import Instance, load_checklists, open_instance
from inspect_app.domain.checklists.checklist import Mistakes
from inspect_app.settings import environment
from inspect_app.store.checklists import checklists as checklists_store
from inspect_app.store.instance import migrate_all

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    chosen = environment.from_env({"INSTANCE": str(tmp_path / "instance")})
    migrate_all(chosen)
    return open_instance(chosen)


def test_every_shipped_checklist_is_loaded_and_a_second_run_adds_nothing(instance: Instance) -> None:
    added = load_checklists.load(instance, load_checklists.SHIPPED, NOW)
    listed = (load_checklists.SHIPPED / "published.txt").read_text()
    with instance.database.reading() as tx:
        versions = checklists_store.listed(tx)
    assert len(added) == len(versions) == len(list(load_checklists.SHIPPED.glob("*/*.yaml")))
    for version in versions:
        assert (version.state == "published") == (f"{version.key}/{version.n} {version.hash}" in listed)
    assert load_checklists.load(instance, load_checklists.SHIPPED, NOW) == []


def test_a_published_checklist_that_was_edited_is_refused_and_nothing_is_loaded(
    instance: Instance, tmp_path: Path
) -> None:
    library = tmp_path / "checklists"
    copytree(load_checklists.SHIPPED, library)
    path = library / "core-spot-check" / "1.yaml"
    path.write_text(path.read_text().replace("severity: 3", "severity: 2", 1))
    with pytest.raises(ValueError, match=r"is published and has changed\. Write the change as version 2"):
        load_checklists.load(instance, library, NOW)
    with instance.database.reading() as tx:
        assert checklists_store.listed(tx) == []


def test_a_question_said_to_be_another_lists_must_be_there_before_anything_is_loaded_or_published(
    instance: Instance, tmp_path: Path
) -> None:
    library = tmp_path / "checklists"
    for key in ("core-spot-check", "employer-housing"):
        copytree(load_checklists.SHIPPED / key, library / key)
    (library / "published.txt").write_text("")
    path = library / "employer-housing" / "9.yaml"
    first = (library / "employer-housing" / "1.yaml").read_text().replace("\nn: 1\n", "\nn: 9\n", 1)
    path.write_text(
        first.replace(
            "        type: indicator\n", "        type: indicator\n        same_as: core-spot-check/gone\n", 1
        )
    )
    before = (library / "published.txt").read_text()
    for act in (lambda: load_checklists.load(instance, library, NOW), lambda: load_checklists.publish(library, NOW)):
        with pytest.raises(Mistakes, match=r"employer-housing/9: .*`core-spot-check/gone`, which is not an item"):
            act()
    with instance.database.reading() as tx:
        assert checklists_store.listed(tx) == []
    assert (library / "published.txt").read_text() == before


def test_a_new_version_stays_a_draft_until_it_is_published(instance: Instance, tmp_path: Path) -> None:
    library = tmp_path / "checklists"
    copytree(load_checklists.SHIPPED, library)
    load_checklists.publish(library, NOW)
    before = (library / "published.txt").read_text()
    path = max((library / "core-spot-check").glob("*.yaml"), key=lambda one: int(one.stem))
    last = int(path.stem)
    path.with_name(f"{last + 1}.yaml").write_text(path.read_text().replace(f"\nn: {last}\n", f"\nn: {last + 1}\n", 1))
    load_checklists.load(instance, library, NOW)
    with instance.database.reading() as tx:
        made = checklists_store.find(tx, "core-spot-check", last + 1)
        assert made is not None and made.state == "draft"
        assert checklists_store.newest(tx, "core-spot-check").n == last
    load_checklists.publish(library, NOW)
    assert [(one.n, one.state) for one in load_checklists.load(instance, library, NOW)] == [(last + 1, "published")]
    with instance.database.reading() as tx:
        assert checklists_store.newest(tx, "core-spot-check").n == last + 1
    added = set((library / "published.txt").read_text().splitlines()) - set(before.splitlines())
    assert [line.split()[0] for line in added] == [f"core-spot-check/{last + 1}"]
    (library / "published.txt").write_text(before)
    assert load_checklists.load(instance, library, NOW) == []
