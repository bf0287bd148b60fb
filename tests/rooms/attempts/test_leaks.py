"""Right answers, explanations and citations never reach the browser before they may be seen.

For every kind and several tables of what is shown, everything that a student can ask for is searched at each
moment: pages, what they carry for scripts, and the replies to saves. Whatever the table names must be there.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.attempts.pages import seed_of
from quizapp.attempts.policy import visible
from quizapp.attempts.queries import attempt_head, slot_state
from quizapp.bank.loading import load_bank
from quizapp.db import db
from quizapp.facts import Source
from quizapp.feedback import (
    ANSWER,
    CORRECTNESS,
    EXPLANATION,
    FEEDBACK,
    MARKS,
    RIGHT,
    SOURCES,
    THINGS,
    TOTAL,
    matrix,
)
from quizapp.models.attempts import Attempt
from quizapp.models.quizzes import Assignment, QuizSlot
from quizapp.questions import QUIZ_KINDS
from quizapp.quizzes.actions import NO_RULES, change_assignment, release_marks
from quizapp.quizzes.behavior import USUAL, Behavior
from tests.support import school
from tests.support.leaks import HINTS, NEVER, PLANTED, POINTS, SHEETS, Planted, markers_of, planted
from tests.support.pages import PageClient
from tests.support.taking import Taking, assigned_quiz, on_page

Visit = Callable[[str | None], PageClient]
Run = Callable[..., Any]
OWN = (ANSWER, TOTAL)
RIGHTS = (*OWN, CORRECTNESS, MARKS)
SEARCHED = [thing for thing in THINGS if thing != ANSWER]

TABLES: dict[str, tuple[str, Behavior]] = {
    "practice": ("practice", USUAL),
    "practice on one page": ("practice", Behavior(layout="page")),
    "at hand-in": ("after_hand_in", USUAL),
    "quiz": ("after_close", USUAL),
    "quiz on one page": ("after_close", Behavior(layout="page")),
    "test, forward": ("by_teacher", Behavior(layout="forward")),
    "never the key": (
        "custom",
        Behavior(matrix(just_after=OWN, open=OWN, closed=(*RIGHTS, FEEDBACK))),
    ),
    "a glimpse": ("custom", Behavior(matrix(just_after=THINGS, open=OWN, closed=THINGS))),
    "sources alone": ("custom", Behavior(matrix(open=(ANSWER,), closed=(ANSWER, EXPLANATION, SOURCES)))),
    "told once released": (
        "custom",
        Behavior(matrix(waits=True, just_after=OWN, open=OWN, closed=(*RIGHTS, RIGHT))),
    ),
    "checked and no more": (
        "custom",
        Behavior(
            matrix(
                during=(CORRECTNESS,),
                just_after=(*OWN, CORRECTNESS),
                open=(*OWN, CORRECTNESS),
                closed=(*RIGHTS, RIGHT),
            )
        ),
    ),
}


def tables_for(kind: str, database: str) -> dict[str, tuple[str, Behavior]]:
    """All of them on SQLite. What is shown is decided in Python, so that on PostgreSQL each kind meets three,
    and each table three kinds."""
    if database == "sqlite":
        return TABLES
    first = list(PLANTED).index(kind)
    names = [list(TABLES)[(first + step) % len(TABLES)] for step in (0, 4, 8)]
    return {name: TABLES[name] for name in names}


def test_every_kind_is_searched() -> None:
    assert set(PLANTED) >= set(QUIZ_KINDS)


def test_every_table_is_searched_on_either_database() -> None:
    assert {name for kind in PLANTED for name in tables_for(kind, "postgresql")} == set(TABLES)


def build(found: Planted) -> Taking:
    load_bank([], [Source.from_dict(sheet) for sheet in SHEETS], now=school.NOW)
    taking = assigned_quiz([found.content, school.true_false("other", explanation="")], attempts_allowed=20)
    db.session.execute(update(QuizSlot).where(QuizSlot.position == 1).values(max_mark=POINTS))
    return taking


class Looking:
    """Bob before one assignment; `everything` is what his browser can get."""

    def __init__(self, app: Flask, client: PageClient, attempt: int, found: Planted) -> None:
        self.app, self.client, self.attempt, self.found = app, client, attempt, found

    def everything(self) -> Iterator[tuple[str, str]]:
        attempt = f"/attempts/{self.attempt}"
        addresses = [f"{attempt}/questions/1", f"{attempt}/all", attempt, f"{attempt}/done"]
        if self.found.content["kind"] == "short_text":  # these pages know no kind
            addresses += [f"{attempt}/hand-in", "/assignments/1/take", "/", "/progress", "/cards"]
        for address in addresses:
            answer = self.client.get(address)
            yield address, answer.get_data(as_text=True) + repr(sorted(answer.headers.items()))
        for sequence in (1, 700):  # an old number is history, a new one is taken while the attempt is open
            answer = self.client.put(
                f"{attempt}/slots/1", json={"sequence": sequence, "response": self.sent()}
            )
            yield "a save", answer.get_data(as_text=True)

    def sent(self) -> Any:
        with self.app.app_context():
            return on_page(self.attempt, 1, self.found.wrong)

    def expect(self, things: set[str], where: str) -> None:
        texts = list(self.everything())
        for thing in SEARCHED:
            for marker in markers_of(thing, self.found):
                seen = [address for address, text in texts if marker in text]
                assert thing in things or not seen, f"{where}: {thing} ({marker}) in {seen}"
            shown = any(m in text for m in markers_of(thing, self.found) for _, text in texts)
            assert shown or thing not in things - self.found.without, f"{where}: {thing} is not shown"
        for marker in NEVER:
            seen = [address for address, text in texts if marker in text]
            assert not seen, f"{where}: {marker} in {seen}"


def policy_now(attempt: int) -> set[str]:
    head = attempt_head(attempt)
    assert head is not None
    return set(visible(head, head.handed_in_at, datetime.now(UTC)))


def set_terms(release: str, behavior: Behavior) -> None:
    assigned, now = db.session.get_one(Assignment, 1), datetime.now(UTC)
    change_assignment(
        assigned,
        opens_at=now - school.days(1),
        due_at=now + school.days(1),
        closes_at=now + school.days(1),
        release=release,
        attempts_allowed=20,
        counting="last",
        timing=NO_RULES,
        behavior=behavior,
        now=now,
    )


def hand_in_earlier(attempt: int) -> None:
    earlier = datetime.now(UTC) - timedelta(hours=1)
    db.session.execute(update(Attempt).where(Attempt.id == attempt).values(handed_in_at=earlier))


def close() -> None:
    over = datetime.now(UTC) - timedelta(minutes=1)
    db.session.execute(update(Assignment).values(due_at=over, closes_at=over))
    db.session.execute(update(Attempt).values(closes_at=over))


def forget_attempts() -> None:
    """One table after the other, in the same school."""
    from quizapp.models import attempts as tables

    for table in (tables.Tried, tables.Step, tables.AttemptSlot, tables.Attempt):
        db.session.query(table).delete()


@pytest.mark.parametrize("kind", PLANTED)
def test_nothing_is_seen_before_its_time(kind: str, app: Flask, visit: Visit, in_app: Run) -> None:
    found = planted(kind)
    in_app(build, found)
    bob = visit("bob")
    database = in_app(lambda: db.engine.dialect.name)
    for name, (release, behavior) in tables_for(kind, database).items():
        in_app(set_terms, release, behavior)
        attempt = int(bob.post("/assignments/1/take").headers["Location"].split("/")[2])
        look = Looking(app, bob, attempt, found)
        walk(look, in_app, name, behavior.layout)
        in_app(forget_attempts)


def walk(look: Looking, in_app: Run, name: str, layout: str) -> None:
    """Take, check where that is to be had, hand in, wait, close, release; look at each moment."""
    look.expect(set(), f"{name}: while taking")
    if in_app(policy_now, look.attempt) > {ANSWER}:
        check_to_the_end(look, in_app, name, layout)
    look.client.post(f"/attempts/{look.attempt}/hand-in")
    look.expect(in_app(policy_now, look.attempt), f"{name}: handed in")
    in_app(hand_in_earlier, look.attempt)
    look.expect(in_app(policy_now, look.attempt), f"{name}: later")
    in_app(close)
    look.expect(in_app(policy_now, look.attempt), f"{name}: closed")
    if in_app(lambda: db.session.get_one(Assignment, 1).release) == "by_teacher":
        in_app(lambda: release_marks(db.session.get_one(Assignment, 1), datetime.now(UTC)))
        look.expect(in_app(policy_now, look.attempt), f"{name}: released")


def check_to_the_end(look: Looking, in_app: Run, name: str, layout: str) -> None:
    """Wrong tries: until the last one only what leaves the next one open, and no hint before its try."""
    told = in_app(policy_now, look.attempt) - {TOTAL}
    most = look.found.most_tries
    for number in range(1, most + 1):
        check(look, in_app, layout, number)
        is_last = number == most
        look.expect(
            told if is_last else told - {RIGHT, EXPLANATION, SOURCES}, f"{name}: try {number} of {most}"
        )
        page = "all" if layout == "page" else "questions/1"
        html = look.client.get(f"/attempts/{look.attempt}/{page}").get_data(as_text=True)
        for place, hint in enumerate(HINTS):
            assert (hint in html) == (not is_last and place < number), f"{name}: {hint} at try {number}"


def check(look: Looking, in_app: Run, layout: str, number: int) -> None:
    """Save another wrong answer and have it checked."""
    in_app(save_wrong, look.attempt, look.found, 800 + number)
    if layout == "page":
        look.client.post(f"/attempts/{look.attempt}/all", data={"seen-1": "900", "kept-1": "1", "check": "1"})
    else:
        look.client.post(
            f"/attempts/{look.attempt}/questions/1", data={"seen": "900", "kept": "1", "go": "check"}
        )


def save_wrong(attempt: int, found: Planted, sequence: int) -> None:
    """The same wrong answer under a new number, past the page, which would not send it again."""
    from quizapp.attempts.actions import record_response

    record_response(attempt, 1, sequence, found.wrong, datetime.now(UTC))


def test_the_order_of_a_page_does_not_depend_on_the_key(app: Flask, visit: Visit, in_app: Run) -> None:
    """Places on the page are numbered by the seed, so that two seeds put the key at different places."""
    in_app(build, planted("single_choice"))
    attempt = int(visit("bob").post("/assignments/1/take").headers["Location"].split("/")[2])
    with app.app_context():
        head, state = attempt_head(attempt), slot_state(attempt, 1)
        assert head is not None
        assert state is not None
        places = {on_page(attempt, 1, 0)} | {
            found for seed in range(20) if (found := _place_at(state, seed_of(seed, 1))) is not None
        }
    assert places == {0, 1, 2}


def _place_at(state: Any, seed: int) -> Any:
    from quizapp.attempts.contents import contents

    body = contents([(state.version_id, state.digest)])[state.version_id].body
    return body.to_places(0, seed)
