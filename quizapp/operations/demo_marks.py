"""What the demo school's teacher has marked by hand, and what still waits for whoever looks around."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from quizapp.attempts.by_hand.answer_groups import groups_of
from quizapp.attempts.by_hand.hand_mark_queries import answers_to
from quizapp.attempts.by_hand.hand_marks import Given, mark_answers
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.bank import Question
from quizapp.models.quizzes import Assignment, Quiz
from quizapp.questions.written import same_text
from quizapp.quizzes.actions import add_questions, set_full_mark


def add_written(quiz: Quiz, plan: dict[str, Any]) -> int | None:
    """Put the plan's question at the end of the quiz; its id, or None where the bank does not have it."""
    question_id = db.session.scalar(
        select(Question.id).where(Question.ref == plan["ref"], Question.status == "ready")
    )
    if question_id is not None:
        add_questions(quiz, [question_id])
        set_full_mark(quiz, question_id, plan["mark"])
    return question_id


def mark_some(
    assignment: Assignment,
    question_id: int,
    answers: Sequence[dict[str, Any]],
    teacher: Person,
    now: datetime,
) -> None:
    """Mark the answers that the plan has points for; the others wait."""
    planned = {same_text(answer["text"]): answer for answer in answers if "points" in answer}
    for group in groups_of(answers_to(assignment.id, question_id), {}):
        if answer := planned.get(same_text(group.texts[0])):
            given = Given(tuple(map(float, answer["points"])), answer.get("comment", ""))
            seen = {row.attempt_id: 0 for row in group.answers}
            mark_answers(assignment, question_id, given, seen=seen, teacher=teacher, now=now)
