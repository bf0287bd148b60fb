"""May this person? The bank belongs to the school's teachers; students see sources only."""

from collections.abc import Collection
from datetime import datetime

from quizapp.accounts.access import require_teacher
from quizapp.bank.queries import sources_of_open_quizzes
from quizapp.db import db
from quizapp.errors import NotFound, Refused
from quizapp.models.accounts import Person
from quizapp.models.bank import Fact, Question, Source


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
