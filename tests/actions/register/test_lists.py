"""Importing a federal list: each employer once, each place once, and nothing on a second run."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from inspect_app.actions.register import lists as lists_actions
from inspect_app.adapters.data import postal_codes
from inspect_app.adapters.system import randomness
from inspect_app.cli import main
from inspect_app.domain.register import lmia
from inspect_app.store import Database
from inspect_app.store import schema as t
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import places as places_store

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
FILE = Path(__file__).parents[2] / "data" / "lmia" / "2023-12-12_invented_2023q3_pos_en.csv"


def put(db: Database, data: bytes) -> lists_actions.Imported:
    with db.writing() as tx:
        return lists_actions.import_list(
            tx,
            lmia.read(data, FILE.name),
            file_name=FILE.name,
            sha256=hashlib.sha256(data).hexdigest(),
            by=None,
            now=NOW,
            new_id=randomness.new_id,
            locate=postal_codes.ontario().find,
        )


def test_the_same_name_at_the_same_place_is_one_employer_and_a_number_is_one_anywhere(db: Database) -> None:
    made = put(db, FILE.read_bytes())
    assert (made.employers, made.places, made.unchanged) == (4, 4, 1)
    with db.reading() as tx:
        found = employers_store.search(tx, "1234567 ontario").found
        assert [one.name for one in found] == ["1234567 Ontario Inc. o/a Aldéa Bakery"]
        assert [place.postal for place in places_store.of_employer(tx, found[0].id)] == ["N1H 1A1", "N2G 1C5"]


def test_a_list_gives_mailing_places_and_never_a_site_a_finding_or_a_score(db: Database) -> None:
    put(db, FILE.read_bytes())
    with db.reading() as tx:
        for table in (t.sites, t.findings, t.facts, t.scores):
            assert tx.execute(select(func.count()).select_from(table)).scalar() == 0
        assert set(tx.execute(select(t.places.c.precision)).scalars()) <= {"postal", "none"}


def test_a_second_run_adds_nothing_even_when_the_file_was_saved_anew(db: Database) -> None:
    put(db, FILE.read_bytes())
    again = put(db, FILE.read_bytes())
    anew = put(db, b"\xef\xbb\xbf" + FILE.read_bytes().replace(b"\n", b"\r\n"))
    assert (again.employers, again.places, again.unchanged) == (0, 0, 6)
    assert (anew.employers, anew.places, anew.unchanged) == (0, 0, 6)


def test_the_command_says_what_it_added_and_what_it_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INSTANCE", str(tmp_path / "instance"))
    assert main(["migrate"]) == 0 and capsys.readouterr().out
    other = tmp_path / "other.csv"
    other.write_text("name,age\nA,3\n")
    assert main(["import-lmia", str(other), str(FILE)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert "other.csv is not a federal LMIA employer list" in said[0]
    assert said[1].endswith(":9: refused: no employer's name")
    assert said[-1] == "added 4 employers, 4 places; refused 2 rows; unchanged 1"
    assert main(["import-lmia", str(FILE)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "added 0 employers, 0 places; refused 2 rows; unchanged 6"
