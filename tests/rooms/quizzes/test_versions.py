"""Which version of a question a quiz gives: the newest until the first attempt, or a pinned one."""

import pytest

from quizapp.attempts.queries import slot_states
from quizapp.bank.actions import change_question
from quizapp.db import db
from quizapp.models.attempts import Attempt
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.quizzes import Assignment, QuizSlot
from quizapp.quizzes.differences import differences
from tests.support import attempts, desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of


def newer(found: Desk, stem: str) -> None:
    question = db.session.get_one(Question, found.questions[0])
    change_question(question, school.single_choice(stem=stem), author=None, now=school.NOW)


def begin(found: Desk, username: str = "bob") -> list[int]:
    """Start an attempt; the numbers of the versions that it got."""
    assigned = db.session.query(Assignment).first() or db.session.get_one(
        Assignment, desk.assign(found.quiz_id, found.class_id, attempts_allowed=5)
    )
    attempt = attempts.begin(assigned, desk.person(username), at=assigned.opens_at)
    db.session.get_one(Attempt, attempt.id).handed_in_at = assigned.opens_at
    states = slot_states(attempt.id)
    return [db.session.get_one(QuestionVersion, state.version_id).number for state in states]


def pinned(quiz_id: int) -> list[int | None]:
    query = db.session.query(QuizSlot).filter_by(quiz_id=quiz_id).order_by(QuizSlot.position)
    return [slot.version for slot in query]


def version(found: Desk) -> str:
    return f"/quizzes/{found.quiz_id}/questions/{found.questions[0]}/version"


def test_a_quiz_follows_the_newest_until_its_first_attempt(
    visit: Visit, school_desk: Desk, in_app: InApp
) -> None:
    in_app(newer, school_desk, "How high, then?")
    page = visit("alice").page(f"/quizzes/{school_desk.quiz_id}")
    assert page.has("version 2, newest")
    assert page.has("How high, then?")
    assert in_app(begin, school_desk) == [2, 1]
    assert in_app(pinned, school_desk.quiz_id) == [2, 1]
    in_app(newer, school_desk, "How high at last?")
    assert in_app(begin, school_desk) == [2, 1]
    page = visit("alice").page(f"/quizzes/{school_desk.quiz_id}")
    assert page.has("version 2, a newer one exists")
    assert page.has("How high, then?")
    assert visit("alice").page(f"/quizzes/{school_desk.quiz_id}/preview").has("How high, then?")


def test_bringing_up_to_date_shows_the_difference_and_changes_later_attempts(
    visit: Visit, school_desk: Desk, in_app: InApp
) -> None:
    in_app(begin, school_desk)
    in_app(newer, school_desk, "How high, then?")
    page = visit("alice").page(version(school_desk))
    assert page.heading == "A newer version"
    assert page.has("How high did the tariffs climb by April (tariff-peak)?")
    assert page.has("How high, then?")
    assert page.has("Those who have started keep the one they were given")
    assert page.link("Mark answers again").startswith("/questions/")
    page = page_of(visit("alice").send(version(school_desk), {"action": "newest"}))
    assert page.has("The quiz gives the newest version from now on.")
    assert page.has("version 2, newest")
    assert in_app(begin, school_desk) == [2, 1]
    first = in_app(lambda: [state.version_id for state in slot_states(1)])
    assert in_app(lambda: db.session.get_one(QuestionVersion, first[0]).number) == 1


def test_a_version_is_kept_and_let_go_before_the_first_attempt(
    visit: Visit, school_desk: Desk, in_app: InApp
) -> None:
    teacher = visit("alice")
    teacher.post(version(school_desk), data={"action": "newest"})
    in_app(newer, school_desk, "How high, then?")
    assert in_app(pinned, school_desk.quiz_id) == [1, None]
    assert teacher.page(f"/quizzes/{school_desk.quiz_id}").has("version 1, a newer one exists")
    page = page_of(teacher.send(version(school_desk), {"action": "follow"}))
    assert page.has("follows the newest version until a student starts it")
    assert in_app(begin, school_desk) == [2, 1]


def test_after_the_first_attempt_it_is_not_let_go(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    in_app(begin, school_desk)
    answer = visit("alice").post(version(school_desk), data={"action": "follow"})
    assert answer.status_code == 409
    assert in_app(pinned, school_desk.quiz_id) == [1, 1]


def test_with_nothing_newer_there_is_nothing_to_compare(visit: Visit, school_desk: Desk) -> None:
    assert visit("alice").get(version(school_desk)).headers["Location"].startswith("/quizzes/")


def test_a_copy_follows_the_newest_again(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    in_app(begin, school_desk)
    visit("alice").post(f"/quizzes/{school_desk.quiz_id}/copy")
    assert in_app(pinned, school_desk.quiz_id + 1) == [None, None]


@pytest.mark.parametrize("action", ["", "other"])
def test_a_forged_action_is_not_found(visit: Visit, school_desk: Desk, action: str) -> None:
    assert visit("alice").post(version(school_desk), data={"action": action}).status_code == 404


def test_a_question_that_is_not_in_the_quiz(visit: Visit, school_desk: Desk) -> None:
    where = f"/quizzes/{school_desk.quiz_id}/questions/{school_desk.questions[2]}/version"
    assert visit("alice").get(where).status_code == 404
    assert visit("alice").post(where, data={"action": "newest"}).status_code == 404


def test_outsiders(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, version(school_desk), "bob", "dora")
    closed_to(visit, version(school_desk), "bob", "dora", method="POST", data={"action": "newest"})


def test_differences_name_their_parts() -> None:
    old = {"stem": "A?", "options": [{"text": "x", "key": True}, {"text": "y"}], "hints": ["h"]}
    new = {"stem": "A?", "options": [{"text": "x"}, {"text": "y", "key": True}], "explanation": "Because."}
    found = [(row.part, row.before, row.after) for row in differences(old, new)]
    assert found == [
        ("Option 1", "x; right: yes", "x"),
        ("Option 2", "y", "y; right: yes"),
        ("Explanation", "", "Because."),
        ("Hint 1", "h", ""),
    ]
