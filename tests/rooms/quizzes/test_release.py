import pytest

from quizapp.db import db
from quizapp.models.quizzes import Assignment
from tests.support import desk
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of


@pytest.fixture
def assignment_id(school_desk: Desk, in_app: InApp) -> int:
    made = in_app(desk.assign, school_desk.quiz_id, school_desk.class_id, release="by_teacher")
    assert isinstance(made, int)
    return made


def test_releases(visit: Visit, assignment_id: int) -> None:
    page = page_of(visit("alice").send(f"/assignments/{assignment_id}/release"))
    assert page.has("Students can now see their marks and the answers.")
    assert page.has("Students see Released")
    assert not page.has("Release marks and answers")


def test_twice_keeps_the_first_moment(visit: Visit, assignment_id: int, in_app: InApp) -> None:
    teacher = visit("alice")
    teacher.post(f"/assignments/{assignment_id}/release")
    first = in_app(lambda: db.session.get_one(Assignment, assignment_id)).released_at
    teacher.post(f"/assignments/{assignment_id}/release")
    assert first is not None
    assert in_app(lambda: db.session.get_one(Assignment, assignment_id)).released_at == first


def test_a_link_cannot_release(visit: Visit, assignment_id: int) -> None:
    assert visit("alice").get(f"/assignments/{assignment_id}/release").status_code == 405


def test_is_closed_to_all_but_its_teachers(visit: Visit, assignment_id: int, in_app: InApp) -> None:
    closed_to(visit, f"/assignments/{assignment_id}/release", "dora", "bob", "charlie", method="POST")
    assert in_app(lambda: db.session.get_one(Assignment, assignment_id)).released_at is None
