from quizapp.db import db
from quizapp.models.quizzes import Assignment
from tests.support import attempts, desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to


def test_shows_the_questions_with_their_points(visit: Visit, school_desk: Desk) -> None:
    here = f"/quizzes/{school_desk.quiz_id}"
    page = visit("alice").page(here)
    assert page.heading == "Tariffs"
    assert page.has("2 questions for 2 points.")
    assert page.has("Single choice")
    assert page.has("What was agreed")
    assert [field.get("value") for field in page.all("input", name="full_mark")] == ["1", "1"]
    first, second = school_desk.questions[:2]
    assert page.one("li", id=f"q-{first}") is not None
    assert page.link("A pause of 90 days was agreed in May (pause-agreed).") == f"/bank/{second}"
    assert page.link("Add questions") == f"{here}/add"
    assert page.link("Preview as a student") == f"{here}/preview"
    assert page.link("Assign to a class") == f"{here}/assign"
    assert page.has("No class has it yet.")


def test_the_ends_cannot_be_passed(visit: Visit, school_desk: Desk) -> None:
    page = visit("alice").page(f"/quizzes/{school_desk.quiz_id}")
    up, down = page.all("button", value="up"), page.all("button", value="down")
    assert [button.get("disabled") is None for button in up] == [False, True]
    assert [button.get("disabled") is None for button in down] == [True, False]


def test_says_where_it_is_assigned(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    assignment_id = in_app(desk.assign, school_desk.quiz_id, school_desk.class_id)
    page = visit("alice").page(f"/quizzes/{school_desk.quiz_id}")
    assert page.link("Period 3 Civics") == f"/assignments/{assignment_id}"
    assert page.has("0 handed in")


def test_once_started_the_questions_stay(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def begin() -> None:
        found = db.session.get_one(Assignment, desk.assign(school_desk.quiz_id, school_desk.class_id))
        attempts.begin(found, desk.person("bob"), at=found.opens_at)

    in_app(begin)
    page = visit("alice").page(f"/quizzes/{school_desk.quiz_id}")
    assert page.has("Students have started this quiz, so its questions stay as they are.")
    assert page.has("0 handed in, 1 working")
    assert not page.all("input", name="full_mark")
    assert not page.all("button", name="action")
    assert not page.has("Add questions")


def test_a_stem_is_shown_as_typed(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def add() -> int:
        stem = "Is *1 < 2* & <b>[so](https://example.org)</b>?"
        ids = school.store(school.true_false("odd", stem=stem), author=desk.person("alice"))
        return attempts.quiz(desk.person("alice"), ids).id

    page = visit("alice").page(f"/quizzes/{in_app(add)}")
    assert page.has("Is 1 < 2 & <b>so</b>?")


def test_is_its_owners_alone(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, f"/quizzes/{school_desk.quiz_id}", "dora", "bob", "ada")
    assert visit("alice").get("/quizzes/9999").status_code == 404
