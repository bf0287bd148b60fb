"""Reads of decks: what a student has to study, in a session and in all, and what a class may study."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from quizapp.bank.shelves import in_bank_of, teachers_of
from quizapp.db import db
from quizapp.flashcards import queries
from quizapp.flashcards.queue import Queue, Rated, make_queue, minutes, new_left, next_study
from quizapp.models.bank import Question
from quizapp.models.classrooms import Classroom
from quizapp.models.flashcards import Deck
from quizapp.scheduling import study_day


@dataclass(frozen=True, slots=True)
class DeckCounts:
    """One deck on a study day; `new` is what the day's limit still lets in."""

    topic: str
    due: int
    new: int
    total: int
    unseen: int
    coming: dict[date, int]  # cards due on later days


@dataclass(frozen=True, slots=True)
class Overview:
    """All decks of a student on a study day; `held` counts cards that wait for a quiz to be over."""

    day: date
    decks: list[DeckCounts]
    new_left: int
    held: int
    rated: list[Rated]

    @property
    def due(self) -> int:
        """Cards due in all decks."""
        return sum(deck.due for deck in self.decks)

    @property
    def new(self) -> int:
        """New cards that the day's limit still lets in, of all decks together."""
        return min(self.new_left, sum(deck.unseen for deck in self.decks))

    @property
    def minutes(self) -> int:
        """About how many minutes all decks take today."""
        return minutes(self.due + self.new)

    def next_study(self, topic: str | None = None) -> tuple[date, int] | None:
        """The next study day with cards and how many, in one deck or in all."""
        decks = [deck for deck in self.decks if topic is None or deck.topic == topic]
        coming = sum((Counter(deck.coming) for deck in decks), Counter[date]())
        unseen = sum(deck.unseen for deck in decks)
        return next_study(coming, max(0, unseen - self.new_left), self.day)


def overview(person_id: int, now: datetime) -> Overview | None:
    """What the student has to study now; None where the student is in no class."""
    zone = queries.study_zone(person_id)
    if zone is None:
        return None
    day = study_day(now, zone)
    rated = queries.ratings_of_day(person_id, day)
    left = new_left(rated)
    by_topic: dict[str, Counter[date]] = {topic: Counter() for topic in queries.study_topics(person_id)}
    for topic, due_day, count in queries.cards_by_due_day(person_id, now):
        by_topic[topic][due_day] += count
    unseen = queries.unseen_by_topic(person_id, now)
    decks = [_counts(topic, days, unseen.get(topic, 0), left, day) for topic, days in by_topic.items()]
    return Overview(day, decks, left, queries.held_count(person_id, now), rated)


def _counts(topic: str, days: Counter[date], unseen: int, left: int, day: date) -> DeckCounts:
    return DeckCounts(
        topic=topic,
        due=sum(count for due_day, count in days.items() if due_day <= day),
        new=min(left, unseen),
        total=days.total() + unseen,
        unseen=unseen,
        coming={due_day: count for due_day, count in days.items() if due_day > day},
    )


@dataclass(frozen=True, slots=True)
class Session:
    """What is left to study on a study day, and what was rated on it."""

    day: date
    queue: Queue
    rated: list[Rated]


def session(person_id: int, now: datetime, topic: str | None = None) -> Session | None:
    """The student's session in one deck or in all; None where the student is in no class."""
    zone = queries.study_zone(person_id)
    if zone is None:
        return None
    day = study_day(now, zone)
    rated = queries.ratings_of_day(person_id, day)
    due = queries.due_cards(person_id, day, now, topic)
    new = queries.new_cards(person_id, now, new_left(rated), topic)
    return Session(day, make_queue(due, new, rated, day), rated)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic of the bank: how many cards it has, and whether the class may study it."""

    topic: str
    cards: int
    is_open: bool


def topics_for_class(classroom_id: int) -> list[TopicRow]:
    """The topics that a class can be given, by name: those it has, and those with ready questions.

    Only banks count that a teacher of the class may use.
    """
    usable = in_bank_of(teachers_of(select(Classroom.id).where(Classroom.id == classroom_id)))
    ready = select(Question.topic, func.count()).where(Question.status == "ready", usable)
    cards = dict(db.session.execute(ready.group_by(Question.topic)).all())
    is_open = set(db.session.scalars(select(Deck.topic).where(Deck.classroom_id == classroom_id)))
    return [
        TopicRow(topic, cards.get(topic, 0), topic in is_open) for topic in sorted(cards.keys() | is_open)
    ]
