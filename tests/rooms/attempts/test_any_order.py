"""Messages arrive in any order, any number of times: the end is always the same, nothing is lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from quizapp.attempts import actions, late, queries
from quizapp.attempts.claims import Claim
from quizapp.db import db
from quizapp.errors import AttemptClosed, OtherAnswer
from quizapp.models.attempts import LateStep, Step
from tests.support import school
from tests.support.taking import assigned_quiz, started

NOW = datetime.now(UTC)
LATER = NOW + timedelta(days=2)
Message = tuple[int, int, int]  # slot, sequence, response

# What pages send: each number of a slot belongs to one answer. Two tabs may use one number for two answers.
messages = st.lists(
    st.tuples(st.integers(1, 2), st.integers(1, 6), st.integers(0, 2)), min_size=1, max_size=12
)
of_one_page = st.dictionaries(
    st.tuples(st.integers(1, 2), st.integers(1, 6)), st.integers(0, 2), min_size=1, max_size=8
).map(lambda answers: [(*key, response) for key, response in answers.items()])
slowly = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def attempt(context: None) -> Iterator[int]:
    return started(assigned_quiz([school.single_choice("one"), school.single_choice("two")]))


def empty() -> None:
    for table in (Step, LateStep):
        db.session.execute(delete(table))


def send(attempt: int, message: Message, now: datetime = NOW) -> str:
    try:
        actions.record_response(attempt, *message, now)
    except OtherAnswer:
        return "other"
    return "saved"


def steps() -> set[Message]:
    rows = db.session.execute(select(Step.slot, Step.sequence, Step.response))
    return {(row[0], row[1], row[2]) for row in rows}


def shuffles(sent: list[Message]) -> st.SearchStrategy[list[Message]]:
    """The messages in any order, some of them several times."""
    return st.lists(st.sampled_from(sent), max_size=10).flatmap(
        lambda again: st.permutations([*sent, *again])
    )


@slowly
@given(data=st.data())
def test_one_page_ends_alike_in_any_order(attempt: int, data: Any) -> None:
    sent = data.draw(of_one_page)
    for order in (sent, data.draw(shuffles(sent))):
        empty()
        for message in order:
            send(attempt, message)
        assert steps() == set(sent), "every answer is there once"
        newest = {slot: max(s for sl, s, _ in sent if sl == slot) for slot, _, _ in sent}
        for slot, sequence in newest.items():
            state = queries.slot_state(attempt, slot)
            assert state is not None
            assert (slot, state.sequence, state.response) in sent
            assert state.sequence == sequence


@slowly
@given(sent=messages)
def test_whoever_hears_saved_finds_it_saved(attempt: int, sent: list[Message]) -> None:
    empty()
    acknowledged = {message for message in sent if send(attempt, message) == "saved"}
    held = {(slot, response) for slot, _, response in steps()}
    for slot, sequence, response in acknowledged:
        newest = queries.slot_state(attempt, slot)
        assert newest is not None
        assert (slot, sequence, response) in steps() or (slot, response) in held
    assert len({(slot, sequence) for slot, sequence, _ in steps()}) == len(steps()), "no number twice"


@slowly
@given(data=st.data())
def test_late_answers_end_alike_in_any_order(attempt: int, data: Any) -> None:
    sent = data.draw(messages)
    head = queries.attempt_head(attempt)
    assert head is not None
    found = []
    for order in (sent, data.draw(shuffles(sent))):
        empty()
        for slot, sequence, response in order:
            with pytest.raises(AttemptClosed):
                actions.record_response(attempt, slot, sequence, response, LATER)
            late.keep_late(head, slot, sequence, response, Claim(NOW, LATER), LATER)
        rows = db.session.execute(select(LateStep.slot, LateStep.sequence, LateStep.response))
        found.append(sorted(tuple(row) for row in rows))
    assert found[0] == found[1] == sorted(set(sent))
