"""Marking by hand: what is stored, what it is worth, what is refused, and how regrades meet it."""

from typing import Any

import pytest
from sqlalchemy import func, select, update

from quizapp.attempts import actions
from quizapp.attempts.by_hand import hand_mark_queries
from quizapp.attempts.queries import fractions_by_hand
from quizapp.attempts.regrades.regrade_queries import given_to
from quizapp.attempts.regrades.regrading import dry_run, regrade
from quizapp.bank.actions import change_question
from quizapp.bank.queries import current_version
from quizapp.classrooms.actions import remove_student
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Refused
from quizapp.models.attempts import HandMark, HandMarkedAnswer, RegradedMark, Step
from quizapp.models.bank import Question
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment
from quizapp.quizzes.queries import asks_teacher
from tests.support import attempts, by_hand, school
from tests.support.by_hand import Desk
from tests.support.plans import scans

pytestmark = pytest.mark.usefixtures("context")
UNSEEN = {"release": "by_teacher"}  # students see marks when the teacher shows them


@pytest.fixture
def desk() -> Desk:
    return by_hand.build()


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_until_then_answers_wait_and_blanks_have_nothing(desk: Desk) -> None:
    assert by_hand.marks(desk) == [(None, 2, 1), (None, 2, 1), (None, 2, 1), (0, 2, 0)]


def test_one_mark_for_the_same_words(desk: Desk) -> None:
    assert by_hand.give(desk, (1.5, 0, 0.25)) == 2
    assert by_hand.marks(desk) == [(0.5, 3, 0), (0.5, 3, 0), (None, 2, 1), (0, 2, 0)]
    assert (count(HandMark), count(HandMarkedAnswer)) == (1, 2)


def test_all_points_are_exactly_the_full_mark(desk: Desk) -> None:
    by_hand.give(desk)
    assert by_hand.marks(desk)[0] == (1.0, 4.0, 0)


def test_a_later_mark_counts_and_the_old_one_is_kept(desk: Desk) -> None:
    by_hand.give(desk, (0, 0, 0), comment="No source.")
    by_hand.give(desk, (2, 0, 0), (desk.bob,), reason="I had overlooked it.", by="dora", days=2)
    assert by_hand.marks(desk)[:2] == [(2 / 3.5, pytest.approx(2 + 4 / 3.5), 0), (0, 2, 0)]
    old, new = db.session.scalars(select(HandMark).order_by(HandMark.id))
    assert (old.points, old.comment, old.by_id) == ([0, 0, 0], "No source.", by_hand.teacher().id)
    assert (new.points, new.reason, new.by_id) == (
        [2, 0, 0],
        "I had overlooked it.",
        by_hand.teacher("dora").id,
    )
    assert db.session.get_one(HandMarkedAnswer, (new.id, desk.bob, 2)).fraction_before == 0


def test_marking_again_ends_in_the_same_marks(desk: Desk) -> None:
    by_hand.give(desk, (1, 1, 0.5))
    before = by_hand.marks(desk)
    for number in (desk.bob, desk.finn, desk.gus):
        actions.mark_attempt(number)
    assert by_hand.marks(desk) == before


def test_a_mark_for_an_older_step_counts_no_more(desk: Desk) -> None:
    by_hand.give(desk)
    db.session.add(Step(attempt_id=desk.bob, slot=2, sequence=2, response="Late.", at=school.NOW))
    db.session.flush()
    actions.mark_attempt(desk.bob)
    assert by_hand.marks(desk)[0] == (None, 2, 1)


def test_a_comment_for_all_and_one_for_a_student(desk: Desk) -> None:
    by_hand.give(desk, comment="Good.", comments={desk.eve: "Mind your capitals."})
    rows = db.session.scalars(select(HandMarkedAnswer).order_by(HandMarkedAnswer.attempt_id))
    assert [row.comment for row in rows] == ["", "Mind your capitals."]
    assert db.session.scalars(select(HandMark.comment)).all() == ["Good."]


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    by_hand.give(desk, (1, 1, 0))
    seen = {desk.bob: 0, desk.eve: 0}  # a second click on the same page
    assert by_hand.give(desk, (1, 1, 0), seen=seen) == 0
    assert by_hand.give(desk, (1, 1, 0), seen=seen, by="dora") == 0
    assert count(HandMark) == 1


@pytest.mark.parametrize("more", [{"points": (2, 1, 0)}, {"points": (1, 1, 0), "comment": "Good."}])
def test_another_teacher_came_first(desk: Desk, more: dict[str, Any]) -> None:
    by_hand.give(desk, (1, 1, 0), by="dora")
    with pytest.raises(Refused) as refused:
        by_hand.give(desk, seen={desk.bob: 0, desk.eve: 0}, reason="Mine.", **more)
    assert refused.value.code == "marked_meanwhile"
    assert count(HandMark) == 1


def test_an_answer_that_came_meanwhile_is_not_in_the_way(desk: Desk) -> None:
    by_hand.give(desk, (1, 1, 0), (desk.eve,), by="dora")
    assert by_hand.give(desk, (1, 1, 0), seen={desk.bob: 0, desk.eve: 0}) == 1


def test_a_mark_that_was_seen_changes_with_a_reason_only(desk: Desk) -> None:
    by_hand.give(desk, (1, 0, 0))
    with pytest.raises(Invalid) as invalid:
        by_hand.give(desk, (1, 1, 0))
    assert [problem.path for problem in invalid.value.problems] == [("reason",)]
    assert by_hand.give(desk, (1, 0, 0), comment="A word more changes no mark.") == 2


def test_one_that_nobody_has_seen_needs_none() -> None:
    desk = by_hand.build(**UNSEEN)
    by_hand.give(desk, (1, 0, 0))
    assert by_hand.give(desk, (1, 1, 0)) == 2


@pytest.mark.parametrize(
    ("points", "path"),
    [
        ((3.0, 0, 0), "points_0"),
        ((-0.5, 0, 0), "points_0"),
        ((0.3, 0, 0), "points_0"),
        ((0, 0.25, 0), "points_1"),
        ((0, 0, float("nan")), "points_2"),
        ((0, 0, float("inf")), "points_2"),
        ((1.0, 1.0), None),
        ((1.0, 1.0, 0.5, 1.0), None),
    ],
)
def test_points_that_the_rubric_does_not_have(desk: Desk, points: Any, path: str | None) -> None:
    with pytest.raises(Invalid) as invalid:
        by_hand.give(desk, points)
    assert [problem.path for problem in invalid.value.problems] == [(path,) if path else ()]
    assert count(HandMark) == 0


def test_what_does_not_belong_together_is_not_there(desk: Desk) -> None:
    quiz = attempts.quiz(by_hand.teacher(), [desk.question], "Another")
    room = db.session.get_one(Classroom, desk.classroom)
    other = attempts.take(attempts.assignment(quiz, room), by_hand.teacher("bob"), ["Because of trade."]).id
    for ids in ((desk.bob, desk.finn), (desk.gus,), (desk.bob, other), (other,), (99_999,)):
        with pytest.raises(NotFound):
            by_hand.give(desk, to=ids)
    assert count(HandMark) == 0


def test_who_left_the_class_waits_no_more(desk: Desk) -> None:
    room = db.session.get_one(Classroom, desk.classroom)
    remove_student(room, by_hand.teacher("bob"), school.NOW)
    with pytest.raises(NotFound):
        by_hand.give(desk, to=(desk.bob,))


def test_statements_do_not_grow_with_the_class(desk: Desk) -> None:
    room = db.session.get_one(Classroom, desk.classroom)
    assigned = db.session.get_one(Assignment, desk.assignment)
    same = [
        attempts.take(assigned, attempts.student(number, room), [0, "Many wrote this."]).id
        for number in range(10, 20)
    ]
    with attempts.statements() as few:
        by_hand.give(desk, to=(desk.finn,), seen={desk.finn: 0})
    with attempts.statements() as many:
        by_hand.give(desk, to=tuple(same), seen=dict.fromkeys(same, 0))
    assert len(many) == len(few)


def regrade_by(desk: Desk, policy: str, ids: list[int] | None = None) -> Any:
    version = current_version(db.session.get_one(Question, desk.question))
    return regrade(
        desk.question,
        version,
        policy=policy,
        attempt_ids=ids or [desk.bob, desk.finn, desk.gus],
        reason="It was too hard.",
        teacher=by_hand.teacher(),
        now=school.NOW + school.days(3),
    )


def test_full_credit_for_all_and_back_to_what_was_given(desk: Desk) -> None:
    by_hand.give(desk, (1, 0.5, 0.25))
    given = by_hand.marks(desk)
    regrade_by(desk, "full_credit")
    assert [each[0] for each in by_hand.marks(desk)] == [1, 0.5, 1, 1]
    assert [each[2] for each in by_hand.marks(desk)] == [0, 0, 0, 0]
    regrade_by(desk, "leave")
    assert by_hand.marks(desk) == given
    kept = db.session.scalars(
        select(RegradedMark).where(RegradedMark.attempt_id == desk.finn).order_by(RegradedMark.regrade_id)
    )
    assert [(row.fraction_before, row.fraction_after) for row in kept] == [(None, 1), (1, None)]


def test_what_is_given_under_full_credit_counts_when_that_is_taken_back(desk: Desk) -> None:
    regrade_by(desk, "full_credit")
    by_hand.give(desk, (2, 0.5, 0), (desk.finn,))
    assert by_hand.marks(desk)[2] == (1, 4, 0)
    regrade_by(desk, "leave")
    assert by_hand.marks(desk)[2][0] == pytest.approx(2.5 / 3.5)


@pytest.mark.parametrize("policy", ["new_key", "old_and_new"])
def test_without_a_key_there_is_no_new_one(desk: Desk, policy: str) -> None:
    with pytest.raises(Invalid) as invalid:
        regrade_by(desk, policy)
    assert [problem.path for problem in invalid.value.problems] == [("policy",)]


def test_the_dry_run_tells_what_waits_from_zero(desk: Desk) -> None:
    by_hand.give(desk, (0, 0, 0))
    version = current_version(db.session.get_one(Question, desk.question))
    rows = given_to(by_hand.teacher(), desk.question)
    outcome = dry_run(rows, version, "full_credit")
    assert sorted((str(move.before), move.after) for move in outcome.moves) == [
        *[("0.0", 1.0)] * 3,
        ("None", 1.0),
    ]
    assert (outcome.movers, outcome.waiting) == (4, 0)
    assert (outcome.question_mean(False), outcome.question_mean(True)) == (0, 100)
    assert (outcome.attempt_mean(False), outcome.attempt_mean(True)) == (50, 100)
    assert dry_run(rows, version, "leave").movers == 0


def test_an_attempt_that_is_handed_in_after_a_regrade(desk: Desk) -> None:
    room = db.session.get_one(Classroom, desk.classroom)
    assigned = db.session.get_one(Assignment, desk.assignment)
    for policy, expected in (("leave", (None, 1)), ("full_credit", (1, 0))):
        hana = attempts.student(len(policy), room)
        working = attempts.begin(assigned, hana, [0, "Words."]).id
        regrade_by(desk, policy, [working])
        actions.hand_in(working, school.NOW + school.days(4))
        row = db.session.execute(
            select(RegradedMark.fraction_before, RegradedMark.fraction_after).where(
                RegradedMark.attempt_id == working
            )
        ).one()
        assert tuple(row) == (None, expected[0])
        assert by_hand.marks(Desk(*[desk.question] * 4, *[working] * 4))[0][2] == expected[1]


def test_a_new_version_keeps_marks_by_the_old_rubric(desk: Desk) -> None:
    by_hand.give(desk, (2, 0, 0))
    question = db.session.get_one(Question, desk.question)
    other = school.written("why", rubric=[{"points": 10, "text": "is long"}])
    assert change_question(question, other, author=None, now=school.NOW)
    actions.mark_attempt(desk.bob)
    assert by_hand.marks(desk)[0][0] == pytest.approx(2 / 3.5)
    by_hand.give(desk, (0, 1, 0), (desk.finn,))
    assert by_hand.marks(desk)[2][0] == pytest.approx(1 / 3.5)


def test_only_a_mark_between_0_and_1_is_stored(desk: Desk) -> None:
    by_hand.give(desk)
    with pytest.raises(Exception, match="ck_hand_mark_fraction"), db.session.begin_nested():
        db.session.execute(update(HandMark).values(fraction=1.5))


@pytest.mark.usefixtures("on_sqlite")
def test_no_table_that_grows_is_read_from_end_to_end(desk: Desk) -> None:
    alice, ids = by_hand.teacher(), [desk.bob, desk.eve]
    for read in (
        lambda: hand_mark_queries.answers_to(desk.assignment, desk.question),
        lambda: hand_mark_queries.marks_of(ids, [2]),
        lambda: hand_mark_queries.with_full_credit(ids),
        lambda: hand_mark_queries.questions_by_hand(desk.assignment),
        lambda: fractions_by_hand(desk.bob),
        lambda: asks_teacher(desk.assignment),
        lambda: hand_mark_queries.to_mark(alice),
    ):
        assert scans(read) == []
