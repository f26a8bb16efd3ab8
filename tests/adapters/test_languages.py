"""The languages of the worker's page: what the set-up built is what the YAML files say, or it is not used."""

import json
import shutil
from pathlib import Path

import pytest

from inspect_app.adapters import languages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what languages are read from, with three of them."""
    (tmp_path / "languages").mkdir()
    for name in ("languages/en.yaml", "languages/fr.yaml", "languages/ne.yaml", "rights.yaml", "lines.yaml"):
        shutil.copy(languages.DATA / name, tmp_path / name)
    return tmp_path


def test_every_shipped_language_is_the_same_built_and_read_anew(tmp_path: Path) -> None:
    shutil.copytree(languages.DATA / "languages", tmp_path / "languages")
    for name in ("rights.yaml", "lines.yaml"):
        shutil.copy(languages.DATA / name, tmp_path / name)
    languages.build(tmp_path)
    built, anew = languages.all_of_them(tmp_path), languages.read(tmp_path)
    assert len(built) == len(list((tmp_path / "languages").glob("*.yaml"))) >= 28
    assert built == anew
    # In the same order inside, too: a page lists what is in a map as it comes.
    assert json.dumps([vars(one) for one in built]) == json.dumps([vars(one) for one in anew])


def test_a_built_file_that_is_up_to_date_spares_every_reading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    languages.build(folder)
    monkeypatch.setattr(languages, "_tree", lambda path: pytest.fail(f"{path} was read, though it is built"))
    assert {one.code for one in languages.all_of_them(folder)} == {"en", "fr", "ne"}


@pytest.mark.parametrize(
    ("changed", "before", "after"),
    [
        ("languages/ne.yaml", "नेपाली", "नेपाली XX"),
        ("rights.yaml", "Nobody may keep your papers", "XX Nobody may keep your papers"),
        ("lines.yaml", "9-1-1", "9-1-1 XX"),
    ],
)
def test_a_file_changed_after_the_building_is_read_anew(folder: Path, changed: str, before: str, after: str) -> None:
    languages.build(folder)
    path = folder / changed
    path.write_text(path.read_text().replace(before, after))
    found = languages.all_of_them(folder)
    assert "XX" in json.dumps([vars(one) for one in found])
    assert found == languages.read(folder)


def test_a_changed_checklist_and_changed_code_make_the_built_file_stale(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = languages.made_of(folder)
    other = tmp_path_factory.mktemp("checkout")
    for key in (*languages.SETS, languages.ALONE):
        shutil.copytree(languages.library.ROOT / key, other / key)
    monkeypatch.setattr(languages.library, "ROOT", other)
    assert languages.made_of(folder) == before
    (other / languages.ALONE / "1.yaml").write_text("n: 1\n")
    changed_checklist = languages.made_of(folder)
    monkeypatch.setattr(languages, "_CODE", languages._CODE[1:])
    assert len({before, changed_checklist, languages.made_of(folder)}) == 3


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"made_of": 1}'])
def test_a_damaged_built_file_is_passed_over(folder: Path, damage: bytes) -> None:
    languages.build(folder).write_bytes(damage)
    assert languages.all_of_them(folder) == languages.read(folder)


def test_a_damaged_language_of_the_right_hash_is_passed_over(folder: Path) -> None:
    path = languages.build(folder)
    content = json.loads(path.read_text())
    del content["languages"][0]["rights"]
    path.write_text(json.dumps(content))
    assert languages.all_of_them(folder) == languages.read(folder)


def test_a_building_that_fails_leaves_the_file_of_before(folder: Path) -> None:
    path = languages.build(folder)
    before = path.read_bytes()
    (folder / "rights.yaml").write_text("rights: [\n")
    with pytest.raises(Exception, match=r"rights\.yaml"):
        languages.build(folder)
    assert path.read_bytes() == before
