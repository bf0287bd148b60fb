"""Whether a change may be made in place, in a version that students were given: a typo, and nothing more."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from quizapp.db import db
from quizapp.errors import Problem
from quizapp.models.attempts import AttemptSlot, Step
from quizapp.models.bank import Question, QuestionVersion
from quizapp.questions import Body
from quizapp.questions import Question as Content
from quizapp.questions.carried import carried, new_places, numbered_texts
from quizapp.questions.written import Written

SAME = 1e-9  # fractions closer than this are the same


def mending_problems(question: Question, old: Content, new: Content) -> list[Problem]:
    """What keeps `new` from taking the place of the current version `old`; [] for a typo.

    Options stay where they are, since answers name them by number, and every answer that was ever given to
    the question, also one that was changed later, is worth what it was. A rubric keeps its parts and their
    points, since marks were given by them.
    """
    if old.kind != new.kind or _moves(old.body, new.body):
        return [Problem("mending_moves_options")]
    if _has_other_points(old.body, new.body):
        return [Problem("mending_changes_rubric")]
    given = _responses_to(question.id, old.body)
    changed = sum(not _is_worth_the_same(response, old.body, new.body) for response in given)
    return [Problem("mending_changes_marks", (), {"count": changed})] if changed else []


def _moves(old: Body, new: Body) -> bool:
    before, after = numbered_texts(old), numbered_texts(new)
    return len(before) != len(after) or any(map(_texts_move, before, after))


def _texts_move(before: list[str], after: list[str]) -> bool:
    stays = {place: place for place in range(len(before))}
    return len(before) != len(after) or new_places(before, after) != stays


def _has_other_points(old: Body, new: Body) -> bool:
    return isinstance(old, Written) and isinstance(new, Written) and not new.has_points_of(old)


def _is_worth_the_same(response: Any, old: Body, new: Body) -> bool:
    return abs(old.fraction(response) - new.fraction(response)) <= SAME


def _responses_to(question_id: int, current: Body) -> Iterator[Any]:
    """Each different response that was given to any version, in the numbers of the current one."""
    bodies = {version.id: Content.from_dict(version.content).body for version in _versions_of(question_id)}
    query = (
        select(AttemptSlot.question_version_id, Step.response)
        .join(Step, (AttemptSlot.attempt_id == Step.attempt_id) & (AttemptSlot.slot == Step.slot))
        .where(AttemptSlot.question_version_id.in_(bodies))
    )
    seen = set()
    for version_id, response in db.session.execute(query):
        if (key := json.dumps([version_id, response])) not in seen:
            seen.add(key)
            yield carried(response, bodies[version_id], current)


def _versions_of(question_id: int) -> Sequence[QuestionVersion]:
    query = select(QuestionVersion).where(QuestionVersion.question_id == question_id)
    return db.session.scalars(query).all()
