"""What a teacher gives to written answers. Nothing here commits, and rows are only added.

One `hand_mark` for all answers that read the same, one `hand_marked_answer` for each of them. The newest one
decides what an answer is worth, unless everybody has the full mark by a regrade.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert

from quizapp.attempts.by_hand import hand_mark_queries as queries
from quizapp.attempts.by_hand.hand_mark_queries import AnswerRow, MarkRow, Place
from quizapp.attempts.contents import contents
from quizapp.attempts.policy import may_see_marks
from quizapp.attempts.regrades.regrade_queries import lock_attempts
from quizapp.attempts.totals import store_fractions
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Problem, Refused
from quizapp.marking import rubric_fraction
from quizapp.models.accounts import Person
from quizapp.models.attempts import HandMark, HandMarkedAnswer
from quizapp.models.quizzes import Assignment
from quizapp.questions.written import SAME, Written, same_text


@dataclass(frozen=True, slots=True)
class Given:
    """What a teacher gives: points for each part of the rubric, words to all, and to single students."""

    points: tuple[float, ...]
    comment: str = ""
    comments: Mapping[int, str] = field(default_factory=dict)  # by attempt
    reason: str = ""

    def is_in(self, mark: MarkRow) -> bool:
        """Whether this mark says just that to its answer."""
        return (
            self.has_points_of(mark)
            and mark.comment == self.comment
            and mark.own_comment == self.comments.get(mark.attempt_id, "")
        )

    def has_points_of(self, mark: MarkRow) -> bool:
        """Whether this mark has the same points, part by part."""
        return len(mark.points) == len(self.points) and all(
            abs(a - b) <= SAME for a, b in zip(mark.points, self.points, strict=True)
        )


def mark_answers(
    assignment: Assignment,
    question_id: int,
    given: Given,
    *,
    seen: Mapping[int, int],
    teacher: Person,
    now: datetime,
) -> int:
    """Give the same to the answers of these attempts; returns how many of them got something new.

    `seen` has the attempts and, for each, the id of the newest mark that the teacher had before them (0 for
    none). Raises Refused (`marked_meanwhile`) where another mark came in between and nothing is stored,
    Invalid for points that cannot be given and for a mark that students have seen changing without a reason,
    NotFound for answers that are not in this assignment or do not read the same.
    """
    lock_attempts(list(seen))
    answers = queries.answers_to(assignment.id, question_id, seen)
    body = _body_of(answers, seen)
    if problems := problems_of_points(body, given.points):
        raise Invalid(problems)
    marks = queries.marks_of(seen, {row.slot for row in answers})
    newest = queries.newest_of(marks, answers)
    changed = [row for row in answers if _is_new(given, newest.get((row.attempt_id, row.slot)))]
    if any(_newest_id(newest, row) != seen[row.attempt_id] for row in changed):
        raise Refused("marked_meanwhile")
    if (
        not given.reason
        and may_see_marks(assignment, assignment.opens_at, now)
        and _moves(given, changed, newest)
    ):
        raise Invalid([Problem("missing_field", ("reason",))])
    if changed:
        _store(changed, newest, given, body, teacher, now)
    return len(changed)


def problems_of_points(body: Written, points: Sequence[float]) -> list[Problem]:
    """What keeps these points, one for each part of the rubric, from being given; [] where nothing does."""
    if len(points) != len(body.rubric):
        return [Problem("unknown_criterion")]
    return [
        Problem("not_a_step", (f"points_{place}",), {"step": row.step, "maximum": row.points})
        for place, (row, number) in enumerate(zip(body.rubric, points, strict=True))
        if not row.is_step(number)
    ]


def _body_of(answers: Sequence[AnswerRow], wanted: Collection[int]) -> Written:
    """The question as all these answers were given it; NotFound where they do not belong together."""
    is_one = len({(row.version_id, same_text(row.response)) for row in answers}) == 1
    if not is_one or len(answers) != len(wanted) or not all(row.is_answered for row in answers):
        raise NotFound
    body = contents([(answers[0].version_id, answers[0].digest)])[answers[0].version_id].body
    if not isinstance(body, Written):
        raise NotFound
    return body


def _is_new(given: Given, mark: MarkRow | None) -> bool:
    return mark is None or not given.is_in(mark)


def _newest_id(newest: Mapping[Place, MarkRow], row: AnswerRow) -> int:
    mark = newest.get((row.attempt_id, row.slot))
    return mark.id if mark else 0


def _moves(given: Given, changed: Sequence[AnswerRow], newest: Mapping[Place, MarkRow]) -> bool:
    marks = [mark for row in changed if (mark := newest.get((row.attempt_id, row.slot)))]
    return any(not given.has_points_of(mark) for mark in marks)


def _store(
    answers: Sequence[AnswerRow],
    newest: Mapping[Place, MarkRow],
    given: Given,
    body: Written,
    teacher: Person,
    now: datetime,
) -> None:
    made = HandMark(
        question_version_id=answers[0].version_id,
        points=list(given.points),
        fraction=rubric_fraction(given.points, body.points()),
        comment=given.comment,
        reason=given.reason,
        by_id=teacher.id,
        at=now,
    )
    db.session.add(made)
    db.session.flush()
    db.session.execute(insert(HandMarkedAnswer), [_marked(made, row, newest, given) for row in answers])
    full = queries.with_full_credit([row.attempt_id for row in answers])
    store_fractions([_fraction(row, 1.0 if _place(row) in full else made.fraction) for row in answers])


def _place(row: AnswerRow) -> Place:
    return row.attempt_id, row.slot


def _marked(
    made: HandMark, row: AnswerRow, newest: Mapping[Place, MarkRow], given: Given
) -> dict[str, object]:
    before = newest.get(_place(row))
    return {
        "hand_mark_id": made.id,
        "attempt_id": row.attempt_id,
        "slot": row.slot,
        "sequence": row.sequence,
        "comment": given.comments.get(row.attempt_id, ""),
        "fraction_before": before.fraction if before else None,
    }


def _fraction(row: AnswerRow, fraction: float) -> dict[str, object]:
    return {"attempt_id": row.attempt_id, "slot": row.slot, "fraction": fraction}


def hide_names(assignment: Assignment, are_hidden: bool) -> None:
    """Let the answers of this assignment be marked without the names of their writers, or with them."""
    assignment.is_marked_anonymously = are_hidden
