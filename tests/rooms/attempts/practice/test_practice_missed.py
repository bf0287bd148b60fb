"""A student's own practice of what they missed: which questions, how it goes, and that it counts nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from quizapp.attempts.practice.practice_queries import missed_by
from quizapp.bank.actions import change_question, set_status
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, PracticeRun, PracticeSlot, PracticeTry
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment
from quizapp.reports.queries import attempts_of_class
from tests.support import attempts, school
from tests.support.pages import PageClient, page_of

Visit = Callable[[str | None], PageClient]
Run = Callable[..., Any]
HINT = "Think of April."


@dataclass(frozen=True)
class Missed:
    """Bob took a quiz of four: the first two wrong, the third blank, the fourth right."""

    attempt: int
    assignment: int
    classroom: int
    questions: list[int]


def build(release: str = "after_hand_in", closes: float = -1, **more: Any) -> Missed:
    now = datetime.now(UTC)
    alice, bob = school.person("alice", "teacher"), school.person("bob")
    classroom = school.classroom(alice, bob)
    contents = [school.single_choice(f"q{n}", hints=[HINT]) for n in (1, 2, 3, 4)]
    ids = school.store(*contents, author=alice)
    made = attempts.quiz(alice, ids)
    assigned = attempts.assignment(
        made,
        classroom,
        opens_at=now - school.days(3),
        due_at=now + school.days(closes),
        closes_at=now + school.days(closes),
        release=release,
        **more,
    )
    taken = attempts.take(assigned, bob, [1, 2, None, 0], now - school.days(2))
    return Missed(taken.id, assigned.id, classroom.id, ids)


@pytest.fixture
def missed(in_app: Run) -> Missed:
    return in_app(build)


def bob_id() -> int:
    return db.session.scalars(select(Person.id).where(Person.username == "bob")).one()


def found(attempt_id: int | None = None, at: datetime | None = None) -> list[int]:
    return missed_by(bob_id(), at or datetime.now(UTC), attempt_id)


def start(client: PageClient, **data: Any) -> str:
    answer = client.post("/practice", data=data)
    assert answer.status_code == 302
    return answer.headers["Location"]


def place_of(app: Flask, run: int, number: int, native: int) -> str:
    from quizapp.attempts.pages import seed_of
    from quizapp.questions import Question as Content

    with app.app_context():
        seed = db.session.get_one(PracticeRun, run).seed
        content = db.session.scalars(
            select(QuestionVersion.content)
            .join(PracticeSlot, PracticeSlot.question_version_id == QuestionVersion.id)
            .where(PracticeSlot.run_id == run, PracticeSlot.number == number)
        ).one()
        return str(Content.from_dict(content).body.to_places(native, seed_of(seed, number)))


def test_what_was_wrong_or_blank_is_missed(missed: Missed, context: None) -> None:
    assert found() == missed.questions[:3]
    assert found(missed.attempt) == missed.questions[:3]


def test_before_the_answers_are_out_nothing_is_missed(in_app: Run, context: None) -> None:
    made = in_app(build, "after_close", closes=1)
    assert found() == found(made.attempt) == []
    assert found(at=datetime.now(UTC) + school.days(2)) == made.questions[:3]


def test_a_test_waits_for_its_release(in_app: Run, context: None) -> None:
    made = in_app(build, "by_teacher")
    assert found() == []
    db.session.execute(update(Assignment).values(released_at=datetime.now(UTC)))
    assert found() == made.questions[:3]


def open_quiz(missed: Missed, question_id: int, **more: Any) -> int:
    now = datetime.now(UTC)
    classroom = db.session.get_one(Classroom, missed.classroom)
    alice = db.session.scalars(select(Person).where(Person.username == "alice")).one()
    made = attempts.quiz(alice, [question_id], title="Once more")
    terms = {
        "opens_at": now - school.days(1),
        "due_at": now + school.days(1),
        "closes_at": now + school.days(1),
    }
    return attempts.assignment(made, classroom, **(terms | more)).id


def test_a_question_of_an_open_quiz_is_held_back(missed: Missed, in_app: Run, context: None) -> None:
    in_app(open_quiz, missed, missed.questions[0])
    assert found() == found(missed.attempt) == missed.questions[1:3]


def test_a_later_right_answer_whose_result_is_not_out_holds_too(
    missed: Missed, in_app: Run, context: None
) -> None:
    def take_again() -> None:
        assigned = open_quiz(missed, missed.questions[0], release="by_teacher")
        bob = db.session.get_one(Person, bob_id())
        attempts.take(db.session.get_one(Assignment, assigned), bob, [0], datetime.now(UTC))

    in_app(take_again)
    assert found() == found(missed.attempt) == missed.questions[1:3]


def test_retired_questions_are_not_practiced(missed: Missed, in_app: Run, context: None) -> None:
    in_app(lambda: set_status(db.session.get_one(Question, missed.questions[0]), "retired", school.NOW))
    assert found() == missed.questions[1:3]


def test_the_way_through_a_practice(missed: Missed, visit: Visit, app: Flask) -> None:
    bob = visit("bob")
    page = bob.page("/progress")
    assert page.has("Practice what I missed (3)")
    address = start(bob)
    run = int(address.split("/")[2])
    page = bob.page(address)
    assert page.heading == "Practice: question 1 of 3"
    for secret in (HINT, "They reached 145%", "No source names", "is_key", "Right answer"):
        assert secret not in page.html, secret
    page = page_of(bob.send(address, {"response": place_of(app, run, 1, 1)}))
    assert page.has("Not right")
    assert page.has(HINT)
    assert page.has("2 tries are left.")
    assert "They reached 145%" not in page.html
    again = bob.page(page.link("Try again"))
    assert again.has(HINT)
    page = page_of(bob.send(address, {"response": place_of(app, run, 1, 0)}))
    assert page.has("They reached 145%")
    assert page.has("Right answer")
    assert bob.page(page.link("Next")).heading == "Practice: question 2 of 3"
    done = bob.page(f"/practice/{run}")
    assert done.heading == "Practice: 1 of 3 right"
    progress = bob.page("/progress")
    assert progress.has("Practice what I missed (2)")
    assert progress.has("1 of 3 right")


def test_after_the_last_try_nothing_changes(missed: Missed, visit: Visit, app: Flask) -> None:
    bob = visit("bob")
    address = start(bob)
    run = int(address.split("/")[2])
    for native in (1, 2, 1, 0):
        page = page_of(bob.send(address, {"response": place_of(app, run, 1, native)}))
    assert page.has("Not right")
    assert page.has("Right answer")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(PracticeTry)) == 3


def test_from_the_review_only_that_attempt(missed: Missed, visit: Visit, app: Flask) -> None:
    bob = visit("bob")
    assert bob.page(f"/attempts/{missed.attempt}").has("Practice what I missed (3)")
    address = start(bob, attempt=str(missed.attempt))
    assert bob.page(address).heading == "Practice: question 1 of 3"


def test_a_blank_is_no_try_and_keeps_the_place(missed: Missed, visit: Visit) -> None:
    bob = visit("bob")
    address = start(bob)
    page = page_of(bob.send(address, {}))
    assert page.has("Answer the question first.")
    assert page.heading == "Practice: question 1 of 3"


def test_the_newest_version_is_practiced(missed: Missed, visit: Visit, in_app: Run) -> None:
    def correct() -> None:
        question = db.session.get_one(Question, missed.questions[0])
        content = school.single_choice("q1", stem="How high, in the end?")
        change_question(question, content, author=None, now=school.NOW)

    in_app(correct)
    bob = visit("bob")
    assert bob.page(start(bob)).has("How high, in the end?")


def test_a_question_that_a_new_quiz_asks_waits_in_a_running_practice(
    missed: Missed, visit: Visit, in_app: Run, app: Flask
) -> None:
    bob = visit("bob")
    address = start(bob)
    run = int(address.split("/")[2])
    bob.post(address, data={"response": place_of(app, run, 1, 0)})
    assert bob.page(address).has("They reached 145%")
    in_app(open_quiz, missed, missed.questions[0])
    page = bob.page(address)
    assert page.heading == "This question waits"
    for secret in ("145%", "54%", HINT):
        assert secret not in page.html
    assert "tariffs climb by April (q1)" not in bob.page(f"/practice/{run}").html
    answer = page_of(bob.send(address, {"response": "0"}))
    assert answer.heading == "This question waits"


def test_practice_counts_nowhere(missed: Missed, visit: Visit, app: Flask) -> None:
    with app.app_context():
        before = [tuple(row) for row in attempts_of_class(missed.classroom)]
    bob = visit("bob")
    address = start(bob)
    bob.post(address, data={"response": place_of(app, int(address.split("/")[2]), 1, 0)})
    with app.app_context():
        assert [tuple(row) for row in attempts_of_class(missed.classroom)] == before
        assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_with_nothing_missed_it_says_so(in_app: Run, visit: Visit) -> None:
    in_app(build, "by_teacher")
    bob = visit("bob")
    assert "Practice what I missed" not in bob.page("/progress").text
    page = page_of(bob.send("/practice"))
    assert page.has("There is nothing to practice now")


def test_other_people_find_nothing(missed: Missed, visit: Visit, in_app: Run) -> None:
    in_app(school.person, "charlie")
    address = start(visit("bob"))
    run = address.rpartition("/")[0]
    for name in ("charlie", "alice"):
        client = visit(name)
        for where in (address, run):
            assert client.get(where).status_code == 404
        assert client.post(address, data={"response": "0"}).status_code == 404
    assert visit("charlie").post("/practice", data={"attempt": str(missed.attempt)}).status_code == 404
    assert visit("alice").post("/practice").status_code == 404


def test_numbers_that_are_not_there(missed: Missed, visit: Visit) -> None:
    bob = visit("bob")
    address = start(bob)
    run = address.rpartition("/")[0]
    for wrong in (f"{run}/0", f"{run}/4", "/practice/99", "/practice/99/1"):
        assert bob.get(wrong).status_code == 404
    assert bob.post(address, data={"response": "99"}).status_code == 400


def test_sent_twice_it_starts_one_practice(missed: Missed, visit: Visit, app: Flask) -> None:
    bob = visit("bob")
    token = bob.page("/progress").one("input", name="once").get("value")
    assert start(bob, once=token) == start(bob, once=token)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(PracticeRun)) == 1


def test_an_order_is_moved_without_scripts(in_app: Run, visit: Visit) -> None:
    order = {
        **{"id": "order", "kind": "ordering", "topic": "T", "stem": "In which order?"},
        "items": [{"text": "One"}, {"text": "Two"}, {"text": "Three"}],
    }

    def with_order() -> None:
        made = build()
        alice = db.session.scalars(select(Person).where(Person.username == "alice")).one()
        quiz = attempts.quiz(alice, school.store(order, author=alice), title="Order")
        classroom = db.session.get_one(Classroom, made.classroom)
        now = datetime.now(UTC)
        moments = {"opens_at": now - school.days(2), "due_at": now - timedelta(hours=1)}
        assigned = attempts.assignment(quiz, classroom, **moments, closes_at=moments["due_at"])
        attempts.take(assigned, db.session.get_one(Person, bob_id()), [[2, 1, 0]], now - school.days(1))

    in_app(with_order)
    bob = visit("bob")
    address = start(bob)
    page = bob.page(address)
    assert page.one("input", name="response").get("value") == "0,1,2"
    page = page_of(bob.post(address, data={"response": "0,1,2", "move": "0:down"}))
    assert page.one("input", name="response").get("value") == "1,0,2"
    page = page_of(bob.send(address, {"response": "1,0,2", "touched": "1", "go": "check"}))
    assert page.has(
        "right",
    ) or page.has("Right")
