"""Work in a quiz that draws: review, marks, class report, file and regrade, with different questions each."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from quizapp.attempts import actions
from quizapp.attempts.queries import offer, slot_states
from quizapp.bank.actions import change_question
from quizapp.db import db
from quizapp.flashcards.actions import open_decks
from quizapp.flashcards.queries import new_cards
from quizapp.models.attempts import Attempt
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.quizzes import Quiz
from quizapp.quizzes import draw_actions
from tests.support import desk, school
from tests.support.desk import Desk, InApp, Visit
from tests.support.pages import page_of


@dataclass(frozen=True)
class Work:
    """Bob's and Sam's attempts at one quiz: two questions for everybody, two drawn for each."""

    assignment: int
    bobs: int
    sams: int
    bobs_questions: list[int]
    sams_questions: list[int]


def build(made: Desk) -> Work:
    alice, bob = desk.person("alice"), desk.person("bob")
    sam = school.person("sam")
    from quizapp.classrooms.actions import join_class
    from quizapp.models.classrooms import Classroom

    join_class(db.session.get_one(Classroom, made.class_id), sam, school.NOW)
    contents = [school.true_false(f"d{i}", topic="Dates", stem=f"Statement {i}.") for i in range(9)]
    school.store(*contents, author=alice)
    quiz = db.session.get_one(Quiz, made.quiz_id)
    values = {"topic": "Dates", "kind": "", "difficulty": 0, "bank_id": None, "full_mark": 2.0}
    draw_actions.add_draw(quiz, draw_actions.new_draw(quiz, count=2, **values))
    assignment = desk.assign(quiz.id, made.class_id, release="after_hand_in")
    found = [_take(assignment, person, seed) for person, seed in ((bob, 1), (sam, 2))]
    return Work(assignment, *(attempt for attempt, _ in found), *(ids for _, ids in found))


def _take(assignment: int, person: object, seed: int) -> tuple[int, list[int]]:
    offered = offer(assignment)
    assert offered is not None
    now = datetime.now(UTC)
    attempt = actions.start_attempt(offered, person, seed=seed, now=now)  # type: ignore[arg-type]
    actions.record_response(attempt.id, 3, 1, True, now)
    actions.record_response(attempt.id, 4, 1, False, now)
    actions.hand_in(attempt.id, now)
    versions = [state.version_id for state in slot_states(attempt.id)]
    return attempt.id, [db.session.get_one(QuestionVersion, i).question_id for i in versions]


@pytest.fixture
def work(school_desk: Desk, in_app: InApp) -> Work:
    made = in_app(build, school_desk)
    assert isinstance(made, Work)
    assert made.bobs_questions[2:] != made.sams_questions[2:]
    return made


def test_each_reviews_their_own(visit: Visit, work: Work) -> None:
    page = visit("bob").page(f"/attempts/{work.bobs}")
    assert page.has("2 of 6")
    stems = {number for number in range(9) if page.has(f"Statement {number}.")}
    assert len(stems) == 2
    assert visit("sam").get(f"/attempts/{work.bobs}").status_code == 404
    assert visit("alice").page(f"/attempts/{work.sams}").has("2 of 6")


def test_the_class_report_and_its_file(visit: Visit, school_desk: Desk, work: Work) -> None:
    teacher = visit("alice")
    assert (
        teacher.get(f"/classes/{school_desk.class_id}/report?assignment={work.assignment}").status_code == 200
    )
    answer = teacher.get(f"/classes/{school_desk.class_id}/report.csv?assignment={work.assignment}")
    assert answer.status_code == 200
    rows = {row["Username"]: row for row in csv.DictReader(io.StringIO(answer.get_data(as_text=True)[1:]))}
    bob, sam = rows["bob"], rows["sam"]
    assert [name for name in bob if name.startswith("Q3")] == [
        "Q3 drawn for each student",
        "Q3 question and answer",
    ]
    assert (bob["Q3 drawn for each student"], bob["Q4 drawn for each student"]) == ("2", "0")
    assert bob["Q3 question and answer"].startswith("Statement ")
    assert bob["Q3 question and answer"].endswith(". → True")
    cells = ("Q3 question and answer", "Q4 question and answer")
    assert [bob[name] for name in cells] != [sam[name] for name in cells]
    assert bob["Max mark"] == "6"


def test_a_wrong_key_of_a_drawn_question_is_regraded(visit: Visit, work: Work, in_app: InApp) -> None:
    """Bob said true, and it is false after all; Sam was perhaps never asked."""
    asked = work.bobs_questions[2]

    def correct() -> None:
        question = db.session.get_one(Question, asked)
        stem = f"Statement {question.ref.removeprefix('d')}."
        content = school.true_false(question.ref, topic="Dates", stem=stem, answer=False)
        change_question(question, content, author=desk.person("alice"), now=school.NOW)

    in_app(correct)
    teacher = visit("alice")
    page = teacher.page(f"/questions/{asked}/regrade?policy=new_key")
    boxes = [box.get("value") for box in page.all("input", name="attempt")]
    assert str(work.bobs) in boxes
    sent = {"policy": "new_key", "version": "2", "attempt": str(work.bobs), "reason": "The key was wrong."}
    assert page_of(teacher.send(f"/questions/{asked}/regrade", sent)).has("Marked anew.")
    assert in_app(lambda: db.session.get_one(Attempt, work.bobs).mark) == 0
    assert visit("bob").page(f"/attempts/{work.bobs}").has("The key was wrong.")


def test_what_was_drawn_waits_as_a_card_until_it_may_be_seen(
    visit: Visit, school_desk: Desk, work: Work, in_app: InApp
) -> None:
    def begin_another() -> tuple[int, int, list[int]]:
        """A second assignment of the quiz whose answers come at its close; Bob works on it."""
        open_decks(school_desk.class_id, ["Dates"])
        later = desk.assign(school_desk.quiz_id, school_desk.class_id, release="after_close")
        offered, bob = offer(later), desk.person("bob")
        assert offered is not None
        attempt = actions.start_attempt(offered, bob, seed=5, now=datetime.now(UTC))
        versions = [state.version_id for state in slot_states(attempt.id)]
        ids = [db.session.get_one(QuestionVersion, i).question_id for i in versions]
        return bob.id, desk.person("sam").id, ids[2:]

    bob, sam, drawn = in_app(begin_another)
    for person in (bob, sam):
        cards = in_app(lambda p=person: new_cards(p, datetime.now(UTC), 99))
        assert cards
        assert set(cards).isdisjoint(drawn)
