from tests.support.desk import Desk, Visit, closed_to
from tests.support.pages import page_of


def address(desk: Desk) -> str:
    return f"/classes/{desk.class_id}/students/{desk.bob_id}/remove"


def test_takes_the_student_out(visit: Visit, school_desk: Desk) -> None:
    page = page_of(visit("alice").send(address(school_desk)))
    assert page.has(
        "Bob Example is no longer in this class. Their work is kept; joining again brings it back."
    )
    assert page.has("Nobody is in this class yet.")


def test_the_student_can_come_back(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    teacher.post(address(school_desk))
    visit("bob").post(f"/join/{school_desk.code}")
    assert teacher.page(f"/classes/{school_desk.class_id}").has("Example, Bob")


def test_who_is_gone_is_not_found_again(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    teacher.post(address(school_desk))
    assert teacher.post(address(school_desk)).status_code == 404


def test_only_students_of_the_class(visit: Visit, school_desk: Desk) -> None:
    assert visit("alice").post(f"/classes/{school_desk.class_id}/students/9999/remove").status_code == 404


def test_is_closed_to_all_but_its_teachers(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, address(school_desk), "dora", "bob", "charlie", method="POST")
    assert visit("alice").page(f"/classes/{school_desk.class_id}").has("Example, Bob")
