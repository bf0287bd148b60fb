"""Reads of what a student missed, and of their own practice of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from quizapp.attempts.policy import may_see_answers
from quizapp.bank.queries import is_current
from quizapp.db import db
from quizapp.errors import NotFound
from quizapp.flashcards.collection import is_held
from quizapp.marking import WHOLE
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot, PracticeRun, PracticeSlot, PracticeTry
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.quizzes import Assignment
from quizapp.questions import QUIZ_KINDS

GivenRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class PracticeState:
    """One question of a run with its tries so far, as (response, fraction, is_last)."""

    number: int
    question_id: int
    version_id: int
    digest: str
    tries: list[tuple[Any, float, bool]]

    @property
    def is_right(self) -> bool:
        """Whether the last try was right."""
        return bool(self.tries) and self.tries[-1][1] >= WHOLE


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in a list: how many questions it has, and how many were right in the end."""

    run: PracticeRun
    count: int
    right: int


def missed_by(person_id: int, now: datetime, attempt_id: int | None = None) -> list[int]:
    """The ids of the questions that this student missed and may practice now, the newest miss first.

    A question is left out while the answers of any of its attempts are not out, and while a quiz that is open
    for the student holds it. Of one attempt: all that it missed. Of all: what the newest answer missed, and
    no practice has got right since.
    """
    rows = _given(person_id, now)
    waiting = {row.question_id for row in rows if not may_see_answers(row, row.handed_in_at, now)}
    learned = {} if attempt_id is not None else _got_right(person_id)
    found: dict[int, bool] = {}
    for row in rows:  # the newest first
        if attempt_id is not None and row.attempt_id != attempt_id:
            continue
        is_missed = (row.fraction or 0.0) < WHOLE
        is_open = row.question_id not in learned or learned[row.question_id] < row.handed_in_at
        found.setdefault(row.question_id, is_missed and is_open and row.question_id not in waiting)
    return [question_id for question_id, is_wanted in found.items() if is_wanted]


def _given(person_id: int, now: datetime) -> Sequence[GivenRow]:
    return db.session.execute(
        select(
            AttemptSlot.attempt_id,
            AttemptSlot.fraction,
            QuestionVersion.question_id,
            Attempt.handed_in_at,
            Assignment.release,
            Assignment.released_at,
            Assignment.shown,
            Assignment.closes_at,
        )
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(
            Attempt.person_id == person_id,
            Attempt.handed_in_at.is_not(None),
            Question.status == "ready",
            Question.kind.in_(QUIZ_KINDS),
            ~is_held(person_id, now),
        )
        .order_by(Attempt.handed_in_at.desc(), AttemptSlot.attempt_id.desc(), AttemptSlot.slot)
    ).all()


def _got_right(person_id: int) -> dict[int, datetime]:
    """When the student last got a question right in practice, by question."""
    rows = db.session.execute(
        select(QuestionVersion.question_id, func.max(PracticeTry.at))
        .join(
            PracticeSlot,
            (PracticeSlot.question_version_id == QuestionVersion.id),
        )
        .join(
            PracticeTry,
            (PracticeTry.run_id == PracticeSlot.run_id) & (PracticeTry.number == PracticeSlot.number),
        )
        .join(PracticeRun, PracticeRun.id == PracticeSlot.run_id)
        .where(PracticeRun.person_id == person_id, PracticeTry.fraction >= WHOLE)
        .group_by(QuestionVersion.question_id)
    )
    return dict(rows.all())


def current_versions(question_ids: Iterable[int]) -> list[int]:
    """The ids of the current versions of these questions, in their order."""
    wanted = list(question_ids)
    rows = db.session.execute(
        select(Question.id, QuestionVersion.id)
        .join(QuestionVersion, is_current())
        .where(Question.id.in_(wanted))
    )
    by_question: dict[int, int] = dict(rows.all())
    return [by_question[question_id] for question_id in wanted if question_id in by_question]


def own_run(person: Person, run_id: int) -> PracticeRun:
    """A run of this student; NotFound for one of somebody else."""
    run = db.session.get(PracticeRun, run_id)
    if run is None or run.person_id != person.id:
        raise NotFound
    return run


def states_of(run_id: int) -> list[PracticeState]:
    """The questions of a run in order with their tries; two statements."""
    slots = db.session.execute(
        select(PracticeSlot.number, QuestionVersion.question_id, QuestionVersion.id, QuestionVersion.digest)
        .join(QuestionVersion, QuestionVersion.id == PracticeSlot.question_version_id)
        .where(PracticeSlot.run_id == run_id)
        .order_by(PracticeSlot.number)
    )
    found = [PracticeState(*row, []) for row in slots]
    tries = db.session.execute(
        select(PracticeTry.number, PracticeTry.response, PracticeTry.fraction, PracticeTry.is_last)
        .where(PracticeTry.run_id == run_id)
        .order_by(PracticeTry.number, PracticeTry.number_of_try)
    )
    for number, *tried in tries:
        found[number - 1].tries.append((tried[0], tried[1], tried[2]))
    return found


def held_among(person_id: int, question_ids: Iterable[int], now: datetime) -> set[int]:
    """Those of the questions that wait, since a quiz that is open for the student holds them."""
    query = select(Question.id).where(Question.id.in_(list(question_ids)), is_held(person_id, now))
    return set(db.session.scalars(query))


def runs_of(person_id: int, most: int) -> list[RunRow]:
    """The newest runs of this student."""
    count = select(func.count()).where(PracticeSlot.run_id == PracticeRun.id).scalar_subquery().label("count")
    right = (
        select(func.count())
        .where(PracticeTry.run_id == PracticeRun.id, PracticeTry.fraction >= WHOLE)
        .scalar_subquery()
        .label("right")
    )
    rows = db.session.execute(
        select(PracticeRun, count, right)
        .where(PracticeRun.person_id == person_id)
        .order_by(PracticeRun.started_at.desc(), PracticeRun.id.desc())
        .limit(most)
    )
    return [RunRow(*row) for row in rows]
