from tests.support import desk
from tests.support.desk import Desk, InApp, Visit, closed_to


def test_lists_the_own_quizzes(visit: Visit, school_desk: Desk) -> None:
    page = visit("alice").page("/quizzes")
    assert page.heading == "Quizzes"
    assert page.has("You have made 1 quiz. 1 is not assigned to a class yet.")
    assert page.has("2 questions. Not assigned yet.")
    assert page.link("Tariffs") == f"/quizzes/{school_desk.quiz_id}"
    assert page.link("Assign") == f"/quizzes/{school_desk.quiz_id}/assign"


def test_counts_the_assignments(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    for _ in range(2):
        in_app(desk.assign, school_desk.quiz_id, school_desk.class_id)
    page = visit("alice").page("/quizzes")
    assert page.has("Each is assigned to a class.")
    assert page.has("Assigned 2 times.")


def test_says_what_to_do_where_there_is_none(visit: Visit, school_desk: Desk) -> None:
    page = visit("dora").page("/quizzes")
    assert page.has("You have no quiz yet.")
    assert page.link("New quiz") == "/quizzes/new"


def test_is_for_teachers(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, "/quizzes", "bob")
