"""Each process knows what it needs and no more; what is wrong is told at once, and no secret has a default."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from inspect_app.settings import (
    CheckinSettings,
    JobsSettings,
    OpenerSettings,
    Settings,
    SettingsMistakes,
    WebSettings,
    environment,
)

ROOT = Path(__file__).resolve().parents[1]
KEY = "0123456789abcdef" * 4
READERS = (environment.web, environment.checkin, environment.opener, environment.jobs)


def names(kind: Any) -> set[str]:
    return {field.name for field in fields(kind)}


def test_the_check_in_process_can_name_neither_the_staff_database_nor_the_staffs_address() -> None:
    assert names(CheckinSettings) == {"instance", "checkin_database_url", "source", "demo"}


def test_only_web_has_the_key_that_signs_sessions() -> None:
    assert "secret_key" in names(WebSettings)
    assert not any("secret_key" in names(kind) for kind in (CheckinSettings, OpenerSettings, JobsSettings))


@pytest.mark.parametrize(
    ("process", "owners"),
    [
        (Settings.web, {"web", "checkin"}),
        (Settings.checkin, {"checkin"}),
        (Settings.opener, {"opener"}),
        (Settings.jobs, {"jobs"}),
    ],
)
def test_a_process_opens_its_own_keys_and_no_other(
    process: Callable[[Settings], Any], owners: set[str], settings: Settings
) -> None:
    own = process(settings)
    for owner in ("web", "checkin", "opener", "jobs", "worker"):
        if owner in owners:
            assert own.keys(owner).stat().st_mode & 0o777 == 0o700
        else:
            with pytest.raises(ValueError, match=f"not of {owner}"):
                own.keys(owner)


def test_settings_cannot_be_changed(settings: Settings) -> None:
    for own in (settings, settings.web(), settings.checkin(), settings.opener(), settings.jobs()):
        with pytest.raises(AttributeError):
            own.instance = Path("/")  # type: ignore[misc]


def test_every_mistake_is_told_at_once_and_no_password_with_it(tmp_path: Path) -> None:
    environ = {
        "INSTANCE": str(tmp_path),
        "DATABASE_URL": "mysql://somebody:sesame@host/x",
        "CHECKIN_DATABASE_URL": "oracle://somebody:sesame@host/x",
        "PUBLIC_URL": "spot.example",
        "SOURCE_URL": "ftp://code.example",
        "SPOTCHECK_DEMO": "true",
        "SECRET_KEY": "sesame",
    }
    with pytest.raises(SettingsMistakes) as mistakes:
        environment.web(environ)
    said = mistakes.value.sentences
    assert sorted(sentence.split()[0] for sentence in said) == sorted(set(environ) - {"INSTANCE"})
    assert "sesame" not in str(mistakes.value)


@pytest.mark.parametrize("given", [{}, {"SECRET_KEY": ""}, {"SPOTCHECK_DEMO": "0"}])
def test_without_the_demonstration_the_secret_has_no_default_and_none_is_made(
    given: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(SettingsMistakes, match="SECRET_KEY is missing"):
        environment.web({"INSTANCE": str(tmp_path), **given})
    assert list(tmp_path.rglob("*")) == []
    assert environment.web({"INSTANCE": str(tmp_path), **given, "SECRET_KEY": KEY}).secret_key == KEY


def test_the_demonstration_makes_its_secret_once(tmp_path: Path) -> None:
    asked = {"INSTANCE": str(tmp_path), "SPOTCHECK_DEMO": "1"}
    first = environment.web(asked).secret_key
    assert len(first) == 64 and environment.web(asked).secret_key == first == environment.from_env(asked).secret_key
    assert (tmp_path / "keys" / "web" / "session.key").stat().st_mode & 0o777 == 0o600


def test_a_worker_page_of_real_work_must_be_told_where_its_source_is(tmp_path: Path) -> None:
    home = {"INSTANCE": str(tmp_path)}
    with pytest.raises(SettingsMistakes, match="SOURCE_URL is missing"):
        environment.checkin(home)
    assert environment.checkin({**home, "SOURCE_URL": "https://code.example"}).source == "https://code.example"
    assert environment.checkin({**home, "SPOTCHECK_DEMO": "1"}).source == "http://127.0.0.1:8000/source"


class Noted(dict[str, str]):
    """An environment that remembers which of its names were asked for."""

    asked: set[str]

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)


def example(part: str, tmp_path: Path) -> Noted:
    lines = (ROOT / "deploy" / "env" / f"{part}.env.example").read_text().splitlines()
    given = Noted(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert given["INSTANCE"] == "/var/lib/spotcheck"
    given |= {"INSTANCE": str(tmp_path)}
    given.asked = set()
    return given


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_each_example_for_a_ministry_names_exactly_what_its_process_reads(
    read: Callable[..., Any], tmp_path: Path
) -> None:
    part = read.__name__
    assert (
        f"EnvironmentFile=/etc/spotcheck/{part}.env\n"
        in (ROOT / "deploy" / "systemd" / f"spotcheck-{part}.service").read_text()
    )
    given = example(part, tmp_path)
    empty = {name: {"SECRET_KEY": KEY, "SOURCE_URL": "https://code.example"}[name] for name in given if not given[name]}
    given |= empty
    made = read(given)
    # The demonstration can be asked for everywhere, and no ministry is shown how.
    assert given.asked - {"SPOTCHECK_DEMO"} == set(given) and not getattr(made, "demo", False)


@pytest.mark.parametrize(("part", "name"), [("web", "SECRET_KEY"), ("checkin", "SOURCE_URL")])
def test_an_example_that_was_copied_and_not_filled_in_does_not_start(part: str, name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsMistakes, match=f"^{name} is missing"):
        getattr(environment, part)(example(part, tmp_path))


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_a_folder_that_cannot_be_used_is_told_in_a_sentence(read: Callable[..., object], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(SettingsMistakes, match="INSTANCE cannot be used"):
        read({"INSTANCE": str(tmp_path / "file" / "instance"), "SPOTCHECK_DEMO": "1"})
