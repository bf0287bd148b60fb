"""Drawing 40 questions in 10 sorts from a bank of 50,000, on both databases."""

import time

import pytest

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.bank import Question
from quizapp.models.quizzes import Quiz, QuizDraw
from quizapp.quizzes import drawing
from tests.support import large_bank, plans

SLOW = 3000  # milliseconds, on a machine that does ten other things; see the printed ones
SORTS = (
    *({"topic": f"Topic {number}"} for number in range(4)),
    {"topic": "Topic 4", "kind": "date"},
    {"topic": "Topic 5", "kind": "true_false", "difficulty": 2},
    {"topic": "Topic 6", "difficulty": 3, "bank_id": 2},
    {"kind": "date"},
    {"difficulty": 1},
    {},
)


@pytest.fixture
def quiz(alice: Person) -> Quiz:
    large_bank.build(alice.id)
    made = db.session.get_one(Quiz, 1)
    db.session.add_all(
        QuizDraw(quiz_id=made.id, position=100 + place, count=4, **sort) for place, sort in enumerate(SORTS)
    )
    db.session.flush()
    return made


def test_forty_slots_are_looked_up_and_soon(quiz: Quiz) -> None:
    assert plans.scans(lambda: drawing.resolve(quiz, 7)) == []
    took = []
    for seed in range(5):
        start = time.perf_counter()
        drawn = drawing.resolve(quiz, seed)
        took.append((time.perf_counter() - start) * 1000)
        assert [len(ids) for ids in drawn] == [4] * len(SORTS)
    print("40 slots in ms:", ", ".join(f"{ms:.0f}" for ms in took))
    assert max(took) < SLOW
    start = time.perf_counter()
    assert drawing.gaps(quiz) == []
    print(f"the builder's check: {(time.perf_counter() - start) * 1000:.0f} ms")
    rows = [db.session.get_one(Question, ids[0]) for ids in drawing.resolve(quiz, 1)]
    assert [row.topic for row in rows[:7]] == [f"Topic {number}" for number in range(7)]
    assert (rows[5].kind, rows[5].difficulty, rows[6].bank_id) == ("true_false", 2, 2)


def test_a_large_bank_is_drawn_from_all_over(quiz: Quiz) -> None:
    seen = {ident for seed in range(25) for ids in drawing.resolve(quiz, seed)[-1:] for ident in ids}
    assert len(seen) > 60  # of 100 drawn
    assert max(seen) - min(seen) > large_bank.MADE / 2
