"""Clues that a bank gives: options that stand out, habits, stems that are alike or tell on each other."""

import time
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.facts import Source
from quizapp.proofreading import Finding, check_bank
from quizapp.proofreading.habits import is_striking
from quizapp.proofreading.similar import NEAR, shingles, similar_pairs, similarity
from quizapp.questions import Question

SHEET = Source.from_dict(
    {
        "id": "s",
        "title": "The Sheet",
        "facts": [{"id": name, "kind": "said", "statement": "Something was said."} for name in "ab"],
    }
)


def question(ident: str = "q", *, kind: str = "single_choice", **more: Any) -> Question:
    given_ = {"id": ident, "kind": kind, "topic": "T", "stem": f"Which of them is it ({ident})?"}
    if kind == "single_choice":
        given_["options"] = choices("Alpha", "Beta", "Gamma")
    return Question.from_dict({**given_, "facts": ["s/a"], **more})


def choices(*texts: str, key: int = 0) -> list[dict[str, Any]]:
    return [{"text": text, "key": place == key} for place, text in enumerate(texts)]


def found(*questions: Question, code: str) -> list[Finding]:
    return [finding for finding in check_bank(questions, [SHEET]) if finding.problem.code == code]


def codes(*questions: Question) -> set[str]:
    facts = {"fact_without_question"}
    return {finding.problem.code for finding in check_bank(questions, [SHEET])} - facts


@pytest.mark.parametrize(
    ("texts", "code", "place"),
    [
        (("Alpha", "Beta", "All of the above"), "all_of_the_above", 2),
        (("Alpha", "Beta", "All of these."), "all_of_the_above", 2),
        (("Alpha", "None of the above!", "Beta"), "none_of_the_above", 1),
        (("A pause on most tariffs for 90 days", "A new tariff", "A visit"), "key_much_longer", 0),
        (("Up to 145%", "Up to 145 dollars", "Up to 54 days"), "key_alone_has_form", 0),
        (("90 minutes", "90", "60"), "key_alone_has_form", 0),
        (("In 1990", "In spring", "In fall"), "key_alone_has_form", 0),
        (("They met.", "They wrote", "They rested"), "key_alone_has_form", 0),
        (("Alpha (first)", "Beta", "Gamma"), "key_alone_has_form", 0),
    ],
)
def test_options_that_betray_the_key(texts: tuple[str, ...], code: str, place: int) -> None:
    (finding,) = found(question(options=choices(*texts)), code=code)
    assert finding.problem.path == ("options", place, "text")
    assert not finding.is_note


@pytest.mark.parametrize(
    "texts",
    [
        ("145%", "54%", "95"),  # another has the sign too
        ("Alpha", "54%", "Gamma"),  # a wrong one stands out, which gives nothing away
        ("A longer text", "A text", "Short"),  # not by much
        ("All of them came on Monday", "Beta", "One of them came on Sunday"),
        ("54%", "None"),  # of two options each is the only one of its form
    ],
)
def test_honest_options(texts: tuple[str, ...]) -> None:
    assert codes(question(options=choices(*texts))) == set()


def test_several_keys_may_differ_from_the_rest() -> None:
    options = [
        {"text": "54%", "key": True},
        {"text": "Alpha, the very first of all", "key": True},
        {"text": "B"},
    ]
    assert codes(question(kind="multiple_choice", options=options, rule="all_or_nothing")) == set()


def many(*, key: int | None = None, key_text: str = "Alpha", **more: Any) -> list[Question]:
    made = []
    for number in range(12):
        place = number % 3 if key is None else key
        texts = ["Beta one", "Gamma no"]
        texts.insert(place, key_text)
        stem = f"Number {number}: what is {number * 7}?"
        made.append(question(f"q{number}", stem=stem, options=choices(*texts, key=place), **more))
    return made


def test_keys_that_are_often_the_longest() -> None:
    (finding,) = found(*many(key_text="Alpha first"), code="keys_often_longest")
    assert finding.problem.params == {"number": 12, "count": 12, "due": 4}
    assert codes(*many()) == set()


def test_keys_in_one_place() -> None:
    (finding,) = found(*many(key=1, shuffle=False), code="keys_in_one_place")
    assert (finding.subject, finding.is_note) == ("q0", False)
    assert finding.problem.params == {"number": 12, "count": 12, "place": 2}
    (shuffled,) = found(*many(key=1), code="keys_in_one_place")
    assert shuffled.is_note


@pytest.mark.parametrize(
    ("number", "count", "due", "striking"),
    [(7, 7, 2, False), (8, 8, 2, True), (6, 12, 4, False), (30, 43, 11, True), (0, 0, 0, False)],
)
def test_what_is_striking(number: int, count: int, due: float, striking: bool) -> None:
    assert is_striking(number, count, due) is striking


LONG = (
    "In the spring of that year both sides met twice in a small town near the lake to talk of trade, and "
    "what did they agree on before the month was over in {}?"
)


def test_stems_that_are_nearly_the_same() -> None:
    one, other = question("one", stem=LONG.format("May")), question("other", stem=LONG.format("April"))
    (finding,) = found(one, other, code="near_duplicate_stem")
    assert (finding.subject, finding.problem.params, finding.is_note) == ("other", {"other": "one"}, False)
    another_key = question("other", stem=LONG.format("April"), options=choices("Delta", "Eps", "Zeta"))
    assert found(one, another_key, code="near_duplicate_stem")[0].is_note
    assert not found(one, question("far", stem="What did they agree on?"), code="near_duplicate_stem")


def test_equal_stems_are_said_once() -> None:
    assert codes(question("a", stem="Which?"), question("b", stem="which")) == {"duplicate_stem"}


@given(st.lists(st.text("abc ", max_size=12), max_size=8), st.sampled_from([0.3, 0.5, NEAR, 1.0]))
def test_the_index_finds_every_pair(texts: list[str], least: float) -> None:
    sets = {str(number): shingles(text) for number, text in enumerate(texts)}
    pairs = {(b, a) for a, b in combinations(sets, 2) if similarity(sets[a], sets[b]) >= least}
    assert set(similar_pairs(sets, least)) == pairs


def test_a_stem_that_answers_another() -> None:
    asked = question("asked", options=choices("The old bridge", "Beta rock", "Gamma hill"))
    teller = question("teller", stem="Who opened the Old Bridge?", facts=["s/b"])
    (finding,) = found(asked, teller, code="stem_answers_other")
    assert (finding.subject, finding.problem.params, finding.is_note) == ("teller", {"other": "asked"}, True)
    elsewhere = question("teller", stem="Who opened the Old Bridge?", topic="Elsewhere")
    assert not found(asked, elsewhere, code="stem_answers_other")


def test_one_word_tells_only_where_the_fact_is_the_same() -> None:
    asked = question("asked")
    for fact, count in (("s/a", 1), ("s/b", 0)):
        teller = question("teller", stem="Who saw Alpha?", facts=[fact])
        assert len(found(asked, teller, code="stem_answers_other")) == count


def test_what_a_question_says_itself_is_no_secret() -> None:
    asked = question("asked", stem="Which is it, Alpha or another?")
    assert not found(asked, question("b", stem="Who saw Alpha?"), code="stem_answers_other")


def test_a_fact_that_nothing_asks_about() -> None:
    (finding,) = found(question(), code="fact_without_question")
    assert (finding.subject, finding.is_note) == ("s/b", True)


def test_retired_questions_are_not_looked_at() -> None:
    assert codes(question(options=choices("A", "B", "All of the above"), status="retired")) == set()


def test_a_bank_of_500_is_checked_soon() -> None:
    bank = [question(f"q{n}", stem=LONG.format(n) + f" Look at {n * 31} and {n}.") for n in range(500)]
    start = time.process_time()  # of the processor, so that a busy machine is no fault
    check_bank(bank, [SHEET])
    assert time.process_time() - start < 2
