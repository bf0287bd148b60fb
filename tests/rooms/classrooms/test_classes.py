from tests.support.desk import Desk, Visit, closed_to


def test_lists_the_own_classes_only(visit: Visit, school_desk: Desk) -> None:
    page = visit("alice").page("/classes")
    assert page.heading == "Classes"
    assert page.has("You teach 1 class with 1 student.")
    assert page.link("Period 3 Civics") == f"/classes/{school_desk.class_id}"
    assert page.has(f"Join code {school_desk.code}.")
    assert not page.has("Elsewhere")


def test_says_what_to_do_where_there_is_none(visit: Visit, school_desk: Desk) -> None:
    page = visit("ada").page("/classes")
    assert page.has("You have no class yet.")
    assert page.link("New class") == "/classes/new"


def test_is_for_teachers(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, "/classes", "bob")
