"""Giving an attempt its questions: the quiz's, and those drawn for it. Nothing here commits."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, insert, literal, select, update

from quizapp.bank.queries import is_current
from quizapp.db import db
from quizapp.errors import Refused
from quizapp.models.attempts import Attempt, AttemptSlot
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.quizzes import Quiz, QuizDraw, QuizSlot
from quizapp.quizzes.drawing import resolve
from quizapp.quizzes.queries import draws_of, is_given
from quizapp.terms import question_order

Drawn = Sequence[tuple[QuizDraw, list[int]]]
COLUMNS = ["attempt_id", "slot", "question_version_id", "max_mark", "is_flagged", "section_id"]


def give_questions(attempt: Attempt, quiz: Quiz, draw_seed: int) -> None:
    """Fill the slots of a new attempt, numbered from 1, with the versions that the quiz gives.

    The first attempt pins those that followed the newest one; what is drawn is drawn in its newest version.
    Raises Refused where nothing is left to ask: the bank can draw nothing any more.
    """
    _pin(quiz)
    draws = draws_of(quiz.id)
    drawn = list(zip(draws, resolve(quiz, draw_seed, draws), strict=True))
    _give(attempt, quiz, drawn)
    if drawn:
        _give_drawn(attempt, drawn)
        _count_up(attempt)


def _pin(quiz: Quiz) -> None:
    newest = select(Question.version).where(Question.id == QuizSlot.question_id).scalar_subquery()
    db.session.execute(
        update(QuizSlot)
        .where(QuizSlot.quiz_id == quiz.id, QuizSlot.version.is_(None))
        .values(version=newest)
        .execution_options(synchronize_session=False)
    )


def _give(attempt: Attempt, quiz: Quiz, drawn: Drawn) -> None:
    """The questions that every student gets."""
    given = (
        select(
            literal(attempt.id),
            _slot_number(QuizSlot.position, drawn),
            QuestionVersion.id,
            QuizSlot.max_mark,
            literal(False),
            QuizSlot.section_id,
        )
        .join(Question, Question.id == QuizSlot.question_id)
        .join(QuestionVersion, is_given())
        .where(QuizSlot.quiz_id == quiz.id)
    )
    db.session.execute(insert(AttemptSlot).from_select(COLUMNS, given))


def mix_questions(attempt: Attempt) -> None:
    """Bring the questions of a new attempt into the order of its seed, within each section."""
    columns = [getattr(AttemptSlot, name) for name in COLUMNS[2:]]
    mine = AttemptSlot.attempt_id == attempt.id
    rows = db.session.execute(select(*columns).where(mine).order_by(AttemptSlot.slot)).all()
    db.session.execute(delete(AttemptSlot).where(mine))
    order = question_order(len(rows), attempt.seed, [row.section_id for row in rows])
    slots = [
        dict(zip(COLUMNS, (attempt.id, slot, *rows[place]), strict=True))
        for slot, place in enumerate(order, 1)
    ]
    db.session.execute(insert(AttemptSlot), slots)


def _slot_number(position: Any, drawn: Drawn) -> ColumnElement[int]:
    """The slot of a place of the quiz: a draw before it takes as many slots as it found questions."""
    number: ColumnElement[int] = position
    for draw, ids in drawn:
        number = number + case((position > draw.position, len(ids) - 1), else_=0)
    return number


def _give_drawn(attempt: Attempt, drawn: Drawn) -> None:
    versions = _current_versions([ident for _, ids in drawn for ident in ids])
    rows, before = [], 0
    for draw, ids in drawn:
        first = draw.position + before
        rows += [
            dict(
                zip(
                    COLUMNS,
                    (attempt.id, first + place, versions[ident], draw.max_mark, False, draw.section_id),
                    strict=True,
                )
            )
            for place, ident in enumerate(ids)
        ]
        before += len(ids) - 1
    if rows:
        db.session.execute(insert(AttemptSlot), rows)


def _current_versions(question_ids: Sequence[int]) -> dict[int, int]:
    query = select(Question.id, QuestionVersion.id).join(QuestionVersion, is_current())
    return {row[0]: row[1] for row in db.session.execute(query.where(Question.id.in_(question_ids)))}


def _count_up(attempt: Attempt) -> None:
    """What the attempt is worth, by what it was given: the bank may have failed to fill a draw."""
    worth = select(func.sum(AttemptSlot.max_mark)).where(AttemptSlot.attempt_id == attempt.id)
    attempt.max_mark = db.session.scalar(worth) or 0.0
    if not attempt.max_mark:
        raise Refused("nothing_asked")
