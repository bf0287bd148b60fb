"""Which version of a question a quiz gives: kept, or the newest until the first attempt.

Nothing here commits.
"""

from typing import Any

from sqlalchemy import select, update

from quizapp.db import db
from quizapp.errors import NotFound, Refused
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.quizzes import Quiz, QuizSlot
from quizapp.quizzes.queries import is_in_use


def slot_of(quiz: Quiz, question_id: int) -> tuple[QuizSlot, Question]:
    """The place of a question in a quiz, with the question; raises NotFound."""
    row = db.session.execute(
        select(QuizSlot, Question)
        .join(Question, Question.id == QuizSlot.question_id)
        .where(QuizSlot.quiz_id == quiz.id, QuizSlot.question_id == question_id)
    ).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def use_newest(quiz: Quiz, question_id: int) -> None:
    """Keep the newest version from now on; attempts that were started before keep theirs. Raises NotFound."""
    _, question = slot_of(quiz, question_id)
    _set(quiz, question_id, question.version)


def follow_newest(quiz: Quiz, question_id: int) -> None:
    """Give whatever version is the newest at the first attempt.

    Raises NotFound, and Refused once a student has started.
    """
    slot_of(quiz, question_id)
    if is_in_use(quiz.id):
        raise Refused("versions_stay")
    _set(quiz, question_id, None)


def _set(quiz: Quiz, question_id: int, version: int | None) -> None:
    db.session.execute(
        update(QuizSlot)
        .where(QuizSlot.quiz_id == quiz.id, QuizSlot.question_id == question_id)
        .values(version=version)
    )


def content_of(question_id: int, number: int) -> dict[str, Any]:
    """The native content of a version; raises NotFound."""
    content: dict[str, Any] | None = db.session.scalar(
        select(QuestionVersion.content).where(
            QuestionVersion.question_id == question_id, QuestionVersion.number == number
        )
    )
    if content is None:
        raise NotFound
    return content
