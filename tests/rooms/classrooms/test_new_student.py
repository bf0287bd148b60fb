import pytest

from quizapp.models.accounts import Person
from tests.support import desk
from tests.support.desk import Desk, InApp, Visit
from tests.support.pages import page_of

EVE = {
    "given_name": "Eve",
    "family_name": "Nakamura",
    "username": "Eve.N",
    "password": "four quiet green stones",
}


def address(found: Desk) -> str:
    return f"/join/{found.code}/new"


def test_makes_an_account_signs_in_and_joins(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    student = visit(None)
    assert student.page(address(school_desk)).heading == "Your account for Period 3 Civics"
    response = student.post(address(school_desk), data=EVE)
    assert (response.status_code, response.location) == (302, "/")
    assert student.page("/account").has("Username eve.n")
    assert visit("alice").page(f"/classes/{school_desk.class_id}").has("Nakamura, Eve")
    eve = in_app(desk.person, "eve.n")
    assert isinstance(eve, Person)
    assert eve.role == "student"


def test_nobody_can_make_a_teacher_of_themselves(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    visit(None).post(address(school_desk), data=EVE | {"role": "admin"})
    assert in_app(desk.person, "eve.n").role == "student"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"given_name": ""}, "given_name", "Given name: Enter your given name."),
        (
            {"family_name": "x" * 81},
            "family_name",
            "Family name: Field cannot be longer than 80 characters.",
        ),
        ({"username": "e"}, "username", "Choose a username: A username has 2 to 80 characters."),
        (
            {"username": "eve n"},
            "username",
            "Choose a username: A username has 2 to 80 characters and no spaces.",
        ),
        (
            {"username": "BOB"},
            "username",
            "Choose a username: Somebody has this username already. Choose another.",
        ),
        ({"password": "short"}, "password", "Choose a password: Use 8 to 200 characters for the password."),
    ],
)
def test_bad_input_is_named_and_kept(
    visit: Visit, school_desk: Desk, typed: dict[str, str], field: str, sentence: str
) -> None:
    stranger = visit(None)
    response = stranger.post(address(school_desk), data=EVE | typed)
    page = page_of(response)
    assert response.status_code == 422
    assert page.link(sentence) == f"#{field}"
    for name in ("given_name", "family_name", "username"):
        assert page.one("input", name=name).get("value") == (EVE | typed)[name]
    assert stranger.get("/account").status_code == 302


def test_a_username_that_somebody_has_is_refused(visit: Visit, school_desk: Desk) -> None:
    visit(None).post(address(school_desk), data=EVE)
    response = visit(None).post(address(school_desk), data=EVE | {"password": "quite another one"})
    assert response.status_code == 422
    assert page_of(response).has("Somebody has this username already.")


def test_a_code_that_opens_nothing(visit: Visit, school_desk: Desk) -> None:
    assert visit(None).get("/join/ZZZZZZZ/new").status_code == 404
    assert visit(None).post("/join/ZZZZZZZ/new", data=EVE).status_code == 404
