from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quizapp.classrooms.actions import join_class, remove_student
from quizapp.db import db
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment
from tests.support import attempts, desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import Page, tidy


def row(page: Page, name: str) -> str:
    """What the line of a student says, but for the buttons in its last cell."""
    for line in page.all("tr"):
        text = tidy(" ".join(" ".join(cell.itertext()) for cell in list(line)[:-1]))
        if text.startswith(name):
            return text
    raise AssertionError(f"no line for {name}")


def assign(found: Desk, **more: Any) -> Assignment:
    return db.session.get_one(Assignment, desk.assign(found.quiz_id, found.class_id, **more))


def test_nobody_has_started(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    assigned = in_app(assign, school_desk)
    page = visit("alice").page(f"/assignments/{assigned.id}")
    assert page.heading == "0 of 1 have handed in"
    assert page.has("Open now, due ")
    assert row(page, "Example, Bob") == "Example, Bob Not started"
    here = f"/classes/{school_desk.class_id}"
    assert page.link("Report") == f"{here}/report?assignment={assigned.id}"
    assert page.link("Marks as CSV") == f"{here}/report.csv?assignment={assigned.id}"
    assert page.link("Change dates and terms") == f"/assignments/{assigned.id}/edit"


def test_tells_each_state_and_mark(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def build() -> tuple[int, int]:
        assigned = assign(school_desk, opened=-3, due=-1, closes_at=datetime.now(UTC) + school.days(1))
        classroom = db.session.get_one(Classroom, school_desk.class_id)
        late, working = school.person("lena", family_name="Late"), school.person("will", family_name="Works")
        for student in (late, working):
            join_class(classroom, student, school.NOW)
        on_time = assigned.opens_at + timedelta(hours=1)
        made = attempts.take(assigned, desk.person("bob"), [0, False], at=on_time)
        attempts.take(assigned, late, [0, True], at=assigned.due_at + timedelta(hours=1))
        attempts.begin(assigned, working, [0], at=on_time)
        return assigned.id, made.id

    assignment_id, attempt_id = in_app(build)
    page = visit("alice").page(f"/assignments/{assignment_id}")
    assert page.heading == "2 of 3 have handed in"
    assert page.has("1 student is working on it. 1 handed in late.")
    assert "Handed in" in row(page, "Example, Bob")
    assert row(page, "Example, Bob").endswith("1 of 2")
    assert "Late" in row(page, "Late, Lena")
    assert row(page, "Late, Lena").endswith("2 of 2")
    assert "Working" in row(page, "Works, Will")
    review = page.one("a", aria_label="Attempt 1 by Bob Example")
    assert review.get("href") == f"/attempts/{attempt_id}"


def test_all_have_handed_in(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def build() -> int:
        assigned = assign(school_desk)
        attempts.take(assigned, desk.person("bob"), [0, True], at=assigned.opens_at)
        return assigned.id

    page = visit("alice").page(f"/assignments/{in_app(build)}")
    assert page.heading == "The only student has handed in"


def test_after_it_closed_the_others_are_missing(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    assigned = in_app(assign, school_desk, opened=-5, due=-2)
    page = visit("alice").page(f"/assignments/{assigned.id}")
    assert page.has("Closed ")
    assert row(page, "Example, Bob") == "Example, Bob Missing"


def test_who_left_is_not_counted(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def leave() -> int:
        assigned = assign(school_desk)
        remove_student(db.session.get_one(Classroom, school_desk.class_id), desk.person("bob"), school.NOW)
        return assigned.id

    page = visit("alice").page(f"/assignments/{in_app(leave)}")
    assert page.heading == "Nobody is in this class yet"


def test_only_unreleased_tests_have_the_button(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    held = in_app(assign, school_desk, release="by_teacher").id
    usual = in_app(assign, school_desk).id
    teacher = visit("alice")
    assert teacher.page(f"/assignments/{held}").has("Release marks and answers")
    assert not teacher.page(f"/assignments/{usual}").has("Release marks and answers")


def test_is_closed_to_all_but_its_teachers(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    assigned = in_app(assign, school_desk)
    closed_to(visit, f"/assignments/{assigned.id}", "dora", "bob", "charlie")
    assert visit("alice").get("/assignments/9999").status_code == 404


@pytest.mark.parametrize(
    ("counting", "state"),
    [("highest", "Handed in"), ("first", "Handed in"), ("last", "Late"), ("average", "Late")],
)
def test_late_is_told_of_the_attempt_that_counts(
    visit: Visit, school_desk: Desk, in_app: InApp, counting: str, state: str
) -> None:
    def build() -> int:
        closes = datetime.now(UTC) + school.days(1)
        terms = {"attempts_allowed": 2, "counting": counting, "closes_at": closes}
        assigned = assign(school_desk, opened=-3, due=-1, **terms)
        attempts.take(assigned, desk.person("bob"), [0, True], at=assigned.opens_at)
        attempts.take(assigned, desk.person("bob"), [0, False], at=assigned.due_at + timedelta(hours=1))
        return assigned.id

    page = visit("alice").page(f"/assignments/{in_app(build)}")
    assert state in row(page, "Example, Bob")
    assert page.has("1 handed in late.") is (state == "Late")
