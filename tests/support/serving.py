"""A school behind a real server (granian, in processes of its own), and clients that speak HTTP to it."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from flask import Flask
from sqlalchemy import select

from quizapp import create_app
from quizapp.config import Settings, make_instance, read_settings
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.operations.database import upgrade
from tests.support.attempts import student
from tests.support.taking import Taking, assigned_quiz, started

SERVE = (
    "from quizapp.config import read_settings; from quizapp.operations.server import serve; "
    "serve(read_settings())"
)
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


@dataclass(frozen=True)
class School:
    """A school in a database, not served yet."""

    settings: Settings
    environment: dict[str, str]
    app: Flask
    taking: Taking

    def run(self, function: Any, *args: Any) -> Any:
        with self.app.app_context():
            result = function(*args)
            db.session.commit()
            db.session.remove()
            return result


def make_school(
    instance: Path, contents: list[dict[str, Any]], students: int, database: str | None = None
) -> School:
    """A school of one class with a quiz of these questions, open for a day. Nobody has started."""
    environment = {"QUIZAPP_INSTANCE": str(instance), "QUIZAPP_PORT": str(free_port())}
    environment |= {"DATABASE_URL": database} if database else {}
    settings = read_settings(environment)
    make_instance(settings)
    upgrade(settings)
    app = create_app(settings)
    with app.app_context():
        taking = assigned_quiz(contents)
        _add_students(taking, students - 1)
        db.session.commit()
        db.session.remove()
    return School(settings, environment, app, taking)


def _add_students(taking: Taking, count: int) -> None:
    from quizapp.models.classrooms import Classroom

    classroom = db.session.get_one(Classroom, taking.classroom)
    for number in range(count):
        student(number, classroom)


def start_all(taking: Taking) -> list[tuple[int, int]]:
    """Start an attempt for every student; returns (person, attempt)."""
    people = db.session.scalars(select(Person.id).where(Person.role == "student").order_by(Person.id)).all()
    return [(person, started(taking, person)) for person in people]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """The server in a process group of its own."""

    port: int
    environment: dict[str, str]
    code: str = SERVE
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {**os.environ, "QUIZAPP_WORKERS": "1", **self.environment}
        self.process = subprocess.Popen(
            [sys.executable, "-c", self.code],
            env=environment,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def _wait(self) -> None:
        client = Client(self.port, "")
        for _ in range(1200):
            try:
                client.ask("GET", "/sign-in")
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            return client.close()
        raise TimeoutError("the server does not answer")

    def cpu_seconds(self) -> float:
        """The processor time of all its processes so far."""
        assert self.process is not None
        parent = psutil.Process(self.process.pid)
        times = [process.cpu_times() for process in (parent, *parent.children(recursive=True))]
        return sum(each.user + each.system for each in times)

    def kill(self) -> None:
        """End every process of the server at once, as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def server_of(school: School, **environment: str) -> Server:
    """The server of this school, not started yet."""
    return Server(school.settings.port, school.environment | environment)


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        server.kill()


def cookie_of(app: Flask, person_id: int) -> str:
    """The session cookie of a sign-in, made without hashing a password."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"session={serializer.dumps({'_permanent': True, 'person_id': person_id, 'sign_in_version': 1})}"


@dataclass
class Client:
    """One student's browser: a kept connection, a cookie and a token. Errors are the caller's to meet."""

    port: int
    cookie: str
    token: str = ""
    connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def ask(self, method: str, address: str, body: Any = None) -> tuple[int, bytes]:
        """Send one request; a connection that broke is closed and raised."""
        headers = {"Cookie": self.cookie, "X-CSRFToken": self.token, "Accept": "application/json"}
        data = None if body is None else json.dumps(body)
        if data is not None:
            headers["Content-Type"] = "application/json"
        self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            self.connection.request(method, address, data, headers)
            answer = self.connection.getresponse()
            found = answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and value.startswith("session="):
                self.cookie = value.split(";")[0]
        return found

    def open(self, address: str) -> bytes:
        """Get a page and remember the token it carries."""
        status, page = self.ask("GET", address)
        assert status == 200, f"{address}: {status}"
        found = TOKEN.search(page.decode())
        self.token = found[1] if found else self.token
        return page

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None
