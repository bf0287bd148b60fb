"""One application a test run; each test gets a fresh copy of an empty migrated database."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings
from hypothesis.database import DirectoryBasedExampleDatabase

from quizapp import create_app
from quizapp.config import make_instance, read_settings
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.operations.database import upgrade
from tests.support import school
from tests.support.databases import empty_all_tables, fresh_database
from tests.support.pages import PageClient

# A loaded machine is no fault of the code, and a run that passed here passes there.
EXAMPLES = Path(__file__).parents[1] / ".venv" / ".cache" / "hypothesis"
hypothesis_settings.register_profile("here", deadline=None, database=DirectoryBasedExampleDatabase(EXAMPLES))
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("ci" if "CI" in os.environ else "here")


def database_of_worker(worker_id: str) -> dict[str, str]:
    """With TEST_DATABASE_URL each process of the run has a PostgreSQL database of its own; else SQLite."""
    server = os.environ.get("TEST_DATABASE_URL")
    return {"DATABASE_URL": fresh_database(server, f"civics_{worker_id}")} if server else {}


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Flask:
    instance = tmp_path_factory.mktemp("instance")
    environment = {"QUIZAPP_INSTANCE": str(instance)} | database_of_worker(worker_id)
    settings = read_settings(environment)
    make_instance(settings)
    application = create_app(settings)
    application.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    application.test_client_class = PageClient
    upgrade(settings)
    if not environment.get("DATABASE_URL"):
        with application.app_context():
            db.engine.dispose()
        shutil.copy(instance / "quizapp.sqlite", instance / "template.sqlite")
    return application


@pytest.fixture
def database(app: Flask) -> Iterator[None]:
    """A fresh database, without an open application context: requests bring their own."""
    yield
    with app.app_context():
        db.session.remove()
        if db.engine.dialect.name == "postgresql":
            empty_all_tables(db.engine)
            return
        db.engine.dispose()
    instance = Path(app.instance_path)
    for name in ("quizapp.sqlite-wal", "quizapp.sqlite-shm"):
        (instance / name).unlink(missing_ok=True)
    shutil.copy(instance / "template.sqlite", instance / "quizapp.sqlite")


@pytest.fixture
def on_sqlite(app: Flask) -> None:
    """For tests of what SQLite alone does: its lock of writers, its query plans."""
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        pytest.skip("about SQLite")


@pytest.fixture
def context(app: Flask, database: None) -> Iterator[None]:
    """An application context for tests of actions and queries, which meet no request."""
    with app.app_context():
        yield


@pytest.fixture
def in_app(app: Flask, database: None) -> Callable[..., object]:
    """Run a function in a context of its own and commit; returns what it returns."""

    def run(function: Callable[..., object], *args: object, **kwargs: object) -> object:
        with app.app_context():
            result = function(*args, **kwargs)
            db.session.commit()
            return result

    return run


@pytest.fixture
def visit(app: Flask, database: None) -> Callable[[str | None], PageClient]:
    """A browser signed in as this username, or a stranger's for None."""

    def open_client(username: str | None = None) -> PageClient:
        client = app.test_client()
        assert isinstance(client, PageClient)
        if username is not None:
            answer = client.post("/sign-in", data={"username": username, "password": school.PASSWORD})
            assert answer.status_code == 302, "the sign-in was refused"
        return client

    return open_client


@pytest.fixture
def alice(context: None) -> Person:
    return school.person("alice", "teacher")


@pytest.fixture
def bob(context: None) -> Person:
    return school.person("bob")


@pytest.fixture
def charlie(context: None) -> Person:
    return school.person("charlie")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("QUIZAPP_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)
