"""The cover page tells each student their own terms, asks for the code, and lets nobody in too soon."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from quizapp.attempts import actions, queries
from quizapp.attempts.access_codes import forget_wrong_codes, is_same_code
from quizapp.attempts.contents import contents
from quizapp.db import db
from quizapp.models.accommodations import WrongCode
from quizapp.models.attempts import Attempt
from tests.support import school, terms
from tests.support.pages import PageClient, page_of
from tests.support.taking import Taking, assigned_quiz, started

Visit = Callable[[str | None], PageClient]
Run = Callable[..., Any]
HOUR = timedelta(hours=1)
IN_2050 = datetime(2050, 1, 1, tzinfo=UTC)
QUESTIONS = [school.single_choice(f"q-{number}") for number in range(8)]


@pytest.fixture
def taking(in_app: Run) -> Taking:
    made = in_app(assigned_quiz, [school.true_false("one")], students=("bob", "cleo"), attempts_allowed=2)
    assert isinstance(made, Taking)
    return made


def cover(taking: Taking) -> str:
    return f"/assignments/{taking.assignment}/take"


@pytest.mark.parametrize(
    ("limit", "given", "sentence"),
    [
        (None, {}, "You can take as long as you like until it closes at "),
        (30, {}, "You have 30 minutes once you start; it closes at "),
        (90, {}, "You have 1 hour 30 minutes once you start"),
        (
            30,
            {"time_percent": 150},
            "You have 45 minutes, because you have extra time; it closes for you",
        ),
        (30, {"has_no_timer": True}, "You have no time limit, as arranged for you; it closes for you at "),
        (None, {"extra_minutes": 20}, "You have extra time; it closes for you at "),
        (
            None,
            {"closes_at": IN_2050},
            "You have dates of your own; it closes for you at ",
        ),
        (
            30,
            {"closes_at": IN_2050},
            "You have 30 minutes once you start, and dates of your own",
        ),
        (30, {"reads_aloud": True}, "You have 30 minutes once you start; it closes at "),
    ],
)
def test_the_cover_tells_each_student_their_own_terms(
    visit: Visit, in_app: Run, taking: Taking, limit: int | None, given: dict[str, Any], sentence: str
) -> None:
    in_app(terms.change, taking.assignment, time_limit=limit)
    if given:
        in_app(terms.give, taking.bob, taking.assignment, **given)
    assert visit("bob").page(cover(taking)).has(sentence)
    classmate = visit("cleo").page(cover(taking))
    assert not classmate.has("for you")
    assert not classmate.has("extra time")


def test_a_standing_accommodation_counts_everywhere(visit: Visit, in_app: Run, taking: Taking) -> None:
    in_app(terms.change, taking.assignment, time_limit=20)
    in_app(terms.give, taking.bob, time_percent=200, extra_attempts=1)
    page = visit("bob").page(cover(taking))
    assert page.has("You have 40 minutes, because you have extra time")
    assert page.has("3 left")


def test_late_work_and_larger_text_are_told(visit: Visit, in_app: Run, taking: Taking) -> None:
    in_app(terms.change, taking.assignment, late_percent=10, due_at=datetime.now(UTC) + HOUR)
    in_app(terms.give, taking.bob, has_larger_text=True)
    page = visit("bob").page(cover(taking))
    assert page.has("After it is due, each day that begins takes 10% off your mark.")
    assert page.root.get("data-text") == "large"
    assert visit("cleo").page(cover(taking)).root.get("data-text") is None


def test_an_own_opening_lets_in_earlier_or_later(visit: Visit, in_app: Run, taking: Taking) -> None:
    in_app(terms.give, taking.bob, taking.assignment, opens_at=datetime.now(UTC) + HOUR)
    assert visit("bob").page(cover(taking)).has("Not open yet")
    assert visit("bob").post(cover(taking)).status_code == 409
    assert visit("cleo").page(cover(taking)).has("Start the quiz")


def test_between_two_attempts_one_waits(visit: Visit, in_app: Run, taking: Taking) -> None:
    in_app(terms.change, taking.assignment, wait_minutes=60)
    bob = visit("bob")
    bob.post(cover(taking))
    bob.post("/attempts/1/hand-in")
    page = bob.page(cover(taking))
    assert page.has("Take a break first")
    assert page.has("You can start again at ")
    refused = bob.post(cover(taking))
    assert refused.status_code == 409
    in_app(lambda: db.session.execute(update(Attempt).values(handed_in_at=datetime.now(UTC) - HOUR)))
    assert bob.post(cover(taking)).status_code == 302


def test_a_running_attempt_says_when_it_ends(visit: Visit, in_app: Run, taking: Taking) -> None:
    in_app(terms.change, taking.assignment, time_limit=30)
    bob = visit("bob")
    bob.post(cover(taking))
    assert bob.page(cover(taking)).has("Your time ends at ")


def wrong_codes() -> int | None:
    return db.session.scalar(select(func.count()).select_from(WrongCode))


def test_the_code_opens_the_quiz(visit: Visit, in_app: Run, taking: Taking) -> None:
    in_app(terms.change, taking.assignment, access_code="blue heron")
    bob = visit("bob")
    assert bob.page(cover(taking)).has("Access code")
    wrong = bob.post(cover(taking), data={"code": "red heron"})
    assert wrong.status_code == 422
    page = page_of(wrong)
    assert page.link("Access code: This is not the code. Ask your teacher, and type it again.") == "#code"
    assert page.one("input", name="code").get("value") == "red heron"
    assert page_of(bob.post(cover(taking))).has("Type the code that your teacher tells you.")
    assert bob.post(cover(taking), data={"code": " Blue Heron "}).status_code == 302
    assert in_app(wrong_codes) == 0
    assert not bob.page(cover(taking)).all("input", name="code")  # going on needs none
    assert bob.post(cover(taking)).status_code == 302


def test_guessing_is_slow(visit: Visit, in_app: Run, taking: Taking) -> None:
    in_app(terms.change, taking.assignment, access_code="blue heron")
    bob = visit("bob")
    for number in range(5):
        assert bob.post(cover(taking), data={"code": f"guess {number}"}).status_code == 422
    for code in ("guess 6", "blue heron"):
        answer = bob.post(cover(taking), data={"code": code})
        assert answer.status_code == 409
        assert page_of(answer).has("Too many wrong codes. Wait 10 minutes")
    assert visit("cleo").post(cover(taking), data={"code": "blue heron"}).status_code == 302
    in_app(lambda: db.session.execute(update(WrongCode).values(at=datetime.now(UTC) - HOUR)))
    assert bob.post(cover(taking), data={"code": "blue heron"}).status_code == 302


@pytest.mark.usefixtures("context")
def test_old_wrong_codes_are_forgotten() -> None:
    taking, now = assigned_quiz(), datetime.now(UTC)
    for at in (now - HOUR, now):
        db.session.add(WrongCode(person_id=taking.bob, assignment_id=taking.assignment, at=at))
    assert forget_wrong_codes(now) == 1
    assert wrong_codes() == 1


@pytest.mark.parametrize(
    ("typed", "code", "same"),
    [
        ("Heron 7", "heron7", True),
        ("heron", "heron7", False),
        ("", "heron7", False),
        ("STRASSE", "straße", True),
    ],
)
def test_codes_are_read_without_case_and_spaces(typed: str, code: str, same: bool) -> None:
    assert is_same_code(typed, code) is same


def order_of(attempt_id: int) -> list[int]:
    return [state.version_id for state in queries.slot_states(attempt_id)]


def options_of(attempt_id: int) -> list[list[int]]:
    from quizapp.attempts.pages import seed_of

    head = queries.attempt_head(attempt_id)
    assert head is not None
    states = queries.slot_states(attempt_id)
    found = contents((state.version_id, state.digest) for state in states)
    return [found[s.version_id].body.shuffled(seed_of(head.seed, s.slot)) for s in states]


@pytest.mark.usefixtures("context")
def test_questions_are_mixed_by_the_seed_of_the_attempt() -> None:
    taking = assigned_quiz(QUESTIONS, students=("bob", "cleo"))
    terms.change(taking.assignment, shuffles_questions=True)
    mine, theirs = started(taking, seed=7), started(taking, taking.bob + 1, seed=8)
    assert order_of(mine) != order_of(theirs)
    assert sorted(order_of(mine)) == sorted(order_of(theirs))
    assert order_of(mine) != sorted(order_of(mine))


@pytest.mark.usefixtures("context")
def test_without_mixing_the_order_is_that_of_the_quiz_and_of_the_authors() -> None:
    taking = assigned_quiz([*QUESTIONS, school.single_choice("kept", shuffle=False)])
    terms.change(taking.assignment, shuffles_options=False)
    attempt = started(taking)
    assert order_of(attempt) == sorted(order_of(attempt))
    assert options_of(attempt) == [[0, 1, 2]] * 9


@pytest.mark.usefixtures("context")
def test_options_that_keep_their_order_keep_it() -> None:
    taking = assigned_quiz([*QUESTIONS, school.single_choice("kept", shuffle=False)])
    orders = options_of(started(taking))
    assert orders[-1] == [0, 1, 2]
    assert any(order != [0, 1, 2] for order in orders)


@pytest.mark.usefixtures("context")
def test_what_is_chosen_on_a_page_in_the_authors_order_is_what_is_stored() -> None:
    from tests.support.taking import on_page

    taking = assigned_quiz()
    terms.change(taking.assignment, shuffles_options=False)
    attempt = started(taking)
    assert on_page(attempt, 1, 2) == 2
    assert on_page(attempt, 7, [0, 1, 2]) != [0, 1, 2]  # the right order of things is the answer


def test_the_button_to_read_aloud_is_for_those_who_were_granted_it(
    visit: Visit, in_app: Run, taking: Taking
) -> None:
    in_app(terms.give, taking.bob, reads_aloud=True)
    for name, is_granted in (("bob", True), ("cleo", False)):
        client = visit(name)
        client.post(cover(taking))
        address = client.post(cover(taking)).location
        assert ("data-read" in client.page(address).html) is is_granted


def test_the_close_moves_with_the_extra_time_and_the_answers_wait_for_it(
    visit: Visit, in_app: Run, taking: Taking
) -> None:
    in_app(terms.change, taking.assignment, time_limit=30)
    in_app(terms.give, taking.bob, time_percent=200)
    bob, cleo = visit("bob"), visit("cleo")
    for client in (bob, cleo):
        client.post(cover(taking))
    in_app(actions.hand_in, 2, datetime.now(UTC))
    in_app(terms.close_at, datetime.now(UTC) - timedelta(minutes=1))
    in_app(actions.record_response, 1, 1, 1, True, datetime.now(UTC))
    assert bob.page("/attempts/1/questions/1").has("Until ")
    assert cleo.page("/attempts/2").has("The pause lasts 90 days.")
    bob.post("/attempts/1/hand-in")
    assert not bob.page("/attempts/1").has("The pause lasts 90 days.")
