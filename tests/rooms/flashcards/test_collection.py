from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.classrooms.actions import join_class, remove_student
from quizapp.db import db
from quizapp.flashcards import actions, decks, queries
from quizapp.models.accounts import Person
from quizapp.models.bank import Question
from quizapp.scheduling import Rating
from tests.support import flashcards as cards
from tests.support import school
from tests.support.school import NOW, days


def shown(person: Person, now: datetime = NOW) -> list[int]:
    return queries.new_cards(person.id, now, limit=100)


def test_cards_are_the_ready_questions_of_the_decks_of_all_classes(alice: Person, bob: Person) -> None:
    _, tariffs = cards.class_with_cards(alice, bob)
    other = school.classroom(alice, bob, name="Other")
    agreed = school.store(
        school.true_false("a"),
        school.true_false("b", status="draft"),
        school.true_false("c", topic="Closed"),
        author=alice,
    )
    actions.open_decks(other.id, ["What was agreed", cards.TOPIC])
    assert shown(bob) == [*tariffs, agreed[0]]
    assert queries.new_cards(bob.id, NOW, 100, "What was agreed") == agreed[:1]
    assert queries.study_topics(bob.id) == [cards.TOPIC, "What was agreed"]


def test_who_left_a_class_has_no_cards_of_it_and_finds_them_again(alice: Person, bob: Person) -> None:
    classroom, questions = cards.class_with_cards(alice, bob)
    cards.rate(bob, questions[0], Rating.GOOD, NOW)
    remove_student(classroom, bob, NOW)
    assert decks.overview(bob.id, NOW) is None
    assert shown(bob) == []
    join_class(classroom, bob, NOW)
    assert shown(bob) == questions[1:]


def test_teachers_have_no_cards(alice: Person, bob: Person) -> None:
    cards.class_with_cards(alice, bob)
    assert shown(alice) == []
    assert decks.session(alice.id, NOW) is None


def test_a_retired_question_is_no_longer_due(alice: Person, bob: Person) -> None:
    _, [question, *_] = cards.class_with_cards(alice, bob, count=1)
    cards.rate(bob, question, Rating.AGAIN, NOW)
    assert cards.next_card(bob, NOW) == question
    db.session.scalars(select(Question)).one().status = "retired"
    assert cards.next_card(bob, NOW) is None


BEFORE, AFTER = NOW - days(1), NOW + days(1)


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "terms", "handed_in", "is_held"),
    [
        (NOW + timedelta(minutes=1), AFTER, {}, False, False),  # not open yet: study for it
        (NOW, AFTER, {"release": "after_hand_in"}, False, True),
        (BEFORE, AFTER, {"release": "after_hand_in"}, True, False),
        (BEFORE, AFTER, {"release": "after_close"}, True, True),  # answers may not be seen yet
        (BEFORE, NOW, {"release": "after_close"}, True, False),
        (BEFORE, NOW, {"release": "after_close"}, False, False),  # missed it
        (BEFORE, NOW, {"release": "by_teacher"}, True, True),
        (NOW - days(90), NOW - days(59), {"release": "by_teacher"}, False, True),
        (NOW - days(90), NOW - days(60), {"release": "by_teacher"}, False, False),  # forgotten
        (BEFORE, NOW, {"release": "by_teacher", "released_at": AFTER}, True, True),
        (BEFORE, AFTER, {"release": "by_teacher", "released_at": NOW}, True, False),
        (BEFORE, AFTER, {"release": "by_teacher", "released_at": NOW}, False, True),
    ],
)
def test_cards_wait_while_their_quiz_runs(
    alice: Person,
    bob: Person,
    opens_at: datetime,
    closes_at: datetime,
    terms: dict[str, Any],
    handed_in: bool,
    is_held: bool,
) -> None:
    classroom, [asked, *others] = cards.class_with_cards(alice, bob)
    assignment = cards.assign(classroom, [asked], opens_at, closes_at, **terms)
    if handed_in:
        cards.hand_in(assignment, bob, BEFORE)
    assert shown(bob) == (others if is_held else [asked, *others])
    assert queries.held_count(bob.id, NOW) == int(is_held)
    assert queries.is_card_now(bob.id, asked, NOW) is not is_held


def test_an_attempt_that_is_open_and_one_of_a_classmate_do_not_free_a_card(
    alice: Person, bob: Person, charlie: Person
) -> None:
    classroom, [asked, *others] = cards.class_with_cards(alice, bob, charlie)
    assignment = cards.assign(classroom, [asked], BEFORE, AFTER, release="after_hand_in")
    cards.hand_in(assignment, bob, None)
    cards.hand_in(assignment, charlie, BEFORE)
    assert shown(bob) == others
    assert shown(charlie) == [asked, *others]


def test_a_quiz_of_another_class_holds_nothing_back(alice: Person, bob: Person, charlie: Person) -> None:
    _, questions = cards.class_with_cards(alice, bob)
    other = school.classroom(alice, charlie, name="Other")
    cards.assign(other, questions, BEFORE, AFTER)
    assert shown(bob) == questions


def test_a_due_card_is_held_too_and_comes_back(alice: Person, bob: Person) -> None:
    classroom, [question] = cards.class_with_cards(alice, bob, count=1)
    cards.rate(bob, question, Rating.GOOD, NOW)
    cards.assign(classroom, [question], NOW, NOW + days(5))
    assert cards.next_card(bob, NOW + days(3)) is None
    assert cards.next_card(bob, NOW + days(5)) == question


def test_overview_counts_by_deck(alice: Person, bob: Person) -> None:
    _, questions = cards.class_with_cards(alice, bob, count=4)
    cards.rate(bob, questions[0], Rating.GOOD, NOW - days(5))
    cards.rate(bob, questions[1], Rating.AGAIN, NOW)
    cards.rate(bob, questions[2], Rating.GOOD, NOW + timedelta(seconds=1))
    overview = decks.overview(bob.id, NOW)
    assert overview is not None
    assert [(deck.topic, deck.due, deck.new, deck.total) for deck in overview.decks] == [
        (cards.TOPIC, 2, 1, 4)
    ]
    assert (overview.due, overview.new, overview.held, overview.minutes) == (2, 1, 0, 2)
    assert overview.next_study() == (overview.day + days(2), 1)


def test_the_study_day_is_that_of_the_class_joined_first(alice: Person, bob: Person) -> None:
    school.classroom(alice, bob, name="Zebra")
    other = school.classroom(alice, name="Aardvark")
    other.time_zone = "Pacific/Honolulu"
    join_class(other, bob, NOW + days(1))
    assert queries.study_zone(bob.id) == "America/New_York"
