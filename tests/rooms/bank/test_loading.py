"""Loading files: idempotent, versions for changes, nothing that was given or edited is undone."""

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.bank.actions import change_question, set_status
from quizapp.bank.loading import Loaded, load_bank
from quizapp.db import db
from quizapp.facts import Source
from quizapp.models.bank import Fact, Question, QuestionFact, QuestionVersion
from quizapp.questions import Question as Content
from tests.support.school import NOW, single_choice, true_false

SHEET = {
    "id": "harbor-news",
    "title": "Harbor News",
    "facts": [
        {"id": "fare", "kind": "money", "statement": "It costs 4 dollars.", "value": 4, "paragraphs": [1]},
        {"id": "pier", "kind": "place", "statement": "It leaves from the pier.", "paragraphs": [2]},
    ],
}


def load(contents: Iterable[dict[str, Any]], sheet: dict[str, Any] = SHEET) -> Loaded:
    questions = [Content.from_dict(content) for content in contents]
    loaded = load_bank(questions, [Source.from_dict(sheet)], now=NOW)
    db.session.commit()
    return loaded


def question(ref: str) -> Question:
    return db.session.scalars(select(Question).where(Question.ref == ref)).one()


def stems(ref: str) -> list[str]:
    query = select(QuestionVersion.content).where(QuestionVersion.question_id == question(ref).id)
    return [content["stem"] for content in db.session.scalars(query.order_by(QuestionVersion.number))]


@pytest.fixture
def two(context: None) -> list[dict[str, Any]]:
    return [single_choice("one", facts=["harbor-news/fare"]), true_false("two")]


def test_loading_twice_changes_nothing(two: list[dict[str, Any]]) -> None:
    assert load(two) == Loaded(added=2)
    assert load(two) == Loaded(unchanged=2)
    assert (question("one").version, len(stems("one"))) == (1, 1)
    assert db.session.scalars(select(QuestionFact.fact_id)).all() == ["harbor-news/fare"]


def test_a_changed_question_becomes_a_new_version(two: list[dict[str, Any]]) -> None:
    load(two)
    first = stems("one")[0]
    assert load([{**two[0], "stem": "How high were they in April?"}, two[1]]) == Loaded(
        changed=1, unchanged=1
    )
    assert stems("one") == [first, "How high were they in April?"]
    assert question("one").version == 2


def test_a_vanished_question_is_retired_and_comes_back(two: list[dict[str, Any]]) -> None:
    load(two)
    assert load(two[:1]).retired == 1
    assert question("two").status == "retired"
    assert load(two[:1]) == Loaded(unchanged=1), "it is retired once"
    load(two)
    assert question("two").status == "ready"
    assert len(stems("two")) == 1, "the same question is no new version"


def test_what_a_teacher_edited_or_retired_stays_until_the_file_changes(two: list[dict[str, Any]]) -> None:
    load(two)
    change_question(question("one"), {**two[0], "stem": "As the teacher asks?"}, author=None, now=NOW)
    set_status(question("two"), "retired", NOW)
    load(two)
    assert stems("one")[-1] == "As the teacher asks?"
    assert question("two").status == "retired"
    load([{**two[0], "stem": "As the file asks now?"}, two[1]])
    assert stems("one")[-1] == "As the file asks now?"
    assert len(stems("one")) == 3, "every version is kept"


def test_questions_written_in_the_app_are_left_alone(two: list[dict[str, Any]], alice: Any) -> None:
    from tests.support.school import store

    store(single_choice("own"), author=alice)
    load(two)
    assert question("own").status == "ready"


def test_a_fact_that_left_its_sheet_stays_for_its_questions(two: list[dict[str, Any]]) -> None:
    load(two)
    load([two[1]], {**SHEET, "facts": SHEET["facts"][1:]})
    fact = db.session.get_one(Fact, "harbor-news/fare")
    assert fact.is_retired
    assert not db.session.get_one(Fact, "harbor-news/pier").is_retired
