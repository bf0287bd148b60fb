from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from quizapp.db import db
from quizapp.errors import NotFound, Refused
from quizapp.flashcards import access, actions
from quizapp.models.accounts import Person
from quizapp.models.flashcards import Review
from quizapp.scheduling import Rating
from tests.support import flashcards as cards
from tests.support.school import NOW, days

AGAIN, GOOD = Rating.AGAIN, Rating.GOOD
SECOND = timedelta(seconds=1)


def last_id(person: Person) -> int:
    query = select(Review.id).where(Review.person_id == person.id, Review.undone_at.is_(None))
    return db.session.scalars(query.order_by(Review.id.desc())).first() or 0


def test_undo_of_a_first_rating_makes_the_card_new_again(alice: Person, bob: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob)
    cards.rate(bob, question, GOOD, NOW)
    actions.undo(person=bob, review_id=last_id(bob), now=NOW + SECOND)
    assert cards.state(bob, question) is None
    assert cards.next_card(bob, NOW + SECOND) == question


def test_the_same_undo_twice_takes_back_one_rating(alice: Person, bob: Person) -> None:
    _, [first, second, _] = cards.class_with_cards(alice, bob)
    cards.rate(bob, first, GOOD, NOW)
    cards.rate(bob, second, GOOD, NOW + SECOND)
    review = last_id(bob)
    for _ in range(2):
        actions.undo(person=bob, review_id=review, now=NOW + 2 * SECOND)
    assert cards.state(bob, first) is not None
    assert cards.state(bob, second) is None


def test_a_card_rated_from_the_page_of_before_the_undo_does_not_count(alice: Person, bob: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob)
    cards.rate(bob, question, GOOD, NOW, shown=SECOND)
    actions.undo(person=bob, review_id=last_id(bob), now=NOW + SECOND)
    cards.rate(bob, question, GOOD, NOW + 2 * SECOND, shown=3 * SECOND)
    assert cards.state(bob, question) is None


def test_a_rating_before_the_last_and_one_of_yesterday_stay(alice: Person, bob: Person) -> None:
    _, [first, second, _] = cards.class_with_cards(alice, bob)
    cards.rate(bob, first, GOOD, NOW)
    early = last_id(bob)
    cards.rate(bob, second, GOOD, NOW + SECOND)
    for review, at in ((early, NOW + 2 * SECOND), (last_id(bob), NOW + days(1))):
        with pytest.raises(Refused, match="nothing_to_undo"):
            actions.undo(person=bob, review_id=review, now=at)


def test_a_review_that_a_quiz_caused_is_not_undone(alice: Person, bob: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob)
    cards.rate(bob, question, GOOD, NOW)
    review = db.session.scalars(select(Review)).one()
    review.cause = "quiz"
    with pytest.raises(Refused, match="nothing_to_undo"):
        actions.undo(person=bob, review_id=review.id, now=NOW + SECOND)


def test_reviews_of_others_do_not_exist(alice: Person, bob: Person, charlie: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob, charlie)
    cards.rate(bob, question, GOOD, NOW)
    for review in (last_id(bob), 9999):
        with pytest.raises(NotFound):
            access.own_review(charlie, review)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from([AGAIN, GOOD])), max_size=12), st.data())
def test_undo_restores_every_step_of_the_day_exactly(
    alice: Person, bob: Person, steps: list[tuple[int, Rating]], data: st.DataObject
) -> None:
    """Ratings of an earlier day, then of today; undoing today's one by one meets each former state again."""
    with db.session.begin_nested() as savepoint:
        _, questions = cards.class_with_cards(alice, bob)
        for place in data.draw(st.sets(st.integers(0, 2))):
            cards.rate(bob, questions[place], data.draw(st.sampled_from([AGAIN, GOOD])), NOW - days(30))

        def states() -> list[object]:
            return [cards.columns(cards.state(bob, question)) for question in questions]

        history, at = [states()], NOW
        for place, rating in steps:
            at += 60 * SECOND
            try:
                cards.rate(bob, questions[place], rating, at)
            except Refused:
                continue  # not due any more
            history.append(states())
        for former in reversed(history[:-1]):
            at += 60 * SECOND
            actions.undo(person=bob, review_id=last_id(bob), now=at)
            assert states() == former
        savepoint.rollback()
    db.session.expire_all()
