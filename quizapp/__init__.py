"""Civics Desk: quizzes and flashcards for civics classes.

The imports of `create_app` stand inside it, so that the pure rooms load without Flask.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from quizapp.config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """Make the web application; raises SetupError where the installation is not fit to run."""
    from datetime import timedelta

    from flask import Flask

    from quizapp import models  # noqa: F401  (the tables must be known)
    from quizapp.config import read_secret_key, read_settings
    from quizapp.db import db, engine_options, prepare_engine
    from quizapp.web.addresses import StoredId

    settings = settings or read_settings()
    app = Flask("quizapp", instance_path=str(settings.instance))
    app.config.update(
        SECRET_KEY=read_secret_key(settings),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        PERMANENT_SESSION_LIFETIME=timedelta(days=150),  # one school term and its holidays
        # The cookie would be made anew for each saved answer.
        SESSION_REFRESH_EACH_REQUEST=False,
        # The default of one hour would refuse the form of a long quiz.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
    )
    app.extensions["settings"] = settings
    app.url_map.converters["int"] = StoredId
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    _install(app)
    return app


def _install(app: "Flask") -> None:
    from quizapp.accounts import sessions
    from quizapp.accounts.routes import blueprint as accounts
    from quizapp.attempts import settling
    from quizapp.attempts.routes import blueprint as attempts
    from quizapp.bank.routes import blueprint as bank
    from quizapp.classrooms.routes import blueprint as classrooms
    from quizapp.flashcards.routes import blueprint as flashcards
    from quizapp.home import navigation
    from quizapp.home.routes import blueprint as home
    from quizapp.progress.routes import blueprint as progress
    from quizapp.quizzes.routes import blueprint as quizzes
    from quizapp.reports.routes import blueprint as reports
    from quizapp.supervision.routes import blueprint as supervision
    from quizapp.web import errors, headers, pages, requests

    for part in (requests, sessions, headers, errors, pages, navigation, settling):
        part.install(app)
    requests.install_tokens(app)
    teaching = (bank, classrooms, quizzes, reports, supervision)
    for blueprint in (accounts, attempts, flashcards, home, progress, *teaching):
        app.register_blueprint(blueprint)
