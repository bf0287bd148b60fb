from tests.support import attempts, desk
from tests.support.desk import Desk, InApp, Visit, closed_to


def address(found: Desk) -> str:
    return f"/classes/{found.class_id}/quizzes"


def test_an_empty_class_offers_the_quizzes(visit: Visit, school_desk: Desk) -> None:
    page = visit("alice").page(address(school_desk))
    assert page.heading == "Quizzes"
    assert page.title.startswith("Quizzes: Period 3 Civics")
    assert page.has("This class has no quiz yet.")
    assert page.link("Tariffs") == f"/quizzes/{school_desk.quiz_id}/assign?class={school_desk.class_id}"


def test_lists_what_is_assigned(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    open_id = in_app(desk.assign, school_desk.quiz_id, school_desk.class_id)
    in_app(desk.assign, school_desk.quiz_id, school_desk.class_id, opened=-9, due=-2)
    in_app(desk.assign, school_desk.quiz_id, school_desk.class_id, opened=2, due=4)
    page = visit("alice").page(address(school_desk))
    assert page.has("3 quizzes are assigned, 1 open now.")
    assert page.link("Tariffs") == f"/assignments/{open_id}"
    for word in ("Due ", "Closed ", "Opens "):
        assert page.has(word)


def test_a_quiz_without_questions_is_not_offered(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    in_app(lambda: attempts.quiz(desk.person("alice"), [], title="Nothing in it"))
    assert not visit("alice").page(address(school_desk)).has("Nothing in it")


def test_is_closed_to_all_but_its_teachers(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, address(school_desk), "dora", "bob", "charlie")
