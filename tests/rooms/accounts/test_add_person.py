import pytest

from tests.support import desk
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of

FRANK = {
    "given_name": "Frank",
    "family_name": "Ito",
    "username": "Frank.Ito",
    "role": "teacher",
    "student_number": "",
}


def test_adds_an_account_and_shows_its_password_once(visit: Visit, school_desk: Desk) -> None:
    admin = visit("ada")
    assert admin.page("/people/new").heading == "Add a person"
    page = page_of(admin.post("/people/new", data=FRANK))
    password = "".join(page.one("dd", class_="code").itertext())
    assert page.heading == "Password for Frank Ito"
    assert page.has("Username frank.ito")
    signed_in = visit(None).post("/sign-in", data={"username": "frank.ito", "password": password})
    assert signed_in.status_code == 302
    assert not admin.page("/people").has(password)


def test_stores_what_was_typed(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    visit("ada").post("/people/new", data=FRANK | {"role": "student", "student_number": " 4711 "})
    frank = in_app(desk.person, "frank.ito")
    assert (frank.display_name, frank.role, frank.student_number) == ("Frank Ito", "student", "4711")


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"given_name": " "}, "given_name", "Given name: Enter a given name."),
        ({"given_name": "x" * 81}, "given_name", None),
        ({"username": ""}, "username", "Username: Enter a username."),
        ({"username": "f"}, "username", "Username: A username has 2 to 80 characters."),
        ({"username": "frank ito"}, "username", "Username: A username has 2 to 80 characters and no spaces."),
        ({"username": "BOB"}, "username", "Username: Somebody has this username already. Choose another."),
        ({"role": "king"}, "role", None),
        ({"student_number": "4" * 41}, "student_number", None),
    ],
)
def test_bad_input_is_named_and_kept(
    visit: Visit, school_desk: Desk, typed: dict[str, str], field: str, sentence: str | None
) -> None:
    response = visit("ada").post("/people/new", data=FRANK | typed)
    page = page_of(response)
    assert response.status_code == 422
    assert page.has("One thing to fix")
    assert page.one("p", id=f"{field}-error") is not None
    assert page.one("input", name="family_name").get("value") == "Ito"
    if sentence:
        assert page.link(sentence) == f"#{field}"
        assert page.one("input", name=field).get("value") == typed[field]


def test_a_student_number_belongs_to_one(visit: Visit, school_desk: Desk) -> None:
    admin, numbered = visit("ada"), FRANK | {"student_number": "4711"}
    admin.post("/people/new", data=numbered)
    response = admin.post("/people/new", data=numbered | {"username": "frank2"})
    assert response.status_code == 422
    assert page_of(response).has("Student number: Somebody has this student number already.")


def test_a_second_post_adds_nobody(visit: Visit, school_desk: Desk) -> None:
    admin = visit("ada")
    admin.post("/people/new", data=FRANK)
    response = admin.post("/people/new", data=FRANK)
    assert response.status_code == 422
    assert page_of(response).has("Somebody has this username already.")


def test_is_the_administrators_alone(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, "/people/new", "alice", "bob")
    closed_to(visit, "/people/new", "alice", "bob", method="POST", data=FRANK)
