"""A student's own practice of what they missed: start, check an answer. Nothing here commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from quizapp.attempts.practice import practice_queries as queries
from quizapp.attempts.practice.practice_queries import PracticeState
from quizapp.db import db
from quizapp.errors import Refused
from quizapp.marking import USUAL_TRIES, WHOLE, tries_of
from quizapp.models.accounts import Person
from quizapp.models.attempts import PracticeRun, PracticeSlot, PracticeTry
from quizapp.questions import Question

MOST_QUESTIONS = 20


def start_run(student: Person, question_ids: Sequence[int], *, seed: int, now: datetime) -> PracticeRun:
    """Start a run over these questions in their newest versions, MOST_QUESTIONS at most.

    Raises Refused where there is none.
    """
    versions = queries.current_versions(question_ids[:MOST_QUESTIONS])
    if not versions:
        raise Refused("nothing_missed")
    run = PracticeRun(person_id=student.id, seed=seed, started_at=now)
    db.session.add(run)
    db.session.flush()
    db.session.add_all(
        PracticeSlot(run_id=run.id, number=number, question_version_id=version_id)
        for number, version_id in enumerate(versions, 1)
    )
    db.session.flush()
    return run


def check(run: PracticeRun, state: PracticeState, question: Question, response: Any, now: datetime) -> None:
    """Mark a response as one try. Nothing changes after the last try.

    Raises Refused for a blank response, and while a quiz that is open for the student holds the question.
    """
    if queries.held_among(run.person_id, [state.question_id], now):
        raise Refused("question_held")
    if not question.body.is_answered(response):
        raise Refused("nothing_to_check")
    if state.tries and state.tries[-1][2]:
        return
    fraction, number_of_try = question.body.fraction(response), len(state.tries) + 1
    most = tries_of(question.body, len(question.hints), USUAL_TRIES)
    tried = PracticeTry(
        run_id=run.id,
        number=state.number,
        number_of_try=number_of_try,
        response=response,
        fraction=fraction,
        is_last=fraction >= WHOLE or number_of_try >= most,
        at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(tried)
            db.session.flush()
    except IntegrityError:  # a second click was faster
        return
