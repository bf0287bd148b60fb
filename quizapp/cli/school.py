"""The school that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager

from quizapp import create_app
from quizapp.config import Settings, read_settings
from quizapp.db import db
from quizapp.operations.setup import prepare


@contextmanager
def open_school() -> Iterator[Settings]:
    """The installation's database, ready to be read and written; raises SetupError where it is not fit."""
    settings = read_settings()
    prepare(settings)
    with create_app(settings).app_context():
        try:
            yield settings
        finally:
            db.session.remove()
            db.engine.dispose()
