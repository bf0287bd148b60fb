"""Errors of the house become a status and a page, or JSON for a script, here and nowhere else."""

from flask import Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from quizapp import errors
from quizapp.db import db, only_reading
from quizapp.translations import gettext
from quizapp.web.sentences import refusal_sentence

KNOWN_PAGES = {400, 401, 403, 404, 405, 409, 413, 429, 500, 503}

# What SQLite and PostgreSQL say when another transaction is in the way.
BUSY_WORDS = ("locked", "busy", "lock timeout", "deadlock")


def install(app: Flask) -> None:
    """Register a handler for every error that may leave a route."""
    app.register_error_handler(errors.NotFound, lambda _: _answer(404, "not_found"))
    app.register_error_handler(errors.Refused, _refused)
    app.register_error_handler(errors.OtherAnswer, _other_answer)
    app.register_error_handler(errors.InvalidResponse, lambda _: _answer(400, "invalid_response"))
    app.register_error_handler(CSRFError, lambda _: _answer(400, "csrf"))
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(HTTPException, _http_error)


def wants_json() -> bool:
    """Whether a script asked, and so JSON is the answer."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def _answer(status: int, code: str, sentence: str = "", **more: object) -> ResponseReturnValue:
    db.session.rollback()
    if wants_json():
        return jsonify(error=code, message=sentence, **more), status
    page = status if status in KNOWN_PAGES else (500 if status >= 500 else 400)
    with only_reading():  # a page about a busy database must not wait for it
        return render_template(f"errors/{page}.html", code=code, message=sentence), status


def _refused(error: errors.Refused) -> ResponseReturnValue:
    code = "closed" if isinstance(error, errors.AttemptClosed) else error.code
    return _answer(409, code, refusal_sentence(error))


def _other_answer(error: errors.OtherAnswer) -> ResponseReturnValue:
    sentence = gettext("This question was answered in another tab.")
    return _answer(409, "other_answer", sentence, sequence=error.sequence, response=error.response)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    return _answer(error.code or 500, "http", "")


def _database_error(error: OperationalError) -> ResponseReturnValue:
    """A database that is busy for the moment is a 503, to be sent again. The rest is a fault."""
    current_app.logger.exception("the database refused")
    if any(word in str(error.orig).lower() for word in BUSY_WORDS):
        return _answer(503, "busy", gettext("The server is busy. Please try again in a moment."))
    return _answer(500, "database")
