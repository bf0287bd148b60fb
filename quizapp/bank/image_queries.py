"""Reads of who meets which image."""

from sqlalchemy import and_, exists, or_, select

from quizapp.classrooms.queries import students_now
from quizapp.db import db
from quizapp.models.attempts import Attempt, AttemptSlot
from quizapp.models.bank import ImageUpload, Question, QuestionImage, QuestionVersion
from quizapp.models.classrooms import Membership
from quizapp.models.flashcards import Deck

MOST_QUESTIONS = 20


def is_own_upload(name: str, person_id: int) -> bool:
    """Whether this person uploaded the image."""
    return db.session.get(ImageUpload, (name, person_id)) is not None


def questions_with_image(name: str) -> list[int]:
    """The ids of questions of which some version shows the image."""
    query = (
        select(QuestionVersion.question_id)
        .join(QuestionImage, QuestionImage.question_version_id == QuestionVersion.id)
        .where(QuestionImage.file == name)
    )
    return list(db.session.scalars(query.distinct().limit(MOST_QUESTIONS)))


def is_image_of_student(name: str, person_id: int) -> bool:
    """Whether an attempt of this student has a version with the image, or a deck of theirs such a card."""
    given = (
        exists()
        .where(AttemptSlot.question_version_id == QuestionImage.question_version_id)
        .where(Attempt.id == AttemptSlot.attempt_id, Attempt.person_id == person_id)
    )
    to_study = (
        exists()
        .where(QuestionVersion.id == QuestionImage.question_version_id)
        .where(and_(Question.id == QuestionVersion.question_id, Question.version == QuestionVersion.number))
        .where(Question.status == "ready", Deck.topic == Question.topic)
        .where(Membership.classroom_id == Deck.classroom_id, Membership.person_id == person_id)
        .where(students_now())
    )
    query = select(QuestionImage.file).where(QuestionImage.file == name, or_(given, to_study))
    return db.session.scalar(query.limit(1)) is not None
