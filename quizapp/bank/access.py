"""May this person? Questions are in banks, which their owners share; students see sources only."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, or_, select

from quizapp.accounts.access import require_teacher
from quizapp.bank import image_queries, shelves
from quizapp.bank.queries import sources_of_open_quizzes
from quizapp.bank.shelves import BankRow
from quizapp.db import db
from quizapp.errors import NotFound, Refused
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot
from quizapp.models.bank import SCHOOL_BANK, Fact, Question, QuestionBank, QuestionVersion, Source
from quizapp.models.classrooms import Membership
from quizapp.models.quizzes import Assignment, Quiz, QuizSlot


def bank_question(person: Person, question_id: int) -> Question:
    """A question that this teacher may read: in a bank they may use, or in their own quizzes and classes.

    A colleague who takes a bank back takes no quiz and no mark with it.
    """
    require_teacher(person)
    question = db.session.get(Question, question_id)
    if question is None:
        raise NotFound
    if question.bank_id not in shelves.bank_ids(person) and not _has_given(person, question_id):
        raise NotFound
    return question


def _has_given(person: Person, question_id: int) -> bool:
    placed = exists().where(
        QuizSlot.question_id == question_id, Quiz.id == QuizSlot.quiz_id, Quiz.owner_id == person.id
    )
    given = exists().where(
        QuestionVersion.question_id == question_id,
        AttemptSlot.question_version_id == QuestionVersion.id,
        Attempt.id == AttemptSlot.attempt_id,
        Assignment.id == Attempt.assignment_id,
        Membership.classroom_id == Assignment.classroom_id,
        Membership.person_id == person.id,
        Membership.role == "teacher",
        Membership.left_at.is_(None),
    )
    return bool(db.session.scalar(select(or_(placed, given))))


def editable_question(person: Person, question_id: int) -> Question:
    """A question of a bank that this teacher may edit."""
    question = bank_question(person, question_id)
    if not may_edit(person, question):
        raise NotFound
    return question


def may_edit(person: Person, question: Question) -> bool:
    """Whether this teacher may change the question, by what they may do with its bank."""
    return question.bank_id in shelves.bank_ids(person, may_edit=True)


def usable_bank(person: Person, bank_id: int) -> BankRow:
    """A bank that this teacher may use."""
    row = shelves.bank_of(require_teacher(person), bank_id)
    if row is None:
        raise NotFound
    return row


def managed_bank(person: Person, bank_id: int) -> QuestionBank:
    """A bank that this teacher owns and may share; the school's is managed by its administrators."""
    row = usable_bank(person, bank_id)
    if not may_manage(person, row.bank):
        raise NotFound
    return row.bank


def may_manage(person: Person, bank: QuestionBank) -> bool:
    """Whether this person decides about the name of a bank and who may use it."""
    return bank.owner_id == person.id or (bank.id == SCHOOL_BANK and person.role == "admin")


def bank_to_write_in(person: Person, bank_id: int | None) -> QuestionBank:
    """The bank that a new question goes to: the one that was asked for, or the first this teacher may edit.

    Raises NotFound for one that they may not edit, Refused where there is none.
    """
    rows = shelves.banks_of(require_teacher(person), may_edit=True)
    if bank_id is not None:
        rows = [row for row in rows if row.bank.id == bank_id]
        if not rows:
            raise NotFound
    if not rows:
        raise Refused("no_bank_to_write_in")
    return rows[0].bank


def known_source(source_id: str) -> Source:
    """A source of the bank, whoever asks."""
    source = db.session.get(Source, source_id)
    if source is None:
        raise NotFound
    return source


def bank_fact(person: Person, source_id: str, name: str) -> Fact:
    """A fact of the bank, for teachers; also one that left its sheet."""
    require_teacher(person)
    fact = db.session.get(Fact, f"{source_id}/{name}")
    if fact is None:
        raise NotFound
    return fact


def held_sources(person: Person, now: datetime) -> set[str]:
    """The ids of the sources whose facts this person may not read now: none for teachers.

    For a student they are those that an open quiz, not handed in, asks about.
    """
    return sources_of_open_quizzes(person.id, now) if person.role == "student" else set()


def readable_source(source_id: str, held: Collection[str]) -> Source:
    """A source that is none of those `held`; raises Refused for one that is."""
    source = known_source(source_id)
    if source_id in held:
        raise Refused("source_held")
    return source


def may_see_image(person: Person, name: str) -> bool:
    """Whether this person may see an image: teachers those of the bank's questions and those that they
    uploaded; students those of questions that they were given, or may study as cards.
    """
    if person.role == "student":
        return image_queries.is_image_of_student(name, person.id)
    if image_queries.is_own_upload(name, person.id):
        return True
    return any(_may_read(person, question_id) for question_id in image_queries.questions_with_image(name))


def _may_read(person: Person, question_id: int) -> bool:
    try:
        return bool(bank_question(person, question_id))
    except NotFound:
        return False
