from tests.support import school
from tests.support.desk import Desk, Visit
from tests.support.pages import page_of


def address(desk: Desk) -> str:
    return f"/join/{desk.code}"


def test_says_which_class_it_is_before_a_student_joins(visit: Visit, school_desk: Desk) -> None:
    page = visit("charlie").page(address(school_desk))
    assert page.heading == "Join Period 3 Civics"
    assert page.has("The class of Alice Example.")
    assert page.has("You join as Charlie Example.")
    assert not visit("alice").page(f"/classes/{school_desk.class_id}").has("Charlie")


def test_puts_a_student_into_the_class(visit: Visit, school_desk: Desk) -> None:
    response = visit("charlie").post(address(school_desk))
    assert (response.status_code, response.location) == (302, "/")
    assert visit("alice").page(f"/classes/{school_desk.class_id}").has("Example, Charlie")


def test_joining_twice_counts_once(visit: Visit, school_desk: Desk) -> None:
    student = visit("charlie")
    for _ in range(2):
        assert student.post(address(school_desk)).status_code == 302
    assert visit("alice").page(f"/classes/{school_desk.class_id}").has("2 students are in this class.")


def test_a_stranger_has_two_ways(visit: Visit, school_desk: Desk) -> None:
    page = visit(None).page(address(school_desk))
    assert page.has("I have an account")
    assert page.link("Make an account") == f"/join/{school_desk.code}/new"


def test_a_stranger_with_an_account_signs_in_and_comes_back(visit: Visit, school_desk: Desk) -> None:
    stranger = visit(None)
    page = page_of(stranger.send(address(school_desk)))
    assert page.heading == "Sign in"
    form = {"username": "charlie", "password": school.PASSWORD}
    form["next"] = page.one("input", name="next").get("value") or ""
    assert page_of(stranger.send("/sign-in", form)).heading == "Join Period 3 Civics"


def test_a_teacher_shows_it_on_the_board(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    page = teacher.page(address(school_desk))
    assert "".join(page.one("div", class_="code").itertext()) == school_desk.code
    assert page.has("http://localhost/join")
    page = page_of(teacher.send(address(school_desk)))
    assert page.has("Only student accounts can join a class with its code.")


def test_a_code_that_opens_nothing(visit: Visit, school_desk: Desk) -> None:
    for username in (None, "charlie"):
        assert visit(username).get("/join/ZZZZZZZ").status_code == 404
        assert visit(username).post("/join/ZZZZZZZ").status_code == 404
