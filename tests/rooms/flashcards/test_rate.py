from datetime import timedelta

import pytest
from sqlalchemy import func, select

from quizapp.db import db
from quizapp.errors import Refused
from quizapp.flashcards import actions
from quizapp.flashcards.queue import NEW_PER_DAY
from quizapp.models.accounts import Person
from quizapp.models.flashcards import Card, Review
from quizapp.scheduling import Rating, study_day
from tests.support import flashcards as cards
from tests.support import school
from tests.support.school import NOW, days

AGAIN, GOOD = Rating.AGAIN, Rating.GOOD
TODAY = study_day(NOW, "America/New_York")
SECOND = timedelta(seconds=1)


def review_count() -> int:
    return db.session.scalar(select(func.count()).select_from(Review)) or 0


def test_first_rating_makes_a_memory_and_a_review(alice: Person, bob: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob)
    cards.rate(bob, question, GOOD, NOW)
    state = cards.state(bob, question)
    assert state is not None
    assert (state.stability, state.last_day, state.is_relearning) == (2.3065, TODAY, False)
    assert state.due_day == TODAY + days(2)
    review = db.session.scalars(select(Review)).one()
    assert (review.rating, review.study_day, review.at, review.before) == (3, TODAY, NOW, None)
    assert (review.duration_ms, review.cause, review.undone_at) == (9000, "card", None)


def test_a_later_rating_logs_the_memory_before_it(alice: Person, bob: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob)
    cards.rate(bob, question, GOOD, NOW)
    before = cards.columns(cards.state(bob, question))
    cards.rate(bob, question, GOOD, NOW + days(2))
    review = db.session.scalars(select(Review).order_by(Review.id.desc())).first()
    assert before is not None
    assert review is not None
    assert review.before == {
        "stability": before["stability"],
        "difficulty": before["difficulty"],
        "due_day": before["due_day"].isoformat(),
        "last_day": before["last_day"].isoformat(),
        "is_relearning": False,
    }
    assert db.session.scalar(select(func.count()).select_from(Card)) == 1


def test_a_missed_card_is_due_until_it_is_right(alice: Person, bob: Person) -> None:
    _, [question] = cards.class_with_cards(alice, bob, count=1)
    cards.rate(bob, question, AGAIN, NOW)
    assert cards.next_card(bob, NOW) == question
    cards.rate(bob, question, GOOD, NOW + 60 * SECOND)
    assert cards.next_card(bob, NOW + 60 * SECOND) is None
    assert review_count() == 2


@pytest.mark.parametrize("rating", [AGAIN, GOOD])
def test_double_post_counts_once(alice: Person, bob: Person, rating: Rating) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob)
    for wait in (0, 1):
        actions.rate(
            person=bob, question_id=question, rating=rating, shown_at=NOW - SECOND, now=NOW + wait * SECOND
        )
    assert review_count() == 1


def test_a_second_tab_that_shows_the_same_card_counts_once(alice: Person, bob: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob)
    for shown, at in ((1, 10), (2, 20)):
        actions.rate(
            person=bob,
            question_id=question,
            rating=AGAIN,
            shown_at=NOW + shown * SECOND,
            now=NOW + at * SECOND,
        )
    assert review_count() == 1


def test_two_students_share_a_card_and_not_a_memory(alice: Person, bob: Person, charlie: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob, charlie)
    cards.rate(bob, question, GOOD, NOW)
    cards.rate(charlie, question, AGAIN, NOW)
    states = [cards.state(person, question) for person in (bob, charlie)]
    assert [state and state.is_relearning for state in states] == [False, True]
    assert db.session.scalar(select(func.count()).select_from(Card)) == 1


def test_a_card_that_is_not_due_is_refused(alice: Person, bob: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob)
    cards.rate(bob, question, GOOD, NOW)
    with pytest.raises(Refused, match="card_already_rated"):
        cards.rate(bob, question, GOOD, NOW + days(1))
    assert review_count() == 1


def test_cards_of_outsiders_are_refused(alice: Person, bob: Person, charlie: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob)
    school.classroom(school.person("dora", "teacher"), charlie, name="Elsewhere")
    for person, card in ((charlie, question), (alice, question), (bob, 9999)):
        with pytest.raises(Refused, match="card_gone"):
            cards.rate(person, card, GOOD, NOW)
    assert review_count() == 0


def test_a_thought_of_more_than_ten_minutes_is_not_timed(alice: Person, bob: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob)
    cards.rate(bob, question, GOOD, NOW, shown=timedelta(minutes=11))
    assert db.session.scalars(select(Review.duration_ms)).one() is None


def test_new_cards_end_at_the_limit_of_the_day_and_go_on_the_next(alice: Person, bob: Person) -> None:
    cards.class_with_cards(alice, bob, count=NEW_PER_DAY + 5)
    at = NOW
    while (question := cards.next_card(bob, at)) is not None:
        at += SECOND
        cards.rate(bob, question, GOOD, at)
    assert review_count() == NEW_PER_DAY
    assert cards.next_card(bob, at + days(1)) is not None


def test_load_is_spread_over_the_days_that_serve_as_well(alice: Person, bob: Person) -> None:
    _, questions = cards.class_with_cards(alice, bob, count=20)
    for place, question in enumerate(questions):
        cards.rate(bob, question, GOOD, NOW + place * SECOND)
    for place, question in enumerate(questions):
        cards.rate(bob, question, GOOD, NOW + days(2) + place * SECOND)
    dues = [state.due_day for question in questions if (state := cards.state(bob, question))]
    assert len(dues) == 20
    assert max(dues.count(day) for day in dues) <= 8
    assert {(day - TODAY).days for day in dues} <= set(range(2 + 9, 2 + 14))
