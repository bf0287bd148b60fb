"""Writes of what a quiz draws. Nothing here commits."""

from collections.abc import Sequence

from quizapp.bank import shelves
from quizapp.db import db
from quizapp.errors import Invalid, Problem
from quizapp.models.accounts import Person
from quizapp.models.quizzes import Quiz, QuizDraw
from quizapp.questions import QUIZ_KINDS
from quizapp.quizzes.actions import (
    add_questions,
    check_full_mark,
    last_section,
    move_place,
    open_places,
    set_full_mark,
    store_places,
)
from quizapp.quizzes.drawing import gaps, resolve
from quizapp.quizzes.queries import draws_of

MOST_DRAWN = 60
ANY = 0


def new_draw(
    quiz: Quiz, *, count: int, topic: str, kind: str, difficulty: int, bank_id: int | None, full_mark: float
) -> QuizDraw:
    """A draw that is not part of its quiz yet; "", 0 and None ask for nothing.

    Raises Invalid for a number, a kind or a bank that cannot be.
    """
    problems = []
    if not 1 <= count <= MOST_DRAWN:
        problems.append(Problem("out_of_range", ("count",), {"minimum": 1, "maximum": MOST_DRAWN}))
    if kind not in ("", *QUIZ_KINDS) or difficulty not in (ANY, 1, 2, 3):
        problems.append(Problem("not_allowed", ("kind",)))
    if bank_id and shelves.bank_of(db.session.get_one(Person, quiz.owner_id), bank_id) is None:
        problems.append(Problem("not_allowed", ("bank_id",)))
    if problems:
        raise Invalid(problems)
    check_full_mark(full_mark)
    return QuizDraw(
        quiz_id=quiz.id,
        position=1,
        count=count,
        topic=topic,
        kind=kind,
        difficulty=difficulty,
        bank_id=bank_id or None,
        max_mark=full_mark,
    )


def add_draw(quiz: Quiz, draw: QuizDraw) -> None:
    """Let a quiz draw this for each student, at its end.

    Raises Refused once the quiz is in use, and Invalid (cell_not_filled, with `found`) where the bank cannot
    fill it beside what the quiz asks already.
    """
    places = open_places(quiz)
    _check_filled(quiz, [*draws_of(quiz.id), draw], draw)
    draw.position, draw.section_id = len(places) + 1, last_section(quiz)
    db.session.add(draw)
    db.session.flush()


def _check_filled(quiz: Quiz, draws: Sequence[QuizDraw], asked: QuizDraw) -> None:
    short = gaps(quiz, draws)
    if short:
        missing = sum(gap.wanted - gap.found for gap in short)
        found = max(0, asked.count - missing)
        raise Invalid([Problem("cell_not_filled", ("count",), {"found": found, "wanted": asked.count})])


def draw_now(quiz: Quiz, draw: QuizDraw, seed: int) -> int:
    """Put questions of this sort into a quiz, the same for everybody; returns how many.

    Raises as add_draw does; nothing is put in then.
    """
    open_places(quiz)
    ids = resolve(quiz, seed, [*draws_of(quiz.id), draw])[-1]
    if len(ids) < draw.count:
        problem = Problem("cell_not_filled", ("count",), {"found": len(ids), "wanted": draw.count})
        raise Invalid([problem])
    count = add_questions(quiz, ids)
    for question_id in ids:
        set_full_mark(quiz, question_id, draw.max_mark)
    return count


def move_draw(quiz: Quiz, draw: QuizDraw, by: int) -> None:
    """Move a draw up (by = -1) or down (by = 1); raises Refused once the quiz is in use."""
    move_place(open_places(quiz), draw, by)


def set_draw_mark(quiz: Quiz, draw: QuizDraw, full_mark: float) -> None:
    """Set what each question of a draw is worth: above 0, 100 at most. Raises Invalid, Refused."""
    check_full_mark(full_mark)
    open_places(quiz)
    draw.max_mark = full_mark
    db.session.flush()


def remove_draw(quiz: Quiz, draw: QuizDraw) -> None:
    """Take a draw out of a quiz; raises Refused once it is in use."""
    places = open_places(quiz)
    store_places(places, [place for place in places if place is not draw])


def set_rules(quiz: Quiz, *, repeats_facts: bool, redraws: bool) -> None:
    """Say how a quiz draws: whether two questions may rest on one fact, and a further attempt draws anew.

    Raises Refused once the quiz is in use.
    """
    open_places(quiz)
    quiz.repeats_facts, quiz.redraws = repeats_facts, redraws
