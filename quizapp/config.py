"""Every setting of an installation: its name in the environment, its type and its default.

A value that cannot be used stops the start with one clear line (`SetupError`).
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizapp.errors import SetupError

ROOT = Path(__file__).resolve().parent.parent
MINIMUM_KEY_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Settings:
    instance: Path  # QUIZAPP_INSTANCE: the folder of the database, the secret key and uploads
    database_url: str  # DATABASE_URL: an SQLAlchemy address; SQLite in the instance folder by default
    host: str  # QUIZAPP_HOST: the address to listen on
    port: int  # QUIZAPP_PORT: the port to listen on, 1 to 65535
    workers: int  # QUIZAPP_WORKERS: server processes, 1 to 64
    bank: Path  # QUIZAPP_BANK: the folder of question files
    articles: Path  # QUIZAPP_ARTICLES: the folder of fact sheets
    # QUIZAPP_READ_ALOUD: "granted" shows the read-aloud button to students who were granted it, "all" to all
    reads_to_all: bool = False

    @property
    def key_file(self) -> Path:
        """Where the secret key of this installation is kept."""
        return self.instance / "secret-key"

    @property
    def texts(self) -> Path:
        """The folder of the school's own copies of articles."""
        return self.instance / "articles"

    @property
    def images(self) -> Path:
        """The folder of the images of questions."""
        return self.instance / "images"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `environment`; raises SetupError on a value that cannot be used."""
    instance = Path(environment.get("QUIZAPP_INSTANCE") or ROOT / "instance").resolve()
    default_database = f"sqlite:///{instance / 'quizapp.sqlite'}"
    return Settings(
        instance=instance,
        database_url=_database_url(environment.get("DATABASE_URL") or default_database),
        host=environment.get("QUIZAPP_HOST") or "127.0.0.1",
        port=_whole_number(environment, "QUIZAPP_PORT", 8000, 1, 65535),
        workers=_whole_number(environment, "QUIZAPP_WORKERS", 2, 1, 64),
        bank=Path(environment.get("QUIZAPP_BANK") or ROOT / "question_bank").resolve(),
        articles=Path(environment.get("QUIZAPP_ARTICLES") or ROOT / "seeds" / "articles").resolve(),
        reads_to_all=_choice(environment, "QUIZAPP_READ_ALOUD", ("granted", "all")) == "all",
    )


def _database_url(text: str) -> str:
    """The address as SQLAlchemy wants it; raises SetupError for a database that the app does not know."""
    scheme, separator, rest = text.partition("://")
    if separator and scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if separator and scheme == "sqlite":
        return text
    raise SetupError(f"DATABASE_URL begins with {scheme!r}. It must be sqlite:///… or postgresql://…")


def _choice(environment: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    text = environment.get(name) or choices[0]
    if text not in choices:
        raise SetupError(f"{name} is {text!r}. It must be one of: {', '.join(choices)}.")
    return text


def _whole_number(environment: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or not low <= int(text) <= high:
        raise SetupError(f"{name} is {text!r}. It must be a whole number from {low} to {high}.")
    return int(text)


def read_secret_key(settings: Settings) -> str:
    """Return the installation's secret key; raises SetupError where there is none yet."""
    try:
        key = settings.key_file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(
            f"The secret key {settings.key_file} cannot be read ({error}). Run `quizapp run`."
        ) from None
    if len(key) < MINIMUM_KEY_LENGTH:
        raise SetupError(f"The secret key in {settings.key_file} is too short. Restore it from a backup.")
    return key


def make_instance(settings: Settings) -> None:
    """Make the instance folder and a secret key, where they are missing. Only their owner may read them."""
    try:
        settings.instance.mkdir(parents=True, exist_ok=True)
        settings.instance.chmod(0o700)
        if not settings.key_file.exists():
            _write_private(settings.key_file, secrets.token_hex(32) + "\n")
    except OSError as error:
        raise SetupError(f"The folder {settings.instance} cannot be written: {error.strerror}.") from None


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
