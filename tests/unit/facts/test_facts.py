"""Facts and sources in their native form, paragraphs, wording, readings."""

from decimal import Decimal

import pytest

from quizapp.facts import Difference, Fact, FactIndex, Source, differences, differences_of, paragraphs
from quizapp.facts.readings import date_of, is_same_amount, quantity_of, text_of
from quizapp.facts.wording import has_wording
from quizapp.values.edtf import EdtfDate
from quizapp.values.quantities import Quantity

FULL = {
    "id": "bridge-toll",
    "kind": "money",
    "statement": "The toll rose to 4 dollars.",
    "value": 4,
    "unit": "dollars",
    "qualifier": "up to",
    "as_of": "2024-03",
    "speaker": "the mayor",
    "paragraphs": [2, 3],
    "terms": ["4 dollars"],
    "differs_from": [{"fact": "other/toll", "how": "scope"}, {"source": "third", "how": "silent"}],
}


def fact(kind="said", value=None, **more):
    return Fact.from_dict({"id": "x", "kind": kind, "statement": "s", "value": value, **more}, "news")


def source(name, *facts):
    return Source.from_dict({"id": name, "title": name.title(), "facts": list(facts)})


def bare(name, **more):
    return {"id": name, "kind": "said", "statement": "s", **more}


def test_a_fact_keeps_everything_there_and_back():
    made = Fact.from_dict(FULL, "news")
    assert made.id == "news/bridge-toll"
    assert made.bare_id == "bridge-toll"
    assert made.differs_from == (Difference("scope", "other/toll"), Difference("silent", None, "third"))
    assert made.to_dict() == FULL
    assert Fact.from_dict(made.to_dict(), "news") == made


def test_a_source_keeps_everything_there_and_back():
    data = {"id": "news", "title": "The Bridge", "publisher": "P", "published": "2025~", "language": "en"}
    made = Source.from_dict({**data, "facts": [FULL]})
    assert made.to_dict() == {**data, "facts": [FULL]}
    assert Source.from_dict(made.to_dict()) == made


def test_what_is_null_in_a_sheet_is_left_out_when_written():
    made = fact(speaker=None, status=None, terms=None, differs_from=None)
    assert made.to_dict() == {"id": "x", "kind": "said", "statement": "s"}


@pytest.mark.parametrize(
    ("kind", "value", "kept"), [("date", 2020, "2020"), ("visit", 2020, "2020"), ("count", 3, 3)]
)
def test_only_amounts_stay_numbers(kind, value, kept):
    assert fact(kind, value).value == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("one", ["one"]),
        ("one\n\n two \r\nthree\rfour\n", ["one", "two", "three", "four"]),
        ("a form\x0cfeed\u2028stays", ["a form\x0cfeed\u2028stays"]),
        (" \n\t\nlast", ["last"]),
    ],
)
def test_paragraphs(text, expected):
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    ("text", "term", "is_there"),
    [
        ("The “White\u00a0House” said", '"white house"', True),
        ("a 90–minute call", "90-minute", True),
        ("China’s control", "china's", True),
        ("tariffs rose", "tariff", True),
        ("the subtariff", "tariff", False),
        ("rose by 1.3 percent", "3 percent", False),
        ("rose by 1.3 percent", "1.3 percent", True),
        ("in 130 days", "30", False),
        ("30.5 points", "30", False),
        ("1,300 points", "300", False),
        ("It was 30.", "30", True),
        ("reached 145%, they said", "145%", True),
        ("anything", "  ", False),
    ],
)
def test_wording(text, term, is_there):
    assert has_wording(text, term) is is_there


def test_a_difference_counts_from_both_ends():
    first = source("a", bare("x", differs_from=[{"fact": "b/y", "how": "contradicts"}]), bare("z"))
    second = source("b", bare("y", differs_from=[{"source": "a", "how": "silent"}]))
    assert differences_of("a/x", [first, second]) == (Difference("contradicts", "b/y"),)
    assert differences_of("b/y", [first, second]) == (
        Difference("contradicts", "a/x"),
        Difference("silent", None, "a"),
    )
    assert "a/z" not in differences([first, second])


def test_a_difference_that_both_sheets_state_is_one():
    first = source("a", bare("x", differs_from=[{"fact": "b/y", "how": "scope"}]))
    second = source("b", bare("y", differs_from=[{"fact": "a/x", "how": "scope"}]))
    assert differences_of("a/x", [first, second]) == (Difference("scope", "b/y"),)


def test_the_index_finds_facts_and_their_differences():
    index = FactIndex.of(
        [
            source("a", bare("x", differs_from=[{"fact": "b/y", "how": "scope"}]), bare("z")),
            source("b", bare("y")),
        ]
    )
    assert [found.id for found in index.cited(["b/y", "no/one", "a/x", "b/y"])] == ["b/y", "a/x"]
    assert index.has_differences("b/y")
    assert not index.has_differences("a/z")
    assert not index.has_differences("no/one")


def test_of_two_facts_with_one_id_the_first_stands():
    twice = source("a", bare("x", statement="first"), bare("x", statement="second"))
    assert FactIndex.of([twice]).facts["a/x"].statement == "first"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (fact("percent", 1.3, unit="percent"), Quantity(Decimal("1.3"), "percent")),
        (fact("percent", 10), Quantity(Decimal(10), "percent")),
        (fact("duration", "PT90M"), Quantity(Decimal(90), "minutes")),
        (fact("duration", 3, unit="weeks"), Quantity(Decimal(3), "weeks")),
        (fact("count", 2, unit="economies"), Quantity(Decimal(2), "economies")),
        (fact("duration", "ninety"), None),
        (fact("count"), None),
        (fact("date", "2019-06"), None),
    ],
)
def test_the_amount_of_a_fact(made, expected):
    assert quantity_of(made) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (fact("date", "2019-06"), EdtfDate.parse("2019-06")),
        (fact("visit", 2020), EdtfDate.parse("2020")),
        (fact("place", "Geneva"), None),
        (fact("count", 2020), None),
        (fact("visit"), None),
    ],
)
def test_the_date_of_a_fact(made, expected):
    assert date_of(made) == expected


def test_the_text_of_a_fact_is_neither_amount_nor_date():
    assert text_of(fact("place", "Mar-a-Lago")) == "mar a lago"
    assert [text_of(fact("date", "2019-06")), text_of(fact("count", 1)), text_of(fact("said"))] == [
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (("90", "minutes"), ("1.5", "hours"), True),
        (("90", "minutes"), ("90", None), True),
        (("30", "percent"), ("30", "points"), False),
        (("1", "years"), ("12", "months"), True),
        (("10", "percent"), ("11", "percent"), False),
    ],
)
def test_amounts_are_compared_in_one_unit(a, b, same):
    first, second = (Quantity(Decimal(value), unit) for value, unit in (a, b))
    assert is_same_amount(first, second) is same
    assert is_same_amount(second, first) is same
