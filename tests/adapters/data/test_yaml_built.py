"""What the set-up kept of the shipped YAML files is what they say, or it is not used."""

from pathlib import Path

import pytest

from inspect_app.adapters.data import languages, library, yaml
from inspect_app.domain.checklists.checklist.mistakes import Mistakes, Place

SOURCE = "a: no\nb:\n  - 2026-11-23\n  - {c: true, d: 1.5, e: ~, f: 10000000000000000000000}\nз: 'ц'\n".encode()
SHIPPED = sorted((*languages.DATA.glob("**/*.yaml"), *library.ROOT.glob("*/*.yaml")))


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for what is built."""
    monkeypatch.setattr(yaml, "BUILT", tmp_path / "built")
    return tmp_path / "built"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_bytes(SOURCE)
    return path


def test_every_shipped_file_gives_the_same_built_and_read_anew_in_the_same_order(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew, parse = {}, yaml.parse

    def reading(source: bytes, file: str) -> tuple[object, dict[Place, int]]:
        anew[file] = parse(source, file)
        return anew[file]

    monkeypatch.setattr(yaml, "parse", reading)
    assert len(SHIPPED) >= 40 and yaml.build(SHIPPED) == len(SHIPPED) == len(anew)
    monkeypatch.setattr(yaml, "parse", lambda _source, file: pytest.fail(f"{file} was read, though it is built"))
    for file, content in anew.items():
        # As text, because a page lists what is in a map as it comes, and because 1, 1.0 and True are equal.
        assert repr(yaml.read(Path(file).read_bytes(), file)) == repr(content), file


def test_a_change_of_one_byte_or_of_the_reading_code_is_read_anew(
    built: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yaml.build([source])
    assert yaml.read(SOURCE.replace(b"no", b"on"), "x")[0] != yaml.read(SOURCE, "x")[0]
    monkeypatch.setattr(yaml, "parse", lambda _source, _file: ("anew", {}))
    assert yaml.read(SOURCE, "x")[0] != "anew"
    assert yaml.read(SOURCE + b"#", "x")[0] == "anew"
    monkeypatch.setattr(yaml, "_code", lambda: b"another code")
    assert yaml.read(SOURCE, "x")[0] == "anew"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"[1]", b"[1, 2]", b"\xff"])
def test_a_damaged_file_is_passed_over(built: Path, source: Path, damage: bytes) -> None:
    yaml.build([source])
    [kept] = built.iterdir()
    kept.write_bytes(damage)
    assert yaml.read(SOURCE, "x") == yaml.parse(SOURCE, "x")


def test_building_again_leaves_nothing_of_files_that_have_changed(built: Path, source: Path) -> None:
    yaml.build([source])
    before = {path.name for path in built.iterdir()}
    source.write_bytes(SOURCE + b"g: 1\n")
    yaml.build([source])
    assert len(list(built.iterdir())) == 1 and before.isdisjoint(path.name for path in built.iterdir())


def test_a_building_that_fails_leaves_what_was_built_before(built: Path, source: Path, tmp_path: Path) -> None:
    yaml.build([source])
    before = {path.name: path.read_bytes() for path in built.iterdir()}
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("rights: [\n")
    with pytest.raises(Mistakes, match=r"wrong\.yaml"):
        yaml.build([source, wrong])
    assert {path.name: path.read_bytes() for path in built.iterdir()} == before


def test_a_file_with_a_mistake_tells_it_every_time(built: Path) -> None:
    for _ in range(2):
        with pytest.raises(Mistakes, match=r"twice\.yaml:2"):
            yaml.read(b"a: 1\na: 2\n", "twice.yaml")
