"""Drawing for each student by a seed, beside what stands in the quiz; its place in the builder; its doors."""

from datetime import UTC, datetime

import pytest

from quizapp.attempts import actions as attempts_actions
from quizapp.attempts.queries import offer, slot_states
from quizapp.bank import sharing
from quizapp.db import db
from quizapp.errors import Invalid, Refused
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.quizzes import Quiz, QuizDraw
from quizapp.quizzes import actions, draw_actions, drawing, queries
from tests.support import desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of

FACTS = 12


def stock(
    owner: Person, count: int = FACTS, topic: str = "Dates", bank_id: int = 1, **more: object
) -> list[int]:
    """Questions that give nothing away of each other."""
    from quizapp.bank.actions import add_question

    contents = [
        school.true_false(
            f"{topic.lower()}-{bank_id}-{i}", stem=f"Statement number {i} of {topic}.", topic=topic
        )
        for i in range(count)
    ]
    return [
        add_question(content | more, author=owner, now=school.NOW, bank_id=bank_id).id for content in contents
    ]


def a_quiz(owner: Person) -> Quiz:
    return actions.create_quiz(title="Drawn", instructions="", owner=owner, now=school.NOW)


def draw(quiz: Quiz, count: int, topic: str = "Dates", **more: object) -> QuizDraw:
    values = {"kind": "", "difficulty": 0, "bank_id": None, "full_mark": 1.0}
    made = draw_actions.new_draw(quiz, count=count, topic=topic, **{**values, **more})
    draw_actions.add_draw(quiz, made)
    return made


def start(assignment_id: int, student: Person, seed: int) -> Attempt:
    offered = offer(assignment_id)
    assert offered is not None
    return attempts_actions.start_attempt(offered, student, seed=seed, now=datetime.now(UTC))


def given(attempt: Attempt) -> list[int]:
    ids = [state.version_id for state in slot_states(attempt.id)]
    return [db.session.get_one(QuestionVersion, ident).question_id for ident in ids]


def test_the_same_seed_gets_the_same_questions_and_others_get_others(alice: Person) -> None:
    stock(alice)
    quiz = a_quiz(alice)
    draw(quiz, 4)
    first = drawing.resolve(quiz, 1)
    assert drawing.resolve(quiz, 1) == first
    assert len(first[0]) == len(set(first[0])) == 4
    assert len({tuple(sorted(drawing.resolve(quiz, seed)[0])) for seed in range(20)}) > 5


def test_what_is_drawn_fits_beside_what_stands_there(alice: Person) -> None:
    told, other = school.store(
        school.single_choice("told", topic="Rates", stem="How high was the rate in April, at its peak?"),
        school.true_false("other", topic="Rates", stem="The rate fell in May."),
        author=alice,
    )
    (teller,) = school.store(
        school.true_false("teller", topic="Else", stem="It was 145% in April."), author=alice
    )
    quiz = a_quiz(alice)
    actions.add_questions(quiz, [teller])
    draw(quiz, 1, "Rates")
    assert {drawing.resolve(quiz, seed)[0][0] for seed in range(10)} == {other}
    assert told not in [row.question.id for row in drawing.asked(quiz, 3)]


def test_each_sort_is_asked_for(alice: Person) -> None:
    stock(alice, difficulty=2)
    stock(alice, topic="Hard", difficulty=3)
    school.store(school.single_choice("one", topic="Hard", difficulty=3), author=alice)
    quiz = a_quiz(alice)
    draw(quiz, 2, "", difficulty=2)
    draw(quiz, 1, "Hard", kind="single_choice")
    draw(quiz, 3, "Hard", difficulty=3, kind="true_false")
    rows = [db.session.get_one(Question, ident) for ids in drawing.resolve(quiz, 5) for ident in ids]
    assert [(row.topic, row.kind) for row in rows] == [
        *[("Dates", "true_false")] * 2,
        ("Hard", "single_choice"),
        *[("Hard", "true_false")] * 3,
    ]


def test_the_builder_says_at_once_what_the_bank_cannot_fill(alice: Person) -> None:
    ids = stock(alice, 3)
    quiz = a_quiz(alice)
    with pytest.raises(Invalid) as refused:
        draw(quiz, 4)
    (problem,) = refused.value.problems
    assert (problem.code, problem.params) == ("cell_not_filled", {"found": 3, "wanted": 4})
    assert queries.draws_of(quiz.id) == []
    made = draw(quiz, 3)
    with pytest.raises(Invalid, match="cell_not_filled"):
        draw(quiz, 1)
    db.session.get_one(Question, ids[0]).status = "retired"
    db.session.flush()
    (gap,) = drawing.gaps(quiz)
    assert (gap.draw, gap.wanted, gap.found) == (made, 3, 2)


def test_a_quiz_whose_draw_is_not_filled_is_not_assigned(alice: Person, bob: Person) -> None:
    ids = stock(alice, 2)
    quiz = a_quiz(alice)
    draw(quiz, 2)
    db.session.get_one(Question, ids[0]).status = "retired"
    db.session.flush()
    room = school.classroom(alice, bob)
    moments = {"opens_at": school.NOW, "due_at": school.NOW + school.days(1)}
    with pytest.raises(Refused, match="draw_not_filled"):
        actions.assign_quiz(
            quiz,
            room,
            **moments,
            closes_at=moments["due_at"],
            release="after_close",
            teacher=alice,
            now=school.NOW,
        )


def test_one_per_fact_unless_asked(context: None) -> None:
    from tests.support import bank

    bank.build()
    alice = desk.person("alice")
    stock(alice, 3, "Peak", facts=[bank.PEAK], stem="According to the article “First Report”, it rose.")
    quiz = a_quiz(alice)
    with pytest.raises(Invalid, match="cell_not_filled"):
        draw(quiz, 2, "Peak")
    draw_actions.set_rules(quiz, repeats_facts=True, redraws=False)
    draw(quiz, 2, "Peak")


def test_students_get_their_own_and_keep_them(alice: Person, bob: Person, charlie: Person) -> None:
    stock(alice)
    (fixed, last) = school.store(school.single_choice("fixed"), school.single_choice("last"), author=alice)
    quiz = a_quiz(alice)
    actions.add_questions(quiz, [fixed])
    draw(quiz, 4, full_mark=2)
    actions.add_questions(quiz, [last])
    room = school.classroom(alice, bob, charlie)
    assignment = desk.assign(quiz.id, room.id, attempts_allowed=3)
    offered = offer(assignment)
    assert offered is not None
    assert (offered.count, offered.max_mark) == (6, 10.0)
    first, other = start(assignment, bob, 1), start(assignment, charlie, 2)
    assert [state.slot for state in slot_states(first.id)] == [1, 2, 3, 4, 5, 6]
    assert [state.max_mark for state in slot_states(first.id)] == [1, 2, 2, 2, 2, 1]
    assert first.max_mark == 10
    assert given(first)[0] == given(other)[0] == fixed
    assert given(first)[-1] == given(other)[-1] == last
    assert given(first) != given(other)
    attempts_actions.hand_in(first.id, datetime.now(UTC))
    again = start(assignment, bob, 99)
    assert again.id != first.id
    assert given(again) == given(first)


def test_a_further_attempt_gets_others_where_the_teacher_says_so(alice: Person, bob: Person) -> None:
    stock(alice)
    quiz = a_quiz(alice)
    draw(quiz, 4)
    draw_actions.set_rules(quiz, repeats_facts=False, redraws=True)
    assignment = desk.assign(quiz.id, school.classroom(alice, bob).id, attempts_allowed=3)
    first = start(assignment, bob, 1)
    attempts_actions.hand_in(first.id, datetime.now(UTC))
    assert given(start(assignment, bob, 99)) != given(first)


def test_an_attempt_counts_what_it_was_given(alice: Person, bob: Person) -> None:
    ids = stock(alice, 3)
    quiz = a_quiz(alice)
    draw(quiz, 3)
    assignment = desk.assign(quiz.id, school.classroom(alice, bob).id)
    for ident in ids[1:]:
        db.session.get_one(Question, ident).status = "retired"
    db.session.flush()
    attempt = start(assignment, bob, 1)
    assert (attempt.max_mark, given(attempt)) == (1.0, ids[:1])


def test_nothing_left_to_draw_starts_nothing(alice: Person, bob: Person) -> None:
    ids = stock(alice, 1)
    quiz = a_quiz(alice)
    draw(quiz, 1)
    assignment = desk.assign(quiz.id, school.classroom(alice, bob).id)
    db.session.get_one(Question, ids[0]).status = "retired"
    db.session.flush()
    with pytest.raises(Refused, match="nothing_asked"):
        start(assignment, bob, 1)


def test_only_banks_that_the_teacher_may_use_are_drawn_from(alice: Person, context: None) -> None:
    dora = school.person("dora", "teacher")
    own = sharing.make_bank(name="Dora's", for_all="none", owner=dora, now=school.NOW)
    stock(dora, 3, "Private", own.id)
    quiz = a_quiz(alice)
    with pytest.raises(Invalid, match="cell_not_filled"):
        draw(quiz, 1, "Private")
    with pytest.raises(Invalid, match="not_allowed"):
        draw(quiz, 1, "Private", bank_id=own.id)
    sharing.share_bank(own, alice, "use")
    draw(quiz, 1, "Private", bank_id=own.id)
    sharing.unshare_bank(own, alice.id)
    db.session.expire_all()
    assert drawing.resolve(quiz, 1) == [[]]


@pytest.mark.parametrize(
    "more", [{"count": 0}, {"count": 61}, {"kind": "card"}, {"difficulty": 4}, {"full_mark": 0}]
)
def test_bad_numbers_are_refused(alice: Person, more: dict[str, object]) -> None:
    stock(alice)
    values = {"count": 1, "topic": "Dates", "kind": "", "difficulty": 0, "bank_id": None, "full_mark": 1.0}
    with pytest.raises(Invalid):
        draw_actions.new_draw(a_quiz(alice), **{**values, **more})


def test_places_move_past_each_other(alice: Person) -> None:
    stock(alice)
    fixed = school.store(school.single_choice("a"), school.single_choice("b"), author=alice)
    quiz = a_quiz(alice)
    actions.add_questions(quiz, fixed)
    made = draw(quiz, 2)

    def order() -> list[object]:
        places = queries.places_of(quiz.id)
        assert [place.position for place in places] == list(range(1, len(places) + 1))
        return ["draw" if isinstance(place, QuizDraw) else place.question_id for place in places]

    draw_actions.move_draw(quiz, made, -1)
    assert order() == [fixed[0], "draw", fixed[1]]
    actions.move_question(quiz, fixed[1], -1)
    actions.move_question(quiz, fixed[0], -1)
    assert order() == [fixed[0], fixed[1], "draw"]
    actions.remove_question(quiz, fixed[0])
    assert order() == [fixed[1], "draw"]
    copy = actions.copy_quiz(quiz, title="Copy", owner=alice, now=school.NOW)
    assert [place.position for place in queries.places_of(copy.id)] == [1, 2]
    draw_actions.remove_draw(quiz, made)
    assert order() == [fixed[1]]
    assert len(queries.draws_of(copy.id)) == 1


FORM = {
    "count": "2",
    "topic": "",
    "kind": "",
    "difficulty": "0",
    "bank_id": "0",
    "full_mark": "1.5",
    "whose": "each",
}


def test_in_the_builder(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    in_app(lambda: stock(desk.person("alice")))
    teacher, address = visit("alice"), f"/quizzes/{school_desk.quiz_id}"
    assert teacher.page(f"{address}/draw").heading == "Draw questions"
    page = page_of(teacher.send(f"{address}/draw", {**FORM, "topic": "Dates", "kind": "true_false"}))
    assert page.has("2 questions are drawn for each student.")
    assert page.has("2 from Dates · True or false")
    assert page.has("4 questions for 5 points.")
    preview = teacher.page(f"{address}/preview")
    assert preview.link("What another student may get") == f"{address}/preview?draw=2"
    assert len(preview.all("form")) - len(teacher.page("/quizzes").all("form")) >= 4
    draws = in_app(lambda: [each.id for each in queries.draws_of(school_desk.quiz_id)])
    moved = page_of(teacher.send(f"{address}/draws/{draws[0]}", {"action": "up"}))
    assert moved.heading == "Tariffs"
    assert page_of(teacher.send(f"{address}/drawing", {"redraws": "1"})).has("Saved.")
    gone = page_of(teacher.send(f"{address}/draws/{draws[0]}", {"action": "remove"}))
    assert not gone.has("2 from Dates")


def test_drawn_now_everybody_gets_the_same(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    in_app(lambda: stock(desk.person("alice")))
    address = f"/quizzes/{school_desk.quiz_id}"
    page = page_of(visit("alice").send(f"{address}/draw", {**FORM, "topic": "Dates", "whose": "same"}))
    assert page.has("2 questions added.")
    assert [mark for _, mark in in_app(desk.places, school_desk.quiz_id)] == [1, 1, 1.5, 1.5]
    assert in_app(lambda: len(queries.draws_of(school_desk.quiz_id))) == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"count": "0"}, "Enter a number from 1 to 60."),
        ({"count": "x"}, "Not a valid integer value."),
        ({"topic": "Nowhere"}, "Not a valid choice."),
        ({"full_mark": "-1"}, "Enter a number above 0, and 100 at most."),
        ({"count": "50"}, "The bank has"),
    ],
)
def test_bad_input_comes_back(visit: Visit, school_desk: Desk, more: dict[str, str], words: str) -> None:
    answer = visit("alice").post(f"/quizzes/{school_desk.quiz_id}/draw", data={**FORM, **more})
    assert answer.status_code == 422
    assert page_of(answer).has(words)


def test_a_gap_is_shown_in_the_builder(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def fill_then_retire() -> None:
        ids = stock(desk.person("alice"), 2)
        draw(db.session.get_one(Quiz, school_desk.quiz_id), 2)
        db.session.get_one(Question, ids[0]).status = "retired"

    in_app(fill_then_retire)
    page = visit("alice").page(f"/quizzes/{school_desk.quiz_id}")
    assert page.has("The bank cannot fill what this quiz draws")
    assert page.has("only 1 of 2 fit together.")


def test_is_its_owners_alone(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def make() -> int:
        stock(desk.person("alice"))
        return draw(db.session.get_one(Quiz, school_desk.quiz_id), 1).id

    made = in_app(make)
    address = f"/quizzes/{school_desk.quiz_id}"
    closed_to(visit, f"{address}/draw", "dora", "bob", "ada")
    closed_to(visit, f"{address}/draw", "dora", "bob", method="POST", data=FORM)
    closed_to(visit, f"{address}/draws/{made}", "dora", "bob", method="POST", data={"action": "remove"})
    closed_to(visit, f"{address}/drawing", "dora", "bob", method="POST")
    assert visit("alice").post(f"{address}/draws/999", data={"action": "up"}).status_code == 404
    assert visit("alice").post(f"{address}/draws/{made}", data={"action": "x"}).status_code == 404


def test_a_quiz_in_use_draws_what_it_drew(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def begin() -> int:
        stock(desk.person("alice"))
        made = draw(db.session.get_one(Quiz, school_desk.quiz_id), 1)
        start(desk.assign(school_desk.quiz_id, school_desk.class_id), desk.person("bob"), 1)
        return made.id

    made = in_app(begin)
    teacher, address = visit("alice"), f"/quizzes/{school_desk.quiz_id}"
    assert teacher.post(f"{address}/draw", data={**FORM, "topic": "Dates"}).status_code == 422
    assert teacher.post(f"{address}/draws/{made}", data={"action": "remove"}).status_code == 409
    assert teacher.post(f"{address}/drawing").status_code == 409
    assert teacher.page(address).has("1 from Dates")


@pytest.fixture
def drawn(school_desk: Desk, in_app: InApp) -> str:
    """The address of a draw of Alice's quiz."""

    def make() -> int:
        stock(desk.person("alice"))
        return draw(db.session.get_one(Quiz, school_desk.quiz_id), 2).id

    return f"/quizzes/{school_desk.quiz_id}/draws/{in_app(make)}"


def marks_of_draws(quiz_id: int) -> list[float]:
    return [each.max_mark for each in queries.draws_of(quiz_id)]


def test_the_points_of_a_draw_are_set_in_place(
    visit: Visit, school_desk: Desk, in_app: InApp, drawn: str
) -> None:
    page = page_of(visit("alice").send(drawn, {"action": "mark", "full_mark": "2,5"}))
    assert page.has("2.5 points each")
    assert page.has("4 questions for 7 points.")
    assert in_app(marks_of_draws, school_desk.quiz_id) == [2.5]


@pytest.mark.parametrize("typed", ["", "0", "-1", "100.5", "nan", "9" * 400, "many"])
def test_points_of_a_draw_that_cannot_be_are_told_at_their_field(
    visit: Visit, school_desk: Desk, in_app: InApp, drawn: str, typed: str
) -> None:
    answer = visit("alice").post(drawn, data={"action": "mark", "full_mark": typed})
    assert answer.status_code == 422
    page, field_id = page_of(answer), f"draw-mark-{drawn.split('/')[-1]}"
    field = page.one("input", id=field_id)
    assert (field.get("value"), field.get("aria-invalid")) == (typed[:20], "true")
    assert field.get("aria-describedby") == f"{field_id}-error"
    assert "error" in (page.one("p", id=f"{field_id}-error").get("class") or "")
    assert page.link("Points: Enter a number above 0, and 100 at most.") == f"#{field_id}"
    assert in_app(marks_of_draws, school_desk.quiz_id) == [1.0]


def test_the_points_of_a_draw_stay_once_it_is_in_use(
    visit: Visit, school_desk: Desk, in_app: InApp, drawn: str
) -> None:
    def begin() -> None:
        start(desk.assign(school_desk.quiz_id, school_desk.class_id), desk.person("bob"), 1)

    in_app(begin)
    assert visit("alice").post(drawn, data={"action": "mark", "full_mark": "2"}).status_code == 409
    assert in_app(marks_of_draws, school_desk.quiz_id) == [1.0]
