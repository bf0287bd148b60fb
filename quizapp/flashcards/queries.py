"""Reads of decks and cards. Each takes one statement, however many cards there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, null, select

from quizapp import scheduling
from quizapp.bank.queries import is_current
from quizapp.classrooms.queries import students_now
from quizapp.db import db
from quizapp.flashcards.collection import is_card, is_held, is_studied, is_unseen, topics_of
from quizapp.flashcards.queue import Due, Rated
from quizapp.models.accounts import Person
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Classroom, Membership
from quizapp.models.flashcards import Card, CardState, Review


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A question as a card: its content, this student's memory of it, how often it was rated."""

    question_id: int
    content: dict[str, Any]
    state: CardState | None
    times_seen: int


def study_zone(person_id: int) -> str | None:
    """The time zone of the class the student joined first; None where the student is in no class."""
    return db.session.scalar(
        select(Classroom.time_zone)
        .join(Membership, Membership.classroom_id == Classroom.id)
        .where(Membership.person_id == person_id, students_now())
        .order_by(Membership.joined_at, Classroom.id)
        .limit(1)
    )


def study_topics(person_id: int) -> list[str]:
    """The topics of the student's decks, by name."""
    return sorted(db.session.scalars(topics_of(person_id)))


def due_cards(person_id: int, day: date, now: datetime, topic: str | None = None) -> list[Due]:
    """The cards that are due on this study day, of one topic or of all."""
    is_missed = and_(CardState.is_relearning, CardState.last_day >= day)
    query = (
        select(Question.id, is_missed)
        .join(Card, Card.question_id == Question.id)
        .join(CardState, CardState.card_id == Card.id)
        .where(CardState.person_id == person_id, CardState.due_day <= day, is_card(person_id, now))
    )
    if topic is not None:
        query = query.where(Question.topic == topic)
    return [Due(question_id, bool(missed)) for question_id, missed in db.session.execute(query)]


def new_cards(person_id: int, now: datetime, limit: int, topic: str | None = None) -> list[int]:
    """Questions to be seen for the first time, one topic after the other, at most `limit`."""
    query = select(Question.id).where(is_card(person_id, now), is_unseen(person_id))
    if topic is not None:
        query = query.where(Question.topic == topic)
    return list(db.session.scalars(query.order_by(Question.topic, Question.id).limit(limit)))


def ratings_of_day(person_id: int, day: date) -> list[Rated]:
    """The student's ratings of cards on a study day in their order, without those undone."""
    query = (
        select(Review.id, Question.id, Question.topic, Review.rating, Review.before.is_(null()))
        .join(Card, Card.id == Review.card_id)
        .join(Question, Question.id == Card.question_id)
        .where(
            Review.person_id == person_id,
            Review.study_day == day,
            Review.undone_at.is_(None),
            Review.cause == "card",
        )
        .order_by(Review.id)
    )
    return [
        Rated(review_id, question_id, topic, rating > scheduling.Rating.AGAIN, bool(was_new))
        for review_id, question_id, topic, rating, was_new in db.session.execute(query)
    ]


def shown_card(person_id: int, question_id: int) -> ShownCard:
    """What a card shows, and what the student remembers of it. The question must exist."""
    times_seen = (
        select(func.count())
        .select_from(Review)
        .where(Review.person_id == person_id, Review.card_id == Card.id, Review.undone_at.is_(None))
        .scalar_subquery()
    )
    is_own = and_(CardState.card_id == Card.id, CardState.person_id == person_id)
    query = (
        select(QuestionVersion.content, CardState, times_seen)
        .select_from(Question)
        .join(QuestionVersion, is_current())
        .outerjoin(Card, Card.question_id == Question.id)
        .outerjoin(CardState, is_own)
        .where(Question.id == question_id)
    )
    content, state, seen = db.session.execute(query).one()
    return ShownCard(question_id, content, state, seen)


def due_counts(person_id: int, after: date) -> Mapping[date, int]:
    """How many cards of the student are due on each day of the time in which load is balanced."""
    last = after + timedelta(days=scheduling.fuzz_range(scheduling.LONGEST_BALANCED)[1])
    query = select(CardState.due_day, func.count()).where(
        CardState.person_id == person_id, CardState.due_day > after, CardState.due_day <= last
    )
    return dict(db.session.execute(query.group_by(CardState.due_day)).all())


def cards_by_due_day(person_id: int, now: datetime) -> list[tuple[str, date, int]]:
    """How many of the student's cards are due on each day, by topic."""
    query = (
        select(Question.topic, CardState.due_day, func.count())
        .select_from(CardState)
        .join(Card, Card.id == CardState.card_id)
        .join(Question, Question.id == Card.question_id)
        .where(CardState.person_id == person_id, is_card(person_id, now))
        .group_by(Question.topic, CardState.due_day)
    )
    return [(topic, day, count) for topic, day, count in db.session.execute(query)]


def unseen_by_topic(person_id: int, now: datetime) -> Mapping[str, int]:
    """How many cards of each topic the student has never rated."""
    query = select(Question.topic, func.count()).where(is_card(person_id, now), is_unseen(person_id))
    return dict(db.session.execute(query.group_by(Question.topic)).all())


def held_count(person_id: int, now: datetime) -> int:
    """How many cards wait until a quiz of the student is over."""
    query = select(func.count()).select_from(Question)
    return db.session.scalar(query.where(is_studied(person_id), is_held(person_id, now))) or 0


def is_card_now(person_id: int, question_id: int, now: datetime) -> bool:
    """Whether the student may study this question as a card now."""
    query = select(Question.id).where(Question.id == question_id, is_card(person_id, now))
    return db.session.scalar(query) is not None


def is_rated_since(person_id: int, question_id: int, moment: datetime) -> bool:
    """Whether the student has rated this card since a moment, undone or not."""
    query = (
        select(Review.id)
        .join(Card, Card.id == Review.card_id)
        .where(Card.question_id == question_id, Review.person_id == person_id, Review.at >= moment)
        .limit(1)
    )
    return db.session.scalar(query) is not None


def last_review(person_id: int, day: date) -> Review | None:
    """The student's last review of a study day that was not undone."""
    return db.session.scalar(
        select(Review)
        .where(Review.person_id == person_id, Review.study_day == day, Review.undone_at.is_(None))
        .order_by(Review.id.desc())
        .limit(1)
    )


def lock_person(person_id: int) -> None:
    """Let ratings of one student wait for each other (SQLite needs no lock: it has one writer)."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
