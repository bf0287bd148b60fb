"""May this person? The bank belongs to the school's teachers; students see sources only."""

from datetime import datetime

from quizapp.accounts.access import require_teacher
from quizapp.bank import image_queries
from quizapp.bank.queries import is_asked_in_open_quiz
from quizapp.db import db
from quizapp.errors import NotFound, Refused
from quizapp.models.accounts import Person
from quizapp.models.bank import Question, Source


def bank_question(person: Person, question_id: int) -> Question:
    """A question of the bank, for teachers."""
    require_teacher(person)
    question = db.session.get(Question, question_id)
    if question is None:
        raise NotFound
    return question


def known_source(source_id: str) -> Source:
    """A source of the bank, whoever asks."""
    source = db.session.get(Source, source_id)
    if source is None:
        raise NotFound
    return source


def readable_source(person: Person, source_id: str, now: datetime) -> Source:
    """A source whose facts this person may read now: teachers always.

    Raises Refused for a student with an open quiz, not handed in, that asks for these facts.
    """
    source = known_source(source_id)
    if person.role == "student" and is_asked_in_open_quiz(source_id, person.id, now):
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
