"""What a review says of answers that a teacher marked: points by part, words, by whom, and what changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from quizapp.attempts.by_hand import hand_mark_queries as queries
from quizapp.attempts.by_hand.hand_mark_queries import MarkRow
from quizapp.attempts.queries import HeadRow, SlotState
from quizapp.marking import round_for_display
from quizapp.questions import Question
from quizapp.questions.written import SAME, Written
from quizapp.translations import gettext

Context = dict[str, Any]


def hand_marks_of(
    head: HeadRow, states: Sequence[SlotState], questions: Mapping[int, Question], *, for_teacher: bool
) -> dict[int, Context]:
    """By slot what teachers gave in this attempt, as templates show it; one statement at most.

    Teachers also get the address where they change it, once the attempt is handed in.
    """
    asked = {state.slot: state for state in states if isinstance(questions[state.version_id].body, Written)}
    if not asked or head.handed_in_at is None:
        return {}
    marks: dict[int, list[MarkRow]] = {}
    for row in queries.marks_of([head.id]):
        if row.slot in asked:
            marks.setdefault(row.slot, []).append(row)
    found = {}
    for slot, state in asked.items():
        question, given = questions[state.version_id], marks.get(slot, [])
        found[slot] = _shown(state, question.body, given) | {
            "url": _mark_url(head, state) if for_teacher and state.is_answered else None
        }
    return found


def _shown(state: SlotState, body: Any, given: Sequence[MarkRow]) -> Context:
    newest = given[-1] if given and given[-1].sequence == state.sequence else None
    if newest is None:
        return {"is_marked": False}
    return {
        "is_marked": True,
        "parts": [
            gettext("%(mark)s of %(max)s", mark=round_for_display(points), max=round_for_display(row.points))
            for points, row in zip(newest.points, body.rubric, strict=True)
        ],
        "comments": [text for text in (newest.comment, newest.own_comment) if text],
        "by": newest.Person.display_name if newest.Person else None,
        "at": newest.at,
        "changes": [_change(row, state.max_mark) for row in given if _has_moved(row)],
    }


def _has_moved(row: MarkRow) -> bool:
    return row.fraction_before is not None and abs(row.fraction - row.fraction_before) > SAME


def _change(row: MarkRow, max_mark: float) -> Context:
    return {
        "at": row.at,
        "before": round_for_display(row.fraction_before * max_mark),
        "after": round_for_display(row.fraction * max_mark),
        "reason": row.reason,
    }


def _mark_url(head: HeadRow, state: SlotState) -> str:
    return url_for(
        "attempts.mark_question",
        assignment_id=head.assignment_id,
        question_id=state.question_id,
        answer=head.id,
    )
