"""Reads of quizzes and assignments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from quizapp.bank.queries import QuestionRow
from quizapp.classrooms.queries import students_now
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Classroom, Membership
from quizapp.models.quizzes import Assignment, Quiz, QuizDraw, QuizSection, QuizSlot
from quizapp.questions import MACHINE_MARKED

Place = QuizSlot | QuizDraw


@dataclass(frozen=True, slots=True)
class QuizRow:
    """A quiz in a list."""

    quiz: Quiz
    questions: int
    assignments: int


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One place in a quiz."""

    slot: QuizSlot
    row: QuestionRow  # with the content of the version that the quiz gives

    @property
    def version(self) -> int:
        """The number of the version that the quiz gives."""
        return self.slot.version or self.row.question.version

    @property
    def is_newest(self) -> bool:
        """Whether no newer version of the question exists."""
        return self.version == self.row.question.version


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An assignment in a list: how many students of the class have started and handed in."""

    assignment: Assignment
    quiz: Quiz
    classroom: Classroom
    started: int
    handed_in: int


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student and their attempts at one assignment, the first one first."""

    student: Person
    attempts: list[Attempt]


def quizzes_of(teacher: Person) -> list[QuizRow]:
    """The quizzes of this teacher, newest first."""
    assignments = select(func.count()).where(Assignment.quiz_id == Quiz.id).scalar_subquery()
    query = select(Quiz, asked_count(Quiz.id), assignments).where(Quiz.owner_id == teacher.id)
    rows = db.session.execute(query.order_by(Quiz.created_at.desc(), Quiz.id.desc()))
    return [QuizRow(*row) for row in rows]


def asked_count(quiz_id: Any) -> ColumnElement[int]:
    """How many questions a quiz (a column of its id) asks, the drawn ones among them."""
    fixed = select(func.count()).where(QuizSlot.quiz_id == quiz_id).scalar_subquery()
    drawn = select(func.sum(QuizDraw.count)).where(QuizDraw.quiz_id == quiz_id).scalar_subquery()
    return fixed + func.coalesce(drawn, 0)


def full_mark(quiz_id: Any) -> ColumnElement[float]:
    """What a quiz (a column of its id) is worth, the drawn questions among it."""
    fixed = select(func.sum(QuizSlot.max_mark)).where(QuizSlot.quiz_id == quiz_id).scalar_subquery()
    worth = func.sum(QuizDraw.count * QuizDraw.max_mark)
    drawn = select(worth).where(QuizDraw.quiz_id == quiz_id).scalar_subquery()
    return func.coalesce(fixed, 0.0) + func.coalesce(drawn, 0.0)


def draws_of(quiz_id: int) -> list[QuizDraw]:
    """What a quiz draws for each student, in order."""
    query = select(QuizDraw).where(QuizDraw.quiz_id == quiz_id).order_by(QuizDraw.position)
    return list(db.session.scalars(query))


def places_of(quiz_id: int) -> list[Place]:
    """The questions of a quiz and what it draws, in order."""
    slots = db.session.scalars(select(QuizSlot).where(QuizSlot.quiz_id == quiz_id)).all()
    return sorted([*slots, *draws_of(quiz_id)], key=lambda place: place.position)


def slots_of_quiz(quiz_id: int) -> list[SlotRow]:
    """The questions of a quiz in order, each in the version that it gives; one statement for any number."""
    rows = db.session.execute(
        select(QuizSlot, Question, QuestionVersion.content)
        .join(Question, Question.id == QuizSlot.question_id)
        .join(QuestionVersion, is_given())
        .where(QuizSlot.quiz_id == quiz_id)
        .order_by(QuizSlot.position)
    )
    return [SlotRow(slot, QuestionRow(question, content)) for slot, question, content in rows]


def is_given() -> ColumnElement[bool]:
    """The version is the one that QuizSlot gives: its pinned one, else the newest of its question."""
    return and_(
        QuestionVersion.question_id == QuizSlot.question_id,
        QuestionVersion.number == func.coalesce(QuizSlot.version, Question.version),
    )


def sections_of_quiz(quiz_id: int) -> Sequence[QuizSection]:
    """The sections of a quiz in order."""
    return db.session.scalars(
        select(QuizSection).where(QuizSection.quiz_id == quiz_id).order_by(QuizSection.position)
    ).all()


def asks_teacher(assignment_id: int) -> bool:
    """Whether a student of this assignment was given a question that a teacher marks."""
    query = (
        select(AttemptSlot.slot)
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Attempt.assignment_id == assignment_id, Question.kind.not_in(MACHINE_MARKED))
        .limit(1)
    )
    return db.session.scalar(query) is not None


def is_in_use(quiz_id: int) -> bool:
    """Whether a student has started this quiz anywhere."""
    query = (
        select(Attempt.id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Assignment.quiz_id == quiz_id)
        .limit(1)
    )
    return db.session.scalar(query) is not None


def assignments_of_quiz(quiz_id: int) -> list[AssignmentRow]:
    """Where a quiz is assigned, the latest due first."""
    return _assignments(Assignment.quiz_id == quiz_id)


def assignments_of_class(classroom_id: int) -> list[AssignmentRow]:
    """What a class is assigned, the latest due first."""
    return _assignments(Assignment.classroom_id == classroom_id)


def _assignments(condition: Any) -> list[AssignmentRow]:
    started = select(func.count(Attempt.person_id.distinct())).where(
        Attempt.assignment_id == Assignment.id,
        Attempt.person_id == Membership.person_id,
        Membership.classroom_id == Assignment.classroom_id,
        students_now(),
    )
    handed_in = started.where(Attempt.handed_in_at.is_not(None))
    query = (
        select(Assignment, Quiz, Classroom, started.scalar_subquery(), handed_in.scalar_subquery())
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .where(condition)
        .order_by(Assignment.due_at.desc(), Assignment.id.desc())
    )
    return [AssignmentRow(*row) for row in db.session.execute(query)]


def students_of_assignment(assignment: Assignment) -> list[StudentRow]:
    """Every student of the class with their attempts, by family name; one statement."""
    rows = db.session.execute(
        select(Person, Attempt)
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Attempt, (Attempt.person_id == Person.id) & (Attempt.assignment_id == assignment.id))
        .where(Membership.classroom_id == assignment.classroom_id, students_now())
        .order_by(func.lower(Person.family_name), func.lower(Person.given_name), Person.id, Attempt.number)
    )
    found: dict[int, StudentRow] = {}
    for person, attempt in rows:
        entry = found.setdefault(person.id, StudentRow(person, []))
        if attempt is not None:
            entry.attempts.append(attempt)
    return list(found.values())


def running_attempts(assignment_id: int, now: datetime) -> int:
    """How many students are working on this assignment."""
    query = select(func.count()).where(
        Attempt.assignment_id == assignment_id, Attempt.handed_in_at.is_(None), Attempt.deadline_at > now
    )
    return db.session.scalar(query) or 0


def slot_ids(quiz_id: int) -> Sequence[int]:
    """The ids of the questions in a quiz, in order."""
    query = select(QuizSlot.question_id).where(QuizSlot.quiz_id == quiz_id).order_by(QuizSlot.position)
    return db.session.scalars(query).all()
