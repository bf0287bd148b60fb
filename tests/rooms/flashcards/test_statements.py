"""The next card costs the same whatever the size of the collection."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, insert, literal, select, text

from quizapp.db import db
from quizapp.flashcards import decks, queries
from quizapp.models.accounts import Person
from quizapp.models.bank import Question
from quizapp.models.flashcards import Card, CardState
from quizapp.scheduling import study_day
from quizapp.web.requests import now
from tests.support import flashcards as cards
from tests.support import school
from tests.support.pages import PageClient


@contextmanager
def listening(target: object, note: Callable[[str, Any], None]) -> Iterator[None]:
    """Tell `note` each statement that an engine or connection executes, with its values."""

    def hear(_connection: object, _cursor: object, statement: str, values: object, *_more: object) -> None:
        note(statement, values)

    event.listen(target, "before_cursor_execute", hear)
    try:
        yield
    finally:
        event.remove(target, "before_cursor_execute", hear)


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    seen: list[str] = []
    with app.app_context():
        engine = db.engine
    with listening(engine, lambda statement, _values: seen.append(statement)):
        yield seen


def with_collection(count: int) -> None:
    """Bob's class with `count` cards: half are due, half are new."""
    alice, bob = school.person("alice", "teacher"), school.person("bob")
    _, questions = cards.class_with_cards(alice, bob, count=count)
    day = study_day(now(), "America/New_York")
    remember(bob, questions[: count // 2], day)


def remember(person: Person, questions: list[int], day: date) -> None:
    """Let these cards be due on `day`."""
    db.session.execute(insert(Card), [{"question_id": question} for question in questions])
    memory = {"stability": 3.0, "difficulty": 5.0, "is_relearning": False, "due_day": day}
    memory |= {"person_id": person.id, "last_day": day - school.days(3)}
    made = db.session.scalars(select(Card.id).where(Card.question_id.in_(questions)))
    db.session.execute(insert(CardState), [{"card_id": card, **memory} for card in made])


@pytest.mark.parametrize("address", ["/cards", "/cards/study", "/cards/study?deck=Tariff+levels&show=1"])
def test_pages_take_as_many_statements_with_5_as_with_200_cards(
    app: Flask,
    in_app: Callable[..., Any],
    visit: Callable[[str | None], PageClient],
    address: str,
) -> None:
    in_app(with_collection, 5)
    client = visit("bob")
    with statements(app) as few:
        client.page(address)
    in_app(_more_cards, 195)
    with statements(app) as many:
        client.page(address)
    assert len(many) == len(few) <= 14


def _more_cards(count: int) -> None:
    alice, bob = db.session.scalars(select(Person).order_by(Person.username))
    more = school.store(*(school.single_choice(f"more-{n}") for n in range(count)), author=alice)
    remember(bob, more[: count // 2], study_day(now(), "America/New_York"))
    assert db.session.scalar(select(func.count()).select_from(Question)) == 5 + count


GROWING = ("card_state", "card", "review", "question", "question_version")


def copy_memory(person: Person) -> None:
    """Let this person know the cards as the first one does."""
    columns = [column for column in CardState.__table__.c if column.name != "person_id"]
    first = select(func.min(CardState.person_id)).scalar_subquery()
    rows = select(literal(person.id), *columns).where(CardState.person_id == first)
    names = ["person_id", *(column.name for column in columns)]
    db.session.execute(insert(CardState).from_select(names, rows))


def test_reads_of_a_session_search_growing_tables_by_their_indexes(on_sqlite: None, context: None) -> None:
    with_collection(40)
    # Other students have cards too: of the cards of one person alone, no index finds fewer.
    for name in ("other", "third", "fourth"):
        copy_memory(school.person(name))
    db.session.execute(text("ANALYZE"))
    [bob] = db.session.scalars(select(Person).where(Person.username == "bob"))
    seen: list[tuple[str, Any]] = []
    connection = db.session.connection()
    with listening(connection, lambda statement, values: seen.append((statement, values))):
        assert decks.session(bob.id, now()) is not None
        queries.shown_card(bob.id, 1)
        queries.due_counts(bob.id, study_day(now(), "America/New_York"))
    assert len(seen) == 6
    for statement, values in seen:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
        scanned = [row.detail.split()[1] for row in plan if row.detail.startswith("SCAN ")]
        assert not set(scanned) & set(GROWING), f"{scanned} in {statement}"
