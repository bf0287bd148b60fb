import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from quizapp.attempts import actions, queries
from quizapp.attempts.contents import contents
from quizapp.bank.actions import change_question
from quizapp.classrooms.actions import join_class, remove_student
from quizapp.db import db
from quizapp.documents.cells import csv_text
from quizapp.models.accounts import Person
from quizapp.models.bank import Question
from quizapp.models.classrooms import Classroom
from quizapp.reports.export import score_table_of
from tests.support import attempts, school, terms
from tests.support.attempts import MINUTE, statements
from tests.support.pages import PageClient

Visit = Callable[[str | None], PageClient]
InApp = Callable[..., Any]
Row = dict[str, str]

TITLES = [
    "Student number",
    "Username",
    "Family name",
    "Given name",
    "Quiz",
    "Attempt",
    "Status",
    "Started",
    "Handed in",
    "Late",
    "Mark",
    "Max mark",
    "Percent",
    "Percent with missing work as 0",
    "Counts",
]
AFTER = school.NOW + school.days(30)


def read(data: bytes) -> list[Row]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def file_of(classroom: Classroom, assignment_id: int | None = None, now: datetime = school.NOW) -> list[Row]:
    return read(csv_text(score_table_of(classroom, assignment_id, now).rows))


def rows_of(rows: list[Row], username: str) -> list[Row]:
    return [row for row in rows if row["Username"] == username]


def test_an_answer_that_waits_for_the_teacher_has_no_mark_yet(
    classroom: Classroom, alice: Person, bob: Person
) -> None:
    ids = school.store(school.single_choice(), school.written("why"), school.written("how"), author=alice)
    assigned = attempts.assignment(attempts.quiz(alice, ids), classroom)
    attempts.take(assigned, bob, [0, "Because of trade.", None])
    (row,) = rows_of(file_of(classroom, assigned.id), "bob")
    marks = [value for name, value in row.items() if name.startswith(("Q1 H", "Q2 W", "Q3 W"))]
    assert marks == ["1", "being marked", "0"]
    assert row["Q2 answer"] == "Because of trade."
    assert (row["Status"], row["Mark"], row["Percent"]) == ("being marked", "", "")
    assert row["Percent with missing work as 0"] == ""
    later = AFTER + school.days(1)  # also long after the due date it is no missing work
    one, total = rows_of(file_of(classroom, now=later), "bob")
    assert (one["Status"], one["Mark"], one["Max mark"], one["Counts"]) == ("being marked", "", "3", "yes")
    assert (total["Handed in"], total["Mark"]) == ("1 of 1, 1 being marked", "")
    assert total["Percent with missing work as 0"] == ""


@pytest.fixture
def classroom(alice: Person, bob: Person) -> Classroom:
    return school.classroom(alice, bob)


@pytest.fixture
def made(alice: Person) -> Any:
    ids = school.store(
        school.single_choice(), school.true_false(), school.single_choice("other"), author=alice
    )
    return attempts.quiz(alice, ids)


def test_a_mark_stands_as_it_was_earned(classroom: Classroom, made: Any, bob: Person) -> None:
    assigned = attempts.assignment(made, classroom)
    attempts.take(assigned, bob, [0, False, 0])
    row, total = file_of(classroom)
    assert list(row) == TITLES
    assert row == {
        "Student number": "",
        "Username": "bob",
        "Family name": "Example",
        "Given name": "Bob",
        "Quiz": "Tariffs",
        "Attempt": "1",
        "Status": "handed in",
        "Started": "2025-06-10T11:00:00-04:00",
        "Handed in": "2025-06-10T11:10:00-04:00",
        "Late": "no",
        "Mark": "2",
        "Max mark": "3",
        "Percent": "66.6667",
        "Percent with missing work as 0": "66.6667",
        "Counts": "yes",
    }
    assert (total["Quiz"], total["Status"], total["Mark"], total["Max mark"], total["Percent"]) == (
        "All quizzes",
        "total",
        "2",
        "3",
        "66.6667",
    )


def test_blank_is_not_zero(classroom: Classroom, made: Any, bob: Person, charlie: Person) -> None:
    join_class(classroom, charlie, school.NOW)
    attempts.take(attempts.assignment(made, classroom), bob, [1, False, 1])
    rows = file_of(classroom)
    assert [(row["Mark"], row["Percent"]) for row in rows_of(rows, "bob")] == [("0", "0")] * 2
    assert [(row["Mark"], row["Percent"]) for row in rows_of(rows, "charlie")] == [("", "")] * 2
    assert rows_of(rows, "charlie")[1]["Max mark"] == ""


@pytest.mark.parametrize(
    ("counting", "mark", "number"),
    [("highest", "2", "2"), ("first", "1", "1"), ("last", "0", "3"), ("average", "1", "")],
)
def test_the_attempt_that_counts(
    classroom: Classroom, made: Any, bob: Person, counting: str, mark: str, number: str
) -> None:
    assigned = attempts.assignment(made, classroom, counting=counting)
    for place, answers in enumerate(([0, False, 1], [0, True, 1], [1, None, 1])):
        attempts.take(assigned, bob, answers, school.NOW + 30 * MINUTE * place)
    row, total = file_of(classroom)
    assert (row["Mark"], row["Attempt"], total["Mark"]) == (mark, number, mark)
    counted = [row["Counts"] for row in file_of(classroom, assigned.id)]
    expected = {"highest": "nyn", "first": "ynn", "last": "nny", "average": "yyy"}[counting]
    assert counted == [{"y": "yes", "n": "no"}[sign] for sign in expected]


def test_an_attempt_in_progress_has_no_mark_and_does_not_count(
    classroom: Classroom, made: Any, bob: Person
) -> None:
    assigned = attempts.assignment(made, classroom, counting="last")
    attempts.take(assigned, bob, [0, False, 1])
    attempts.begin(assigned, bob, [0, True, 0], school.NOW + 60 * MINUTE)
    first, second = file_of(classroom, assigned.id)
    assert (first["Status"], first["Mark"], first["Counts"]) == ("handed in", "1", "yes")
    assert (second["Status"], second["Mark"], second["Counts"], second["Q1 answer"]) == (
        "in progress",
        "",
        "no",
        "",
    )
    assert file_of(classroom)[0]["Mark"] == "1"


@pytest.mark.parametrize(("now", "status"), [(school.NOW, "not started"), (AFTER, "missing")])
def test_a_quiz_that_nobody_took(classroom: Classroom, made: Any, now: datetime, status: str) -> None:
    assigned = attempts.assignment(made, classroom)
    row, total = file_of(classroom, now=now)
    assert (row["Status"], row["Attempt"], row["Started"], row["Mark"], row["Counts"]) == (
        status,
        "",
        "",
        "",
        "no",
    )
    assert total["Mark"] == ""
    [only] = file_of(classroom, assigned.id, now)
    assert (only["Status"], only["Mark"], only["Q1 answer"]) == (status, "", "")
    assert only["Max mark"] == "3"


def test_work_that_is_missing_counts_beside_what_was_handed_in(
    classroom: Classroom, made: Any, alice: Person, bob: Person, charlie: Person
) -> None:
    join_class(classroom, charlie, school.NOW)
    attempts.take(attempts.assignment(made, classroom), bob, [0, True, 0])
    attempts.assignment(made, classroom)
    not_due = {"due_at": AFTER + school.days(1), "closes_at": AFTER + school.days(2)}
    attempts.assignment(made, classroom, **not_due)
    whole = "Percent with missing work as 0"
    bobs, charlies = (
        rows_of(file_of(classroom, now=AFTER), "bob"),
        rows_of(file_of(classroom, now=AFTER), "charlie"),
    )
    assert [row[whole] for row in bobs] == ["100", "0", "", "50"]
    assert [row["Percent"] for row in bobs] == ["100", "", "", "100"]
    assert (bobs[-1]["Handed in"], charlies[-1]["Handed in"]) == ("1 of 2", "0 of 2")
    assert [row[whole] for row in charlies] == ["0", "0", "", "0"]
    before_it_is_due = rows_of(file_of(classroom), "charlie")
    assert [row[whole] for row in before_it_is_due] == [""] * 4
    assert before_it_is_due[-1]["Handed in"] == "0 of 0"


@pytest.mark.parametrize(
    ("counting", "late"), [("highest", "no"), ("first", "no"), ("last", "yes"), ("average", "yes")]
)
def test_late_is_told_of_the_attempt_that_counts(
    classroom: Classroom, made: Any, bob: Person, counting: str, late: str
) -> None:
    assigned = attempts.assignment(made, classroom, counting=counting, due_at=school.NOW + 30 * MINUTE)
    attempts.take(assigned, bob, [0, True, 0])
    attempts.take(assigned, bob, [0, True, 1], school.NOW + 60 * MINUTE)
    row, total = file_of(classroom)
    assert (row["Late"], total["Late"]) == (late, "")
    assert [row["Late"] for row in file_of(classroom, assigned.id)] == ["no", "yes"]
    attempts.begin(assigned, bob, [], school.NOW + 90 * MINUTE)
    assert file_of(classroom, assigned.id)[-1]["Late"] == ""


def test_a_quiz_that_has_not_opened_is_not_in_the_file(classroom: Classroom, made: Any) -> None:
    attempts.assignment(made, classroom, opens_at=school.NOW + MINUTE)
    assert [row["Quiz"] for row in file_of(classroom)] == ["All quizzes"]
    assert [row["Quiz"] for row in file_of(classroom, now=school.NOW + MINUTE)] == ["Tariffs", "All quizzes"]


def test_a_column_is_named_by_the_version_that_was_given(
    classroom: Classroom, alice: Person, bob: Person
) -> None:
    [question] = school.store(school.true_false("q", stem="As it was given."), author=alice)
    assigned = attempts.assignment(attempts.quiz(alice, [question]), classroom)
    later = attempts.assignment(attempts.quiz(alice, [question]), classroom)
    attempts.take(assigned, bob, [True])
    changed = school.true_false("q", stem="As it reads now.")
    change_question(db.session.get_one(Question, question), changed, author=alice, now=school.NOW)
    assert "Q1 As it was given." in file_of(classroom, assigned.id)[0]
    assert "Q1 As it reads now." in file_of(classroom, later.id)[0]


def test_each_question_with_its_mark_and_answer(classroom: Classroom, made: Any, bob: Person) -> None:
    assigned = attempts.assignment(made, classroom)
    attempts.take(assigned, bob, [1, None, 0])
    [row] = file_of(classroom, assigned.id)
    questions = [title for title in row if title not in TITLES]
    assert questions == [
        "Q1 How high did the tariffs climb by April…",
        "Q1 answer",
        "Q2 A pause of 90 days was agreed in May (p…",
        "Q2 answer",
        "Q3 How high did the tariffs climb by April…",
        "Q3 answer",
    ]
    assert [row[title] for title in questions] == ["0", "54%", "0", "", "1", "145%"]
    assert float(row["Mark"]) == sum(float(row[title]) for title in questions if "answer" not in title)


def test_marks_of_questions_are_weighted(classroom: Classroom, alice: Person, bob: Person) -> None:
    parts = school.single_choice()
    parts["options"][1]["fraction"] = 1 / 3
    made = attempts.quiz(alice, school.store(parts, author=alice), max_mark=2.5)
    assigned = attempts.assignment(made, classroom)
    attempts.take(assigned, bob, [1])
    [row] = file_of(classroom, assigned.id)
    assert (row["Mark"], row["Max mark"], row["Percent"]) == ("0.8333", "2.5", "33.3333")


def test_a_class_without_students_or_quizzes(alice: Person, classroom: Classroom, made: Any) -> None:
    empty = school.classroom(alice, name="Empty")
    assigned = attempts.assignment(made, empty)
    assert file_of(empty) == []
    assert file_of(empty, assigned.id) == []
    [total] = file_of(classroom)
    assert (total["Status"], total["Mark"]) == ("total", "")


def test_a_student_who_left_is_not_in_the_file(classroom: Classroom, made: Any, bob: Person) -> None:
    attempts.take(attempts.assignment(made, classroom), bob, [0, True, 0])
    remove_student(classroom, bob, school.NOW)
    db.session.flush()
    assert file_of(classroom) == []


NAMES = [
    "=HYPERLINK(1)",
    "+1",
    "-2",
    "@SUM(A1)",
    "\tTab",
    "two\nlines",
    "two\r\nlines",
    'the "quoted", one',
    "'apostrophe",
    "李小龍",
    "مريم العربية",
    "שָׁלוֹם",
    "O’Connor; Seán",
    "😀 Emoji",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_one_safe_cell(classroom: Classroom, made: Any, bob: Person, name: str) -> None:
    bob.family_name = bob.given_name = name
    bob.student_number = f"={name}"[:40]
    made.title = name
    assigned = attempts.assignment(made, classroom)
    attempts.take(assigned, bob, [0, True, 0])
    for row in [*file_of(classroom)[:1], *file_of(classroom, assigned.id)]:
        for title in ("Family name", "Given name", "Quiz", "Student number"):
            cell = row[title]
            assert cell[0] not in "=+-@\t\r\n"
            assert cell.removeprefix("'") == (
                bob.student_number if title == "Student number" else name.removeprefix("'")
            )
        assert row["Mark"] == "3"


@pytest.mark.parametrize("one_quiz", [False, True])
def test_as_many_statements_for_thirty_students_as_for_three(
    classroom: Classroom, made: Any, bob: Person, one_quiz: bool
) -> None:
    assigned = attempts.assignment(made, classroom)
    counts = []
    for number in range(30):
        student = attempts.student(number, classroom)
        attempts.take(assigned, student, [number % 3, number % 2 == 0, None])
        if number in (2, 29):
            file_of(classroom, assigned.id if one_quiz else None)
            with statements() as seen:
                rows = file_of(classroom, assigned.id if one_quiz else None)
            assert len(rows) == (number + 2) * (1 if one_quiz else 2)
            counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 9  # with accommodations and absences


def class_with_work() -> dict[str, int]:
    alice, bob = school.person("alice", "teacher"), school.person("bob")
    school.person("charlie")
    school.person("dora", "teacher")
    school.person("root", "admin")
    classroom = school.classroom(alice, bob, name="Period 3: “Bürger” / 公民\r\n")
    made = attempts.quiz(alice, school.store(school.single_choice(), author=alice), "Tariffs; part=1")
    assigned = attempts.assignment(made, classroom)
    attempts.take(assigned, bob, [0])
    return {"classroom": classroom.id, "assignment": assigned.id}


def test_the_teacher_downloads_a_file_with_a_safe_name(visit: Visit, in_app: InApp) -> None:
    ids = in_app(class_with_work)
    response = visit("alice").get(f"/classes/{ids['classroom']}/report.csv?assignment={ids['assignment']}")
    assert response.status_code == 200
    assert response.content_type == "text/csv; charset=utf-8"
    said = response.headers["Content-Disposition"]
    assert said.startswith("attachment; filename=period-3-burger-")
    assert "/" not in said.replace("UTF-8''", "")
    assert "tariffs-part-1-scores.csv" in said
    assert "no-store" in response.headers["Cache-Control"]
    [row] = read(response.data)
    assert (row["Username"], row["Mark"]) == ("bob", "1")


@pytest.mark.parametrize("who", ["bob", "charlie", "dora", "root"])
def test_outsiders_find_no_file(visit: Visit, in_app: InApp, who: str) -> None:
    ids = in_app(class_with_work)
    assert visit(who).get(f"/classes/{ids['classroom']}/report.csv").status_code == 404


@pytest.mark.parametrize("wanted", ["999", "x", "-1", "1.5", "9" * 5000, "٣"])
def test_a_quiz_that_the_class_does_not_have(visit: Visit, in_app: InApp, wanted: str) -> None:
    ids = in_app(class_with_work)
    client = visit("alice")
    for page in ("report.csv", "report"):
        address = f"/classes/{ids['classroom']}/{page}"
        assert client.get(address, query_string={"assignment": wanted}).status_code == 404


def test_an_answer_saved_before_the_close_is_in_the_file(visit: Visit, in_app: InApp) -> None:
    def unfinished() -> int:
        alice, bob = school.person("alice", "teacher"), school.person("bob")
        classroom = school.classroom(alice, bob)
        made = attempts.quiz(alice, school.store(school.single_choice(), author=alice))
        attempts.begin(attempts.assignment(made, classroom), bob, [0])
        return classroom.id

    assert school.NOW + school.days(7) < datetime.now(UTC)
    classroom_id = in_app(unfinished)
    rows = read(visit("alice").get(f"/classes/{classroom_id}/report.csv").data)
    assert (rows[0]["Status"], rows[0]["Mark"], rows[0]["Handed in"]) == (
        "handed in",
        "1",
        "2025-06-17T11:00:00-04:00",
    )


def test_mixed_questions_stand_in_the_columns_of_the_quiz(
    classroom: Classroom, made: Any, bob: Person
) -> None:
    assigned = attempts.assignment(made, classroom, shuffles_questions=True)
    attempt = attempts.begin(assigned, bob)
    states = queries.slot_states(attempt.id)
    questions = contents((state.version_id, state.digest) for state in states)
    for state in states:
        body = questions[state.version_id].body
        actions.record_response(attempt.id, state.slot, 1, body.right_answer(), school.NOW)
    actions.hand_in(attempt.id, school.NOW + MINUTE)
    (row,) = rows_of(file_of(classroom, assigned.id), "bob")
    answers = [value for name, value in row.items() if name.endswith(" answer")]
    assert answers == ["145%", "True", "145%"]
    assert not any("drawn" in name for name in row)


def test_a_later_due_date_of_one_student_is_theirs_alone(
    classroom: Classroom, made: Any, bob: Person, charlie: Person
) -> None:
    join_class(classroom, charlie, school.NOW)
    assigned = attempts.assignment(made, classroom, due_at=school.NOW, closes_at=school.NOW + school.days(1))
    terms.give(bob.id, assigned.id, now=school.NOW, due_at=school.NOW + school.days(0.5))
    now = school.NOW + school.days(0.25)
    rows = file_of(classroom, now=now)
    assert rows_of(rows, "bob")[0]["Status"] == "not started"
    assert rows_of(rows, "charlie")[0]["Status"] == "missing"
    attempts.begin(assigned, bob, at=now)
    attempts.begin(assigned, charlie, at=now)
    for attempt in (1, 2):
        actions.hand_in(attempt, now)
    rows = file_of(classroom, now=now)
    assert [rows_of(rows, name)[0]["Late"] for name in ("bob", "charlie")] == ["no", "yes"]
