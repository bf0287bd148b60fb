"""Questions whose facts no longer hold, or not for long; and how that is said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from quizapp.bank.queries import with_content
from quizapp.bank.sheets import content_of, fact_index
from quizapp.db import db
from quizapp.facts import Fact as Content
from quizapp.facts.standing import Standing, standing, successor
from quizapp.models.bank import Fact, Question, QuestionFact, QuestionVersion


@dataclass(frozen=True, slots=True)
class Ended:
    """A fact that a question rests on and that has an end; `now` is what holds in its place."""

    fact: Content
    standing: Standing
    now: Content | None


class Sort(Protocol):
    """What a quiz draws: "", 0 and None ask for nothing."""

    @property
    def topic(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def difficulty(self) -> int: ...
    @property
    def bank_id(self) -> int | None: ...


MOST_DRAWN = 50  # questions on facts with an end that are named


def ended_facts(question_ids: Collection[int], day: date) -> dict[int, list[Ended]]:
    """The facts with an end under the current versions of these questions, by question id.

    One statement, and two more where another fact holds in the place of one of them.
    """
    return _ended(_resting().where(Question.id.in_(question_ids)), day)


def ended_in_draws(sorts: Sequence[Sort], banks: Collection[int], day: date) -> dict[int, list[Ended]]:
    """The same of the questions that may be drawn from these banks; at most MOST_DRAWN of them.

    Nothing is asked where nothing is drawn.
    """
    if not sorts:
        return {}
    may_be = _resting().where(Question.bank_id.in_(banks), Question.status == "ready")
    return _ended(may_be.where(or_(*map(_is_of, sorts))).limit(MOST_DRAWN), day)


def _is_of(sort: Sort) -> ColumnElement[bool]:
    asked = {name: getattr(sort, name) for name in ("topic", "kind", "difficulty", "bank_id")}
    return and_(true(), *(getattr(Question, name) == value for name, value in asked.items() if value))


def _resting() -> Select[Any]:
    """The questions with the facts with an end that their current versions cite."""
    columns: tuple[Any, ...] = (Question.id, Fact)
    return (
        with_content(select(*columns))
        .join(QuestionFact, QuestionFact.question_version_id == QuestionVersion.id)
        .join(Fact, Fact.id == QuestionFact.fact_id)
        .where(Fact.has_end.is_(True))
        .order_by(Question.id, Fact.source_id, Fact.position)
    )


def _ended(query: Select[Any], day: date) -> dict[int, list[Ended]]:
    ended = [(question, content_of(fact)) for question, fact in db.session.execute(query)]
    facts = fact_index().facts if any(fact.superseded_by for _, fact in ended) else {}
    found: dict[int, list[Ended]] = {}
    for question_id, fact in ended:
        found.setdefault(question_id, []).append(Ended(fact, standing(fact, day), successor(fact, facts)))
    return found
