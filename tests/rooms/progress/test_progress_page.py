from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quizapp.db import db
from quizapp.progress.overview import overview_for_teacher, own_overview
from quizapp.scheduling import study_day
from tests.support import attempts, school
from tests.support.attempts import statements
from tests.support.pages import PageClient

Visit = Callable[[str | None], PageClient]
InApp = Callable[..., Any]

# The builders' NOW is in the past, so what they close is closed for the running app as well.
LATER = school.NOW + school.days(1)


def people() -> dict[str, Any]:
    alice, bob, charlie = school.person("alice", "teacher"), school.person("bob"), school.person("charlie")
    return {"alice": alice, "bob": bob, "charlie": charlie}


def school_with_work(**terms: Any) -> dict[str, int]:
    """Bob took a quiz of six questions: four right and one blank on one topic, one wrong on another."""
    who = people()
    classroom = school.classroom(who["alice"], who["bob"])
    refs = [school.single_choice(f"tariff-{number}") for number in range(5)]
    ids = school.store(*refs, school.true_false("pause-agreed"), author=who["alice"])
    assigned = attempts.assignment(attempts.quiz(who["alice"], ids), classroom, **terms)
    attempts.take(assigned, who["bob"], [0, 0, 0, 0, None, False])
    attempts.deck(classroom, ids[0])
    attempts.card_due(who["bob"], ids[0], study_day(datetime.now(UTC), classroom.time_zone))
    return {"classroom": classroom.id, "assignment": assigned.id, **{name: who[name].id for name in who}}


def test_zero_answers_leads_to_the_first_thing_to_do(visit: Visit, in_app: InApp) -> None:
    in_app(people)
    page = visit("bob").page("/progress")
    assert page.heading == "Your progress"
    assert page.link("Join your class").startswith("/join")


def test_a_member_without_work_is_sent_to_what_is_due(visit: Visit, in_app: InApp) -> None:
    in_app(lambda: school.classroom(*list(people().values())[:2]))
    assert visit("bob").page("/progress").link("See what is due") == "/"


def test_figures_are_what_was_answered(visit: Visit, in_app: InApp) -> None:
    in_app(school_with_work)
    page = visit("bob").page("/progress")
    assert page.has("Tariff levels 4 of 4")
    assert page.has("What was agreed 0 of 1")
    assert page.has("not enough yet")
    assert page.has("4 of 6")
    assert page.has("You got 4 of 5 right.")
    assert page.heading == "The first 5 answers are in"
    assert page.has("1 card due")


def test_nothing_of_a_mark_that_waits_for_the_teacher(visit: Visit, in_app: InApp) -> None:
    in_app(school_with_work, release="by_teacher")
    page = visit("bob").page("/progress")
    assert page.heading == "Your progress"
    assert page.has("mark not shown yet")
    assert page.has("The mark of one quiz comes when your teacher shows it.")
    assert not page.has("4 of")
    assert not page.has("Tariff levels")


def test_a_teacher_sees_marks_before_they_are_released(visit: Visit, in_app: InApp) -> None:
    ids = in_app(school_with_work, release="by_teacher")
    page = visit("alice").page(f"/classes/{ids['classroom']}/students/{ids['bob']}/progress")
    assert page.heading == "Bob Example"
    assert page.has("Tariff levels 4 of 4")


@pytest.mark.parametrize("who", ["bob", "charlie", "dora"])
def test_outsiders_find_no_student_page(visit: Visit, in_app: InApp, who: str) -> None:
    ids = in_app(school_with_work)
    in_app(school.person, "dora", "teacher")
    visit(who).page(f"/classes/{ids['classroom']}/students/{ids['bob']}/progress", status=404)


def test_a_student_elsewhere_has_no_page_in_this_class(visit: Visit, in_app: InApp) -> None:
    ids = in_app(school_with_work)
    visit("alice").page(f"/classes/{ids['classroom']}/students/{ids['charlie']}/progress", status=404)


def test_a_teacher_has_no_progress_of_their_own(visit: Visit, in_app: InApp) -> None:
    in_app(people)
    visit("alice").page("/progress", status=404)


def test_a_stranger_is_asked_to_sign_in(visit: Visit, in_app: InApp) -> None:
    assert visit(None).get("/progress").status_code == 302


def test_missed_more_than_once_shows_only_what_answers_may_show(context: None) -> None:
    who = people()
    classroom = school.classroom(who["alice"], who["bob"])
    ids = school.store(school.single_choice(), school.true_false(), author=who["alice"])
    made = attempts.quiz(who["alice"], ids)
    at_once = attempts.assignment(made, classroom)
    for wrong in (1, 2):
        attempts.take(at_once, who["bob"], [wrong, True], school.NOW + wrong * attempts.MINUTE * 20)
    [missed] = own_overview(who["bob"].id, LATER).missed
    assert (missed.missed, missed.answered, missed.slot, missed.topic) == (2, 2, 1, "Tariff levels")
    at_once.release = "after_close"
    db.session.flush()
    assert own_overview(who["bob"].id, LATER).missed == []
    assert len(own_overview(who["bob"].id, at_once.closes_at).missed) == 1


def test_the_teacher_sees_only_the_work_of_their_class(context: None) -> None:
    who = people()
    dora = school.person("dora", "teacher")
    classroom, other = (
        school.classroom(who["alice"], who["bob"]),
        school.classroom(dora, who["bob"], name="Other"),
    )
    ids = school.store(school.single_choice(), author=who["alice"])
    for place, answer in ((classroom, 0), (other, 1)):
        attempts.take(attempts.assignment(attempts.quiz(who["alice"], ids), place), who["bob"], [answer])
    seen = overview_for_teacher(classroom.id, who["bob"].id, LATER)
    assert [(topic.right, topic.answered) for topic in seen.topics] == [(1.0, 1)]
    [both] = own_overview(who["bob"].id, LATER).topics
    assert (both.right, both.answered) == (1.0, 2)


def test_mastery_does_not_move_when_a_classmate_answers(context: None) -> None:
    who = people()
    classroom = school.classroom(who["alice"], who["bob"], who["charlie"])
    ids = school.store(*(school.single_choice(f"t-{n}") for n in range(5)), author=who["alice"])
    first = attempts.assignment(attempts.quiz(who["alice"], ids), classroom, due_at=LATER, closes_at=LATER)
    second = attempts.assignment(attempts.quiz(who["alice"], ids, "Again"), classroom)
    attempts.take(first, who["bob"], [0, 0, 0, 1, 1])

    def value() -> float | None:
        return own_overview(who["bob"].id, LATER).topics[0].mastery.value

    before = value()
    assert before is not None
    attempts.take(second, who["charlie"], [1, 1, 1, 1, 1])
    assert value() == before
    # The class's mean is that of the first closed quiz: three of five.
    weights = [0.9**age for age in range(4, -1, -1)]
    assert before == pytest.approx((sum(weights[:3]) + 0.6) / (sum(weights) + 1))


def test_as_many_statements_for_much_work_as_for_little(context: None) -> None:
    who = people()
    classroom = school.classroom(who["alice"], who["bob"])
    ids = school.store(school.single_choice(), school.true_false(), author=who["alice"])
    made = attempts.quiz(who["alice"], ids)
    counts = []
    for number in range(1, 7):
        attempts.take(attempts.assignment(made, classroom), who["bob"], [0, False])
        if number in (1, 6):
            own_overview(who["bob"].id, LATER)
            with statements() as seen:
                assert len(own_overview(who["bob"].id, LATER).works) == number
            counts.append(len(seen))
    assert counts[0] == counts[1]


def test_answers_count_by_topic_once_they_may_be_seen(context: None) -> None:
    who = people()
    classroom = school.classroom(who["alice"], who["bob"])
    made = attempts.quiz(who["alice"], school.store(school.single_choice(), author=who["alice"]))
    assigned = attempts.assignment(made, classroom, release="after_close")
    attempts.take(assigned, who["bob"], [1])
    before = own_overview(who["bob"].id, school.NOW + attempts.MINUTE)
    assert [work.may_see_mark for work in before.works] == [True]
    assert (before.topics, before.missed) == ([], [])
    assert (before.marks_wait, before.answers_wait) == (0, 1)
    after = own_overview(who["bob"].id, assigned.closes_at)
    assert [(topic.topic, topic.right) for topic in after.topics] == [("Tariff levels", 0.0)]
    assert (after.marks_wait, after.answers_wait) == (0, 0)
    for_teacher = overview_for_teacher(classroom.id, who["bob"].id, school.NOW + attempts.MINUTE)
    assert len(for_teacher.topics) == 1
    assert (for_teacher.marks_wait, for_teacher.answers_wait) == (0, 0)


def test_the_page_says_that_answers_come_later(visit: Visit, in_app: InApp) -> None:
    in_app(school_with_work, release="after_close", closes_at=datetime.now(UTC) + timedelta(days=1))
    page = visit("bob").page("/progress")
    assert page.has("4 of 6")
    assert page.has("The answers of one quiz count here by topic once the quiz has closed.")
    assert not page.has("Tariff levels")
    assert not page.has("You have not answered a question yet.")


def test_a_teacher_sees_the_cards_of_their_class_alone(context: None) -> None:
    who = people()
    dora = school.person("dora", "teacher")
    classroom, other = (
        school.classroom(who["alice"], who["bob"]),
        school.classroom(dora, who["bob"], name="Other"),
    )
    ours, *others = school.store(
        school.single_choice(), *(school.true_false(f"other-{n}") for n in range(4)), author=dora
    )
    attempts.deck(classroom, ours)
    attempts.deck(other, others[0])
    own = own_overview(who["bob"].id, LATER).cards
    seen = overview_for_teacher(classroom.id, who["bob"].id, LATER).cards
    assert own is not None
    assert seen is not None
    assert (own.new, own.minutes) == (5, 3)
    assert (seen.new, seen.minutes) == (1, 1)


def test_an_answer_that_waits_for_the_teacher_does_not_count_as_wrong(visit: Visit, in_app: InApp) -> None:
    def build() -> None:
        who = people()
        classroom = school.classroom(who["alice"], who["bob"])
        ids = school.store(*(school.written(f"why-{n}") for n in range(6)), author=who["alice"])
        ids += school.store(*(school.single_choice(f"tariff-{n}") for n in range(4)), author=who["alice"])
        assigned = attempts.assignment(attempts.quiz(who["alice"], ids), classroom)
        attempts.take(assigned, who["bob"], ["Because."] * 6 + [0] * 4)

    in_app(build)
    assert visit("bob").page("/progress").has("Tariff levels 4 of 4")
