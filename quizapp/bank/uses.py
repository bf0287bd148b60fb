"""Where a question is used, as far as the looker may see: their own quizzes, and the classes they teach."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, select

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot, Step
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Membership
from quizapp.models.quizzes import Assignment, Quiz, QuizSlot
from quizapp.translations import gettext, ngettext

MOST_QUIZZES = 50


class Use(NamedTuple):
    """In how many of the looker's quizzes a question stands, and how often it was given in their classes.

    `answers` are those attempts that saved something; `has_others` says that colleagues use it too.
    """

    quizzes: int
    given: int
    answers: int
    has_others: bool


def use_of(question: Question, looker: Person) -> Use:
    """Where this question is used, in any version; five statements."""
    placed = select(func.count()).select_from(QuizSlot).where(QuizSlot.question_id == question.id)
    own_placed = placed.join(Quiz, Quiz.id == QuizSlot.quiz_id).where(Quiz.owner_id == looker.id)
    given = _given(question)
    own_given = given.where(_taught_by(looker))
    is_answered = exists().where(Step.attempt_id == AttemptSlot.attempt_id, Step.slot == AttemptSlot.slot)
    own = _count(own_placed), _count(own_given)
    return Use(*own, _count(own_given.where(is_answered)), (_count(placed), _count(given)) != own)


def _given(question: Question) -> Select[Any]:
    return (
        select(func.count())
        .select_from(AttemptSlot)
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(QuestionVersion.question_id == question.id)
    )


def _taught_by(person: Person) -> ColumnElement[bool]:
    return exists().where(
        Membership.classroom_id == Assignment.classroom_id,
        Membership.person_id == person.id,
        Membership.role == "teacher",
        Membership.left_at.is_(None),
    )


def _count(query: Select[Any]) -> int:
    return db.session.scalar(query) or 0


def quizzes_with(question_id: int, looker: Person) -> Sequence[Quiz]:
    """The looker's quizzes that have this question, newest first; the first MOST_QUIZZES."""
    query = (
        select(Quiz)
        .join(QuizSlot, QuizSlot.quiz_id == Quiz.id)
        .where(QuizSlot.question_id == question_id, Quiz.owner_id == looker.id)
        .order_by(Quiz.created_at.desc(), Quiz.id.desc())
    )
    return db.session.scalars(query.limit(MOST_QUIZZES)).all()


def use_in_words(use: Use) -> str:
    """Where a question is used: In 3 quizzes, given 84 times. Colleagues use it too."""
    others = gettext("Colleagues use it too.") if use.has_others else ""
    if not use.quizzes and not use.given:
        return gettext("Not in your quizzes.") + f" {others}" if others else gettext("In no quiz yet.")
    where = (
        ngettext("In one quiz", "In %(num)d quizzes", use.quizzes)
        if use.quizzes
        else gettext("In no quiz now")
    )
    times = (
        ngettext("given once", "given %(num)d times", use.given) if use.given else gettext("not given yet")
    )
    return f"{gettext('%(where)s, %(times)s.', where=where, times=times)} {others}".strip()


def used_text(use: Use) -> str:
    """What an edit of a used question is about: "Used in 3 quizzes, 84 answers."; "" for an unused one."""
    if not (use.quizzes or use.given or use.has_others):
        return ""
    others = f" {gettext('Colleagues use it too.')}" if use.has_others else ""
    said = gettext(
        "Used in %(quizzes)s, %(answers)s.",
        quizzes=ngettext("one quiz", "%(num)d quizzes", use.quizzes),
        answers=ngettext("one answer", "%(num)d answers", use.answers),
    )
    return said + others
