"""Questions whose facts no longer hold, or not for long; and how that is said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

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


def ended_facts(question_ids: Collection[int], day: date) -> dict[int, list[Ended]]:
    """The facts with an end under the current versions of these questions, by question id.

    One statement, and two more where another fact holds in the place of one of them.
    """
    asked: tuple[Any, ...] = (Question.id, Fact)
    query = (
        with_content(select(*asked))
        .join(QuestionFact, QuestionFact.question_version_id == QuestionVersion.id)
        .join(Fact, Fact.id == QuestionFact.fact_id)
        .where(Question.id.in_(question_ids))
        .order_by(Question.id, Fact.source_id, Fact.position)
    )
    rows = [(question, content_of(fact)) for question, fact in db.session.execute(query)]
    ended = [(question, fact) for question, fact in rows if fact.expired or fact.superseded_by]
    facts = fact_index().facts if any(fact.superseded_by for _, fact in ended) else {}
    found: dict[int, list[Ended]] = {}
    for question_id, fact in ended:
        found.setdefault(question_id, []).append(Ended(fact, standing(fact, day), successor(fact, facts)))
    return found
