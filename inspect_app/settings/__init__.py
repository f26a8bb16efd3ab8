"""Settings: one frozen class for each process, with exactly what it may know, and one for the terminal.

`inspect_app.settings.environment` reads them. A secret has no default once the demonstration is off.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


class SettingsMistakes(ValueError):
    """Everything that is wrong in the environment, at once: a sentence for each setting, none with a password."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = tuple(sentences)


@dataclass(frozen=True)
class _InInstance:
    """What lies in the instance's folder, for the owners whose keys a process may open."""

    instance: Path
    owners: ClassVar[tuple[str, ...]] = ()

    def keys(self, owner: str) -> Path:
        """The folder of keys of one owner, made with mode 0700. ValueError for one whose keys this process has not."""
        if owner not in self.owners:
            raise ValueError(f"{type(self).__name__} opens the keys of {', '.join(self.owners)}, not of {owner}")
        folder = self.instance / "keys" / owner
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    @property
    def evidence(self) -> Path:
        return self.instance / "evidence"


@dataclass(frozen=True)
class WebSettings(_InInstance):
    """The staff's pages. `public_url` (never the Host header) goes into every QR code; `secret_key` signs sessions.

    `demo` allows draft languages and cards for a loopback address. Peppers alone have two owners, so web writes the
    check-in process's too.
    """

    database_url: str
    checkin_database_url: str
    public_url: str
    secret_key: str
    demo: bool
    source_url: str = ""
    owners: ClassVar[tuple[str, ...]] = ("web", "checkin")


@dataclass(frozen=True)
class CheckinSettings(_InInstance):
    """The page a worker sees. It can name neither the staff database nor the staff's address; `source` is where
    anyone whom this program serves gets its source (AGPL-3.0, section 13)."""

    checkin_database_url: str
    source: str
    demo: bool
    owners: ClassVar[tuple[str, ...]] = ("checkin",)


@dataclass(frozen=True)
class OpenerSettings(_InInstance):
    """The one process that opens check-ins; of the staff database it reads what the questions mean."""

    database_url: str
    checkin_database_url: str
    owners: ClassVar[tuple[str, ...]] = ("opener",)


@dataclass(frozen=True)
class JobsSettings(_InInstance):
    """Slow work. `public_url` stands in a report as the place where it can be verified."""

    database_url: str
    checkin_database_url: str
    public_url: str
    owners: ClassVar[tuple[str, ...]] = ("jobs",)


@dataclass(frozen=True)
class Settings(_InInstance):
    """The whole instance, for a person at its terminal and for the demonstration: all of it on one machine.

    `demo` allows draft languages, cards for a loopback address and a certificate of our own; it must be asked for with
    SPOTCHECK_DEMO=1.
    """

    database_url: str
    checkin_database_url: str
    public_url: str
    host: str
    port: int
    secret_key: str
    demo: bool
    source_url: str = ""
    owners: ClassVar[tuple[str, ...]] = ("web", "checkin", "opener", "jobs")

    @property
    def is_loopback(self) -> bool:
        return any(part in self.public_url for part in ("//127.", "//localhost", "//[::1]"))

    def web(self) -> WebSettings:
        """What of it the staff's pages know."""
        return WebSettings(
            self.instance,
            self.database_url,
            self.checkin_database_url,
            self.public_url,
            self.secret_key,
            self.demo,
            self.source_url,
        )

    def checkin(self) -> CheckinSettings:
        """What of it the worker's page knows."""
        source = self.source_url or f"{self.public_url}/source"
        return CheckinSettings(self.instance, self.checkin_database_url, source, self.demo)

    def opener(self) -> OpenerSettings:
        """What of it the opener knows."""
        return OpenerSettings(self.instance, self.database_url, self.checkin_database_url)

    def jobs(self) -> JobsSettings:
        """What of it the jobs process knows."""
        return JobsSettings(self.instance, self.database_url, self.checkin_database_url, self.public_url)
