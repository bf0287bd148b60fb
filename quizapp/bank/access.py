"""May this person? The bank belongs to the school's teachers; students see sources only."""

from quizapp.accounts.access import require_teacher
from quizapp.db import db
from quizapp.errors import NotFound
from quizapp.models.accounts import Person
from quizapp.models.bank import Question, Source


def bank_question(person: Person, question_id: int) -> Question:
    """A question of the bank, for teachers."""
    require_teacher(person)
    question = db.session.get(Question, question_id)
    if question is None:
        raise NotFound
    return question


def readable_source(source_id: str) -> Source:
    """A source: everybody who is signed in may read what it says."""
    source = db.session.get(Source, source_id)
    if source is None:
        raise NotFound
    return source
