"""Reads of what students answered. A constant number of statements, however much work there is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select

from quizapp.db import db
from quizapp.models.attempts import Attempt, AttemptSlot
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Classroom
from quizapp.models.flashcards import Deck
from quizapp.models.quizzes import Assignment, Quiz

WorkRow = Row[*tuple[Any, ...]]
AnswerRow = Row[*tuple[Any, ...]]

WORK_COLUMNS = (
    Attempt.id,
    Attempt.number,
    Attempt.handed_in_at,
    Attempt.mark,
    Attempt.max_mark,
    Attempt.waiting,
    Assignment.id.label("assignment_id"),
    Assignment.classroom_id,
    Assignment.attempts_allowed,
    Attempt.closes_at,
    Assignment.release,
    Assignment.released_at,
    Assignment.shown,
    Quiz.title,
    Classroom.time_zone,
)
ANSWER_COLUMNS = (
    AttemptSlot.attempt_id,
    AttemptSlot.slot,
    AttemptSlot.max_mark,
    AttemptSlot.fraction,
    AttemptSlot.is_answered,
    QuestionVersion.id.label("version_id"),
    QuestionVersion.digest,
    QuestionVersion.question_id,
    Question.topic,
)


def work_of_student(person_id: int, classroom_id: int | None = None) -> Sequence[WorkRow]:
    """The attempts this student handed in, newest first; only those of one class where it is given."""
    query = (
        select(*WORK_COLUMNS)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .where(Attempt.person_id == person_id, Attempt.handed_in_at.is_not(None), it_counts())
        .order_by(Attempt.handed_in_at.desc(), Attempt.id.desc())
    )
    if classroom_id is not None:
        query = query.where(Assignment.classroom_id == classroom_id)
    return db.session.execute(query).all()


def answers_of_student(person_id: int, classroom_id: int | None = None) -> Sequence[AnswerRow]:
    """The marked slots of the attempts this student handed in, in the order in which they were handed in."""
    conditions: list[ColumnElement[bool]] = [Attempt.person_id == person_id, is_marked(), it_counts()]
    if classroom_id is not None:
        conditions.append(Assignment.classroom_id == classroom_id)
    return answers_where(*conditions)


def is_marked() -> ColumnElement[bool]:
    """The answer has its mark. One that waits for a person says nothing yet of what is known."""
    return AttemptSlot.fraction.is_not(None)


def it_counts() -> ColumnElement[bool]:
    """The quiz was not withdrawn in such a way that its attempts are kept but do not count."""
    return or_(Assignment.withdrawal.is_(None), Assignment.withdrawal == "keep")


def answers_where(*conditions: ColumnElement[bool]) -> Sequence[AnswerRow]:
    """The slots of handed-in attempts under conditions on Attempt and Assignment; see ANSWER_COLUMNS."""
    return db.session.execute(
        select(*ANSWER_COLUMNS)
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Attempt.handed_in_at.is_not(None), *conditions)
        .order_by(Attempt.handed_in_at, Attempt.id, AttemptSlot.slot)
    ).all()


def first_answers_of_classes(classroom_ids: Iterable[int], now: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """For each topic, the answers in its earliest closed quiz of these classes.

    Rows of (topic, version_id, digest, fraction, times), of first attempts, without blank answers.
    """
    by_topic = func.rank().over(partition_by=Question.topic, order_by=(Assignment.closes_at, Assignment.id))
    counted = (
        select(
            Question.topic,
            QuestionVersion.id.label("version_id"),
            QuestionVersion.digest,
            AttemptSlot.fraction,
            func.count().label("times"),
            by_topic.label("place"),
        )
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(
            Assignment.classroom_id.in_(list(classroom_ids)),
            Assignment.closes_at <= now,
            Attempt.number == 1,
            AttemptSlot.is_answered.is_(True),
            is_marked(),
            it_counts(),
        )
        .group_by(
            Question.topic,
            Assignment.id,
            Assignment.closes_at,
            QuestionVersion.id,
            QuestionVersion.digest,
            AttemptSlot.fraction,
        )
        .subquery()
    )
    columns = counted.c
    query = select(columns.topic, columns.version_id, columns.digest, columns.fraction, columns.times)
    return db.session.execute(query.where(columns.place == 1)).all()


def deck_topics(classroom_id: int) -> set[str]:
    """The topics that this class may study."""
    return set(db.session.scalars(select(Deck.topic).where(Deck.classroom_id == classroom_id)))
