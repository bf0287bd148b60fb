"""A question on a fact that no longer holds says so where a quiz is made and assigned; it is no block."""

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.bank.ended import ended_facts, ended_in_draws
from quizapp.db import db
from quizapp.models.bank import SCHOOL_BANK
from quizapp.models.quizzes import QuizDraw
from tests.support import bank, facts, school
from tests.support.desk import InApp, Visit
from tests.support.facts import Resting
from tests.support.plans import scans

ENDED = "It rests on a fact with an end: “Tariffs reached 145%.” It is no longer so since May 12, 2025."
NOW = "Now: “Tariffs went up to 125%.”"


@pytest.fixture
def resting(in_app: InApp) -> Resting:
    built = in_app(facts.build)
    assert isinstance(built, Resting)
    return built


def addresses(resting: Resting) -> list[str]:
    quiz = f"/quizzes/{resting.quiz}"
    return [quiz, f"{quiz}/add", f"{quiz}/assign", f"/bank/{resting.numeric}"]


def test_nothing_is_said_of_facts_that_hold(visit: Visit, resting: Resting) -> None:
    for address in addresses(resting):
        page = visit("alice").page(address)
        assert not page.has("a fact with an end")
        assert not page.has("no longer so")


def test_each_page_says_what_holds_now(visit: Visit, resting: Resting, in_app: InApp) -> None:
    in_app(facts.end, expired="2025-05-12", superseded_by=bank.LIMIT)
    *quiz_pages, question = addresses(resting)
    for address in quiz_pages:
        page = visit("alice").page(address)
        assert page.has(ENDED)
        assert page.has(NOW)
    page = visit("alice").page(question)
    assert page.has("It is no longer so since May 12, 2025.")
    assert page.has("Now, in “Second Report”: Tariffs went up to 125%.")
    assert visit("alice").page(quiz_pages[-1]).has("Question 1 No longer so")


def test_an_end_that_is_still_to_come_is_named(visit: Visit, resting: Resting, in_app: InApp) -> None:
    later = (datetime.now(UTC) + timedelta(days=400)).year
    in_app(facts.end, expired=str(later))
    page = visit("alice").page(f"/quizzes/{resting.quiz}/assign")
    assert page.has(f"It holds until {later}.")
    assert not page.has("No longer so")


def test_it_can_be_assigned_all_the_same(visit: Visit, resting: Resting, in_app: InApp) -> None:
    in_app(facts.end, expired="2025-05-12")
    client = visit("alice")
    address = f"/quizzes/{resting.quiz}/assign"
    answer = client.post(address, data=bank.form_of(client.page(address)))
    assert answer.status_code == 302
    assert answer.location.startswith("/assignments/")


@pytest.mark.usefixtures("context", "on_sqlite")
def test_no_growing_table_is_scanned() -> None:
    built = facts.build()
    facts.end(expired="2025-05-12")
    found = ended_facts([built.numeric, built.written], school.NOW.date())
    assert {question: len(each) for question, each in found.items()} == {built.numeric: 1, built.written: 1}
    assert scans(lambda: ended_facts([built.numeric], school.NOW.date())) == []


def test_what_may_be_drawn_is_named_too(visit: Visit, resting: Resting, in_app: InApp) -> None:
    def draw() -> None:
        facts.end(expired="2025-05-12")
        db.session.add(QuizDraw(quiz_id=resting.quiz, position=9, count=1, kind="numeric"))

    in_app(draw)
    for address in (f"/quizzes/{resting.quiz}", f"/quizzes/{resting.quiz}/assign"):
        page = visit("alice").page(address)
        assert page.has("One question that may be drawn rests on a fact with an end.")


@pytest.mark.usefixtures("context", "on_sqlite")
def test_what_may_be_drawn_is_found_by_its_facts() -> None:
    built = facts.build()
    facts.end(expired="2025-05-12")
    day = school.NOW.date()
    for sort, ids in (
        ({"kind": "numeric"}, [built.numeric]),
        ({"topic": "Nothing"}, []),
        ({}, sorted([built.numeric, built.written])),
    ):
        draw = QuizDraw(**({"topic": "", "kind": "", "difficulty": 0} | sort))
        assert list(ended_in_draws([draw], [SCHOOL_BANK], day)) == ids
        assert list(ended_in_draws([draw], [], day)) == []
        assert scans(lambda draw=draw: ended_in_draws([draw], [SCHOOL_BANK], day)) == []
    assert ended_in_draws([], [SCHOOL_BANK], day) == {}
