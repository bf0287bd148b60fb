"""The bare limits that the app is measured against: Flask that says hello, and a save that is nothing else.

Served by the same server with the same settings. The bare save keeps an answer durably with the raw driver
in one transaction, reading nothing: no sign-in, no token, no rights, no deadline.
"""

import json
import os
import threading
from typing import Any

from flask import Flask, request
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from quizapp.db import sqlite_driver
from quizapp.operations.server import THREADS

INSERT = "INSERT INTO step (attempt_id, slot, sequence, response, at) VALUES ({0}, {0}, {0}, {0}, {1})"
SQLITE = INSERT.format("?", "CURRENT_TIMESTAMP")
POSTGRES = INSERT.format("%s", "now()")
_local = threading.local()


def raw_connection(database: str) -> Any:
    """A connection of the raw driver with the app's own durability."""
    if database.startswith("postgresql"):
        import psycopg

        return psycopg.connect(database.replace("+psycopg", ""), autocommit=True)
    connection = sqlite_driver().connect(database.removeprefix("sqlite:///"), isolation_level=None, timeout=5)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def raw_save(connection: Any, attempt: int, slot: int, sequence: int, response: Any) -> None:
    """One answer, committed."""
    statement = SQLITE if "sqlite" in type(connection).__module__ else POSTGRES
    connection.execute(statement, (attempt, slot, sequence, json.dumps(response)))


def make_app() -> Flask:
    """Hello, and the bare save."""
    app = Flask(__name__)
    database = os.environ.get("BARE_DATABASE", "")

    @app.get("/hello")
    @app.get("/sign-in")  # where a server is asked whether it is up
    def hello() -> str:
        return "hello"

    @app.put("/attempts/<int:attempt>/slots/<int:slot>")
    def save(attempt: int, slot: int) -> dict[str, Any]:
        if not hasattr(_local, "connection"):
            _local.connection = raw_connection(database)
        sent = request.get_json()
        raw_save(_local.connection, attempt, slot, sent["sequence"], sent["response"])
        return {"sequence": sent["sequence"]}

    return app


def serve() -> None:
    """Serve it as the app is served."""
    Granian(
        "tests.benchmarks.bare:make_app",
        factory=True,
        address="127.0.0.1",
        port=int(os.environ["BARE_PORT"]),
        interface=Interfaces.WSGI,
        workers=int(os.environ["QUIZAPP_WORKERS"]),
        blocking_threads=THREADS,
        log_level=LogLevels.error,
    ).serve()


SERVE = "from tests.benchmarks.bare import serve; serve()"
