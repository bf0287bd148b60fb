from quizapp.accounts import actions
from tests.support import desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import Page


def names(page: Page) -> list[str]:
    return [(cell.text or "").strip() for cell in page.all("span", class_="t")]


def test_lists_everybody(visit: Visit, school_desk: Desk) -> None:
    page = visit("ada").page("/people")
    assert page.heading == "People"
    assert page.has("5 people can sign in.")
    assert names(page) == [
        "Example, Ada",
        "Example, Alice",
        "Example, Bob",
        "Example, Charlie",
        "Example, Dora",
    ]
    assert page.link("Add a person") == "/people/new"


def test_filters_by_role(visit: Visit, school_desk: Desk) -> None:
    page = visit("ada").page("/people?role=teacher")
    assert names(page) == ["Example, Alice", "Example, Dora"]
    assert page.one("option", value="teacher").get("selected") is not None


def test_an_unknown_role_filters_nothing(visit: Visit, school_desk: Desk) -> None:
    assert len(names(visit("ada").page("/people?role=king"))) == 5


def test_says_who_is_deactivated(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    in_app(lambda: actions.deactivate(desk.person("bob"), school.NOW))
    page = visit("ada").page("/people?role=student")
    assert page.has("1 person can sign in. 1 account is deactivated.")
    assert page.has("Bob Example can sign in again.")


def test_offers_no_way_to_close_the_own_account(visit: Visit, school_desk: Desk) -> None:
    page = visit("ada").page("/people?role=admin")
    assert page.has("New password … for Ada Example")
    assert not page.has("Deactivate Ada Example")


def test_names_are_shown_as_typed(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    in_app(lambda: school.person("mallory", given_name="<b>Mal", family_name=""))
    assert names(visit("ada").page("/people"))[0] == "<b>Mal"


def test_is_the_administrators_alone(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, "/people", "alice", "bob")
