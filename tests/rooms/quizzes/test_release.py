from datetime import UTC, datetime

import pytest

from quizapp.db import db
from quizapp.models.quizzes import Assignment
from quizapp.quizzes.actions import change_assignment
from quizapp.quizzes.timing import Timing
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


@pytest.mark.parametrize("rule", ["after_hand_in", "after_close"])
def test_only_a_test_is_released(visit: Visit, school_desk: Desk, in_app: InApp, rule: str) -> None:
    assignment_id = in_app(
        desk.assign,
        school_desk.quiz_id,
        school_desk.class_id,
        release=rule,
    )
    assert visit("alice").post(f"/assignments/{assignment_id}/release").status_code == 409
    assert in_app(lambda: db.session.get_one(Assignment, assignment_id)).released_at is None


def test_another_rule_takes_the_release_back(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def released(rule: str) -> bool:
        assignment = db.session.get_one(Assignment, assignment_id)
        terms = {
            name: getattr(assignment, name)
            for name in ("opens_at", "due_at", "closes_at", "attempts_allowed", "counting")
        }
        change_assignment(assignment, **terms, release=rule, timing=Timing(), now=datetime.now(UTC))
        return assignment.released_at is not None

    assignment_id = in_app(desk.assign, school_desk.quiz_id, school_desk.class_id, release="by_teacher")
    visit("alice").post(f"/assignments/{assignment_id}/release")
    assert in_app(released, "by_teacher")
    assert not in_app(released, "after_close")
    assert not in_app(released, "by_teacher")
