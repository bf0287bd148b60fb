"""Marking answers anew: the dry run, the regrade, and attempts that are handed in afterwards."""

from typing import Any

import pytest
from sqlalchemy import func, select

from quizapp.attempts import actions
from quizapp.attempts.regrades.regrading import dry_run
from quizapp.bank.actions import change_question
from quizapp.bank.queries import current_version
from quizapp.db import db
from quizapp.errors import Invalid, NotFound
from quizapp.models.attempts import RegradedMark, Step
from quizapp.models.bank import Question
from tests.support import attempts, regrades, school
from tests.support.regrades import Wrong

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def wrong() -> Wrong:
    built = regrades.build()
    regrades.correct(built)
    return built


def version_of(wrong: Wrong) -> Any:
    return current_version(db.session.get_one(Question, wrong.question))


def test_the_dry_run_says_who_moves_and_stores_nothing(wrong: Wrong) -> None:
    before = regrades.marks(wrong)
    outcome = dry_run(regrades.rows(wrong), version_of(wrong), "new_key")
    found = {
        move.row.attempt_id: (move.answer, move.before, move.after, move.mark_after) for move in outcome.moves
    }
    assert found == {
        wrong.bob: ("145%", 0, 1, 4),
        wrong.eve: ("54%", 1, 0, 2),
        wrong.finn: ("145%", None, None, None),
    }
    assert (outcome.movers, outcome.waiting) == (2, 1)
    assert (outcome.question_mean(False), outcome.question_mean(True)) == (50, 50)
    assert (outcome.attempt_mean(False), outcome.attempt_mean(True)) == (75, 75)
    assert regrades.marks(wrong) == before == [(0, 2), (1, 4), (None, None)]


@pytest.mark.parametrize(
    ("policy", "marked"),
    [
        ("full_credit", [(1, 4), (1, 4), (None, None)]),
        ("old_and_new", [(1, 4), (1, 4), (None, None)]),
        ("new_key", [(1, 4), (0, 2), (None, None)]),
        ("leave", [(0, 2), (1, 4), (None, None)]),
    ],
)
def test_a_regrade_changes_the_marks_and_no_answer(wrong: Wrong, policy: str, marked: Any) -> None:
    steps = db.session.scalar(select(func.count()).select_from(Step))
    made = regrades.commit(wrong, policy)
    assert regrades.marks(wrong) == marked
    assert (made.reason, made.policy) == ("The key was wrong.", policy)
    assert db.session.scalar(select(func.count()).select_from(Step)) == steps


def test_only_the_chosen_attempts_move(wrong: Wrong) -> None:
    regrades.commit(wrong, chosen=[wrong.bob])
    assert regrades.marks(wrong) == [(1, 4), (1, 4), (None, None)]


def test_an_attempt_that_was_open_is_marked_so_when_it_is_handed_in(wrong: Wrong) -> None:
    made = regrades.commit(wrong)
    actions.hand_in(wrong.finn, school.NOW + school.days(2))
    assert regrades.marks(wrong)[2] == (1, 2)
    kept = db.session.get_one(RegradedMark, (made.id, wrong.finn, 1))
    assert (kept.fraction_before, kept.fraction_after) == (0, 1)


def test_an_attempt_that_was_not_chosen_is_marked_as_it_was_given(wrong: Wrong) -> None:
    regrades.commit(wrong, chosen=[wrong.bob])
    actions.hand_in(wrong.finn, school.NOW + school.days(2))
    assert regrades.marks(wrong)[2] == (0, 0)


def test_marking_again_ends_in_the_same_marks(wrong: Wrong) -> None:
    regrades.commit(wrong)
    before = regrades.marks(wrong)
    for attempt_id in (wrong.bob, wrong.eve):
        actions.mark_attempt(attempt_id)
    assert regrades.marks(wrong) == before


def test_the_newest_regrade_decides_and_the_older_is_kept(wrong: Wrong) -> None:
    first = regrades.commit(wrong, "full_credit")
    second = regrades.commit(wrong, "leave")
    assert regrades.marks(wrong)[:2] == [(0, 2), (1, 4)]
    kept = [db.session.get_one(RegradedMark, (made.id, wrong.bob, 1)) for made in (first, second)]
    assert [(each.fraction_before, each.fraction_after) for each in kept] == [(0, 1), (1, 0)]
    actions.hand_in(wrong.finn, school.NOW + school.days(2))
    assert regrades.marks(wrong)[2] == (0, 0)


def test_a_correction_with_fewer_options_is_harmless(wrong: Wrong) -> None:
    fewer = {**school.single_choice(), "options": [{"text": "95%"}, {"text": "145%", "key": True}]}
    change_question(db.session.get_one(Question, wrong.question), fewer, author=None, now=school.NOW)
    regrades.commit(wrong)
    assert regrades.marks(wrong)[:2] == [(1, 4), (0, 2)]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"policy": "perhaps"}, "policy"),
        ({"chosen": []}, "attempt"),
        ({"reason": " \n"}, "reason"),
    ],
)
def test_what_is_not_fit_is_refused(wrong: Wrong, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        regrades.commit(wrong, **more)
    assert [problem.path for problem in refused.value.problems] == [(field,)]
    assert regrades.marks(wrong)[:2] == [(0, 2), (1, 4)]


def test_attempts_of_other_teachers_are_not_there(wrong: Wrong) -> None:
    assert regrades.rows(wrong, "dora") == []
    with pytest.raises(NotFound):
        regrades.commit(wrong, chosen=[wrong.bob], teacher=regrades.teacher("dora"))


def test_an_attempt_without_the_question_is_not_there(wrong: Wrong) -> None:
    other = attempts.quiz(
        regrades.teacher(), school.store(school.true_false("other"), author=regrades.teacher())
    )
    assert other.id
    with pytest.raises(NotFound):
        regrades.commit(wrong, chosen=[wrong.bob, 9999])


def test_statements_do_not_grow_with_the_class(wrong: Wrong) -> None:
    with attempts.statements() as few:
        regrades.commit(wrong, chosen=[wrong.bob])
    with attempts.statements() as many:
        regrades.commit(wrong, "full_credit")
    assert len(many) <= len(few)
