"""Reads of a class's work. Each takes one statement, however many students and quizzes there are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import aliased

from quizapp.classrooms.queries import students_now
from quizapp.db import db
from quizapp.models.attempts import Attempt, AttemptSlot, Step
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Membership
from quizapp.models.quizzes import Assignment, Quiz, QuizSlot
from quizapp.progress.queries import AnswerRow, answers_where, is_marked
from quizapp.quizzes.own_terms import given_to
from quizapp.quizzes.queries import draws_of, full_mark, is_given
from quizapp.terms import own_terms

AssignmentRow = Row[*tuple[Any, ...]]
AttemptRow = Row[*tuple[Any, ...]]


def assignments_of_class(classroom_id: int) -> Sequence[AssignmentRow]:
    """The quizzes assigned to the class with their terms and full marks, the earliest due first."""
    return db.session.execute(
        select(
            Assignment.id,
            Assignment.quiz_id,
            Assignment.opens_at,
            Assignment.due_at,
            Assignment.closes_at,
            Assignment.time_limit,
            Assignment.grace_minutes,
            Assignment.wait_minutes,
            Assignment.attempts_allowed,
            Assignment.shuffles_questions,
            Assignment.counting,
            Assignment.withdrawal,
            Quiz.title,
            full_mark(Assignment.quiz_id).label("max_mark"),
        )
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .where(Assignment.classroom_id == classroom_id)
        .order_by(Assignment.due_at, Assignment.id)
    ).all()


def own_due_dates(
    person_ids: Sequence[int], assignments: Iterable[AssignmentRow]
) -> Mapping[tuple[int, int], datetime]:
    """When quizzes are due for students who have accommodations, by (person, assignment)."""
    given = given_to(person_ids)
    return {
        (person, row.id): own_terms(row, own).due_at
        for row in assignments
        for person in person_ids
        if (own := given.of(person, row.id))
    }


def attempts_of_class(classroom_id: int, assignment_id: int | None = None) -> Sequence[AttemptRow]:
    """The attempts of the students who are in the class now, by student, quiz and number."""
    return db.session.execute(
        select(
            Attempt.id,
            Attempt.assignment_id,
            Attempt.person_id,
            Attempt.number,
            Attempt.started_at,
            Attempt.handed_in_at,
            Attempt.is_handed_in_by_time,
            Attempt.due_at,
            Attempt.mark,
            Attempt.max_mark,
            Attempt.waiting,
        )
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(*_of_class(classroom_id, assignment_id))
        .order_by(Attempt.person_id, Attempt.assignment_id, Attempt.number)
    ).all()


def answers_of_class(classroom_id: int, assignment_id: int | None = None) -> Sequence[AnswerRow]:
    """Every slot of the attempts handed in by students who are in the class now."""
    return answers_where(*_of_class(classroom_id, assignment_id))


def marked_answers_of_class(classroom_id: int, assignment_id: int | None = None) -> Sequence[AnswerRow]:
    """Those of them that have their mark."""
    return answers_where(*_of_class(classroom_id, assignment_id), is_marked())


def _of_class(classroom_id: int, assignment_id: int | None) -> list[ColumnElement[bool]]:
    students = select(Membership.person_id).where(Membership.classroom_id == classroom_id, students_now())
    conditions: list[ColumnElement[bool]] = [
        Assignment.classroom_id == classroom_id,
        Attempt.person_id.in_(students),
    ]
    if assignment_id is not None:
        conditions.append(Assignment.id == assignment_id)
    return conditions


def responses_of_class(
    classroom_id: int, assignment_id: int | None = None, question_ids: Iterable[int] | None = None
) -> Mapping[tuple[int, int], Any]:
    """The newest response of each slot that was answered, by (attempt, slot); of some questions or of all."""
    newer = aliased(Step)
    newest = (
        select(func.max(newer.sequence))
        .where(newer.attempt_id == Step.attempt_id, newer.slot == Step.slot)
        .scalar_subquery()
    )
    query = (
        select(Step.attempt_id, Step.slot, Step.response)
        .join(AttemptSlot, (AttemptSlot.attempt_id == Step.attempt_id) & (AttemptSlot.slot == Step.slot))
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .join(Attempt, Attempt.id == Step.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Step.sequence == newest, *_of_class(classroom_id, assignment_id))
    )
    if question_ids is not None:
        query = query.where(QuestionVersion.question_id.in_(list(question_ids)))
    return {(attempt, slot): response for attempt, slot, response in db.session.execute(query)}


def places_in_quiz(quiz_id: int) -> dict[int, int]:
    """The places of the questions of a quiz, by their ids: attempts may have them in another order."""
    rows = db.session.execute(
        select(QuizSlot.question_id, QuizSlot.position).where(QuizSlot.quiz_id == quiz_id)
    )
    return {row.question_id: row.position for row in rows}


def slots_of_quiz(quiz_id: int) -> tuple[dict[int, tuple[int, str]], set[int]]:
    """The slots that an attempt at a quiz has: (version id, digest) of each question's version by
    slot, and the slots that are drawn for each student. Two statements.
    """
    rows = db.session.execute(
        select(QuizSlot.position, QuestionVersion.id, QuestionVersion.digest)
        .join(Question, Question.id == QuizSlot.question_id)
        .join(QuestionVersion, is_given())
        .where(QuizSlot.quiz_id == quiz_id)
        .order_by(QuizSlot.position)
    )
    draws = draws_of(quiz_id)

    def number(position: int) -> int:
        return position + sum(draw.count - 1 for draw in draws if draw.position < position)

    drawn = {number(draw.position) + place for draw in draws for place in range(draw.count)}
    return {number(position): (version, digest) for position, version, digest in rows}, drawn
