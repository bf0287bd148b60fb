"""The answers that follow from a corrected fact, and the texts that say the old value still."""

from typing import Any

import pytest

from quizapp.facts import Fact, FactIndex, Source
from quizapp.proofreading.proposals import left_over, proposed
from quizapp.proofreading.telling import tells
from quizapp.proofreading.verdicts import verdict


def fact(kind: str, value: Any, unit: str | None = None) -> Fact:
    native = {"id": "x", "kind": kind, "statement": f"It says {value}.", "value": value, "unit": unit}
    return Fact.from_dict(native, "news")


PEAK, LIMIT = fact("percent", 145, "percent"), fact("percent", 125, "percent")
CALL, LONG_CALL = fact("duration", "PT90M"), fact("duration", "PT2H")
VISIT, OTHER_VISIT = fact("date", "2017-11-08"), fact("date", "2019-06-29")
CLUB, HOTEL = fact("place", "Mar-a-Lago"), fact("place", "Grand Hotel")


@pytest.mark.parametrize(
    ("text", "said", "is_told"),
    [
        ("They reached 145 percent by April.", PEAK, True),
        ("They reached 145% (or more).", PEAK, True),
        ("It was 1,145 or 45%.", PEAK, False),
        ("The call lasted ninety minutes, they say", CALL, True),
        ("a 90-minute call", CALL, True),
        ("The truce of 90 days", CALL, False),
        ("He came on November 8, 2017, by air", VISIT, True),
        ("He came in November 2017", VISIT, True),
        ("He came in November 2018", VISIT, False),
        ("They met at mar-a-lago again", CLUB, True),
        ("", CLUB, False),
    ],
)
def test_a_text_tells_a_value(text: str, said: Fact, is_told: bool) -> None:
    assert tells(text, said) is is_told


def numeric(*values: Any) -> dict[str, Any]:
    return {"kind": "numeric", "answers": [{"value": value, "unit": unit} for value, unit in values]}


def choice(*texts: str, why: str | None = None) -> dict[str, Any]:
    options = [{"text": text} for text in texts]
    options[0] = {"text": texts[0], "key": True}
    if why:
        options[1]["why"] = why
    return {"kind": "single_choice", "options": options}


@pytest.mark.parametrize(
    ("native", "before", "after", "key", "answer"),
    [
        (numeric((145, "percent")), PEAK, LIMIT, "answers", [{"value": 125, "unit": "percent"}]),
        (
            numeric((90, "minutes"), (1.5, "hours")),
            CALL,
            LONG_CALL,
            "answers",
            [{"value": 120, "unit": "minutes"}, {"value": 2, "unit": "hours"}],
        ),
        (numeric((2017, None)), VISIT, OTHER_VISIT, "answers", [{"value": 2019, "unit": None}]),
        ({"kind": "date", "answer": "2017-11"}, VISIT, OTHER_VISIT, "answer", "2019-06"),
        ({"kind": "date", "answer": "2017"}, VISIT, fact("date", "2019-06"), "answer", "2019"),
        ({"kind": "date", "answer": "2017-11-08"}, VISIT, fact("date", "2019-06~"), "answer", "2019-06"),
        ({"kind": "true_false", "stem": "It was 145%.", "answer": True}, PEAK, LIMIT, "answer", False),
        ({"kind": "true_false", "stem": "It was 125%.", "answer": False}, PEAK, LIMIT, "answer", True),
        (
            {"kind": "short_text", "answers": [{"text": "mar-a-lago"}, {"text": "Florida"}]},
            CLUB,
            HOTEL,
            "answers",
            [{"text": "Grand Hotel"}, {"text": "Florida"}],
        ),
        (
            {"kind": "short_text", "answers": [{"text": "November 8, 2017"}, {"text": "8 November 2017"}]},
            VISIT,
            OTHER_VISIT,
            "answers",
            [{"text": "June 29, 2019"}, {"text": "29 June 2019"}],
        ),
        (
            choice("145%", "125%", "95%", why="Wrong."),
            PEAK,
            LIMIT,
            "options",
            [{"text": "145%"}, {"text": "125%", "key": True}, {"text": "95%"}],
        ),
        (
            choice("Up to 145 percent", "95%"),
            PEAK,
            LIMIT,
            "options",
            [{"text": "Up to 125 percent", "key": True}, {"text": "95%"}],
        ),
    ],
)
def test_the_answer_follows(native: dict[str, Any], before: Fact, after: Fact, key: str, answer: Any) -> None:
    made = proposed(native, [before], after)
    assert made == native | {key: answer}


@pytest.mark.parametrize(
    ("native", "before", "after"),
    [
        (numeric((95, "percent")), PEAK, LIMIT),
        (numeric((145, "percent")), PEAK, CLUB),
        ({"kind": "numeric", "answers": [{"value": 145, "fraction": 0.5}]}, PEAK, LIMIT),
        ({"kind": "date", "answer": "2017-11-09"}, VISIT, OTHER_VISIT),
        ({"kind": "true_false", "stem": "It was never 145%.", "answer": False}, PEAK, LIMIT),
        ({"kind": "true_false", "stem": "It was high.", "answer": True}, PEAK, LIMIT),
        ({"kind": "true_false", "stem": "From 145% to 125%.", "answer": True}, PEAK, LIMIT),
        ({"kind": "true_false", "stem": "It was 145%.", "answer": False}, PEAK, LIMIT),
        (choice("About $1.2 million", "7"), fact("money", 1200000, "dollars"), fact("money", 5, "dollars")),
        (choice("ninety minutes", "5"), CALL, LONG_CALL),
        (choice("late 2024", "2025"), fact("date", "2024-09/2024-12"), OTHER_VISIT),
        ({"kind": "written", "rubric": [{"points": 1, "text": "145%"}]}, PEAK, LIMIT),
        ({"kind": "ordering", "items": [{"text": "A", "date": "2017-11"}]}, VISIT, OTHER_VISIT),
    ],
)
def test_what_takes_a_person_is_left(native: dict[str, Any], before: Fact, after: Fact) -> None:
    assert proposed(native, [before], after) is None


def test_gaps_change_one_by_one() -> None:
    gaps = {"a": numeric((145, "percent")), "b": numeric((3, None))}
    made = proposed({"kind": "cloze", "text": "{a} {b}", "gaps": gaps}, [PEAK], LIMIT)
    assert made is not None
    assert made["gaps"] == {"a": numeric((125, "percent")), "b": gaps["b"]}
    assert proposed({"kind": "cloze", "text": "{b}", "gaps": {"b": gaps["b"]}}, [PEAK], LIMIT) is None


def test_an_older_value_is_found_too() -> None:
    assert proposed(numeric((145, "percent")), [fact("percent", 150, "percent"), PEAK], LIMIT) == numeric(
        (125, "percent")
    )


def test_texts_that_say_the_old_value_are_named() -> None:
    native = {
        **choice("125%", "145%", why="It was 145% before."),
        "stem": "How high?",
        "explanation": "It reached 145% and not 125%.",
        "hints": ["Look for 145 percent."],
        "feedback": {"wrong": "It is 145%."},
    }
    assert left_over(native, [PEAK], LIMIT) == ["feedback", "hints", "options"]
    assert left_over(native, [], LIMIT) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (numeric((145, "percent")), "disagrees"),
        (numeric((125, "percent")), "agrees"),
        ({"kind": "true_false", "stem": "It was 145%.", "answer": True}, "disagrees"),
        ({"kind": "true_false", "stem": "It was 125%.", "answer": True}, "agrees"),
        ({"kind": "true_false", "stem": "It was high.", "answer": True}, "unclear"),
        ({"kind": "written", "rubric": [{"points": 1, "text": "a source"}]}, "unclear"),
        (choice("125%", "95%"), "agrees"),
        (choice("High", "Low"), "unclear"),
    ],
)
def test_a_question_is_held_against_the_fact(body: dict[str, Any], found: str) -> None:
    native = {"id": "q", "topic": "T", "stem": "How high?", "facts": ["news/x"], **body}
    index = FactIndex.of([Source("news", "News", facts=(LIMIT,))])
    assert verdict(native, [PEAK], LIMIT, index) == found
