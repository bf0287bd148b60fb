"""What is said of one question in the company of others."""

from typing import Any

import pytest

from quizapp.facts import Source
from quizapp.proofreading import notes_on
from quizapp.questions import Question

SHEET = Source.from_dict(
    {"id": "s", "title": "The Sheet", "facts": [{"id": "a", "kind": "said", "statement": "It was said."}]}
)


def question(ident: str, stem: str, *texts: str, key: int = 0, **more: Any) -> Question:
    options = [{"text": text, "key": place == key} for place, text in enumerate(texts or ("A", "B", "C"))]
    native = {"id": ident, "kind": "single_choice", "topic": "T", "stem": stem, "options": options}
    return Question.from_dict(native | {"facts": ["s/a"]} | more)


def codes(asked: Question, *others: Question, **more: Any) -> list[tuple[str, object]]:
    found = notes_on(asked, others, **more)
    assert {finding.subject for finding in found} <= {asked.id}
    return [(finding.problem.code, finding.problem.params.get("other")) for finding in found]


def test_a_good_question_has_none() -> None:
    assert codes(question("q", "Which of them was it?"), question("r", "Who spoke last in June?")) == []


@pytest.mark.parametrize("at", [0, 1])
def test_nearly_the_same_is_said_of_either(at: int) -> None:
    stem = (
        "According to the report, how long was the pause on most of the tariffs to last after {}talks in May?"
    )
    pair = [question("one", stem.format("")), question("two", stem.format("the "))]
    asked, other = pair[at], pair[1 - at]
    assert codes(asked, other) == [("near_duplicate_stem", other.id)]


def test_which_question_tells_which() -> None:
    asked = question("asked", "Where did they meet?", "Mar-a-Lago club", "Beijing", "Seoul")
    teller = question("teller", "What was served at the Mar-a-Lago club?", "Cake", "Tea", "Rice")
    assert codes(asked, teller) == [("stem_answered_by_other", "teller")]
    assert codes(teller, asked) == [("stem_answers_other", "asked")]


def test_itself_and_retired_ones_are_no_company() -> None:
    asked = question("q", "Which of them was it?")
    assert codes(asked, asked, question("old", asked.stem, status="retired")) == []
    assert codes(question("q", asked.stem, status="draft"), question("r", asked.stem)) == [
        ("duplicate_stem", "r")
    ]


def test_habits_are_said_of_those_that_show_them() -> None:
    company = [
        question(f"q{i}", f"Which of the things number {i} was it?", f"X{i}", f"Y{i}", f"Z{i}", shuffle=False)
        for i in range(12)
    ]
    first = question("first", "Which was named?", "L", "M", "N", shuffle=False)
    second = question("second", "Which was named?", "L", "M", "N", key=1, shuffle=False)
    assert ("keys_in_one_place", None) in codes(first, *company)
    assert codes(second, *company) == []


def test_facts_are_spoken_of_where_the_sheets_are_given() -> None:
    asked = question("q", "Which of them was it?", facts=["s/none"])
    assert codes(asked) == []
    assert codes(asked, sources=[SHEET]) == [("unknown_fact", None)]


def test_faults_come_before_notes() -> None:
    asked = question("asked", "Where did they meet?", "Mar-a-Lago club", "Beijing", "All of the above")
    teller = question("teller", "What was served at the Mar-a-Lago club?", "Cake", "Tea", "Rice")
    found = notes_on(asked, [teller])
    assert [finding.is_note for finding in found] == sorted(finding.is_note for finding in found)
    assert {"all_of_the_above", "stem_answered_by_other"} <= {finding.problem.code for finding in found}


@pytest.mark.parametrize(
    ("stem", "texts", "betrays"),
    [
        ("They spoke of an ___", ("embargo", "tariff", "visit"), True),
        ("What was it called? A ...", ("visit", "embargo", "order"), True),
        ("They spoke of an", ("embargo", "order", "visit"), False),
        ("They spoke of a(n) ___", ("embargo", "tariff", "visit"), False),
        ("What did they want?", ("embargo", "tariff", "visit"), False),
    ],
)
def test_an_article_betrays_the_key(stem: str, texts: tuple[str, ...], betrays: bool) -> None:
    assert (("key_alone_fits_article", None) in codes(question("q", stem, *texts))) is betrays


def test_several_keys_and_gaps_are_looked_at_too() -> None:
    options = [
        {"text": "A pause of ninety days on most of them", "key": True},
        {"text": "A cut of the highest rates by both sides", "key": True},
        {"text": "A visit"},
        {"text": "A law"},
    ]
    native = {"id": "m", "kind": "multiple_choice", "topic": "T", "stem": "Which?", "options": options}
    assert codes(Question.from_dict(native)) == [("key_much_longer", None)]
    gap = {
        "kind": "single_choice",
        "options": [{"text": t, "key": t == "order"} for t in ("law", "order", "tax")],
    }
    cloze = {
        "id": "c",
        "kind": "cloze",
        "topic": "T",
        "stem": "Fill in.",
        "text": "It was an {g}.",
        "gaps": {"g": gap},
    }
    (finding,) = notes_on(Question.from_dict(cloze), [])
    assert finding.problem.code == "key_alone_fits_article"
    assert finding.problem.path == ("gaps", "g", "options", 1, "text")
