"""The page of a student says every half minute that it is there, and hears what the teacher says."""

from datetime import datetime

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from quizapp.accounts.sessions import current_person
from quizapp.attempts import access
from quizapp.attempts.messages import shown_messages
from quizapp.db import db
from quizapp.errors import AttemptClosed, InvalidResponse
from quizapp.models.supervision import Presence
from quizapp.web.requests import now

HIGHEST_NUMBER = 10_000


def install(blueprint: Blueprint) -> None:
    """Add the sign of life to the blueprint of attempts."""
    blueprint.add_url_rule("/attempts/<int:attempt_id>/here", "here", here, methods=["POST"])


def here(attempt_id: int) -> ResponseReturnValue:
    """Note that the student is at question `number`; replies with the teacher's messages."""
    head = access.working_attempt(current_person(), attempt_id)
    if head.handed_in_at is not None:
        raise AttemptClosed("handed_in_by_teacher" if head.handed_in_by_id else "attempt_handed_in")
    note_presence(attempt_id, _number(), now())
    db.session.commit()
    return jsonify(messages=shown_messages(head))


def _number() -> int:
    sent = request.get_json()
    number = sent.get("number") if isinstance(sent, dict) else None
    if type(number) is not int or not 1 <= number <= HIGHEST_NUMBER:
        raise InvalidResponse("not a question that a page shows")
    return number


def note_presence(attempt_id: int, number: int, moment: datetime) -> None:
    """Keep when the page of this attempt was last heard of, and where it was."""
    seen = update(Presence).where(Presence.attempt_id == attempt_id).values(number=number, at=moment)
    if db.session.execute(seen).rowcount:  # type: ignore[attr-defined]
        return
    try:
        with db.session.begin_nested():
            db.session.add(Presence(attempt_id=attempt_id, number=number, at=moment))
    except IntegrityError:  # another tab was faster by a moment
        db.session.execute(seen)
