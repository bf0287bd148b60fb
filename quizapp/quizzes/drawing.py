"""Drawing the questions of a quiz: for each student by a seed, or for everybody.

Of a sort that the bank holds many of, some are looked at from a place that the seed decides: every question
has a lot by chance, and an index leads from any lot to the next ones. So a draw takes as long in a large bank
as in a small one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select, union_all

from quizapp.bank import shelves
from quizapp.bank.queries import QuestionRow, question_rows
from quizapp.blueprint import Candidate, Cell, Drawn, draw, place_of
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.bank import Question
from quizapp.models.quizzes import Quiz, QuizDraw
from quizapp.questions import QUIZ_KINDS
from quizapp.questions import Question as Content
from quizapp.quizzes.queries import draws_of, places_of, slot_ids, slots_of_quiz

LOTS = 2**31
# How many questions of a sort are looked at, and how many of them read, in the first and in further tries.
TRIES = ((160, 3), (160, 160), (2000, 2000))
SPARE = 6
# With how many seeds a quiz is tried before it is said that the bank can fill it.
TRIED_SEEDS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Gap:
    """A draw that the bank cannot fill now: `found` of `wanted` questions fit."""

    draw: QuizDraw
    wanted: int
    found: int


def resolve(
    quiz: Quiz, seed: int | str, draws: Sequence[QuizDraw] | None = None, repeats_facts: bool | None = None
) -> list[list[int]]:
    """The ids of the questions that each draw of the quiz (its own, unless others are given) gets for a seed.

    The same again for the same bank; fewer than were asked for where the bank cannot fill a draw.
    """
    wanted = draws_of(quiz.id) if draws is None else draws
    if not wanted:
        return []
    is_once = not (quiz.repeats_facts if repeats_facts is None else repeats_facts)
    cells = [Cell(each.count, each.topic, each.kind, each.difficulty, each.bank_id or 0) for each in wanted]
    fixed = _candidates(slot_ids(quiz.id)).values()
    banks = shelves.bank_ids(db.session.get_one(Person, quiz.owner_id))
    found = _draw(cells, banks, f"{seed}", list(fixed), is_once)
    return [[int(ident) for ident in ids] for ids in found.by_cell]


def asked(quiz: Quiz, seed: int | str) -> list[QuestionRow]:
    """What a student gets whose seed this is, in order; fixed questions in the quiz's own version."""
    drawn = iter(resolve(quiz, seed))
    fixed = {each.slot.question_id: each.row for each in slots_of_quiz(quiz.id)}
    ids = [
        ident
        for place in places_of(quiz.id)
        for ident in (next(drawn) if isinstance(place, QuizDraw) else [place.question_id])
    ]
    rows = question_rows([ident for ident in ids if ident not in fixed]) | fixed
    return [rows[ident] for ident in ids]


def gaps(quiz: Quiz, draws: Sequence[QuizDraw] | None = None) -> list[Gap]:
    """Which draws of the quiz (its own, unless others are given) the bank may fail to fill."""
    wanted = draws_of(quiz.id) if draws is None else draws
    if not wanted:
        return []
    tried = [resolve(quiz, seed, wanted) for seed in TRIED_SEEDS]
    found = [min(len(each[place]) for each in tried) for place in range(len(wanted))]
    return [
        Gap(each, each.count, number)
        for each, number in zip(wanted, found, strict=True)
        if number < each.count
    ]


def _draw(
    cells: Sequence[Cell], banks: Sequence[int], seed: str, fixed: Sequence[Candidate], is_once: bool
) -> Drawn:
    """Draw from a few candidates of each sort, and from more where that leaves a gap."""
    known: dict[int, Candidate] = {}
    drawn, read = Drawn(tuple(() for _ in cells)), -1
    for window, share in TRIES:
        ids = {
            ident
            for cell in dict.fromkeys(cells)
            for ident in _some(cell, banks, seed, window)[: share * cell.count + SPARE]
        }
        if len(ids) == read:
            continue  # there are no more than were tried
        read = len(ids)
        known |= _candidates(sorted(ids - known.keys()))
        drawn = draw(cells, known.values(), seed, one_per_fact=is_once, beside=fixed)
        if not drawn.problems:
            break
    return drawn


def _some(cell: Cell, banks: Sequence[int], seed: str, most: int) -> list[int]:
    """The ids of questions of a sort, at most so many, in the order in which the seed tries them."""
    usable = [bank for bank in banks if cell.bank in (0, bank)]
    if not usable:
        return []
    sort = f"{cell.topic}:{cell.kind}:{cell.difficulty}:{cell.bank}"
    start = int.from_bytes(place_of(sort, seed)[0][:4]) >> 1
    rows = db.session.execute(_from_lot(cell, usable, start, most)).all()
    nearest = sorted(rows, key=lambda row: ((row.lot - start) % LOTS, row.id))[:most]
    return sorted((row.id for row in nearest), key=lambda ident: place_of(ident, seed))


def _from_lot(cell: Cell, banks: Iterable[int], start: int, most: int) -> Select[Any]:
    """The next questions of each bank from a lot on, and those from the first lot on where it goes round."""
    streams = [
        select(Question.id, Question.lot)
        .where(Question.bank_id == bank, Question.status == "ready", *_of_sort(cell), side)
        .order_by(Question.lot)
        .limit(most)
        .subquery()
        for bank in banks
        for side in (Question.lot >= start, Question.lot < start)
    ]
    found = union_all(*(select(stream) for stream in streams)).subquery()
    return select(found.c.id, found.c.lot)


def _of_sort(cell: Cell) -> list[Any]:
    conditions: list[Any] = [Question.kind == cell.kind if cell.kind else Question.kind.in_(QUIZ_KINDS)]
    if cell.topic:
        conditions.append(Question.topic == cell.topic)
    if cell.difficulty:
        conditions.append(Question.difficulty == cell.difficulty)
    return conditions


def _candidates(question_ids: Sequence[int]) -> dict[int, Candidate]:
    rows = question_rows(question_ids) if question_ids else {}
    return {
        ident: Candidate.of(Content.from_dict(row.content), ident, row.question.bank_id)
        for ident, row in rows.items()
    }
