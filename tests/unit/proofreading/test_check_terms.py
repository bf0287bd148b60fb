"""The terms of facts against the text of their source."""

from quizapp.errors import Problem
from quizapp.facts import Source
from quizapp.proofreading import Finding, check_terms

TEXT = "A heading\n\nThe toll rose by “30 percent” in May.\nThe mayor’s 90–minute talk followed."


def source(**fact):
    return Source.from_dict(
        {"id": "news", "title": "News", "facts": [{"id": "x", "kind": "said", "statement": "s", **fact}]}
    )


def test_terms_that_stand_there():
    terms = ['"30 percent"', "the Toll", "the mayor's 90-minute talk"]
    assert check_terms(source(paragraphs=[2, 3], terms=terms), TEXT) == []


def test_a_term_must_stand_in_a_cited_paragraph():
    assert check_terms(source(paragraphs=[2], terms=["May", "mayor's"]), TEXT) == [
        Finding("news/x", Problem("term_not_in_paragraph", ("terms", 1), {"term": "mayor's"}))
    ]


def test_a_figure_must_be_the_whole_figure():
    (finding,) = check_terms(source(paragraphs=[2], terms=["0 percent"]), TEXT)
    assert finding.problem.code == "term_not_in_paragraph"


def test_a_paragraph_must_be_there():
    assert check_terms(source(paragraphs=[3, 4]), TEXT) == [
        Finding("news/x", Problem("no_such_paragraph", ("paragraphs", 1), {"paragraph": 4, "count": 3}))
    ]


def test_terms_without_paragraphs_stand_nowhere():
    (finding,) = check_terms(source(terms=["May"]), TEXT)
    assert finding.problem.code == "term_not_in_paragraph"


def test_a_fact_that_promises_nothing_is_fine():
    assert check_terms(source(), "") == []
