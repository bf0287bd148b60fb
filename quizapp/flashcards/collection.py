"""Which questions are a student's cards: conditions that the reads of this room share."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from quizapp.bank.shelves import in_bank_of, teachers_of
from quizapp.classrooms.own_dates import has_begun_for, is_open_for
from quizapp.classrooms.queries import students_now
from quizapp.feedback import CLOSED, RIGHT, bit
from quizapp.models.attempts import Attempt, AttemptSlot
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Membership
from quizapp.models.flashcards import Card, CardState, Deck
from quizapp.models.quizzes import Assignment, QuizDraw, QuizSlot

# A test that its teacher has not released this long after it closed was forgotten.
LONGEST_HELD = timedelta(days=60)


def classes_of(person_id: int) -> Select[int]:
    """The ids of the classes that this student is in now."""
    return select(Membership.classroom_id).where(Membership.person_id == person_id, students_now())


def topics_of(person_id: int) -> Select[str]:
    """The topics that the student's classes may study."""
    return select(Deck.topic).where(Deck.classroom_id.in_(classes_of(person_id))).distinct()


def is_studied(person_id: int) -> ColumnElement[bool]:
    """The question is ready, in a deck of the student by its topic, and a teacher of theirs may use it."""
    return and_(
        Question.status == "ready",
        Question.topic.in_(topics_of(person_id)),
        in_bank_of(teachers_of(classes_of(person_id))),
    )


def is_held(person_id: int, now: datetime) -> ColumnElement[bool]:
    """The question waits: it stands in a quiz of the student whose answers may not be seen yet.

    These are quizzes that are open and not handed in by the student, and quizzes whose answers the teacher
    shows later (the release rule of the assignment), but no longer than LONGEST_HELD after the close. Before
    a quiz opens nothing is held, so that students can study for it.
    """
    handed_in = exists().where(
        Attempt.assignment_id == Assignment.id,
        Attempt.person_id == person_id,
        Attempt.handed_in_at.is_not(None),
    )
    released = and_(Assignment.released_at.is_not(None), Assignment.released_at <= now)
    is_fresh = Assignment.closes_at > now - LONGEST_HELD
    ends_later = exists().where(  # by time of their own, as the answers of their attempts do
        Attempt.assignment_id == Assignment.id, Attempt.person_id == person_id, Attempt.closes_at > now
    )
    running = or_(
        and_(is_open_for(person_id, now), or_(Assignment.release == "after_close", ~handed_in)),
        and_(Assignment.release == "after_close", ends_later),
    )
    # A table of the teacher's own may keep the right answers for good (see quizzes/behavior.py: `stored`).
    kept = and_(Assignment.shown.is_not(None), Assignment.shown.bitwise_and(bit(CLOSED, RIGHT)) == 0)
    waits = and_(
        Assignment.classroom_id.in_(classes_of(person_id)),
        has_begun_for(person_id, now),
        or_(running, and_(or_(kept, and_(Assignment.release == "by_teacher", ~released)), is_fresh)),
    )
    placed = (
        select(QuizSlot.question_id).join(Assignment, Assignment.quiz_id == QuizSlot.quiz_id).where(waits)
    )
    return or_(Question.id.in_(placed), Question.id.in_(_drawn_so_far(waits)))


def _drawn_so_far(waits: ColumnElement[bool]) -> Select[int]:
    """What a quiz that draws has given to anybody of the class: a classmate must not learn it from a card."""
    anybody = aliased(Attempt)  # the condition speaks of the student's own attempts
    drawing = select(Assignment.id).where(waits, exists().where(QuizDraw.quiz_id == Assignment.quiz_id))
    # The outer join keeps the order: from the few attempts to their versions, not from every version.
    return (
        select(QuestionVersion.question_id)
        .select_from(anybody)
        .join(AttemptSlot, AttemptSlot.attempt_id == anybody.id)
        .outerjoin(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .where(anybody.assignment_id.in_(drawing))
    )


def is_card(person_id: int, now: datetime) -> ColumnElement[bool]:
    """The question may be shown to the student as a card now."""
    return and_(is_studied(person_id), ~is_held(person_id, now))


def is_unseen(person_id: int) -> ColumnElement[bool]:
    """The student has never rated the card of this question."""
    return ~exists().where(
        Card.question_id == Question.id, CardState.card_id == Card.id, CardState.person_id == person_id
    )
