from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from quizapp.db import db
from quizapp.marking import whole_percent
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom
from quizapp.reports.charts import dot_plot
from quizapp.reports.figures import concerns_of, figures_of
from quizapp.reports.heat import band_of
from quizapp.reports.overview import report_of
from tests.support import attempts, by_hand, school
from tests.support.attempts import MINUTE, statements
from tests.support.pages import PageClient

Visit = Callable[[str | None], PageClient]
InApp = Callable[..., Any]
AFTER = school.NOW + school.days(30)
RIGHT, WRONG, WRONG_TOO = 0, 1, 2
SVG = "{http://www.w3.org/2000/svg}"


def class_of(answers: list[list[Any]], absent: int = 0, **terms: Any) -> dict[str, Any]:
    """A class in which student number n gave answers[n] to two tariff questions and one on the pause."""
    alice = school.person("alice", "teacher")
    school.person("dora", "teacher")
    classroom = school.classroom(alice)
    questions = [school.single_choice("peak"), school.single_choice("rate"), school.true_false()]
    ids = school.store(*questions, author=alice)
    assigned = attempts.assignment(attempts.quiz(alice, ids), classroom, **terms)
    for number in range(len(answers) + absent):
        student = attempts.student(number, classroom)
        if number < len(answers):
            attempts.take(assigned, student, answers[number], school.NOW + number * MINUTE)
    return {"classroom": classroom.id, "assignment": assigned.id, "questions": ids}


def test_a_class_without_students(visit: Visit, in_app: InApp) -> None:
    ids = in_app(class_of, [])
    page = visit("alice").page(f"/classes/{ids['classroom']}/report")
    assert page.heading == "No students yet"
    assert page.link("See the code") == f"/classes/{ids['classroom']}"


def test_a_class_without_quizzes(visit: Visit, in_app: InApp) -> None:
    def empty() -> int:
        return school.classroom(school.person("alice", "teacher"), school.person("bob")).id

    classroom = in_app(empty)
    page = visit("alice").page(f"/classes/{classroom}/report")
    assert page.heading == "No quiz assigned yet"
    assert page.link("See the class's quizzes") == f"/classes/{classroom}/quizzes"


def test_a_quiz_that_nobody_took(visit: Visit, in_app: InApp) -> None:
    ids = in_app(class_of, [], absent=2)
    page = visit("alice").page(f"/classes/{ids['classroom']}/report?assignment={ids['assignment']}")
    assert page.heading == "Nobody has handed in yet"
    assert page.has("Family00, Given00 (missing)")
    assert not page.all(f"{SVG}svg", class_="chart")


def test_few_students_are_counted_and_not_judged(visit: Visit, in_app: InApp) -> None:
    ids = in_app(class_of, [[RIGHT, RIGHT, True], [WRONG, WRONG, True], [WRONG, RIGHT, False]], absent=1)
    page = visit("alice").page(f"/classes/{ids['classroom']}/report?assignment={ids['assignment']}")
    assert page.heading == "3 of 4 students handed in"
    assert page.has("Their marks run from 33% to 100%.")
    assert not page.has("Class average")
    assert not page.has("weakest topic")
    assert len(page.all(f"{SVG}circle")) == 3
    assert page.has("Right 1 of 3 times.")
    assert page.has("Not handed in: Family03, Given03 (missing)")


def test_a_class_of_ten_gets_a_headline(visit: Visit, in_app: InApp) -> None:
    ids = in_app(class_of, [[RIGHT, RIGHT, False]] * 8 + [[RIGHT, RIGHT, True]] * 2)
    page = visit("alice").page(f"/classes/{ids['classroom']}/report")
    assert page.heading == "Nearly there, except on What was agreed"
    assert page.has(
        "The class averaged 73%. What was agreed is the weakest topic at 20%, 80 points below Tariff"
    )
    assert page.has("Class average 73% median 67%")
    assert page.has("the true share may be anywhere from 6% to 51%")
    assert page.has("Class 100 20 73")
    assert len(page.all(f"{SVG}circle")) == 10


def test_figures_are_those_of_the_attempt_that_counts(context: None) -> None:
    ids = class_of([[WRONG, WRONG, False]], attempts_allowed=2, counting="highest")
    student = report_of(ids["classroom"], None, AFTER).scores[0].student
    assigned = report_of(ids["classroom"], None, AFTER).scores[0].results[0].assignment
    attempts.take(assigned, student, [RIGHT, RIGHT, False], school.NOW + 60 * MINUTE)
    report = report_of(ids["classroom"], ids["assignment"], AFTER)
    assert report.scores[0].mark == 2
    assert report.heat[student.id]["Tariff levels"].percent == 100
    assert [item.missed.question_id for item in report.missed] == [ids["questions"][2]]


def test_reasons_to_talk(context: None) -> None:
    answers = [[RIGHT, None, None], [RIGHT, WRONG, False], [WRONG, WRONG, False], [RIGHT, RIGHT, True]]
    ids = class_of(answers, absent=1)
    concerns = report_of(ids["classroom"], ids["assignment"], AFTER).concerns
    assert [(row.student.username, row.reason, row.count, row.topic) for row in concerns] == [
        ("student4", "missing", 1, ""),
        ("student2", "low", 0, ""),
        ("student0", "blanks", 2, ""),
        ("student1", "topic", 0, "What was agreed"),
    ]


def test_nobody_is_blamed_for_a_quiz_that_is_not_due(context: None) -> None:
    ids = class_of([[RIGHT, RIGHT, True]], absent=1)
    report = report_of(ids["classroom"], None, school.NOW + MINUTE)
    assert report.concerns == []
    assert report.scores[1].percent is None


def test_what_was_chosen_instead(context: None) -> None:
    ids = class_of(
        [[WRONG, 0, True], [WRONG, 0, True], [WRONG_TOO, 0, True], [None, 0, True], [RIGHT, 0, True]]
    )
    [item] = report_of(ids["classroom"], None, AFTER).missed
    assert item.missed.right == 1
    assert item.missed.facility == pytest.approx(0.2)
    assert [(choice.text, choice.count, choice.is_right) for choice in item.choices] == [
        ("145%", 1, True),
        ("54%", 2, False),
        ("95%", 1, False),
        ("", 1, False),
    ]
    assert [choice.is_hot for choice in item.choices] == [False, True, False, False]


def test_the_right_answer_is_shown_where_nobody_gave_it(context: None) -> None:
    ids = class_of([[WRONG, 0, True]])
    [item] = report_of(ids["classroom"], None, AFTER).missed
    assert [(choice.text, choice.count) for choice in item.choices] == [("145%", 0), ("54%", 1)]


def test_the_filter_is_in_the_address(visit: Visit, in_app: InApp) -> None:
    ids = in_app(class_of, [[RIGHT, RIGHT, True]])
    client = visit("alice")
    every = client.page(f"/classes/{ids['classroom']}/report?assignment=")
    assert every.has("all quizzes, handed in by 1 of 1 student")
    one = client.page(f"/classes/{ids['classroom']}/report?assignment={ids['assignment']}")
    assert one.one("option", selected="").get("value") == str(ids["assignment"])
    assert one.link("Download as CSV").endswith(f"report.csv?assignment={ids['assignment']}")
    assert "/attempts/" in one.link("Family00, Given00")


@pytest.mark.parametrize("who", ["bob", "dora", "charlie", "root"])
def test_outsiders_find_no_report(visit: Visit, in_app: InApp, who: str) -> None:
    ids = in_app(class_of, [])
    for name, role in (("bob", "student"), ("charlie", "student"), ("root", "admin")):
        in_app(school.person, name, role)
    visit(who).page(f"/classes/{ids['classroom']}/report", status=404)


def test_as_many_statements_for_thirty_students_as_for_three(context: None) -> None:
    ids = class_of([[WRONG, RIGHT, False]] * 3)
    counts = []
    for students in (3, 30):
        report = report_of(ids["classroom"], None, AFTER)
        for number in range(len(report.scores), students):
            student = attempts.student(number, db.session.get_one(Classroom, ids["classroom"]))
            attempts.take(report.scores[0].results[0].assignment, student, [WRONG, RIGHT, None])
        report_of(ids["classroom"], None, AFTER)
        with statements() as seen:
            assert len(report_of(ids["classroom"], None, AFTER).scores) == students
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_missing_work_stands_beside_the_marks(visit: Visit, in_app: InApp) -> None:
    def two_quizzes() -> dict[str, Any]:
        ids = class_of([[RIGHT, RIGHT, True]] * 10)
        classroom = db.session.get_one(Classroom, ids["classroom"])
        again = attempts.quiz(db.session.get_one(Person, classroom.created_by_id), ids["questions"], "Again")
        attempts.assignment(again, classroom)
        return ids

    ids = in_app(two_quizzes)
    page = visit("alice").page(f"/classes/{ids['classroom']}/report")
    assert page.has("Handed in 10 of 20 so far Class average 100% median 100% With missing work as 0 50%")
    assert page.has("Overall Handed in Missing as 0")
    assert page.has("Family00, Given00 100 100 100 1 of 2 50")
    assert page.has("Class 100 100 100 10 of 20 50")
    one = visit("alice").page(f"/classes/{ids['classroom']}/report?assignment={ids['assignment']}")
    assert not one.has("Missing as 0")
    assert one.has("Handed in 10 of 10 students")


def test_a_percentage_is_judged_as_it_is_printed(context: None) -> None:
    assert [whole_percent(value) for value in (64.4999, 64.5, 65.5, 64.49999999999999999, 0.5)] == [
        64,
        65,
        66,
        65,
        1,
    ]
    assert [dot.is_low for dot in dot_plot([64.4, 64.5, 65], None).dots] == [True, False, False]
    assert band_of(64.5) == 3
    ids = class_of([[RIGHT, RIGHT, True], [RIGHT, RIGHT, False]])
    score = report_of(ids["classroom"], None, AFTER).scores[1]
    nearly = replace(score, mark=64.5, max_mark=100.0)
    assert figures_of([nearly], AFTER).low == 0
    assert concerns_of([nearly], [], {}, AFTER) == []
    assert figures_of([replace(nearly, mark=64.4)], AFTER).low == 1


def test_what_is_being_marked_is_no_zero_and_not_missing(visit: Visit, in_app: InApp) -> None:
    desk = in_app(by_hand.build, school.person, closes_at=school.NOW + school.days(7))
    in_app(by_hand.give, desk, (2, 1, 0.5), (desk.finn,))

    def read() -> Any:
        report = report_of(desk.classroom, desk.assignment, AFTER)
        found = {score.student.username: score for score in report.scores}
        return report.figures, {name: (score.percent, score.being_marked) for name, score in found.items()}

    figures, scores = in_app(read)
    assert scores == {"bob": (None, 1), "student1": (None, 1), "student2": (100, 0), "student3": (50, 0)}
    assert (figures.handed_in, figures.marked, figures.being_marked) == (4, 2, 2)
    assert (figures.average, figures.average_with_missing, figures.low) == (75, 75, 1)
    alice = visit("alice")
    page = alice.page(f"/classes/{desk.classroom}/report?assignment={desk.assignment}")
    assert page.heading == "Everybody has handed in"
    assert page.has("2 handed-in quizzes are still being marked and count nowhere yet.")
    assert page.has("Nothing that was due is missing.")
    assert page.link("Mark the answers that wait") == f"/assignments/{desk.assignment}/marking"
    assert len(page.all("span", aria_label="being marked")) == 2
    # A question in sentences is among the missed ones by what was earned, not by its words.
    assert page.has("Left blank")
    assert page.has("2 of 2")
    assert not page.has("The talks went well.")


def test_while_everything_is_being_marked(visit: Visit, in_app: InApp) -> None:
    def build() -> Any:
        alice = school.person("alice", "teacher")
        room = school.classroom(alice)
        assigned = attempts.assignment(
            attempts.quiz(alice, school.store(school.written(), author=alice)), room
        )
        attempts.take(assigned, attempts.student(1, room), ["Words."])
        return room.id, assigned.id

    room, assigned = in_app(build)
    alice = visit("alice")
    for address in (f"/classes/{room}/report", f"/classes/{room}/report?assignment={assigned}"):
        page = alice.page(address)
        assert page.has("Dots show here as soon as the first mark is final.")
        assert not page.has("0%")
    assert alice.page(f"/classes/{room}/students/{in_app(only_student)}/progress").has("being marked")


def only_student() -> int:
    return db.session.query(Person.id).filter(Person.role == "student").one()[0]  # type: ignore[no-any-return]
