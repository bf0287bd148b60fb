"""Alice's class with an assigned quiz, for tests of taking it. All ids, so that requests can use them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from quizapp.attempts.queries import offer
from quizapp.db import db
from quizapp.quizzes.actions import assign_quiz
from quizapp.quizzes.behavior import USUAL, Behavior
from tests.support import attempts, school


@dataclass(frozen=True)
class Taking:
    classroom: int
    quiz: int
    assignment: int
    bob: int


def every_kind() -> list[dict[str, Any]]:
    """One question of each kind, in the native form."""
    return [
        school.single_choice("one"),
        {
            **school.single_choice("several"),
            "kind": "multiple_choice",
            "stem": "Which two were cut in May?",
            "options": [
                {"text": "The US rate", "key": True},
                {"text": "China's rate", "key": True},
                {"text": "Both visits"},
            ],
        },
        school.true_false("truth"),
        {
            **basis("number", "numeric", "How many minutes did the call last?"),
            "answers": [{"value": 90, "unit": "minutes"}],
        },
        {
            **basis("words", "short_text", "At which club did they meet in April 2017?"),
            "answers": [{"text": "Mar-a-Lago"}],
        },
        {
            **basis("day", "date", "When did Trump visit China? Give month and year."),
            "answer": "2017-11",
            "part_credit": {"year": 0.5},
        },
        {
            **basis("order", "ordering", "Put these in order, earliest first."),
            "items": [
                {"text": "The visit to Mar-a-Lago"},
                {"text": "The visit to China"},
                {"text": "The call"},
            ],
        },
    ]


def basis(ref: str, kind: str, stem: str) -> dict[str, Any]:
    return {
        "id": ref,
        "kind": kind,
        "topic": "Visits and meetings",
        "stem": stem,
        "explanation": "As the sources say.",
    }


def assigned_quiz(
    contents: list[dict[str, Any]] | None = None,
    *,
    students: tuple[str, ...] = ("bob",),
    opens: timedelta = timedelta(days=-1),
    closes: timedelta = timedelta(days=1),
    release: str = "after_close",
    attempts_allowed: int = 1,
    behavior: Behavior = USUAL,
) -> Taking:
    """Alice, her class with these students, and a quiz that is open around the real present."""
    now = datetime.now(UTC)
    alice = school.person("alice", "teacher")
    people = [school.person(name) for name in students]
    classroom = school.classroom(alice, *people)
    # Past the actions: a written answer may not stand in a quiz yet, but its taking is tested.
    quiz = attempts.quiz(alice, school.store(*(contents or every_kind()), author=alice), "The call")
    assignment = assign_quiz(
        quiz,
        classroom,
        opens_at=now + opens,
        due_at=now + closes,
        closes_at=now + closes,
        release=release,
        attempts_allowed=attempts_allowed,
        behavior=behavior,
        teacher=alice,
        now=now,
    )
    return Taking(classroom.id, quiz.id, assignment.id, people[0].id)


def started(taking: Taking, person_id: int | None = None, seed: int = 7) -> int:
    """Start an attempt; returns its id."""
    from quizapp.attempts.actions import start_attempt
    from quizapp.models.accounts import Person

    offered = offer(taking.assignment)
    assert offered is not None
    person = db.session.get_one(Person, person_id or taking.bob)
    return start_attempt(offered, person, seed=seed, now=datetime.now(UTC)).id


def on_page(attempt_id: int, slot: int, response: Any) -> Any:
    """A native response as the page of this attempt sends it."""
    from quizapp.attempts.contents import contents
    from quizapp.attempts.pages import seed_of
    from quizapp.attempts.queries import attempt_head, slot_state

    head, state = attempt_head(attempt_id), slot_state(attempt_id, slot)
    assert head is not None
    assert state is not None
    body = contents([(state.version_id, state.digest)])[state.version_id].body
    return body.to_places(response, seed_of(head.seed, slot))
