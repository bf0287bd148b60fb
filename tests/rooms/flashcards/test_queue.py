from datetime import date, timedelta

import pytest

from quizapp.flashcards.queue import (
    NEW_PER_DAY,
    RETURN_AFTER,
    Due,
    Rated,
    Tally,
    make_queue,
    minutes,
    new_left,
    next_study,
    tally,
)

MONDAY = date(2025, 6, 9)
TUESDAY = MONDAY + timedelta(days=1)


def rated(*cards: int, is_right: bool = True, was_new: bool = False, topic: str = "A") -> list[Rated]:
    return [Rated(100 + card, card, topic, is_right, was_new) for card in cards]


def test_due_cards_come_before_new_ones_and_missed_ones_last() -> None:
    queue = make_queue([Due(1, False), Due(2, True)], [3], rated(2, is_right=False), MONDAY)
    assert queue.next_card() == 1
    assert make_queue([Due(2, True)], [3], rated(2, is_right=False), MONDAY).next_card() == 3
    assert make_queue([Due(2, True)], [], rated(2, is_right=False), MONDAY).next_card() == 2
    assert make_queue([], [], [], MONDAY).next_card() is None


def test_a_missed_card_comes_back_after_some_others() -> None:
    missed, others = rated(2, is_right=False), range(10, 10 + RETURN_AFTER)
    soon = make_queue([Due(1, False), Due(2, True)], [], missed + rated(*others[:-1]), MONDAY)
    later = make_queue([Due(1, False), Due(2, True)], [], missed + rated(*others), MONDAY)
    assert (soon.next_card(), later.next_card()) == (1, 2)


def test_of_several_missed_cards_the_one_rated_longest_ago_comes_first() -> None:
    misses = rated(2, 1, 2, is_right=False)
    assert make_queue([Due(1, True), Due(2, True)], [], misses, MONDAY).missed == [1, 2]


def test_order_of_reviews_is_the_same_all_day_and_another_the_next() -> None:
    due = [Due(card, False) for card in range(30)]
    monday = make_queue(due, [], [], MONDAY).due
    assert make_queue(due[::-1], [], [], MONDAY).due == monday
    assert make_queue(due[5:], [], [], MONDAY).due == [card for card in monday if card >= 5]
    assert make_queue(due, [], [], TUESDAY).due != monday
    assert monday != sorted(monday)


def test_the_card_whose_answer_was_asked_for_stays_if_it_is_still_in_the_queue() -> None:
    queue = make_queue([Due(1, False), Due(2, False)], [3], [], MONDAY)
    assert [queue.next_card(wanted) for wanted in (1, 2, 3)] == [1, 2, 3]
    assert queue.next_card(99) == queue.next_card(None)


def test_tally_counts_first_answers() -> None:
    day = rated(1, is_right=False) + rated(1, 2) + rated(3, topic="B")
    assert tally(day) == Tally(good=2, again=1)
    assert tally(day, "B") == Tally(good=1, again=0)
    assert tally(day).met == 3


def test_new_cards_are_limited_by_those_met_today() -> None:
    assert new_left([]) == NEW_PER_DAY
    assert new_left(rated(1, 2, was_new=True) + rated(3)) == NEW_PER_DAY - 2
    assert new_left(rated(*range(50), was_new=True)) == 0


@pytest.mark.parametrize(
    ("coming", "new_waiting", "expected"),
    [
        ({}, 0, None),
        ({MONDAY + timedelta(days=4): 6}, 0, (MONDAY + timedelta(days=4), 6)),
        ({MONDAY + timedelta(days=4): 6}, 3, (TUESDAY, 3)),
        ({TUESDAY: 6}, 3, (TUESDAY, 9)),
        ({TUESDAY: 6}, 500, (TUESDAY, 26)),
    ],
)
def test_next_study(coming: dict[date, int], new_waiting: int, expected: tuple[date, int] | None) -> None:
    assert next_study(coming, new_waiting, MONDAY) == expected


@pytest.mark.parametrize(("cards", "expected"), [(0, 0), (1, 1), (2, 1), (3, 2), (12, 5)])
def test_minutes(cards: int, expected: int) -> None:
    assert minutes(cards) == expected
