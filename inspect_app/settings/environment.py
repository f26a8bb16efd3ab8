"""Reads each process's settings from the environment. Every mistake is collected and told at once."""

import os
from collections.abc import Mapping
from pathlib import Path

from inspect_app.settings import (
    CheckinSettings,
    JobsSettings,
    OpenerSettings,
    Settings,
    SettingsMistakes,
    WebSettings,
)

Environment = Mapping[str, str]
DATABASES = ("sqlite:///", "postgresql:", "postgresql+psycopg:")
SECRET_LENGTH = 32


class _Reader:
    """One environment and what is wrong with it so far."""

    def __init__(self, environ: Environment | None) -> None:
        self._env: Environment = os.environ if environ is None else environ
        self._mistakes: list[str] = []
        self.demo = self._demo()
        self.instance = self._instance()

    def finish(self) -> None:
        """SettingsMistakes when there was any."""
        if self._mistakes:
            raise SettingsMistakes(self._mistakes)

    def text(self, name: str) -> str:
        return self._env.get(name) or ""

    def port(self) -> int:
        port = self.text("PORT") or "8000"
        if port.isdecimal() and 1 <= int(port) <= 65535:
            return int(port)
        self._mistakes.append(f"PORT is {port!r}; it must be a number from 1 to 65535.")
        return 8000

    def host(self) -> str:
        return self.text("HOST") or "127.0.0.1"

    def database(self, name: str, file: str) -> str:
        """A database's address; SQLite in the instance's folder when none is given."""
        url = self.text(name) or f"sqlite:///{self.instance / file}"
        if not url.startswith(DATABASES):
            self._mistakes.append(f"{name} must begin with sqlite:/// or postgresql://. Nothing was changed.")
        return url

    def staff_database(self) -> str:
        return self.database("DATABASE_URL", "spotcheck.db")

    def checkin_database(self) -> str:
        return self.database("CHECKIN_DATABASE_URL", "check-ins.db")

    def public_url(self) -> str:
        return self._address("PUBLIC_URL") or f"http://{self.host()}:{self.port()}"

    def source_url(self) -> str:
        return self._address("SOURCE_URL")

    def source(self) -> str:
        """Where a worker's page leads for the source: of real work it must be said, the staff's address is not ours."""
        given = self.source_url()
        public = "" if given else self._address("PUBLIC_URL") or (self.public_url() if self.demo else "")
        if not given and not public:
            self._mistakes.append("SOURCE_URL is missing: every page of this program must say where its source is.")
        return given or f"{public}/source"

    def secret(self) -> str:
        """The key that signs sessions: SECRET_KEY. For the demonstration one is made in the instance's folder."""
        given = self.text("SECRET_KEY")
        if given and len(given) < SECRET_LENGTH:
            told = f"SECRET_KEY is too short: it must have {SECRET_LENGTH} signs or more."
            self._mistakes.append(f"{told} Make one: openssl rand -hex 32")
        elif not given and not self.demo:
            told = "SECRET_KEY is missing: it signs the sessions of staff and has no default."
            self._mistakes.append(f"{told} Make one, keep it, use the same on every web machine: openssl rand -hex 32")
        return given or (self.demo_secret() if self.demo else "")

    def demo_secret(self) -> str:
        return _made(self.instance / "keys" / "web" / "session.key") if not self._mistakes else ""

    def _demo(self) -> bool:
        asked = self.text("SPOTCHECK_DEMO")
        if asked not in ("", "0", "1"):
            told = f"SPOTCHECK_DEMO is {asked!r}; it must be 1 to ask for the demonstration, and is left out otherwise."
            self._mistakes.append(told)
        return asked == "1"

    def _instance(self) -> Path:
        folder = Path(self.text("INSTANCE") or "instance").resolve()
        # An instance made here is for its owner alone: the databases in it hold what people said.
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as reason:
            told = f"INSTANCE cannot be used: {reason.filename}: {reason.strerror}."
            self._mistakes.append(f"{told} Choose another folder.")
        return folder

    def _address(self, name: str) -> str:
        url = self.text(name).rstrip("/")
        if url and not url.startswith(("http://", "https://")):
            self._mistakes.append(f"{name} is {url!r}; it must begin with https:// (or http://).")
        return url


def from_env(environ: Environment | None = None) -> Settings:
    """The whole instance's, for the terminal: who works there signs no session, so SECRET_KEY may be missing."""
    read = _Reader(environ)
    made = Settings(
        instance=read.instance,
        database_url=read.staff_database(),
        checkin_database_url=read.checkin_database(),
        public_url=read.public_url(),
        host=read.host(),
        port=read.port(),
        secret_key=read.text("SECRET_KEY") or (read.demo_secret() if read.demo else ""),
        demo=read.demo,
        source_url=read.source_url(),
    )
    read.finish()
    return made


def web(environ: Environment | None = None) -> WebSettings:
    """INSTANCE, DATABASE_URL, CHECKIN_DATABASE_URL, PUBLIC_URL, SOURCE_URL, SECRET_KEY and SPOTCHECK_DEMO."""
    read = _Reader(environ)
    made = WebSettings(
        instance=read.instance,
        database_url=read.staff_database(),
        checkin_database_url=read.checkin_database(),
        public_url=read.public_url(),
        secret_key=read.secret(),
        demo=read.demo,
        source_url=read.source_url(),
    )
    read.finish()
    return made


def checkin(environ: Environment | None = None) -> CheckinSettings:
    """INSTANCE, CHECKIN_DATABASE_URL, SOURCE_URL and SPOTCHECK_DEMO."""
    read = _Reader(environ)
    made = CheckinSettings(read.instance, read.checkin_database(), read.source(), read.demo)
    read.finish()
    return made


def opener(environ: Environment | None = None) -> OpenerSettings:
    """INSTANCE, DATABASE_URL and CHECKIN_DATABASE_URL."""
    read = _Reader(environ)
    made = OpenerSettings(read.instance, read.staff_database(), read.checkin_database())
    read.finish()
    return made


def jobs(environ: Environment | None = None) -> JobsSettings:
    """INSTANCE, DATABASE_URL, CHECKIN_DATABASE_URL and PUBLIC_URL."""
    read = _Reader(environ)
    made = JobsSettings(read.instance, read.staff_database(), read.checkin_database(), read.public_url())
    read.finish()
    return made


def _made(path: Path) -> str:
    # O_EXCL decides between two processes that start on an empty folder together: the second reads the first's.
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    except PermissionError:
        # Another process's user, who signs no session: without a secret the staff pages would refuse to start.
        return ""
    with os.fdopen(handle, "w") as file:
        file.write(os.urandom(32).hex())
    return path.read_text().strip()
