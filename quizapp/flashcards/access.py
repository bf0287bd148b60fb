"""May this person study here? Cards belong to students; outsiders learn nothing."""

from quizapp.db import db
from quizapp.errors import NotFound
from quizapp.flashcards import queries
from quizapp.models.accounts import Person
from quizapp.models.flashcards import Review


def require_student(person: Person) -> Person:
    """Let students through; NotFound for the rest."""
    if person.role != "student":
        raise NotFound
    return person


def own_deck(student: Person, topic: str) -> str | None:
    """The topic if it stands in a deck of the student, None for "" (all decks); NotFound for others."""
    if not topic:
        return None
    if topic not in queries.study_topics(student.id):
        raise NotFound
    return topic


def own_review(student: Person, review_id: int | None) -> Review:
    """A review of this student; NotFound for those of others."""
    review = None if review_id is None else db.session.get(Review, review_id)
    if review is None or review.person_id != student.id:
        raise NotFound
    return review
