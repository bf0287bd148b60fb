"""While a quiz is open for one student, its cards and its sources wait for that student alone."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from quizapp.classrooms.own_dates import has_begun_for, is_open_for
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.quizzes import Assignment
from quizapp.terms import own_terms
from tests.support import attempts, school, terms
from tests.support.school import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def assigned(alice: Person, bob: Person, charlie: Person) -> Assignment:
    """Open from an hour ago until an hour from now."""
    classroom = school.classroom(alice, bob, charlie)
    ids = school.store(school.true_false(), author=alice)
    dates = {"opens_at": NOW - HOUR, "due_at": NOW + HOUR, "closes_at": NOW + HOUR}
    return attempts.assignment(attempts.quiz(alice, ids), classroom, time_limit=30, **dates)


def is_open(person: Person, at: datetime) -> bool:
    query = select(Assignment.id).where(has_begun_for(person.id, at), is_open_for(person.id, at))
    return db.session.scalar(query) is not None


def test_for_the_class_the_dates_count(assigned: Assignment, bob: Person) -> None:
    assert [is_open(bob, NOW + hours * HOUR) for hours in (-2, -1, 0, 1)] == [False, True, True, False]


def test_for_one_student_their_dates_count_too(assigned: Assignment, bob: Person, charlie: Person) -> None:
    terms.give(bob.id, assigned.id, now=NOW, opens_at=NOW - 2 * HOUR, closes_at=NOW + 2 * HOUR)
    assert is_open(bob, NOW - 2 * HOUR)
    assert is_open(bob, NOW + 1.5 * HOUR)
    assert not is_open(bob, NOW + 2 * HOUR)
    assert not is_open(charlie, NOW + 1.5 * HOUR)


def test_a_running_attempt_keeps_it_open_as_long_as_it_takes_answers(
    assigned: Assignment, bob: Person
) -> None:
    terms.give(bob.id, time_percent=200, now=NOW)
    attempts.begin(assigned, bob, at=NOW + HOUR - timedelta(minutes=1))
    end = own_terms(assigned, []).closes_at + timedelta(minutes=30)
    assert is_open(bob, end - timedelta(seconds=1))
    assert not is_open(bob, end)
