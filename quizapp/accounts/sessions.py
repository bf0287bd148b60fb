"""Who is signed in. Every endpoint outside OPEN_ENDPOINTS refuses a stranger."""

from typing import Any

from flask import Flask, current_app, g, jsonify, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts import access
from quizapp.accounts.kept_forms import seal_form
from quizapp.accounts.keys import device_key
from quizapp.db import reading
from quizapp.models.accounts import Person

OPEN_ENDPOINTS = frozenset(
    {
        "static",
        "scripts",
        "accounts.sign_in",
        "accounts.sign_in_again",
        "classrooms.join",
        "classrooms.confirm_join",
        "classrooms.join_with_new_account",
    }
)


# The most frequent requests of all check their sign-in in the statement that reads what they are about.
OWN_DOOR = frozenset({"attempts.question", "attempts.save"})


def install(app: Flask) -> None:
    """Close the doors of `app` to strangers, and tell templates who is there."""
    app.before_request(_refuse_strangers)
    app.context_processor(lambda: {"person": signed_in_person()})
    app.jinja_env.globals["device_key"] = device_key


def signed_in_person() -> Person | None:
    """The person of this request, or None; one statement a request.

    Read without a lock and outside of the session, so that whoever only asks who is there never waits.
    """
    if "person" not in g:
        g.person = None
        claim = claimed_sign_in()
        if claim:
            with reading():
                g.person = access.active_person(*claim)
    person: Person | None = g.person
    return person


def claimed_sign_in() -> tuple[int, int] | None:
    """The id and the version of the sign-in that the cookie claims, unchecked; None where it claims none."""
    person_id, version = session.get("person_id"), session.get("sign_in_version")
    return (person_id, version) if isinstance(person_id, int) and isinstance(version, int) else None


def current_person() -> Person:
    """The person of this request; only for endpoints that refuse strangers."""
    person = signed_in_person()
    assert person is not None, "a stranger came past the door"
    return person


def current_teacher() -> Person:
    """The teacher of this request; NotFound for students."""
    return access.require_teacher(current_person())


def sign_in(person: Person) -> None:
    """Begin a sign-in on this browser, remembered for the term."""
    session.clear()  # nothing of whoever sat here before
    session.permanent = True
    session["person_id"] = person.id
    session["sign_in_version"] = person.sign_in_version
    g.person = person


def sign_out() -> None:
    """End the sign-in on this browser."""
    session.clear()
    g.person = None


def _refuse_strangers() -> ResponseReturnValue | None:
    if request.endpoint in OPEN_ENDPOINTS or request.endpoint is None:
        return None
    if claimed_sign_in() if request.endpoint in OWN_DOOR else signed_in_person():
        return None
    return turn_away()


def turn_away() -> ResponseReturnValue:
    """The answer to a request without a sign-in that holds: sign in, and then go on."""
    if request.is_json or request.method != "GET":
        return _please_sign_in()
    return redirect(url_for("accounts.sign_in", next=_here()))


def _please_sign_in() -> ResponseReturnValue:
    if request.is_json:
        return jsonify(error="signed_out"), 401
    g.kept_form = seal_form()
    if g.kept_form:
        return current_app.ensure_sync(current_app.view_functions["accounts.sign_in"])()  # type: ignore[no-any-return]
    return redirect(url_for("accounts.sign_in"))


def _here() -> str | None:
    # Without the leading page there is nothing to come back to.
    values: Any = request.full_path.rstrip("?")
    return None if values == "/" else str(values)
