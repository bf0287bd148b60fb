"""Copying a quiz: the same questions again, free to change."""

from quizapp.db import db
from quizapp.models.bank import Question
from quizapp.models.quizzes import Assignment, Quiz
from quizapp.quizzes import actions
from tests.support import attempts, desk
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of


def test_a_copy_has_the_same_questions_and_marks(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def weigh() -> None:
        quiz = db.session.get_one(Quiz, school_desk.quiz_id)
        actions.set_full_mark(quiz, school_desk.questions[1], 2.5)

    in_app(weigh)
    response = visit("alice").send(f"/quizzes/{school_desk.quiz_id}/copy")
    page = page_of(response)
    assert page.heading == "Copy of Tariffs"
    assert page.has("This is the copy.")
    copy_id = int(response.request.path.rpartition("/")[2])
    assert copy_id != school_desk.quiz_id
    assert in_app(desk.places, copy_id) == in_app(desk.places, school_desk.quiz_id)


def test_a_copy_of_a_quiz_in_use_can_be_changed(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def begin() -> None:
        found = db.session.get_one(Assignment, desk.assign(school_desk.quiz_id, school_desk.class_id))
        attempts.begin(found, desk.person("bob"), at=found.opens_at)

    in_app(begin)
    teacher = visit("alice")
    assert teacher.page(f"/quizzes/{school_desk.quiz_id}").has("Copy this quiz to change them.")
    page = page_of(teacher.send(f"/quizzes/{school_desk.quiz_id}/copy"))
    assert page.has("No class has it yet.")
    assert page.all("input", name="full_mark")


def test_sent_twice_it_makes_one_copy(visit: Visit, school_desk: Desk) -> None:
    teacher, address = visit("alice"), f"/quizzes/{school_desk.quiz_id}/copy"
    first = teacher.post(address, data={"once": "token"})
    assert teacher.post(address, data={"once": "token"}).location == first.location
    assert teacher.post(address, data={"once": "other"}).location != first.location


def test_retired_questions_are_left_out(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def retire() -> None:
        db.session.get_one(Question, school_desk.questions[0]).status = "retired"

    in_app(retire)
    response = visit("alice").send(f"/quizzes/{school_desk.quiz_id}/copy")
    copy_id = int(response.request.path.rpartition("/")[2])
    assert in_app(desk.places, copy_id) == [(school_desk.questions[1], 1)]


def test_a_long_title_stays_within_its_column(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def lengthen() -> None:
        db.session.get_one(Quiz, school_desk.quiz_id).title = "T" * 160

    in_app(lengthen)
    page = page_of(visit("alice").send(f"/quizzes/{school_desk.quiz_id}/copy"))
    assert len(page.heading) == 160


def test_is_its_owners_alone(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, f"/quizzes/{school_desk.quiz_id}/copy", "dora", "bob", "ada", method="POST")
    assert visit("alice").post("/quizzes/9999/copy").status_code == 404
