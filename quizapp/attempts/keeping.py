"""An answer that was posted after the sign-in had ended, kept until its owner has signed in again.

The page of a question carries a signed word whose page it is. With it the whole form is encrypted into the
sign-in page, together with the time by the server's clock, and stored after signing in as of that time.
Without that word nothing is kept, so that no other site can plant an answer.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import MultiDict

from quizapp.accounts.kept_forms import Keeper, keep_forms
from quizapp.accounts.keys import derived_key
from quizapp.attempts import access, actions, late, late_pages, pages, queries, submitted, whole
from quizapp.attempts.claims import Claim
from quizapp.attempts.contents import contents
from quizapp.attempts.queries import HeadRow
from quizapp.db import writing
from quizapp.errors import AttemptClosed, InvalidResponse, NotFound, QuestionClosed, Refused
from quizapp.models.accounts import Person
from quizapp.translations import gettext
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence

FIELDS = ("response", "seen", "touched", "keep", "kept", "move", "go", "flag")
ENDPOINTS = frozenset({"attempts.answer", "attempts.save_whole"})
LONGEST = 20_000  # characters of a form; the longest answer has a third of it
LONGEST_WHOLE = 200_000  # of one with all questions
ALL = 0  # instead of the number of a question
KEPT_FOR = timedelta(days=1)


def install(blueprint: Blueprint) -> None:
    """Keep the forms of question pages, and sign those pages."""
    blueprint.record_once(lambda state: _install(state.app))


def _install(app: Any) -> None:
    keep_forms(app, Keeper(ENDPOINTS, _seal, _owner, _send_on))
    app.jinja_env.globals["page_owner"] = page_owner


def page_owner(person_id: int, attempt_id: int) -> str:
    """The signed word that a question page is this person's page of this attempt."""
    return str(_signer().dumps([person_id, attempt_id]))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="owner of a question page")


def _box() -> Fernet:
    return Fernet(derived_key("forms kept through a sign-in"))


def _seal() -> str | None:
    fields = [(name, value) for name, value in request.form.items(True) if name.partition("-")[0] in FIELDS]
    values: dict[str, Any] = request.view_args or {}
    try:
        person_id, attempt_id = _signer().loads(request.form.get("owner", ""))
    except (BadData, TypeError, ValueError):
        return None
    longest = LONGEST if "number" in values else LONGEST_WHOLE
    if attempt_id != values.get("attempt_id") or sum(len(value) for _, value in fields) > longest:
        return None
    form = [person_id, attempt_id, values.get("number", ALL), fields, now().timestamp()]
    return _box().encrypt(json.dumps(form).encode()).decode()


def _open(sealed: str) -> list[Any] | None:
    try:
        text = _box().decrypt(sealed.encode(), ttl=int(KEPT_FOR.total_seconds()))
    except (InvalidToken, UnicodeEncodeError):
        return None
    form: list[Any] = json.loads(text)
    return form


def _owner(sealed: str) -> int | None:
    form = _open(sealed)
    return None if form is None else int(form[0])


def _send_on(sealed: str, person: Person) -> ResponseReturnValue:
    form = _open(sealed)
    assert form is not None, "a form of nobody"
    _, attempt_id, number, fields, at = form
    given_at = datetime.fromtimestamp(at, UTC)
    try:
        with writing():
            head = access.working_attempt(person, attempt_id)
            sentence = (_store if number else _store_all)(head, number, fields, given_at)
        flash(sentence)
    except (InvalidResponse, NotFound):
        flash(gettext("The answer that waited could not be saved. Please look at it again."), "error")
    except Refused as refused:
        flash(refusal_sentence(refused), "error")
    if number == ALL:
        return redirect(url_for("attempts.whole", attempt_id=attempt_id))
    return redirect(url_for("attempts.question", attempt_id=attempt_id, number=number))


def _store_all(head: HeadRow, _number: int, fields: list[tuple[str, str]], given_at: datetime) -> str:
    """Store all answers of a page as of the time when it reached the server; returns what became of them."""
    error = whole.store_kept(head, MultiDict(fields), given_at)
    if error is not None:
        return refusal_sentence(error)
    return gettext("You are signed in again, and your answers are saved.")


def _store(head: HeadRow, number: int, fields: list[tuple[str, str]], given_at: datetime) -> str:
    """Store the answer as of the time when it reached the server; returns what became of it."""
    state = queries.slot_state(head.id, number)
    if state is None:
        raise NotFound
    if head.layout == "forward" and number != head.reached:
        raise QuestionClosed("question_left")
    body = contents([(state.version_id, state.digest)])[state.version_id].body
    sent = submitted.read_form(MultiDict(fields), body)
    response = body.from_places(sent.response, pages.seed_of(head.seed, number))
    sequence = actions.form_sequence(head.id, number, sent.seen, response)
    if sequence is None or sent.is_kept:
        return gettext("You are signed in again. Nothing had changed.")
    try:
        actions.record_response(head.id, number, sequence, response, given_at)
    except QuestionClosed:
        raise
    except AttemptClosed:
        kept = late.keep_late(head, number, sequence, response, Claim(given_at, now()), now())
        return late_pages.kept_sentence(kept)
    if sent.flag is not None:
        actions.set_flag(head.id, number, sent.flag)
    return gettext("You are signed in again, and your answer is saved.")
