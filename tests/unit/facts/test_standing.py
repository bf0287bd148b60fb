"""How long a fact holds, what holds in its place, and its native form."""

from datetime import date

import pytest

from quizapp.facts import Fact, FactIndex, Source
from quizapp.facts.standing import is_superseded_in_circle, standing, successor
from quizapp.formats.native import read_source, write_source

DAY = date(2025, 8, 12)


def fact(name: str = "rate", **more: object) -> Fact:
    return Fact.from_dict({"id": name, "kind": "said", "statement": "s", **more}, "news")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "current"),
        ({"expired": "2025-08-13"}, "ending"),
        ({"expired": "2025-08-12"}, "expired"),
        ({"expired": "2025-08"}, "expired"),
        ({"expired": "2025-09~"}, "ending"),
        ({"superseded_by": "news/new"}, "superseded"),
        ({"superseded_by": "news/new", "expired": "2025-11-10"}, "ending"),
        ({"superseded_by": "news/new", "expired": "2025-01"}, "superseded"),
        ({"expired": "no date"}, "current"),
    ],
)
def test_a_fact_holds_until_its_end(said: dict[str, str], code: str) -> None:
    found = standing(fact(**said), DAY)
    assert found.code == code
    assert found.holds is (code in ("current", "ending"))


def facts(**superseded_by: str | None) -> dict[str, Fact]:
    made = [fact(name, superseded_by=by and f"news/{by}") for name, by in superseded_by.items()]
    return {each.id: each for each in made}


def test_the_last_of_a_chain_holds() -> None:
    found = facts(a="b", b="c", c=None)
    assert successor(found["news/a"], found) == found["news/c"]
    assert successor(found["news/c"], found) is None
    assert successor(fact(superseded_by="news/gone"), found) is None


def test_a_circle_ends_and_is_seen() -> None:
    found = facts(a="b", b="a", c="a", d="d")
    assert successor(found["news/a"], found) == found["news/b"]
    assert [is_superseded_in_circle(each, found) for each in found.values()] == [True, True, False, True]


SHEET = """
id: news
title: News
facts:
  - {id: truce, kind: said, statement: A truce was agreed., expired: 2025, superseded_by: news/longer}
  - {id: longer, kind: said, statement: It was made longer.}
"""


def test_the_end_of_a_fact_is_written_and_read_back() -> None:
    source = read_source(SHEET).source
    assert source is not None
    assert (source.facts[0].expired, source.facts[0].superseded_by) == ("2025", "news/longer")
    assert read_source(write_source(source)).source == source
    assert FactIndex.of([source]).facts["news/truce"].to_dict()["superseded_by"] == "news/longer"


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("expired: someday", "bad_date"),
        ("superseded_by: no id", "bad_pattern"),
        ("superseded_by: [news/longer]", "wrong_type"),
    ],
)
def test_an_end_of_another_shape_is_a_fault_of_its_line(end: str, code: str) -> None:
    read = read_source(SHEET.replace("expired: 2025, superseded_by: news/longer", end))
    assert [(fault.line, fault.problem.code) for fault in read.problems] == [(5, code)]


def test_a_source_without_facts_is_written() -> None:
    source = Source("news", "News")
    assert read_source(write_source(source)).source == source
