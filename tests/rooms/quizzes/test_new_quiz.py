import pytest

from tests.support.desk import Desk, Visit, closed_to
from tests.support.pages import page_of

TRUCE = {"title": "The truce", "instructions": "Take **ten minutes**."}


def test_makes_an_empty_quiz(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    assert teacher.page("/quizzes/new").heading == "New quiz"
    page = page_of(teacher.send("/quizzes/new", TRUCE))
    assert page.heading == "The truce"
    assert page.has("No questions yet.")
    assert page.has("Take ten minutes .") or page.has("Take ten minutes.")
    assert page.link("Choose questions").endswith("/add")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": " "}, "Title: Enter a title."),
        ({"title": "x" * 161}, "Title: Field cannot be longer than 160 characters."),
        ({"instructions": "x" * 5001}, None),
    ],
)
def test_bad_input_is_named_and_kept(
    visit: Visit, school_desk: Desk, typed: dict[str, str], sentence: str | None
) -> None:
    teacher = visit("alice")
    response = teacher.post("/quizzes/new", data=TRUCE | typed)
    page = page_of(response)
    assert response.status_code == 422
    assert page.has("One thing to fix")
    if sentence:
        assert page.link(sentence) == "#title"
    assert page.one("input", name="title").get("value") == (TRUCE | typed)["title"]
    assert (TRUCE | typed)["instructions"] in "".join(page.one("textarea", name="instructions").itertext())
    assert teacher.page("/quizzes").has("You have made 1 quiz.")


def test_is_for_teachers(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, "/quizzes/new", "bob")
    closed_to(visit, "/quizzes/new", "bob", method="POST", data=TRUCE)
