"""What a bank says of itself: citations, names, answers, distractors, repetitions, sheets."""

import pytest

from quizapp.errors import Problem
from quizapp.facts import FactIndex, Source
from quizapp.formats.native import check_question, read_questions
from quizapp.proofreading import Finding, check_bank
from quizapp.proofreading.bank import CHECKS
from quizapp.questions import Question

RIVER = Source.from_dict(
    {
        "id": "river",
        "title": "The River’s Bridge",
        "facts": [
            {
                "id": "toll-rise",
                "kind": "percent",
                "statement": "The toll rose by 30%.",
                "value": 30,
                "unit": "percent",
                "differs_from": [{"fact": "harbor/toll-rise", "how": "contradicts"}],
            },
            {
                "id": "meeting",
                "kind": "duration",
                "statement": "The meeting took 90 minutes.",
                "value": "PT90M",
            },
            {
                "id": "opened",
                "kind": "date",
                "statement": "It opened on May 27, 1937.",
                "value": "1937-05-27",
            },
            {"id": "painted", "kind": "date", "statement": "It was painted in 1990.", "value": 1990},
            {
                "id": "repaired",
                "kind": "date",
                "statement": "Repaired in late 2004.",
                "value": "2004-09/2004-12",
            },
            {"id": "town", "kind": "place", "statement": "It stands near Port Ellen.", "value": "Port Ellen"},
            {
                "id": "mayor",
                "kind": "said",
                "statement": "The bridge was called a gift.",
                "value": "a gift",
                "speaker": "Mayor Ann Lee",
            },
        ],
    }
)
HARBOR = Source.from_dict(
    {
        "id": "harbor",
        "title": "Harbor News",
        "facts": [
            {
                "id": "toll-rise",
                "kind": "percent",
                "statement": "It rose by 45%.",
                "value": 45,
                "unit": "percent",
            },
            {"id": "lanes", "kind": "count", "statement": "It has 6 lanes.", "value": 6, "unit": "lanes"},
        ],
    }
)
SOURCES = [RIVER, HARBOR]


def faults_of(questions, sources):
    """Without the notes, which test_clues looks at."""
    return [finding for finding in check_bank(questions, sources) if not finding.is_note]


def question(facts, **more):
    cited = [facts] if isinstance(facts, str) else facts
    data = {"id": "q", "topic": "t", "stem": "What?", "facts": [f"river/{fact}" for fact in cited], **more}
    assert check_question(data) == []
    return Question.from_dict(data)


def true_false(**more):
    return Question.from_dict(
        {"id": "q", "kind": "true_false", "topic": "t", "stem": "So?", "answer": True, **more}
    )


def choice(facts, key, *distractors, **more):
    options = [{"text": text, "key": text == key} for text in (key, *distractors)]
    return question(facts, **{"kind": "single_choice", "options": options, **more})


def numeric(facts, value, unit=None, **more):
    return question(facts, kind="numeric", answers=[{"value": value, "unit": unit, **more}])


def matching(facts, right):
    pairs = [{"left": "a", "right": right}, {"left": "b", "right": "something else"}]
    return question(facts, kind="matching", pairs=pairs, distractors=["31 percent"])


def cloze(facts, *, id="q", stem="What?", **gap):
    if gap["kind"] == "single_choice" and len(gap["options"]) == 1:
        gap["options"].append({"text": "never"})
    return question(facts, id=id, stem=stem, kind="cloze", text="It is {gap1}.", gaps={"gap1": gap})


def comparison(*sources):
    marks = dict.fromkeys(sources, "says")
    facts = ["toll-rise"]
    return question(
        facts, kind="source_comparison", sources=list(sources), claims=[{"text": "So.", "marks": marks}]
    )


def codes(*questions, sources=SOURCES):
    return [finding.problem.code for finding in faults_of(questions, sources)]


def problems(asked, code=None):
    return [f.problem for f in faults_of([asked], SOURCES) if code in (None, f.problem.code)]


def test_a_question_rests_on_known_facts():
    assert codes(true_false(facts=["river/town"])) == []
    assert codes(true_false()) == ["no_fact"]
    found = faults_of([true_false(facts=["river/town", "river/gone"])], SOURCES)
    assert found == [Finding("q", Problem("unknown_fact", ("facts", 1), {"fact": "river/gone"}))]


@pytest.mark.parametrize(
    ("fact", "stem", "is_missing"),
    [
        ("river/toll-rise", "By how much did the toll rise?", True),
        ("river/toll-rise", "According to “THE  RIVER'S bridge”, by how much?", False),
        ("river/toll-rise", "According to “Harbor News”, by how much?", True),
        ("harbor/toll-rise", "By how much did the toll rise?", True),
        ("harbor/toll-rise", "According to *Harbor\u00a0News*, by how much?", False),
        ("river/town", "Where?", False),
    ],
)
def test_where_sources_differ_the_stem_names_its_source(fact, stem, is_missing):
    found = problems(true_false(facts=[fact], stem=stem), "missing_source_name")
    assert bool(found) is is_missing


def test_each_source_that_differs_is_named():
    both = true_false(facts=["river/toll-rise", "harbor/toll-rise"], stem="Harbor News and another differ?")
    (problem,) = problems(both, "missing_source_name")
    assert problem == Problem(
        "missing_source_name", ("stem",), {"title": "The River’s Bridge", "fact": "river/toll-rise"}
    )


@pytest.mark.parametrize(
    ("asked", "agrees"),
    [
        (numeric("toll-rise", 30, "percent"), True),
        (numeric("toll-rise", 30.0), True),
        (numeric("toll-rise", 30, "%"), True),
        (numeric("toll-rise", 45, "percent"), False),
        (numeric("toll-rise", 30, "minutes"), False),
        (numeric("meeting", 90, "minutes"), True),
        (numeric("meeting", 1.5, "hours"), True),
        (numeric("meeting", 90, "hours"), False),
        (numeric("painted", 1990), True),
        (numeric("painted", 1991), False),
        (numeric(["toll-rise", "meeting"], 90), True),
        (
            question(
                "toll-rise",
                kind="numeric",
                answers=[{"value": 30}, {"value": 3, "fraction": 0.5}, {"value": 31}],
            ),
            False,
        ),
        (question("opened", kind="date", answer="1937-05-27"), True),
        (question("opened", kind="date", answer="1937-05"), True),
        (question("opened", kind="date", answer=1937), True),
        (question("opened", kind="date", answer="1937-05-28"), False),
        (question("opened", kind="date", answer="1938"), False),
        (question("painted", kind="date", answer="1990-03"), False),
        (question("town", kind="date", answer="1990"), False),
        (choice("toll-rise", "30 percent", "31 percent"), True),
        (choice("toll-rise", "Up to 30%", "31%"), True),
        (choice("toll-rise", "45%", "31%"), False),
        (choice("meeting", "An hour and a half", "Two hours"), True),
        (choice("meeting", "An hour", "Two hours"), False),
        (choice("opened", "May 1937", "June 1937"), True),
        (choice("opened", "In June 1937", "July 1937"), False),
        (choice("repaired", "October 2004", "May 2004"), True),
        (choice("toll-rise", "1937", "1938"), True),
        (choice("town", "30%", "40%"), True),
        (choice("toll-rise", "A rise in the toll", "One fall"), True),
        (question("painted", kind="ordering", items=[{"text": "a", "date": "1990-02"}, {"text": "b"}]), True),
        (question("painted", kind="ordering", items=[{"text": "a", "date": "1989"}, {"text": "b"}]), False),
        (question("town", kind="short_text", answers=[{"text": "port ellen"}]), True),
        (question("town", kind="short_text", answers=[{"text": "Ellen*"}]), True),
        (question("mayor", kind="short_text", answers=[{"text": "Ann Lee"}]), True),
        (question("mayor", kind="short_text", answers=[{"text": "bridge"}]), True),
        (question("town", kind="short_text", answers=[{"text": "Boston"}]), False),
        (
            question("town", kind="short_text", answers=[{"text": "Ellen", "fraction": 0.5}, {"text": "x"}]),
            False,
        ),
        (question("town", kind="true_false", answer=True), True),
        (matching("toll-rise", "30 percent"), True),
        (matching("toll-rise", "45 percent"), False),
        (matching("town", "45 percent"), True),
        (cloze("toll-rise", kind="numeric", answers=[{"value": 30}]), True),
        (cloze("toll-rise", kind="numeric", answers=[{"value": 31}]), False),
        (cloze("opened", kind="date", answer=1937), True),
        (cloze("opened", kind="date", answer=1938), False),
        (cloze("town", kind="short_text", answers=[{"text": "Port Ellen"}]), True),
        (cloze("town", kind="short_text", answers=[{"text": "Boston"}]), False),
        (cloze("meeting", kind="single_choice", options=[{"text": "90 hours", "key": True}]), False),
    ],
)
def test_answers_agree_with_cited_facts(asked, agrees):
    assert (problems(asked, "answer_disagrees_with_fact") == []) is agrees


def test_a_disagreement_says_where_and_with_what():
    asked = choice(["toll-rise", "meeting"], "50%", "60%")
    expected = Problem(
        "answer_disagrees_with_fact", ("options", 0, "text"), {"answer": "50%", "expected": "30; PT90M"}
    )
    assert problems(asked, "answer_disagrees_with_fact") == [expected]


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [
        (choice("toll-rise", "It doubled", "30 percent"), True),
        (choice("toll-rise", "It doubled", "31 percent"), False),
        (choice("meeting", "Short", "1.5 hours"), True),
        (choice("opened", "Long ago", "May 1937"), True),
        (choice("opened", "Long ago", "June 1937"), False),
        (choice("repaired", "Early", "November 2004"), True),
        (choice("town", "Boston", "port-ellen"), True),
        (choice("town", "Port Ellen", "Boston"), False),
        (choice("town", "Boston", "Port Ellen", stem="Which is **not** near?"), False),
        (choice("town", "Boston", "Port Ellen", stem="All of these EXCEPT which?"), False),
        (choice("town", "Boston", "Port Ellen", stem="Is it not near?"), True),
        (choice("town", "Boston", "Port Ellen", kind="multiple_choice"), True),
    ],
)
def test_distractors_are_wrong(asked, is_told):
    assert (problems(asked, "distractor_is_true") != []) is is_told


def test_a_gap_is_named_with_what_is_wrong_in_it():
    options = [{"text": "An hour", "key": True}, {"text": "90 minutes"}]
    asked = cloze("meeting", kind="single_choice", options=options)
    assert [(problem.code, problem.path) for problem in problems(asked)] == [
        ("answer_disagrees_with_fact", ("gaps", "gap1", "options", 0, "text")),
        ("distractor_is_true", ("gaps", "gap1", "options", 1, "text")),
    ]


def test_a_comparison_names_its_sources_by_itself():
    asked = comparison("river", "harbor")
    assert problems(asked) == []
    assert problems(comparison("river", "elsewhere"), "unknown_source") == [
        Problem("unknown_source", ("sources", 1), {"source": "elsewhere"})
    ]
    assert problems(comparison("harbor", "elsewhere"), "missing_source_name") != []


def test_a_text_may_name_the_source_in_place_of_the_stem():
    asked = cloze("toll-rise", kind="numeric", answers=[{"value": 30}])
    text = "In “The River’s Bridge” the toll rose by {gap1} percent."
    named = Question.from_dict(asked.to_dict() | {"text": text, "stem": "Fill in."})
    unnamed = Question.from_dict(asked.to_dict() | {"stem": "Fill in."})
    assert problems(named, "missing_source_name") == []
    assert problems(unnamed, "missing_source_name") != []


def test_one_stem_may_stand_over_two_texts():
    first = cloze("town", id="a", stem="Fill in.", kind="short_text", answers=[{"text": "Port Ellen"}])
    second = Question.from_dict(first.to_dict() | {"id": "b", "text": "Another town is {gap1}."})
    third = Question.from_dict(first.to_dict() | {"id": "c"})
    assert codes(first, second) == []
    assert codes(first, third) == ["duplicate_stem"]


def test_a_true_distractor_is_shown_with_its_fact():
    (problem,) = problems(choice("town", "Boston", "Rome", "Port Ellen"), "distractor_is_true")
    assert problem == Problem(
        "distractor_is_true", ("options", 2, "text"), {"text": "Port Ellen", "fact": "river/town"}
    )


def test_stems_and_ids_stand_once():
    asked = [
        true_false(id="a", stem="Who built it?", facts=["river/town"]),
        true_false(id="b", stem="who  built it", facts=["river/town"]),
        true_false(id="a", stem="Another", facts=["river/town"]),
    ]
    assert faults_of(asked, SOURCES) == [
        Finding("a", Problem("duplicate_id", ("id",), {"id": "a"})),
        Finding("b", Problem("duplicate_stem", ("stem",), {"other": "a"})),
    ]


def test_of_retired_questions_only_the_id_counts():
    old = true_false(id="a", status="retired")
    new = true_false(id="b", facts=["river/town"])
    assert codes(old, new) == []
    assert codes(old, old) == ["duplicate_id"]


def test_a_draft_without_a_key_breaks_nothing():
    for kind, empty in (
        ("short_text", {"answers": []}),
        ("numeric", {"answers": [{"value": "?"}]}),
        ("date", {"answer": "soon"}),
        ("ordering", {"items": [{"text": "a", "date": "soon"}]}),
        ("single_choice", {"options": [{"text": "a"}, {"text": "a"}]}),
    ):
        draft = Question.from_dict(
            {"id": kind, "kind": kind, "topic": "t", "stem": kind, "facts": ["river/town"], **empty}
        )
        assert "no_fact" not in codes(draft)


def sheet(name, *facts):
    full = [{"statement": "s", "kind": "said", **fact} for fact in facts]
    return Source.from_dict({"id": name, "title": name, "facts": full})


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        (
            {"differs_from": [{"fact": "b/none", "how": "scope"}]},
            Problem("unknown_fact", ("differs_from", 0, "fact"), {"fact": "b/none"}),
        ),
        (
            {"differs_from": [{"fact": "a/x", "how": "scope"}]},
            Problem("unknown_fact", ("differs_from", 0, "fact"), {"fact": "a/x"}),
        ),
        (
            {"differs_from": [{"source": "b", "how": "silent"}]},
            Problem("unknown_source", ("differs_from", 0, "source"), {"source": "b"}),
        ),
        (
            {"status": "held"},
            Problem("status_without_visit", ("status",), {"status": "held", "kind": "said"}),
        ),
        ({"kind": "visit"}, Problem("visit_without_status", ("status",))),
        (
            {"kind": "date", "value": "soon"},
            Problem("value_does_not_fit_kind", ("value",), {"kind": "date", "value": "soon"}),
        ),
        (
            {"kind": "duration", "value": "90"},
            Problem("value_does_not_fit_kind", ("value",), {"kind": "duration", "value": "90"}),
        ),
        (
            {"kind": "percent"},
            Problem("value_does_not_fit_kind", ("value",), {"kind": "percent", "value": ""}),
        ),
        (
            {"kind": "term"},
            Problem("value_does_not_fit_kind", ("value",), {"kind": "term", "value": ""}),
        ),
    ],
)
def test_sheets_are_sound(fact, problem):
    assert faults_of([], [sheet("a", {"id": "x", **fact})]) == [Finding("a/x", problem)]


def test_sheets_and_facts_stand_once():
    twice = sheet("a", {"id": "x"}, {"id": "x"})
    assert [finding.subject for finding in faults_of([], [twice])] == ["a/x"]
    assert [finding.subject for finding in faults_of([], [sheet("a"), sheet("a")])] == ["a"]


def test_checks_need_only_the_question_and_the_index():
    index = FactIndex.of(SOURCES)
    asked = numeric("toll-rise", 31)
    assert [problem.code for check in CHECKS for problem in check(asked, index)] == [
        "missing_source_name",
        "answer_disagrees_with_fact",
    ]


def test_five_hundred_questions_from_file_to_findings():
    lines = ["topic: t", "questions:"]
    for number in range(500):
        lines.append(f"  - {{id: q{number}, kind: numeric, stem: Question {number}?, facts: [river/meeting],")
        lines.append("     answers: [{value: 90, unit: minutes}]}")
    read = read_questions("\n".join(lines))
    assert (len(read.questions), read.problems) == (500, [])
    assert faults_of(read.questions, SOURCES) == []
