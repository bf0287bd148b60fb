"""The pages of sources, which students read too."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quizapp.bank.actions import change_question
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.bank import Question
from quizapp.models.quizzes import Assignment
from tests.support import attempts, desk, school
from tests.support.bank import LIMIT, Bank, content
from tests.support.desk import InApp, Visit, closed_to


@pytest.fixture
def attached(app: Flask) -> Iterator[None]:
    """The school's own copy of the first report."""
    folder: Path = app.extensions["settings"].texts
    folder.mkdir(exist_ok=True)
    file = folder / "first-report.txt"
    file.write_text("It took long.\n\nThe rate <was> 145 percent by April.\nIn all, 90 minutes.", "utf-8")
    yield
    file.unlink()


def test_lists_the_sources(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page("/sources")
    assert page.heading == "2 sources"
    assert page.link("First Report") == "/sources/first-report"
    assert page.has("The Example, about June 5, 2025")
    assert page.has("2 facts")


def test_the_list_is_closed_to_students(visit: Visit, stocked: Bank) -> None:
    closed_to(visit, "/sources", "bob")


def test_no_sources_yet(visit: Visit, in_app: InApp) -> None:
    in_app(school.person, "alice", "teacher")
    page = visit("alice").page("/sources")
    assert page.heading == "No sources yet"
    assert page.link("To the question bank") == "/bank"


@pytest.mark.parametrize("username", ["alice", "bob"])
def test_shows_facts_by_paragraph(visit: Visit, stocked: Bank, username: str) -> None:
    page = visit(username).page("/sources/first-report")
    assert page.heading == "First Report"
    assert page.has("This is what it says, in our own words: 2 facts.")
    headings = ["".join(h.itertext()) for h in page.all("h2")]
    assert headings == ["Paragraph 1", "Paragraph 2"]
    assert page.has("The call lasted 90 minutes. (paragraphs 1, 3)")
    peak = page.one("li", id="f-peak")
    assert "The article “Second Report” says otherwise: Tariffs went up to 125%." in " ".join(
        "".join(peak.itertext()).split()
    )


def test_names_differences_of_every_sort(visit: Visit, stocked: Bank) -> None:
    page = visit("bob").page("/sources/second-report")
    assert page.has("In no single paragraph")
    assert page.has("The article “First Report” says otherwise: Tariffs reached 145%.")
    assert page.has("The article “First Report” does not speak of it.")


def test_without_a_copy_it_says_why_there_is_no_passage(visit: Visit, stocked: Bank) -> None:
    page = visit("bob").page("/sources/first-report")
    assert page.has("The text itself is not ours to give.")
    assert not page.all("blockquote")


@pytest.mark.usefixtures("attached")
def test_shows_the_passage_of_the_schools_copy(visit: Visit, stocked: Bank) -> None:
    page = visit("bob").page("/sources/first-report")
    assert not page.has("The text itself is not ours to give.")
    assert page.has("The rate <was> 145 percent by April.")
    assert ["".join(mark.itertext()) for mark in page.all("mark")] == ["145 percent"]


@pytest.mark.parametrize("source_id", ["nowhere", "..", "a%00b", "%2e%2e%2fsecret-key"])
def test_one_that_is_not_there(visit: Visit, stocked: Bank, source_id: str) -> None:
    assert visit("bob").get(f"/sources/{source_id}").status_code == 404


def asked(bank: Bank, in_app: InApp, **more: Any) -> int:
    """Alice assigns Bob a quiz with a question on the first report; returns its id."""

    def assign() -> int:
        alice, bob = school_people()
        classroom = school.classroom(alice, bob)
        quiz = attempts.quiz(alice, [bank.ids["numeric"], bank.ids["true_false"]])
        return desk.assign(quiz.id, classroom.id, **more)

    made = in_app(assign)
    assert isinstance(made, int)
    return made


def school_people() -> tuple[Person, Person]:
    return desk.person("alice"), desk.person("bob")


def test_facts_wait_while_a_quiz_asks_for_them(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    asked(stocked, in_app)
    page = visit("bob").page("/sources/first-report", status=409)
    assert page.has("This page opens again when you have handed in the quiz that asks about it.")
    assert not page.has("145%")
    assert visit("bob").get("/sources/second-report").status_code == 200
    assert visit("alice").get("/sources/first-report").status_code == 200


@pytest.mark.parametrize(
    ("handed_in", "begun_again", "status"), [(False, False, 409), (True, False, 200), (True, True, 409)]
)
def test_facts_are_open_when_the_quiz_is_handed_in(
    visit: Visit, stocked: Bank, in_app: InApp, handed_in: bool, begun_again: bool, status: int
) -> None:
    def work() -> None:
        assigned, bob = db.session.get_one(Assignment, assignment_id), desk.person("bob")
        at = datetime.now(UTC) - timedelta(hours=1)
        if handed_in:
            attempts.take(assigned, bob, ["145", True], at=at)
        if begun_again or not handed_in:
            attempts.begin(assigned, bob, ["145"], at=at + timedelta(minutes=30))

    assignment_id = asked(stocked, in_app, attempts_allowed=3)
    in_app(work)
    assert visit("bob").get("/sources/first-report").status_code == status


@pytest.mark.parametrize("terms", [{"opened": 1}, {"opened": -5, "due": -1}])
def test_facts_are_open_before_and_after_the_quiz(
    visit: Visit, stocked: Bank, in_app: InApp, terms: dict[str, float]
) -> None:
    asked(stocked, in_app, **terms)
    assert visit("bob").get("/sources/first-report").status_code == 200


def test_a_quiz_of_another_class_holds_no_source(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    asked(stocked, in_app)
    in_app(school.person, "eve")
    assert visit("eve").get("/sources/first-report").status_code == 200


def test_facts_of_the_version_that_was_given_wait_too(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    def change() -> None:
        question = db.session.get_one(Question, stocked.ids["numeric"])
        stem = "According to the article “Second Report”, how high? Answer in percent."
        answers = [{"value": 125, "unit": "percent"}]
        changed = content("numeric", facts=[LIMIT], stem=stem, answers=answers)
        change_question(question, changed.to_dict(), author=desk.person("alice"), now=school.NOW)

    asked(stocked, in_app)
    in_app(change)
    for source in ("first-report", "second-report"):
        assert visit("bob").get(f"/sources/{source}").status_code == 409
