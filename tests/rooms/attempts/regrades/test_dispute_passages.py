"""A dispute points at a paragraph of the school's copy; one open dispute for a student and question."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.attempts.regrades.disputing import answer_dispute, dispute_question
from quizapp.db import db
from quizapp.errors import Refused
from quizapp.models.accounts import Person
from quizapp.models.attempts import Dispute
from tests.support import attempts, bank, facts, regrades, school
from tests.support.desk import InApp, Visit, person
from tests.support.facts import Resting
from tests.support.pages import page_of

TEXT = "It took long.\nThe rate <was> 154 percent by April.\nIn all, 90 minutes."


@pytest.fixture
def resting(in_app: InApp) -> Resting:
    built = in_app(facts.build)
    assert isinstance(built, Resting)
    return built


@pytest.fixture
def attached(app: Flask) -> Iterator[Path]:
    """The school's own copy of the first report."""
    folder: Path = app.extensions["settings"].texts
    folder.mkdir(exist_ok=True)
    file = folder / "first-report.txt"
    file.write_text(TEXT, "utf-8")
    yield file
    file.unlink(missing_ok=True)


def send(visit: Visit, resting: Resting, passage: str, fact: str = "") -> Any:
    data = {"q1-text": "It says 154.", "q1-fact": fact, "q1-passage": passage}
    return visit("bob").send(f"/attempts/{resting.bob}/questions/1/dispute", data)


def stored() -> list[tuple[str | None, str | None, int | None]]:
    return [(d.fact_id, d.source_id, d.paragraph) for d in db.session.scalars(select(Dispute))]


def test_without_a_copy_there_is_nothing_to_choose(visit: Visit, resting: Resting, in_app: InApp) -> None:
    assert not visit("bob").page(f"/attempts/{resting.bob}").has("Or which paragraph")
    assert send(visit, resting, "first-report:2").status_code == 422
    assert in_app(stored) == []


def test_a_student_points_at_a_paragraph(
    visit: Visit, resting: Resting, in_app: InApp, attached: Path
) -> None:
    page = visit("bob").page(f"/attempts/{resting.bob}")
    chosen = page.one("option", value="first-report:2")
    assert chosen.text == "2. The rate <was> 154 percent by April."
    page = page_of(send(visit, resting, "first-report:2"))
    assert page.has("Points at paragraph 2 of “First Report”.")
    assert in_app(stored) == [(None, "first-report", 2)]
    entry = visit("alice").page("/disputes")
    assert entry.has("Points at paragraph 2 of “First Report”.")
    assert entry.has("The rate <was> 154 percent by April.")
    attached.unlink()
    entry = visit("alice").page("/disputes")
    assert entry.has("The school's copy of it is not attached now.")
    assert visit("bob").page(f"/attempts/{resting.bob}").has("Points at paragraph 2 of “First Report”.")


@pytest.mark.usefixtures("attached")
@pytest.mark.parametrize(
    "passage",
    ["first-report:0", "first-report:4", "second-report:1", "first-report", ":2", "../x:1", "9" * 999],
)
def test_only_paragraphs_of_the_cited_sources(
    visit: Visit, resting: Resting, in_app: InApp, passage: str
) -> None:
    answer = send(visit, resting, passage)
    assert answer.status_code == 422
    assert page_of(answer).has("Not a valid choice")
    assert in_app(stored) == []


@pytest.mark.usefixtures("attached")
def test_a_fact_and_its_paragraph(visit: Visit, resting: Resting, in_app: InApp) -> None:
    page = page_of(send(visit, resting, "first-report:2", bank.PEAK))
    assert page.has("Points at: Tariffs reached 145%.")
    assert in_app(stored) == [(bank.PEAK, "first-report", 2)]
    entry = visit("alice").page("/disputes")
    assert entry.link("Look at the fact: Bob Example") == "/facts/first-report/peak"


@pytest.mark.usefixtures("attached")
def test_no_passage_is_sent_before_answers_are_out(visit: Visit, resting: Resting, in_app: InApp) -> None:
    def hold() -> None:
        held = {"release": "by_teacher"}
        db.session.execute(attempts.Assignment.__table__.update().values(**held))
        facts.correct()

    in_app(hold)
    page = visit("bob").page(f"/attempts/{resting.bob}")
    for words in ("154 percent", "Corrected on", "Tariffs reached", "Or which paragraph"):
        assert not page.has(words)


def test_a_dispute_of_another_class_or_question_gives_no_reason(
    visit: Visit, resting: Resting, in_app: InApp
) -> None:
    send(visit, resting, "")
    number = in_app(lambda: db.session.scalars(select(Dispute.id)).one())
    regrade = f"/questions/{resting.numeric}/regrade?policy=full_credit&dispute="
    assert visit("alice").page(f"{regrade}{number}").one("textarea", name="reason").text
    elsewhere = f"/questions/{resting.written}/regrade?policy=leave&dispute={number}"
    for address in (f"{regrade}999999", f"{regrade}x", elsewhere):
        assert "It says 154." not in visit("alice").get(address).get_data(as_text=True)
    assert "It says 154." not in visit("dora").get(f"{regrade}{number}").get_data(as_text=True)


@pytest.mark.usefixtures("context")
def test_one_open_dispute_for_a_student_and_question() -> None:
    wrong = regrades.build(attempts_allowed=3)
    bob = db.session.scalars(select(Person).where(Person.username == "bob")).one()
    assigned = db.session.get_one(attempts.Assignment, wrong.assignment)
    again = attempts.take(assigned, bob, [1, True], at=school.NOW + school.days(1))
    terms: dict[str, Any] = {"fact_id": None, "student": bob, "now": school.NOW}
    first = dispute_question(wrong.bob, 1, text="It is 145%.", **terms)
    with pytest.raises(Refused) as refused:
        dispute_question(again.id, 1, text="It is 145%.", **terms)
    assert refused.value.code == "already_disputed"
    dispute_question(again.id, 2, text="This one too.", **terms)
    answer_dispute(first, status="declined", reply="No.", teacher=person("alice"), now=school.NOW)
    dispute_question(again.id, 1, text="It is 145%, really.", **terms)
