"""The page of one question: what is asked, what is right, sources, versions, use."""

import pytest

from quizapp.db import db
from quizapp.questions import KINDS
from tests.support import attempts, bank, school
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit, closed_to

RIGHT = {
    "single_choice": "Alpha Right answer",
    "multiple_choice": "Gamma Right answer",
    "true_false": "False Right answer",
    "numeric": "145 percent",
    "short_text": "Almost (50% of the mark)",
    "date": "June 5, 2025",
    "ordering": "Two (2019) Three",
    "matching": "Uno → First Due → Second Third (belongs to none)",
    "cloze": "{gap1} 90 {who} Secretname {gap3} really (wrong) {gap3} perhaps (right)",
    "source_comparison": "It was high. (“First Report”: says so; “Second Report”: does not say)",
    "written": "names a source (1 point) gives a date (0.5 points)",
    "card": "A tax on imports.",
}
NOTES = {
    "multiple_choice": "Right minus wrong",
    "date": "The right year alone earns 50%.",
    "ordering": "By pairs",
    "matching": "Right pairs: each earns the same share of the mark.",
    "cloze": "The gap {gap1} has the weight 2.",
    "source_comparison": "Right marks:",
    "written": "You give the points.",
}


@pytest.mark.parametrize("kind", KINDS)
def test_shows_what_is_asked_and_what_is_right(visit: Visit, stocked: Bank, kind: str) -> None:
    page = visit("alice").page(f"/bank/{stocked.ids[kind]}")
    assert page.heading == "A question on Tariffs"
    assert page.has(bank.BY_KIND[kind]["stem"])
    assert page.has(RIGHT[kind])
    assert page.has(NOTES.get(kind, ""))
    assert page.has("It stands in the text.")
    assert not page.has("Your answer")
    assert page.has("In no quiz yet.")


def test_names_the_sources_and_where_they_differ(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page(f"/bank/{stocked.ids['numeric']}")
    assert page.has("It rests on one fact")
    assert page.link("First Report") == "/sources/first-report"
    assert page.link("Tariffs reached 145%.") == "/facts/first-report/peak"
    assert page.has("(paragraph 2)")
    assert page.has("The article “Second Report” says otherwise: Tariffs went up to 125%.")
    assert page.link("Tariffs went up to 125%.") == "/sources/second-report#f-limit"


def test_says_that_no_source_is_cited(visit: Visit, stocked: Bank) -> None:
    assert visit("alice").page(f"/bank/{stocked.ids['date']}").has("It cites no source yet")


def test_says_how_often_it_was_given(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    def give() -> None:
        teacher = bank.alice()
        students = [school.person("eve"), school.person("finn")]
        classroom = school.classroom(teacher, *students)
        for number in range(2):
            quiz = attempts.quiz(teacher, [stocked.ids["true_false"]])
            if number:
                assigned = attempts.assignment(quiz, classroom)
                for student in students:
                    attempts.begin(assigned, student)
        db.session.flush()

    in_app(give)
    page = visit("alice").page(f"/bank/{stocked.ids['true_false']}")
    assert page.has("In 2 quizzes, given 2 times.")


def test_lists_its_versions_and_shows_an_old_one(visit: Visit, stocked: Bank) -> None:
    teacher = visit("alice")
    address = f"/bank/{stocked.ids['true_false']}"
    fields = bank.form_of(teacher.page(f"{address}/edit")) | {"stem": "It was so."}
    teacher.post(f"{address}/edit", data=fields)
    page = teacher.page(address)
    assert page.has("2 versions")
    assert page.has("by Alice Example")
    assert page.has("from the files")
    assert page.has("It was so.")
    old = teacher.page(page.link("Version 1"))
    assert old.has("It is so.")
    assert old.has("This is version 1. The bank now has version 2.")
    assert teacher.get(f"{address}?version=3").status_code == 404


def test_another_teacher_sees_it_too(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    in_app(school.person, "dora", "teacher")
    assert visit("dora").get(f"/bank/{stocked.ids['date']}").status_code == 200


def test_is_closed_to_students(visit: Visit, stocked: Bank) -> None:
    closed_to(visit, f"/bank/{stocked.ids['date']}", "bob")


def test_one_that_is_not_there(visit: Visit, stocked: Bank) -> None:
    assert visit("alice").get("/bank/999").status_code == 404
