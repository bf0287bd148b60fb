"""What a rubric earns, what a regrade leaves of it, and when a mark is final."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.marking import (
    is_counting_final,
    own_fraction,
    policies_for,
    regraded_fraction,
    round_for_display,
    rubric_fraction,
)
from quizapp.questions import KINDS

BODY = KINDS["written"].from_dict({"rubric": [{"points": 2, "text": "a"}, {"points": 1, "text": "b"}]})
OTHER = KINDS["written"].from_dict({"rubric": [{"points": 9, "text": "c"}]})


@pytest.mark.parametrize(
    ("points", "full", "fraction"),
    [([], 3, 0), ([2, 1], 3, 1), ([0.1] * 10, 1, 1), ([1, 0], 3, 1 / 3), ([1], 0, 0), ([-1], 3, 0)],
)
def test_points_by_the_rubric(points: list[float], full: float, fraction: float) -> None:
    assert rubric_fraction(points, full) == fraction


@given(st.lists(st.sampled_from([0, 0.25, 0.5, 1, 2.5]), min_size=1, max_size=12), st.floats(0.1, 40))
def test_a_fraction_is_in_range_and_can_be_shown(points: list[float], full: float) -> None:
    fraction = rubric_fraction(points, full)
    assert 0 <= fraction <= 1
    assert round_for_display(fraction * 7)


def test_what_waits_is_neither_right_nor_wrong() -> None:
    assert own_fraction("Words.", BODY, None) is None
    assert own_fraction("Words.", BODY, 0.5) == 0.5
    assert own_fraction(None, BODY, None) == 0
    assert own_fraction(True, KINDS["true_false"].from_dict({"answer": True}), None) == 1


@pytest.mark.parametrize("by_hand", [None, 0.0, 0.4])
def test_a_regrade_gives_all_or_leaves_what_was_given(by_hand: float | None) -> None:
    assert policies_for(BODY) == ("full_credit", "leave")
    assert regraded_fraction("full_credit", "Words.", BODY, OTHER, by_hand) == 1
    for policy in ("leave", "new_key", "old_and_new"):
        assert regraded_fraction(policy, "Words.", BODY, OTHER, by_hand) == by_hand
        assert regraded_fraction(policy, None, BODY, OTHER, by_hand) == 0


@pytest.mark.parametrize(
    ("counting", "waiting", "is_final"),
    [
        ("highest", [], True),
        ("highest", [None], True),
        ("highest", [0, None], True),
        ("highest", [0, 1], False),
        ("average", [2, 0], False),
        ("first", [0, 1], True),
        ("first", [None, 1], False),
        ("last", [1, 0, None], True),
        ("last", [0, 3], False),
    ],
)
def test_when_the_mark_that_counts_is_final(counting: str, waiting: list[int | None], is_final: bool) -> None:
    assert is_counting_final(counting, waiting) is is_final
