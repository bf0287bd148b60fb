import pytest

from tests.support.desk import Desk, Visit, closed_to
from tests.support.pages import page_of

PERIOD_4 = {"name": "Period 4 Civics", "time_zone": "America/Denver"}


def test_makes_a_class_with_a_code(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    page = page_of(teacher.send("/classes/new", PERIOD_4))
    assert page.heading == "Period 4 Civics"
    assert page.has("Period 4 Civics is ready. Give the code to your students.")
    assert page.has("Nobody is in this class yet.")
    assert len("".join(page.one("p", class_="code").itertext())) == 6
    assert teacher.page("/classes").has("You teach 2 classes with 1 student.")


def test_starts_with_the_time_zone_of_the_other_classes(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    teacher.post("/classes/new", data=PERIOD_4)
    page = teacher.page("/classes/new")
    assert page.one("option", value="America/Denver").get("selected") is not None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "  "}, "Name of the class: Enter a name, such as Period 3 Civics."),
        ({"name": "x" * 121}, "Name of the class: Field cannot be longer than 120 characters."),
        ({"time_zone": "Mars/Olympus_Mons"}, "Time zone: Not a valid choice."),
    ],
)
def test_bad_input_is_named_and_kept(
    visit: Visit, school_desk: Desk, typed: dict[str, str], sentence: str
) -> None:
    teacher = visit("alice")
    response = teacher.post("/classes/new", data=PERIOD_4 | typed)
    page = page_of(response)
    assert response.status_code == 422
    assert page.link(sentence) in ("#name", "#time_zone")
    assert page.one("input", name="name").get("value") == (PERIOD_4 | typed)["name"]
    assert teacher.page("/classes").has("You teach 1 class")


def test_a_name_is_shown_as_typed(visit: Visit, school_desk: Desk) -> None:
    page = page_of(visit("alice").send("/classes/new", PERIOD_4 | {"name": "<i>4</i> & %(num)d"}))
    assert page.heading == "<i>4</i> & %(num)d"


def test_is_for_teachers(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, "/classes/new", "bob")
    closed_to(visit, "/classes/new", "bob", method="POST", data=PERIOD_4)
