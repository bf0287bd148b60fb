"""What students see and when, tries and layout, chosen where a quiz is assigned."""

from typing import Any

import pytest

from quizapp.db import db
from quizapp.errors import Invalid
from quizapp.feedback import ANSWER, PRACTICE, PRESETS, RIGHT, THINGS, TOTAL, matrix
from quizapp.models.quizzes import Assignment
from quizapp.quizzes.behavior import Behavior, choice_of, stored
from quizapp.quizzes.behavior_form import cells_of
from tests.rooms.quizzes.test_assign import TERMS, address, assignments
from tests.support import desk
from tests.support.desk import Desk, InApp, Visit
from tests.support.pages import page_of

OWN = (ANSWER, TOTAL)


def assign(visit: Visit, found: Desk, **more: Any) -> Any:
    form = TERMS | {"classroom_id": str(found.class_id)} | more
    return visit("alice").post(address(found), data=form)


def test_three_ways_stand_in_front_and_the_table_behind(visit: Visit, school_desk: Desk) -> None:
    page = visit("alice").page(address(school_desk))
    more = page.one("details", id="more-behavior")
    inside = {each.get("value") for each in more.iter("input") if each.get("name") == "release"}
    outside = {each.get("value") for each in page.all("input", name="release")} - inside
    assert outside == {"practice", "after_close", "by_teacher"}
    assert inside == {"after_hand_in", "custom"}
    assert more.get("open") is None
    boxes = page.all("input", name="table")
    assert len(boxes) == 8 * 4 - 2  # one's own answer is always seen while working, the mark never


@pytest.mark.parametrize(
    ("choice", "release", "shown"),
    [
        ("practice", "after_hand_in", PRACTICE.number),
        ("after_hand_in", "after_hand_in", None),
        ("after_close", "after_close", None),
        ("by_teacher", "by_teacher", None),
    ],
)
def test_presets(
    visit: Visit, school_desk: Desk, in_app: InApp, choice: str, release: str, shown: int | None
) -> None:
    assert assign(visit, school_desk, release=choice).status_code == 302
    [made] = in_app(assignments)
    assert (made.release, made.shown, choice_of(made)) == (release, shown, choice)
    page = visit("alice").page(f"/assignments/{made.id}/edit")
    assert page.one("input", name="release", value=choice).get("checked") is not None


def test_layout_tries_and_penalty(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    assign(visit, school_desk, release="practice", layout="page", tries="4", penalty="0.1")
    [made] = in_app(assignments)
    assert (made.layout, made.tries, made.penalty) == ("page", 4, 0.1)
    teacher = visit("alice")
    assert teacher.page(f"/assignments/{made.id}").has("All questions on one page")
    page = teacher.page(f"/assignments/{made.id}/edit")
    assert page.one("input", name="layout", value="page").get("checked") is not None
    assert page.one("option", value="0.1").get("selected") is not None


def test_a_table_of_ones_own(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    table = matrix(just_after=OWN, open=OWN, closed=THINGS)
    assign(visit, school_desk, release="custom", table=cells_of(table), waits="y")
    [made] = in_app(assignments)
    assert (made.release, made.shown) == ("by_teacher", table.number)
    page = visit("alice").page(f"/assignments/{made.id}/edit")
    assert page.one("details", id="more-behavior").get("open") is not None
    ticked = {box.get("value") for box in page.all("input", name="table") if box.get("checked") is not None}
    assert ticked == set(cells_of(table))
    assert page.one("input", name="waits").get("checked") is not None


def test_a_table_that_makes_no_sense_is_refused_in_a_sentence(
    visit: Visit, school_desk: Desk, in_app: InApp
) -> None:
    answer = assign(visit, school_desk, release="custom", table=["closed:answer", "closed:right"])
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.has("what you show tells whether an answer is right")
    assert page.one("details", id="more-behavior").get("open") is not None
    assert page.one("input", name="table", value="closed:right").get("checked") is not None
    assert in_app(assignments) == []


@pytest.mark.parametrize(
    "bad",
    [
        {"release": "sometimes"},
        {"layout": "sideways"},
        {"tries": "0"},
        {"tries": "many"},
        {"tries": "11"},
        {"penalty": "0.77"},
        {"release": "custom", "table": ["closed:everything"]},
    ],
)
def test_bad_input_stores_nothing(
    visit: Visit, school_desk: Desk, in_app: InApp, bad: dict[str, Any]
) -> None:
    assert assign(visit, school_desk, **bad).status_code == 422
    assert in_app(assignments) == []


@pytest.mark.parametrize(
    ("choice", "behavior"),
    [
        ("custom", Behavior()),
        ("after_close", Behavior(table=PRESETS["after_close"])),
        ("custom", Behavior(table=matrix(closed=(ANSWER, RIGHT)))),
        ("after_close", Behavior(layout="upside down")),
        ("after_close", Behavior(tries=0)),
        ("after_close", Behavior(penalty=1.5)),
    ],
)
def test_the_action_refuses_too(school_desk: Desk, in_app: InApp, choice: str, behavior: Behavior) -> None:
    def change() -> None:
        from quizapp.quizzes.actions import NO_RULES, change_assignment

        made = db.session.get_one(Assignment, desk.assign(school_desk.quiz_id, school_desk.class_id))
        moments = {name: getattr(made, name) for name in ("opens_at", "due_at", "closes_at")}
        change_assignment(
            made,
            **moments,
            release=choice,
            attempts_allowed=1,
            counting="highest",
            timing=NO_RULES,
            behavior=behavior,
            now=made.opens_at,
        )

    with pytest.raises(Invalid):
        in_app(change)


def test_a_table_is_stored_under_the_preset_that_comes_nearest() -> None:
    assert stored("custom", matrix(just_after=THINGS, open=THINGS, closed=THINGS))[0] == "after_hand_in"
    assert stored("custom", matrix(open=OWN, closed=THINGS))[0] == "after_close"
    assert stored("custom", matrix(closed=(ANSWER,)))[0] == "after_close"
    assert stored("custom", matrix(waits=True, closed=THINGS))[0] == "by_teacher"
