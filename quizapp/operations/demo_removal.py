"""Taking the demo school away: its people, classes, quizzes and all work in them. Everybody else's stays."""

from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, or_, select, update

from quizapp.db import db
from quizapp.models.accommodations import Accommodation, WrongCode
from quizapp.models.accounts import Person
from quizapp.models.attempts import (
    Attempt,
    AttemptSlot,
    DeviceHandIn,
    Dispute,
    HandMark,
    HandMarkedAnswer,
    LateStep,
    PracticeRun,
    PracticeSlot,
    PracticeTry,
    Regrade,
    RegradedMark,
    Step,
    Tried,
)
from quizapp.models.bank import (
    SCHOOL_BANK,
    BankShare,
    BulkChange,
    FactChange,
    MendedVersion,
    Question,
    QuestionBank,
    QuestionVersion,
)
from quizapp.models.classrooms import Classroom, Membership
from quizapp.models.flashcards import CardState, Deck, Review
from quizapp.models.quizzes import Assignment, Quiz, QuizDraw, QuizSection, QuizSlot
from quizapp.models.supervision import Absence, Deed, Presence, RoomMessage


def remove_demo() -> int:
    """Delete the demo school; returns how many people it had. Questions that it added stay in the bank."""
    people = select(Person.id).where(Person.is_demo.is_(True))
    count = len(db.session.scalars(people).all())
    classes = select(Classroom.id).where(Classroom.created_by_id.in_(people))
    quizzes = select(Quiz.id).where(Quiz.owner_id.in_(people))
    assignments = select(Assignment.id).where(
        or_(Assignment.classroom_id.in_(classes), Assignment.quiz_id.in_(quizzes))
    )
    attempts = select(Attempt.id).where(
        or_(Attempt.assignment_id.in_(assignments), Attempt.person_id.in_(people))
    )
    _forget_names(people)
    _give_up_banks(people)
    for table, condition in _in_order(people, classes, quizzes, assignments, attempts):
        db.session.execute(delete(table).where(condition))
    db.session.expire_all()
    return count


def _forget_names(people: Select[Any]) -> None:
    """What stays in the bank no longer says that these people wrote or decided it."""
    columns = (
        Question.author_id,
        QuestionVersion.created_by_id,
        MendedVersion.by_id,
        FactChange.by_id,
        Regrade.by_id,
        HandMark.by_id,
        Dispute.answered_by_id,
        Attempt.handed_in_by_id,
        Deed.by_id,
        RoomMessage.by_id,
        Absence.by_id,
        Accommodation.set_by_id,
        LateStep.decided_by_id,
    )
    for column in columns:
        db.session.execute(update(column.class_).where(column.in_(people)).values({column.key: None}))


def _give_up_banks(people: Select[Any]) -> None:
    """Questions in the banks of these people go to the school's, since other quizzes may have them."""
    banks = select(QuestionBank.id).where(QuestionBank.owner_id.in_(people))
    for column in (Question.bank_id, QuizDraw.bank_id):
        db.session.execute(update(column.class_).where(column.in_(banks)).values({column.key: SCHOOL_BANK}))
    shares = or_(BankShare.bank_id.in_(banks), BankShare.person_id.in_(people))
    db.session.execute(delete(BankShare).where(shares))
    db.session.execute(delete(QuestionBank).where(QuestionBank.owner_id.in_(people)))
    db.session.execute(delete(BulkChange).where(BulkChange.person_id.in_(people)))


def _in_order(
    people: Select[Any],
    classes: Select[Any],
    quizzes: Select[Any],
    assignments: Select[Any],
    attempts: Select[Any],
) -> list[tuple[type[Any], ColumnElement[bool]]]:
    """What to delete, each before what it refers to."""
    runs = select(PracticeRun.id).where(PracticeRun.person_id.in_(people))
    return [
        (Deed, or_(Deed.assignment_id.in_(assignments), Deed.person_id.in_(people))),
        (Deed, Deed.attempt_id.in_(attempts)),
        (RoomMessage, RoomMessage.assignment_id.in_(assignments)),
        (Absence, or_(Absence.assignment_id.in_(assignments), Absence.person_id.in_(people))),
        (Presence, Presence.attempt_id.in_(attempts)),
        (Dispute, Dispute.attempt_id.in_(attempts)),
        (RegradedMark, RegradedMark.attempt_id.in_(attempts)),
        (HandMarkedAnswer, HandMarkedAnswer.attempt_id.in_(attempts)),
        (HandMark, ~exists().where(HandMarkedAnswer.hand_mark_id == HandMark.id)),
        (LateStep, LateStep.attempt_id.in_(attempts)),
        (DeviceHandIn, DeviceHandIn.attempt_id.in_(attempts)),
        (Tried, Tried.attempt_id.in_(attempts)),
        (Step, Step.attempt_id.in_(attempts)),
        (AttemptSlot, AttemptSlot.attempt_id.in_(attempts)),
        (Attempt, Attempt.id.in_(attempts)),
        (PracticeTry, PracticeTry.run_id.in_(runs)),
        (PracticeSlot, PracticeSlot.run_id.in_(runs)),
        (PracticeRun, PracticeRun.person_id.in_(people)),
        (Review, Review.person_id.in_(people)),
        (CardState, CardState.person_id.in_(people)),
        (WrongCode, or_(WrongCode.assignment_id.in_(assignments), WrongCode.person_id.in_(people))),
        (
            Accommodation,
            or_(Accommodation.assignment_id.in_(assignments), Accommodation.person_id.in_(people)),
        ),
        (Assignment, Assignment.id.in_(assignments)),
        (QuizSlot, QuizSlot.quiz_id.in_(quizzes)),
        (QuizDraw, QuizDraw.quiz_id.in_(quizzes)),
        (QuizSection, QuizSection.quiz_id.in_(quizzes)),
        (Quiz, Quiz.id.in_(quizzes)),
        (Deck, Deck.classroom_id.in_(classes)),
        (Membership, or_(Membership.classroom_id.in_(classes), Membership.person_id.in_(people))),
        (Classroom, Classroom.id.in_(classes)),
        (Person, Person.is_demo.is_(True)),
    ]
