import pytest

from quizapp.accounts import actions
from tests.support import desk, school
from tests.support.desk import Desk, InApp, Visit
from tests.support.pages import page_of

RIGHT = {"username": "bob", "password": school.PASSWORD}


def test_shows_the_form_and_the_way_to_a_class(visit: Visit, school_desk: Desk) -> None:
    page = visit(None).page("/sign-in")
    assert page.heading == "Sign in"
    assert page.link("Join a class with a code") == "/join"
    assert page.one("input", name="password").get("type") == "password"


def test_signs_in_however_the_username_is_capitalized(visit: Visit, school_desk: Desk) -> None:
    client = visit(None)
    response = client.post("/sign-in", data=RIGHT | {"username": "  BOB "})
    assert (response.status_code, response.location) == (302, "/")
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("typed", [{"password": "something else"}, {"username": "nobody"}])
def test_wrong_password_and_unknown_name_get_the_same_sentence(
    visit: Visit, school_desk: Desk, typed: dict[str, str]
) -> None:
    client = visit(None)
    response = client.post("/sign-in", data=RIGHT | typed)
    page = page_of(response)
    assert response.status_code == 422
    assert page.has("One thing to fix")
    assert page.has("This username and password do not belong together. Try again.")
    assert page.one("input", name="username").get("value") == (RIGHT | typed)["username"]
    assert client.get("/account").status_code == 302


def test_a_password_is_never_written_into_the_page(visit: Visit, school_desk: Desk) -> None:
    response = visit(None).post("/sign-in", data=RIGHT | {"password": "a wrong guess"})
    assert "a wrong guess" not in response.get_data(as_text=True)


def test_empty_fields_say_what_is_missing(visit: Visit, school_desk: Desk) -> None:
    response = visit(None).post("/sign-in", data={"username": " ", "password": ""})
    page = page_of(response)
    assert response.status_code == 422
    assert page.link("Username: Enter your username.") == "#username"
    assert page.link("Password: Enter your password.") == "#password"


def test_a_closed_account_does_not_open(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    in_app(lambda: actions.deactivate(desk.person("bob"), school.NOW))
    assert visit(None).post("/sign-in", data=RIGHT).status_code == 422


def test_goes_on_to_where_the_stranger_wanted_to_go(visit: Visit, school_desk: Desk) -> None:
    client = visit(None)
    address = client.get("/account?from=letter").location
    assert client.page(address).one("input", name="next").get("value") == "/account?from=letter"
    assert client.post("/sign-in", data=RIGHT | {"next": "/account"}).location == "/account"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\r/evil.example",
        "x",
    ],
)
def test_never_leads_out_of_the_app(visit: Visit, school_desk: Desk, target: str) -> None:
    response = visit(None).post("/sign-in", data=RIGHT | {"next": target})
    assert (response.status_code, response.location) == (302, "/")


def test_who_is_signed_in_needs_no_form(visit: Visit, school_desk: Desk) -> None:
    response = visit("bob").get("/sign-in?next=/account")
    assert (response.status_code, response.location) == (302, "/account")


def test_signing_in_twice_is_harmless(visit: Visit, school_desk: Desk) -> None:
    client = visit("bob")
    assert client.post("/sign-in", data=RIGHT).status_code == 302
    assert client.get("/account").status_code == 200
