"""Writes of decks and cards. Nothing here commits."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from quizapp import scheduling
from quizapp.db import db
from quizapp.errors import Invalid, Problem, Refused
from quizapp.flashcards import decks, queries
from quizapp.flashcards.memory import after_rating, from_json, memory_of, to_json
from quizapp.models.accounts import Person
from quizapp.models.flashcards import Card, CardState, Deck, Review
from quizapp.scheduling import Memory, Rating

# A card that lay there longer was not being thought about.
LONGEST_THOUGHT = timedelta(minutes=10)


def open_decks(classroom_id: int, topics: Collection[str]) -> None:
    """Let a class study exactly these topics; raises Invalid for one that the bank does not have.

    What students remember of a topic that is closed stays, and comes back when it is opened again.
    """
    known = {row.topic for row in decks.topics_for_class(classroom_id)}
    unknown = sorted(set(topics) - known)
    if unknown:
        raise Invalid([Problem("unknown_topic", ("topics",), {"topic": topic}) for topic in unknown])
    db.session.execute(delete(Deck).where(Deck.classroom_id == classroom_id))
    db.session.add_all(Deck(classroom_id=classroom_id, topic=topic) for topic in sorted(set(topics)))
    db.session.flush()


def rate(*, person: Person, question_id: int, rating: Rating, shown_at: datetime, now: datetime) -> None:
    """Store what the student says of a card that was shown at `shown_at`, and schedule it.

    A card counts once for each time it was shown: a double click, a repeated post and a second tab change
    nothing. Raises Refused where the card is not the student's (`card_gone`) or not due
    (`card_already_rated`).
    """
    queries.lock_person(person.id)
    if queries.is_rated_since(person.id, question_id, shown_at):
        return
    zone = queries.study_zone(person.id)
    if zone is None or not queries.is_card_now(person.id, question_id, now):
        raise Refused("card_gone")
    day = scheduling.study_day(now, zone)
    card = _card_of(question_id)
    state = db.session.get(CardState, (person.id, card.id))
    before = memory_of(state)
    if before is not None and before.due_day > day:
        raise Refused("card_already_rated")
    after = after_rating(person.id, question_id, before, rating, day)
    _remember(person.id, card.id, state, after)
    db.session.add(
        Review(
            person_id=person.id,
            card_id=card.id,
            at=now,
            study_day=day,
            rating=int(rating),
            duration_ms=_duration(shown_at, now),
            cause="card",
            before=None if before is None else to_json(before),
        )
    )
    db.session.flush()


def _card_of(question_id: int) -> Card:
    query = select(Card).where(Card.question_id == question_id)
    card = db.session.scalar(query)
    if card is not None:
        return card
    try:
        with db.session.begin_nested():
            card = Card(question_id=question_id)
            db.session.add(card)
    except IntegrityError:  # somebody else rated it first, in this moment
        card = db.session.scalars(query).one()
    return card


def _remember(person_id: int, card_id: int, state: CardState | None, memory: Memory) -> None:
    if state is None:
        db.session.add(CardState(person_id=person_id, card_id=card_id, **asdict(memory)))
        return
    for name, value in asdict(memory).items():
        setattr(state, name, value)


def _duration(shown_at: datetime, now: datetime) -> int | None:
    thought = now - shown_at
    return thought // timedelta(milliseconds=1) if thought <= LONGEST_THOUGHT else None


def undo(*, person: Person, review_id: int, now: datetime) -> None:
    """Take back the student's last rating of this study day: the memory is exactly what it was before.

    A review that is undone already stays so. Raises Refused (`nothing_to_undo`) where it is not the last one.
    """
    queries.lock_person(person.id)
    zone = queries.study_zone(person.id)
    last = queries.last_review(person.id, scheduling.study_day(now, zone)) if zone else None
    if last is None or last.id != review_id or last.cause != "card":
        _check_undone(review_id)
        return
    state = db.session.get(CardState, (person.id, last.card_id))
    if last.before is not None:
        _remember(person.id, last.card_id, state, from_json(last.before))
    elif state is not None:
        db.session.delete(state)
    last.undone_at = now
    db.session.flush()


def _check_undone(review_id: int) -> None:
    if db.session.scalar(select(Review.undone_at).where(Review.id == review_id)) is None:
        raise Refused("nothing_to_undo")
