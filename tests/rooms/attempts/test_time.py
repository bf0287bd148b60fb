"""Time that is over: in the page, by the next look, by the command, in the grace period. And more time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from quizapp.attempts import actions, extending, queries
from quizapp.cli import main
from quizapp.db import db
from quizapp.errors import AttemptClosed, Invalid, Refused
from quizapp.models.attempts import Attempt, AttemptSlot
from tests.support import school, terms
from tests.support.desk import closed_to
from tests.support.pages import PageClient, page_of
from tests.support.taking import Taking, assigned_quiz, started

Visit = Callable[[str | None], PageClient]
Run = Callable[..., Any]
NOW = datetime.now(UTC)
MINUTE = timedelta(minutes=1)
ONE = [school.true_false("one")]


def attempt_of(attempt_id: int) -> Attempt:
    query = select(Attempt).where(Attempt.id == attempt_id).execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def result(attempt_id: int) -> tuple[Any, ...]:
    found = attempt_of(attempt_id)
    slots = select(AttemptSlot.slot, AttemptSlot.fraction).where(AttemptSlot.attempt_id == attempt_id)
    marks = tuple(tuple(row) for row in db.session.execute(slots.order_by(AttemptSlot.slot)))
    return found.handed_in_at, found.is_handed_in_by_time, found.mark, found.late_deduction, marks


@pytest.fixture
def limited(in_app: Run) -> Taking:
    """Bob's quiz of one question with a limit of 30 minutes and a minute of grace; he has started."""
    taking = in_app(assigned_quiz, ONE)
    in_app(terms.change, taking.assignment, time_limit=30, grace_minutes=1)
    in_app(started, taking)
    assert isinstance(taking, Taking)
    return taking


def test_the_limit_counts_from_the_start(limited: Taking, in_app: Run) -> None:
    found = in_app(attempt_of, 1)
    assert found.deadline_at == found.started_at + 30 * MINUTE
    assert found.answers_until == found.deadline_at + MINUTE


def test_answers_count_until_the_grace_period_ends(limited: Taking, in_app: Run) -> None:
    end = in_app(attempt_of, 1).deadline_at
    in_app(actions.record_response, 1, 1, 1, True, end + MINUTE / 2)
    with pytest.raises(AttemptClosed) as closed:
        in_app(actions.record_response, 1, 1, 2, False, end + MINUTE)
    assert closed.value.code == "time_over"
    assert in_app(actions.settle, 1, end + 2 * MINUTE)
    assert in_app(result, 1)[:3] == (end, True, 1.0)


def test_in_the_grace_period_one_may_only_hand_in(visit: Visit, limited: Taking, in_app: Run) -> None:
    in_app(terms.end_in, 1, -5, grace=60)
    bob = visit("bob")
    page = page_of(bob.get("/attempts/1/questions/1", follow_redirects=True))
    assert page.heading == "Check and hand in"
    assert page.has("Your time is over. Hand in now; what you saved is safe.")
    assert not page.has("Back to the quiz")
    bob.post("/attempts/1/hand-in")
    found = in_app(attempt_of, 1)
    assert (found.handed_in_at, found.is_handed_in_by_time) == (found.deadline_at, True)


def test_the_page_says_until_when_and_counts_down(visit: Visit, limited: Taking, in_app: Run) -> None:
    bob = visit("bob")
    page = bob.page("/attempts/1/questions/1")
    assert page.has("Until ")
    [box] = [div for div in page.all("div") if div.get("data-left")]
    assert 1790 <= int(box.get("data-left") or 0) <= 1800
    assert (box.get("data-url"), page.one("button", value="over").get("hidden")) == ("/attempts/1/clock", "")
    reply = bob.get("/attempts/1/clock").json
    assert reply is not None
    assert 1790 <= reply["seconds_left"] <= 1800
    in_app(terms.end_in, 1, -5, grace=60)
    assert (bob.get("/attempts/1/clock").json or {})["seconds_left"] == 0


def test_the_clock_is_for_its_student(visit: Visit, limited: Taking, in_app: Run) -> None:
    in_app(school.person, "charlie")
    in_app(school.person, "dora", "teacher")
    closed_to(visit, "/attempts/1/clock", "alice", "charlie", "dora")


def test_a_quiz_without_a_limit_has_a_clock_only_near_its_close(visit: Visit, in_app: Run) -> None:
    taking = in_app(assigned_quiz, ONE)
    in_app(started, taking)
    bob = visit("bob")
    assert "data-clock" not in bob.page("/attempts/1/questions/1").html
    in_app(terms.close_at, NOW + 30 * MINUTE)
    assert "data-clock" in bob.page("/attempts/1/questions/1").html


def test_the_page_sends_what_it_has_when_time_is_over(visit: Visit, limited: Taking, in_app: Run) -> None:
    bob = visit("bob")
    form = {"seen": "0", "response": "true", "go": "over"}
    early = bob.post("/attempts/1/questions/1", data=form)
    assert early.location.endswith("/attempts/1/questions/1")  # a device whose clock is fast
    assert in_app(attempt_of, 1).handed_in_at is None
    in_app(terms.end_in, 1, -1, grace=60)
    late = bob.post("/attempts/1/questions/1", data=form | {"response": "false", "seen": "1"})
    assert late.location.endswith("/attempts/1/done")
    assert in_app(result, 1)[1:3] == (True, 0.0)


def test_an_answer_after_the_grace_period_is_refused(visit: Visit, limited: Taking, in_app: Run) -> None:
    in_app(terms.end_in, 1, -61, grace=60)
    answer = visit("bob").put("/attempts/1/slots/1", json={"sequence": 1, "response": True})
    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["error"] == "closed"
    assert "Your time is over" in answer.json["message"]


def test_the_next_look_hands_in(visit: Visit, limited: Taking, in_app: Run) -> None:
    in_app(actions.record_response, 1, 1, 1, True, datetime.now(UTC))
    in_app(terms.end_in, 1, -61, grace=60)
    page = visit("bob").page("/attempts/1/done")
    assert page.has("Handed in for you when your time was over")
    assert page.has("1 of 1")


def test_tidy_hands_in_and_says_so_once(
    app: Flask, limited: Taking, in_app: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_INSTANCE", app.instance_path)
    monkeypatch.setenv("DATABASE_URL", app.config["SQLALCHEMY_DATABASE_URI"])
    in_app(terms.end_in, 1, -61, grace=60)
    first = CliRunner().invoke(main, ["tidy"], catch_exceptions=False)
    assert first.exit_code == 0
    assert "Bob Example: The call, attempt 1, ended" in first.output
    assert "Handed in 1 attempts" in first.output
    stored = in_app(result, 1)
    second = CliRunner().invoke(main, ["tidy"], catch_exceptions=False)
    assert (second.exit_code, second.output) == (0, "Nothing to do.\n")
    assert in_app(result, 1) == stored


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 40)), max_size=4),
    st.integers(0, 5),
    st.integers(0, 20),
    st.lists(st.integers(0, 3000), min_size=2, max_size=2),
)
def test_whoever_looks_and_whenever_the_result_is_the_same(
    context: None, answers: list[tuple[bool, int]], grace: int, percent: int, looks: list[int]
) -> None:
    """Two attempts with the same answers, settled at different moments, end the same."""
    nested = db.session.begin_nested()
    taking = assigned_quiz(ONE, students=("bob", "cleo"))
    terms.change(taking.assignment, time_limit=30, grace_minutes=grace, late_percent=percent)
    found = []
    for person_id, look in zip((taking.bob, taking.bob + 1), looks, strict=True):
        attempt = started(taking, person_id)
        values = {"started_at": NOW, "deadline_at": NOW + 30 * MINUTE, "due_at": NOW + 10 * MINUTE}
        values["answers_until"] = values["deadline_at"] + grace * MINUTE
        db.session.execute(update(Attempt).where(Attempt.id == attempt).values(**values))
        for sequence, (response, minute) in enumerate(answers, 1):
            try:
                actions.record_response(attempt, 1, sequence, response, NOW + minute * MINUTE)
            except AttemptClosed:
                assert minute >= 30 + grace
        over = values["answers_until"] + look * MINUTE
        assert attempt in queries.overdue_attempts(over)
        assert actions.settle(attempt, over)
        assert not actions.settle(attempt, over + MINUTE)
        found.append(result(attempt))
    nested.rollback()
    assert found[0] == found[1]


def test_late_work_loses_a_step_for_each_day(visit: Visit, in_app: Run) -> None:
    taking = in_app(assigned_quiz, ONE, release="after_hand_in")
    in_app(terms.change, taking.assignment, due_at=NOW - timedelta(hours=23), late_percent=10)
    in_app(started, taking)
    in_app(actions.record_response, 1, 1, 1, True, datetime.now(UTC))
    page = page_of(visit("bob").post("/attempts/1/hand-in", follow_redirects=True))
    assert page.has("0.9 of 1")
    assert page.has("10% was taken off, since it was handed in late.")
    seen = visit("alice").page(f"/assignments/{taking.assignment}")
    assert seen.has("0.9 of 1 10% off for lateness")
    in_app(terms.change, taking.assignment, due_at=NOW + timedelta(hours=1))
    assert in_app(result, 1)[2:4] == (1.0, 0)


def test_a_teacher_gives_minutes_to_a_running_attempt(visit: Visit, limited: Taking, in_app: Run) -> None:
    before = in_app(attempt_of, 1).deadline_at
    alice = visit("alice")
    assert alice.page(f"/assignments/{limited.assignment}").has("Give these minutes")
    page = page_of(alice.send("/attempts/1/time", {"minutes": "5"}))
    assert page.has("Bob Example now has until ")
    found = in_app(attempt_of, 1)
    assert found.deadline_at == before + 5 * MINUTE
    assert found.answers_until == found.deadline_at + MINUTE


@pytest.mark.parametrize("minutes", ["0", "-1", "1441", "", "soon", "9" * 400])
def test_minutes_that_are_none_change_nothing(
    visit: Visit, limited: Taking, in_app: Run, minutes: str
) -> None:
    before = in_app(attempt_of, 1).deadline_at
    page = page_of(visit("alice").send("/attempts/1/time", {"minutes": minutes}))
    assert page.has("Enter a number of minutes from 1 to 1440. Nothing was changed.")
    assert in_app(attempt_of, 1).deadline_at == before


def test_time_given_after_the_end_counts_from_now(limited: Taking, in_app: Run) -> None:
    late = in_app(attempt_of, 1).deadline_at + MINUTE / 2
    assert in_app(extending.give_minutes, 1, 10, late) == late + 10 * MINUTE
    in_app(actions.record_response, 1, 1, 1, True, late + 9 * MINUTE)


def test_who_was_in_time_stays_in_time(in_app: Run) -> None:
    taking = in_app(assigned_quiz, ONE, closes=timedelta(minutes=10))
    in_app(terms.change, taking.assignment, late_percent=50)
    in_app(started, taking)
    until = in_app(extending.give_minutes, 1, 20, datetime.now(UTC))
    in_app(actions.hand_in, 1, until - MINUTE)
    assert in_app(result, 1)[3] == 0


def test_who_was_late_stays_late(in_app: Run) -> None:
    taking = in_app(assigned_quiz, ONE)
    in_app(terms.change, taking.assignment, late_percent=10, due_at=NOW - MINUTE)
    in_app(started, taking)
    in_app(extending.give_minutes, 1, 20, datetime.now(UTC))
    in_app(actions.hand_in, 1, datetime.now(UTC))
    assert in_app(result, 1)[3] == 10


def test_a_reopened_attempt_keeps_its_answers_and_is_marked_anew(
    visit: Visit, limited: Taking, in_app: Run
) -> None:
    in_app(actions.record_response, 1, 1, 1, False, datetime.now(UTC))
    in_app(terms.end_in, 1, -61, grace=60)
    alice = visit("alice")
    assert alice.page(f"/assignments/{limited.assignment}").has("Reopen for these minutes")
    assert in_app(result, 1)[2] == 0.0
    page = page_of(alice.send("/attempts/1/reopen", {"minutes": "15"}))
    assert page.has("Bob Example now has until ")
    assert in_app(result, 1) == (None, False, None, 0, ((1, None),))
    bob = visit("bob")
    assert bob.page("/attempts/1/questions/1").has("Question 1 of 1")
    bob.put("/attempts/1/slots/1", json={"sequence": 2, "response": True})
    bob.post("/attempts/1/hand-in")
    assert in_app(result, 1)[2] == 1.0


def test_a_reopened_attempt_is_on_the_first_page_also_after_the_close(visit: Visit, in_app: Run) -> None:
    taking = in_app(assigned_quiz, ONE, closes=timedelta(minutes=5))
    in_app(started, taking)
    in_app(terms.close_at, NOW - MINUTE)
    visit("alice").get("/")
    visit("alice").post("/attempts/1/reopen", data={"minutes": "15"})
    page = visit("bob").page("/")
    assert page.has("The call")
    assert page.has("Continue at question 1")


def test_only_the_last_attempt_can_be_reopened(in_app: Run) -> None:
    taking = in_app(assigned_quiz, ONE, attempts_allowed=2)
    for _ in range(2):
        in_app(actions.hand_in, in_app(started, taking), datetime.now(UTC))
    with pytest.raises(Refused) as refused:
        in_app(extending.reopen, 1, 10, datetime.now(UTC))
    assert refused.value.code == "not_the_last_attempt"
    assert in_app(extending.reopen, 2, 10, datetime.now(UTC))


def test_what_is_open_is_not_reopened_and_what_is_in_gets_no_minutes(limited: Taking, in_app: Run) -> None:
    with pytest.raises(Refused) as refused:
        in_app(extending.reopen, 1, 10, datetime.now(UTC))
    assert refused.value.code == "attempt_is_open"
    in_app(actions.hand_in, 1, datetime.now(UTC))
    with pytest.raises(Refused) as refused:
        in_app(extending.give_minutes, 1, 10, datetime.now(UTC))
    assert refused.value.code == "attempt_is_in"
    with pytest.raises(Invalid):
        in_app(extending.reopen, 1, 0, datetime.now(UTC))


@pytest.mark.parametrize("what", ["time", "reopen"])
def test_the_teachers_hand_is_closed_to_others(visit: Visit, limited: Taking, in_app: Run, what: str) -> None:
    in_app(school.person, "charlie")
    in_app(school.person, "dora", "teacher")
    form = {"minutes": "10"}
    closed_to(visit, f"/attempts/1/{what}", "bob", "charlie", "dora", method="POST", data=form)
    assert visit("alice").post(f"/attempts/99/{what}", data=form).status_code == 404
