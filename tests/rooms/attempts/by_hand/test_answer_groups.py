"""Answers that read the same, in the order in which a teacher meets them."""

from types import SimpleNamespace
from typing import Any

from quizapp.attempts.by_hand.answer_groups import groups_of, in_no_order, next_waiting


def answer(attempt: int, text: str | None, version: int = 1, fraction: float | None = None) -> Any:
    return SimpleNamespace(
        attempt_id=attempt,
        slot=2,
        version_id=version,
        response=text,
        fraction=fraction,
        is_answered=bool(text),
    )


def mark(number: int, points: tuple[float, ...] = (1,), comment: str = "") -> Any:
    return SimpleNamespace(id=number, points=list(points), comment=comment)


def keys(groups: Any) -> list[list[int]]:
    return [[row.attempt_id for row in group.answers] for group in groups]


def test_the_biggest_group_that_waits_comes_first() -> None:
    answers = [
        answer(1, "Alone."),
        answer(2, "Twice"),
        answer(3, None),
        answer(4, "twice!"),
        answer(5, "Done", fraction=1),
        answer(6, "done", fraction=1),
        answer(7, "DONE.", fraction=1),
    ]
    newest = {(number, 2): mark(9) for number in (5, 6, 7)}
    assert keys(groups_of(answers, newest)) == [[2, 4], [1], [5, 6, 7]]
    assert groups_of(answers, newest)[0].texts == ["Twice", "twice!"]


def test_other_versions_and_other_marks_stand_apart() -> None:
    answers = [
        answer(1, "A"),
        answer(2, "A", version=2),
        answer(3, "A", fraction=1),
        answer(4, "A", fraction=0),
    ]
    newest = {(3, 2): mark(1), (4, 2): mark(2, (0,))}
    groups = groups_of(answers, newest)
    assert sorted(keys(groups)) == [[1], [2], [3], [4]]
    twins = {group.key: group.twin and group.twin.id for group in groups}
    assert twins == {1: 2, 2: None, 3: None, 4: None}


def test_the_next_one_is_after_this_one_and_then_from_the_beginning() -> None:
    groups = groups_of([answer(1, "A"), answer(2, "B"), answer(3, "C", fraction=1)], {(3, 2): mark(1)})
    one, two, done = groups
    assert next_waiting(groups, one) is two
    assert next_waiting(groups, two) is one
    assert next_waiting(groups, done) is one
    assert next_waiting([one, done], one) is None
    assert next_waiting([], None) is None


def test_an_order_that_tells_no_names_is_always_the_same() -> None:
    rows = [answer(number, "A") for number in range(30)]
    mixed = in_no_order(rows)
    assert mixed != rows
    assert in_no_order(reversed(rows)) == mixed
