"""What an answer is worth after a correction, by policy."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.marking import POLICIES, regraded_fraction
from quizapp.questions import KINDS, Body


def choice(key: int, count: int = 3, kind: str = "single_choice") -> Body:
    options = [{"text": f"Option {n}", "key": n == key} for n in range(count)]
    return KINDS[kind].from_dict({"options": options})


OLD, NEW = choice(0), choice(1)


@pytest.mark.parametrize(
    ("policy", "fractions"),
    [
        ("full_credit", [1, 1, 1, 1]),
        ("old_and_new", [1, 1, 0, 0]),
        ("new_key", [0, 1, 0, 0]),
        ("leave", [1, 0, 0, 0]),
    ],
)
def test_a_wrong_key(policy: str, fractions: list[float]) -> None:
    assert [regraded_fraction(policy, answer, OLD, NEW) for answer in (0, 1, 2, None)] == fractions


def test_a_corrected_order_counts_by_its_items() -> None:
    old = KINDS["ordering"].from_dict({"items": [{"text": "2017"}, {"text": "2025"}, {"text": "2019"}]})
    new = KINDS["ordering"].from_dict({"items": [{"text": "2017"}, {"text": "2019"}, {"text": "2025"}]})
    assert regraded_fraction("leave", [0, 2, 1], old, new) == pytest.approx(2 / 3)
    assert regraded_fraction("new_key", [0, 2, 1], old, new) == 1


def test_part_credit_keeps_the_better_key() -> None:
    old = KINDS["short_text"].from_dict({"answers": [{"text": "Lima", "fraction": 0.5}, {"text": "Rome"}]})
    new = KINDS["short_text"].from_dict({"answers": [{"text": "Lima", "fraction": 0.25}, {"text": "Oslo"}]})
    assert regraded_fraction("old_and_new", "Lima", old, new) == 0.5
    assert regraded_fraction("new_key", "Lima", old, new) == 0.25


@pytest.mark.parametrize("policy", ["old_and_new", "new_key"])
def test_a_key_of_another_kind_cannot_read_the_answer(policy: str) -> None:
    other = KINDS["numeric"].from_dict({"answers": [{"value": 1}]})
    assert regraded_fraction(policy, 0, OLD, other) == 1


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown policy"):
        regraded_fraction("perhaps", 0, OLD, NEW)


numbers = st.integers(0, 5)
responses = st.one_of(st.none(), numbers, st.lists(numbers, unique=True))


@given(
    st.sampled_from(POLICIES),
    responses,
    st.sampled_from(["single_choice", "multiple_choice"]),
    st.tuples(numbers, st.integers(2, 6)),
    st.tuples(numbers, st.integers(2, 6)),
)
def test_every_fraction_is_in_range(
    policy: str, response: Any, kind: str, old: tuple[int, int], new: tuple[int, int]
) -> None:
    if isinstance(response, list) != (kind == "multiple_choice") and response is not None:
        response = [response] if isinstance(response, int) else len(response)
    before, after = choice(*old, kind=kind), choice(*new, kind=kind)
    assert 0 <= regraded_fraction(policy, response, before, after) <= 1


@given(responses.filter(lambda response: not isinstance(response, list)), numbers, numbers)
def test_both_keys_never_take_anything_away(response: Any, old: int, new: int) -> None:
    before, after = choice(old, 6), choice(new, 6)
    both = regraded_fraction("old_and_new", response, before, after)
    assert both >= regraded_fraction("leave", response, before, after)
    assert both >= regraded_fraction("new_key", response, before, after)
