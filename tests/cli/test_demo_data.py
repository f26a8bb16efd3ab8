"""The invented data: it fills an empty instance once, and the printed sign-ins work."""

from pathlib import Path

import pytest

from inspect_app import cli
from inspect_app.cli import demo_data
from inspect_app.store.register import employers as employers_store
from inspect_app.store.register import sites as sites_store
from inspect_app.store.staff import staff as staff_store
from inspect_app.web import create_app
from tests.browser_client import Browser


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "CHECKIN_DATABASE_URL", "PUBLIC_URL", "PORT", "HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INSTANCE", str(tmp_path / "empty"))
    monkeypatch.setenv("SPOTCHECK_DEMO", "1")
    assert cli.main(["migrate"]) == 0
    return tmp_path / "empty"


def test_an_empty_instance_gets_its_secrets_tables_and_invented_data_once(
    instance: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["demo-data"]) == 0 and "in place" in capsys.readouterr().out
    assert cli.main(["demo-data"]) == 0 and "already" in capsys.readouterr().out
    spotcheck = cli.open_instance()
    with spotcheck.database.reading() as tx:
        assert len(staff_store.of_agency(tx, demo_data.AGENCY.id)) == len(demo_data.PEOPLE)
        found = employers_store.search(tx, "blue ketle").found
        assert [one.name for one in found] == ["Blue Kettle Greenhouses Ltd."]
        assert {site.kind for site in sites_store.of_employer(tx, found[0].id)} == {"work", "housing"}


def test_the_sign_ins_that_are_printed_let_everyone_in(instance: Path) -> None:
    cli.main(["demo-data"])
    path = instance / "demo-sign-ins.txt"
    assert path.stat().st_mode & 0o777 == 0o600
    app = create_app(cli.open_instance().settings.web())
    for line in path.read_text().splitlines():
        _role, email, *phrase = line.split()
        assert Browser(app, "").sign_in(email, " ".join(phrase)).status_code == 302, line


def test_a_real_installation_is_given_no_invented_data(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPOTCHECK_DEMO")
    assert cli.main(["demo-data"]) == 1 and cli.main(["demo"]) == 1
    with cli.open_instance().database.reading() as tx:
        assert staff_store.agencies(tx) == []


def test_verifying_the_journal_says_that_it_holds(instance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["demo-data"])
    assert cli.main(["verify-journal"]) == 0
    assert "steps holds" in capsys.readouterr().out
