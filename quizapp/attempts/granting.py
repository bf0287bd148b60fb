"""The teacher's hand in one attempt: more minutes while it runs, or reopened after it was handed in."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.sessions import current_person
from quizapp.attempts import access, extending, queries
from quizapp.attempts.forms import MinutesForm
from quizapp.db import db
from quizapp.errors import Refused
from quizapp.quizzes.deeds import By, record
from quizapp.translations import gettext
from quizapp.translations.times import moment_in_words
from quizapp.web.requests import now
from quizapp.web.sentences import refusal_sentence


def install(blueprint: Blueprint) -> None:
    """Add the teacher's buttons to the blueprint of attempts."""
    for name, view in (("time", give_time), ("reopen", reopen)):
        blueprint.add_url_rule(f"/attempts/<int:attempt_id>/{name}", view.__name__, view, methods=["POST"])


def give_time(attempt_id: int) -> ResponseReturnValue:
    """Give a running attempt more minutes."""
    return _grant(attempt_id, "time", extending.give_minutes)


def reopen(attempt_id: int) -> ResponseReturnValue:
    """Give a handed-in attempt back to its student."""
    return _grant(attempt_id, "reopen", extending.reopen)


def _grant(
    attempt_id: int, kind: str, action: Callable[[int, int, datetime], datetime]
) -> ResponseReturnValue:
    head = access.taught_attempt(current_person(), attempt_id)
    form = MinutesForm()
    back = redirect(url_for("quizzes.assignment", assignment_id=head.assignment_id))
    if not form.validate_on_submit():
        flash(gettext("Enter a number of minutes from 1 to 1440. Nothing was changed."), "error")
        return back
    student = queries.student_of(head).display_name
    try:
        until = action(attempt_id, form.minutes.data, now())
    except Refused as refused:
        db.session.rollback()
        flash(refusal_sentence(refused), "error")
        return back
    record(
        head.assignment_id,
        kind,
        By(current_person().id, now()),
        person_id=head.person_id,
        attempt_id=attempt_id,
        minutes=form.minutes.data,
    )
    db.session.commit()
    when = moment_in_words(until, head.time_zone, now())
    flash(gettext("%(name)s now has until %(when)s.", name=student, when=when))
    return back
