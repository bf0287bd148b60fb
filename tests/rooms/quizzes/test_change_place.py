import pytest

from quizapp.db import db
from quizapp.models.quizzes import Assignment
from tests.support import attempts, desk
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of


def address(found: Desk, place: int = 0) -> str:
    return f"/quizzes/{found.quiz_id}/questions/{found.questions[place]}"


def test_moves_up_and_down(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    teacher, (first, second, _) = visit("alice"), school_desk.questions
    response = teacher.post(address(school_desk), data={"action": "down"})
    assert response.location == f"/quizzes/{school_desk.quiz_id}#q-{first}"
    assert in_app(desk.places, school_desk.quiz_id) == [(second, 1), (first, 1)]
    teacher.post(address(school_desk), data={"action": "up"})
    assert in_app(desk.places, school_desk.quiz_id) == [(first, 1), (second, 1)]


@pytest.mark.parametrize(("place", "action"), [(0, "up"), (1, "down")])
def test_at_the_end_it_stays(visit: Visit, school_desk: Desk, in_app: InApp, place: int, action: str) -> None:
    before = in_app(desk.places, school_desk.quiz_id)
    assert visit("alice").post(address(school_desk, place), data={"action": action}).status_code == 302
    assert in_app(desk.places, school_desk.quiz_id) == before


def test_removing_twice_is_harmless(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    teacher = visit("alice")
    for _ in range(2):
        page = page_of(teacher.send(address(school_desk), {"action": "remove"}))
        assert page.has("1 question for 1 point.")
    assert in_app(desk.places, school_desk.quiz_id) == [(school_desk.questions[1], 1)]


@pytest.mark.parametrize(("typed", "mark"), [("2.5", 2.5), ("2,5", 2.5), (" 3 ", 3), ("100", 100)])
def test_sets_the_points(visit: Visit, school_desk: Desk, in_app: InApp, typed: str, mark: float) -> None:
    visit("alice").post(address(school_desk), data={"full_mark": typed})
    assert in_app(desk.places, school_desk.quiz_id)[0] == (school_desk.questions[0], mark)


@pytest.mark.parametrize("typed", ["", "0", "-1", "100.5", "nan", "inf", "many", "1e999"])
def test_points_out_of_range_change_nothing(
    visit: Visit, school_desk: Desk, in_app: InApp, typed: str
) -> None:
    response = visit("alice").post(address(school_desk), data={"full_mark": typed})
    assert response.status_code == 422
    page = page_of(response)
    question = school_desk.questions[0]
    field = page.one("input", id=f"mark-{question}")
    assert (field.get("value"), field.get("aria-invalid")) == (typed, "true")
    assert page.link("Points: Enter a number above 0, and 100 at most.") == f"#mark-{question}"
    assert in_app(desk.places, school_desk.quiz_id)[0] == (school_desk.questions[0], 1)


def test_a_question_that_is_not_in_the_quiz(visit: Visit, school_desk: Desk) -> None:
    assert visit("alice").post(address(school_desk, 2), data={"action": "up"}).status_code == 404


def test_once_started_the_questions_stay(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def begin() -> None:
        found = db.session.get_one(Assignment, desk.assign(school_desk.quiz_id, school_desk.class_id))
        attempts.begin(found, desk.person("bob"), at=found.opens_at)

    in_app(begin)
    before = in_app(desk.places, school_desk.quiz_id)
    teacher = visit("alice")
    for data in ({"action": "remove"}, {"action": "down"}, {"full_mark": "7"}):
        response = teacher.post(address(school_desk), data=data)
        assert response.status_code == 409
        assert page_of(response).has("Students have already started this quiz")
    assert in_app(desk.places, school_desk.quiz_id) == before


def test_is_its_owners_alone(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    closed_to(visit, address(school_desk), "dora", "bob", method="POST", data={"action": "remove"})
    assert len(in_app(desk.places, school_desk.quiz_id)) == 2
