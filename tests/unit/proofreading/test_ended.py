"""Facts with an end in files: faults of the sheet, and notes on questions that rest on them."""

from typing import Any

from quizapp.facts import Source
from quizapp.proofreading import check_bank
from quizapp.questions import Question


def sheet(*facts: dict[str, Any]) -> Source:
    return Source.from_dict({"id": "news", "title": "News", "facts": list(facts)})


def fact(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": "said", "statement": "s", **more}


def question(*facts: str, **more: Any) -> Question:
    native = {"id": "q", "kind": "true_false", "topic": "T", "stem": "So?", "answer": True, **more}
    return Question.from_dict({**native, "facts": [f"news/{name}" for name in facts]})


def codes(questions: list[Question], source: Source) -> list[tuple[str, str, bool]]:
    found = check_bank(questions, [source])
    ours = ("superseded_in_circle", "expired_too_early", "unknown_fact", "fact_without_question")
    return [
        (each.subject, each.problem.code, each.is_note)
        for each in found
        if each.problem.code in ours or each.problem.code.startswith("rests_on")
    ]


def test_the_fact_in_its_place_must_be_there() -> None:
    source = sheet(fact("a", superseded_by="news/b"))
    assert codes([], source) == [("news/a", "unknown_fact", False)]


def test_no_fact_comes_to_stand_in_its_own_place() -> None:
    source = sheet(fact("a", superseded_by="news/b"), fact("b", superseded_by="news/a"))
    assert codes([], source) == [
        ("news/a", "superseded_in_circle", False),
        ("news/b", "superseded_in_circle", False),
    ]


def test_it_ends_after_it_was_so() -> None:
    source = sheet(
        fact("a", as_of="2025-06", expired="2025-05-31"), fact("b", as_of="2025-06", expired="2025")
    )
    assert codes([], source) == [("news/a", "expired_too_early", False)]


def test_a_question_on_a_fact_with_an_end_is_a_note() -> None:
    source = sheet(fact("a", superseded_by="news/b"), fact("b"), fact("c", expired="2025-11-10"))
    assert codes([question("a", "b", "c")], source) == [
        ("q", "rests_on_superseded_fact", True),
        ("q", "rests_on_expired_fact", True),
    ]
    assert codes([question("b", status="retired")], source) == [("news/b", "fact_without_question", True)]
