"""A student disputes a question; the teacher accepts it for all, answers, or declines."""

from typing import Any

import pytest
from sqlalchemy import select

from quizapp.attempts.regrades.disputing import answer_dispute, dispute_question
from quizapp.db import db
from quizapp.errors import Invalid, Refused
from quizapp.models.accounts import Person
from quizapp.models.attempts import Dispute
from tests.support import attempts, bank, regrades, school
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import page_of
from tests.support.regrades import Wrong


def given_wrong(**terms: Any) -> Wrong:
    """The wrong key, resting on a fact."""
    from quizapp.bank.loading import load_bank
    from quizapp.facts import Source

    load_bank([], [Source.from_dict(sheet) for sheet in bank.SHEETS], now=school.NOW)
    return regrades.build(facts=[bank.PEAK], **terms)


@pytest.fixture
def wrong(in_app: InApp) -> Wrong:
    built = in_app(given_wrong)
    assert isinstance(built, Wrong)
    return built


def stored() -> list[tuple[str, str | None, str, str]]:
    return [(d.text, d.fact_id, d.status, d.reply) for d in db.session.scalars(select(Dispute))]


def address(wrong: Wrong) -> str:
    return f"/attempts/{wrong.bob}/questions/1/dispute"


def send(wrong: Wrong, visit: Visit, text: str = "The source says 145%.", fact: str = bank.PEAK) -> Any:
    return visit("bob").send(address(wrong), {"q1-text": text, "q1-fact": fact})


def test_a_student_points_at_a_fact(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    page = visit("bob").page(f"/attempts/{wrong.bob}")
    assert page.has("Dispute this question")
    assert page.one("input", name="q1-fact", value=bank.PEAK) is not None
    page = page_of(send(wrong, visit))
    assert page.has("Your teacher has been told.")
    assert page.has("Points at: Tariffs reached 145%. The source says 145%.")
    assert page.has("Waits for your teacher")
    assert in_app(stored) == [("The source says 145%.", bank.PEAK, "open", "")]


def test_sent_twice_it_is_kept_once(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    for _ in range(2):
        assert page_of(send(wrong, visit)).has("Your teacher has been told.")
    assert page_of(send(wrong, visit, "Another.")).has("You have disputed this question before.")
    assert len(in_app(stored)) == 1


@pytest.mark.parametrize(
    ("text", "fact", "sentence"),
    [
        (" ", "", "Write a sentence: what is wrong?"),
        ("x" * 1001, "", "1000"),
        ("Wrong.", "second-report/limit", "Not a valid choice"),
    ],
)
def test_what_is_not_fit_comes_back(
    visit: Visit, wrong: Wrong, in_app: InApp, text: str, fact: str, sentence: str
) -> None:
    answer = visit("bob").post(address(wrong), data={"q1-text": text, "q1-fact": fact})
    page = page_of(answer)
    assert answer.status_code == 422
    assert page.has(sentence)
    assert page.one("textarea", name="q1-text").text == text
    assert in_app(stored) == []


def test_only_the_student_and_only_once_answers_are_out(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    closed_to(visit, address(wrong), "alice", "charlie", "dora", method="POST", data={"q1-text": "Mine"})
    assert visit("bob").post(f"/attempts/{wrong.bob}/questions/9/dispute").status_code == 404
    later = {"release": "by_teacher"}
    in_app(lambda: db.session.execute(attempts.Assignment.__table__.update().values(**later)))
    assert visit("bob").post(address(wrong), data={"q1-text": "Early"}).status_code == 404
    assert in_app(stored) == []


def test_a_teacher_sees_no_form(visit: Visit, wrong: Wrong) -> None:
    assert not visit("alice").page(f"/attempts/{wrong.bob}").has("Dispute this question")


def dispute_id() -> int:
    return db.session.scalars(select(Dispute.id)).one()


@pytest.mark.parametrize(("do", "word"), [("answered", "Answered"), ("declined", "Declined")])
def test_the_teacher_answers(visit: Visit, wrong: Wrong, in_app: InApp, do: str, word: str) -> None:
    send(wrong, visit)
    teacher, number = visit("alice"), in_app(dispute_id)
    page = teacher.page(teacher.page("/").link("Read and answer"))
    assert page.heading == "One dispute waits"
    assert page.has("Points at a fact of “First Report”: Tariffs reached 145%.")
    assert page.has("The source says 145%.")
    answer = teacher.post(f"/disputes/{number}", data={"do": do, f"d{number}-reply": " "})
    assert answer.status_code == 422
    assert page_of(answer).has("Write a sentence to the student.")
    data = {"do": do, f"d{number}-reply": "Look at paragraph 2."}
    assert page_of(teacher.send(f"/disputes/{number}", data)).heading == "No dispute waits"
    assert page_of(teacher.send(f"/disputes/{number}", data)).has("Somebody has answered this already.")
    review = visit("bob").page(f"/attempts/{wrong.bob}")
    assert review.has(word)
    assert review.has("Alice Example: Look at paragraph 2.")
    assert not teacher.page("/").has("disputes a question")


def test_accepting_is_a_regrade_for_all(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    send(wrong, visit)
    in_app(regrades.correct, wrong)
    teacher = visit("alice")
    page = teacher.page("/disputes")
    accept = next(a.get("href") for a in page.all("a") if "Accept for all" in "".join(a.itertext()))
    number = in_app(dispute_id)
    assert accept == f"/questions/{wrong.question}/regrade?policy=old_and_new&dispute={number}"
    page = teacher.page(accept or "")
    assert page.has("1 of 3 marks changes")
    assert page.one("textarea", name="reason").text == "A student pointed out: “The source says 145%.”"
    in_app(lambda: regrades.commit(wrong, "old_and_new").id)
    assert in_app(stored)[0][2:] == ("accepted", "The key was wrong.")
    review = visit("bob").page(f"/attempts/{wrong.bob}")
    assert review.has("Accepted")
    assert review.has("This mark was changed on")


def test_leaving_the_marks_accepts_nothing(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    send(wrong, visit)
    in_app(lambda: regrades.commit(wrong, "leave").id)
    assert in_app(stored)[0][2] == "open"


def test_a_regrade_without_the_attempt_leaves_its_dispute(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    send(wrong, visit)
    in_app(lambda: regrades.commit(wrong, "full_credit", [wrong.eve]).id)
    assert in_app(stored)[0][2] == "open"


def test_outsiders(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    send(wrong, visit)
    number = in_app(dispute_id)
    closed_to(visit, "/disputes", "bob")
    data = {"do": "declined", f"d{number}-reply": "No."}
    closed_to(visit, f"/disputes/{number}", "bob", "dora", method="POST", data=data)
    assert visit("dora").page("/disputes").heading == "No dispute waits"
    assert visit("alice").post(f"/disputes/{number}", data=data | {"do": "open"}).status_code == 404
    assert in_app(stored)[0][2] == "open"


@pytest.mark.usefixtures("context")
class TestActions:
    def test_blank_words_are_refused(self) -> None:
        wrong = regrades.build()
        bob = db.session.scalars(select(Person).where(Person.username == "bob")).one()
        with pytest.raises(Invalid):
            dispute_question(wrong.bob, 1, fact_id=None, text=" ", student=bob, now=school.NOW)
        made = dispute_question(wrong.bob, 1, fact_id=None, text="No", student=bob, now=school.NOW)
        terms: dict[str, Any] = {"teacher": regrades.teacher(), "now": school.NOW}
        for status, reply in [("answered", " "), ("accepted", "Yes")]:
            with pytest.raises(Invalid):
                answer_dispute(made, status=status, reply=reply, **terms)
        answer_dispute(made, status="answered", reply="Yes", **terms)
        with pytest.raises(Refused):
            answer_dispute(made, status="declined", reply="No", **terms)
