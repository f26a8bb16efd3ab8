"""Settings: one frozen value, read once from the environment. A secret has no default here; `secrets_of` in the
instance folder are made by set-up or by the first command, and never leave the machine."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where Spotcheck keeps things and how it is reached.

    `public_url` (never the Host header) goes into every QR code. `demo` allows draft languages, cards for a loopback
    address and a certificate of our own; it must be asked for with SPOTCHECK_DEMO=1.
    """

    instance: Path
    database_url: str
    checkin_database_url: str
    public_url: str
    host: str
    port: int
    secret_key: str
    demo: bool
    source_url: str = ""

    @property
    def source(self) -> str:
        """Where anyone whom this program serves gets its source (AGPL-3.0, section 13): our own page by default."""
        return self.source_url or f"{self.public_url}/source"

    @property
    def evidence(self) -> Path:
        return self.instance / "evidence"

    @property
    def is_loopback(self) -> bool:
        return any(part in self.public_url for part in ("//127.", "//localhost", "//[::1]"))

    def keys(self, owner: str) -> Path:
        """The folder of keys that one process owns: web, checkin, opener or jobs. Made with mode 0700."""
        folder = self.instance / "keys" / owner
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder


def from_env(environ: dict[str, str] | None = None) -> Settings:
    """Reads INSTANCE, DATABASE_URL, CHECKIN_DATABASE_URL, HOST, PORT, PUBLIC_URL, SOURCE_URL and SPOTCHECK_DEMO."""
    env = dict(os.environ if environ is None else environ)
    instance = Path(env.get("INSTANCE") or "instance").resolve()
    host, port = env.get("HOST") or "127.0.0.1", int(env.get("PORT") or 8000)
    return Settings(
        instance=instance,
        database_url=env.get("DATABASE_URL") or f"sqlite:///{instance / 'spotcheck.db'}",
        checkin_database_url=env.get("CHECKIN_DATABASE_URL") or f"sqlite:///{instance / 'check-ins.db'}",
        public_url=(env.get("PUBLIC_URL") or f"http://{host}:{port}").rstrip("/"),
        host=host,
        port=port,
        secret_key=_secret(instance / "keys" / "web" / "session.key"),
        demo=env.get("SPOTCHECK_DEMO") == "1",
        source_url=env.get("SOURCE_URL") or "",
    )


def _secret(path: Path) -> str:
    # O_EXCL decides between two processes that start on an empty folder together: the second reads the first's.
    # An instance made here is for its owner alone: the databases in it hold what people said.
    try:
        path.parents[2].mkdir(parents=True, exist_ok=True, mode=0o700)
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
