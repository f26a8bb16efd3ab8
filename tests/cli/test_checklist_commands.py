"""A checklist is written out as it was read, and a file is checked before anyone loads it."""

from pathlib import Path

import pytest

from inspect_app import cli

SHIPPED = Path(__file__).resolve().parents[2] / "checklists"
FILE = SHIPPED / "core-spot-check" / "1.yaml"


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "CHECKIN_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INSTANCE", str(tmp_path / "instance"))
    assert cli.main(["migrate"]) == 0
    return tmp_path


def test_what_is_exported_is_what_was_loaded_and_no_file_is_overwritten(
    instance: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["load-checklists"]) == 0
    out = instance / "out.yaml"
    assert cli.main(["export-checklist", "core-spot-check", "1", "--to", str(out)]) == 0
    assert out.read_bytes() == FILE.read_bytes()
    assert cli.main(["export-checklist", "core-spot-check", "1", "--to", str(out)]) == 1
    assert cli.main(["export-checklist", "core-spot-check"]) == 0
    assert cli.main(["export-checklist", "core-spot-check", "99"]) == 1
    assert "No published checklist is called core-spot-check version 99" in capsys.readouterr().out


def test_a_file_is_checked_without_touching_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INSTANCE", str(tmp_path / "instance"))
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("format: 1\nformat: 1\n")
    assert cli.main(["check-checklist", str(FILE)]) == 0
    assert cli.main(["check-checklist", str(wrong), str(tmp_path / "none.yaml")]) == 1
    told = capsys.readouterr().out
    assert f"{wrong}:2" in told and "there twice" in told and "could not be opened" in told
    assert not (tmp_path / "instance").exists()
