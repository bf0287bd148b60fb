import pytest
from sqlalchemy import select

from quizapp.db import db
from quizapp.errors import Invalid, Problem
from quizapp.flashcards import actions, decks
from quizapp.flashcards.decks import TopicRow
from quizapp.models.accounts import Person
from quizapp.models.flashcards import Deck
from quizapp.scheduling import Rating
from tests.support import flashcards as cards
from tests.support import school
from tests.support.school import NOW

AGREED = "What was agreed"


def open_topics(classroom_id: int) -> list[str]:
    return sorted(db.session.scalars(select(Deck.topic).where(Deck.classroom_id == classroom_id)))


def test_the_class_studies_exactly_these_topics(alice: Person, bob: Person) -> None:
    classroom, _ = cards.class_with_cards(alice, bob)
    school.store(school.true_false(), author=alice)
    actions.open_decks(classroom.id, [AGREED, AGREED])
    assert open_topics(classroom.id) == [AGREED]
    actions.open_decks(classroom.id, [AGREED, cards.TOPIC])
    actions.open_decks(classroom.id, [AGREED, cards.TOPIC])
    assert open_topics(classroom.id) == [cards.TOPIC, AGREED]


def test_other_classes_keep_theirs(alice: Person, bob: Person) -> None:
    classroom, _ = cards.class_with_cards(alice, bob)
    other = school.classroom(alice, name="Other")
    actions.open_decks(other.id, [])
    assert open_topics(classroom.id) == [cards.TOPIC]


def test_a_topic_that_the_bank_does_not_have_changes_nothing(alice: Person, bob: Person) -> None:
    classroom, _ = cards.class_with_cards(alice, bob)
    with pytest.raises(Invalid) as refusal:
        actions.open_decks(classroom.id, ["Nonsense"])
    assert refusal.value.problems == [Problem("unknown_topic", ("topics",), {"topic": "Nonsense"})]
    assert open_topics(classroom.id) == [cards.TOPIC]


def test_memory_outlives_a_closed_deck(alice: Person, bob: Person) -> None:
    classroom, [question, *_] = cards.class_with_cards(alice, bob)
    cards.rate(bob, question, Rating.GOOD, NOW)
    actions.open_decks(classroom.id, [])
    actions.open_decks(classroom.id, [cards.TOPIC])
    assert cards.state(bob, question) is not None


def test_topics_are_listed_with_their_ready_questions(alice: Person, bob: Person) -> None:
    classroom, _ = cards.class_with_cards(alice, bob)
    school.store(school.true_false("a"), school.true_false("b", status="draft"), author=alice)
    school.store(school.true_false("c", topic="Drafts only", status="draft"), author=alice)
    assert decks.topics_for_class(classroom.id) == [
        TopicRow(cards.TOPIC, 3, True),
        TopicRow(AGREED, 1, False),
    ]
