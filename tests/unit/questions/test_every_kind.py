"""What holds for every kind of question, whatever its content."""

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.errors import InvalidResponse
from quizapp.questions import KINDS, Body
from quizapp.questions.base import MAX_TEXT
from quizapp.questions.cloze import GAP_KINDS
from quizapp.questions.source_comparison import MARKS

Native = dict[str, Any]

# Letters that no folding changes into one another.
TEXTS = st.text(alphabet="abcdefgh", min_size=1, max_size=6)
FRACTIONS = st.integers(0, 100).map(lambda n: n / 100)
DATES = st.dates().map(str) | st.integers(1, 9999).map(lambda n: f"{n:04}") | st.just("2017-11")


@st.composite
def options(draw: st.DrawFn, single: bool) -> list[Native]:
    texts = draw(st.lists(TEXTS, min_size=2, max_size=6, unique=True))
    keys = {0} if single else draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))
    made: list[Native] = [
        {"text": text, "key": True} if i in keys else {"text": text} for i, text in enumerate(texts)
    ]
    for option in made:
        if single and "key" not in option and draw(st.booleans()):
            option["fraction"] = draw(st.integers(0, 99)) / 100
    return made


def numeric_answer() -> st.SearchStrategy[Native]:
    return st.fixed_dictionaries(
        {"value": st.integers(-(10**6), 10**6) | st.integers(-(10**6), 10**6).map(lambda n: n / 100)},
        optional={
            "unit": st.sampled_from(["percent", "minutes", "votes", "dollars"]),
            "tolerance": st.integers(1, 100),
            "tolerance_kind": st.sampled_from(["relative", "geometric"]),
            "fraction": FRACTIONS.filter(lambda f: f < 1),
        },
    )


def text_answer() -> st.SearchStrategy[Native]:
    return st.fixed_dictionaries(
        {"text": st.text(alphabet="ab *.é-", max_size=8)}, optional={"fraction": FRACTIONS}
    )


NATIVE: dict[str, st.SearchStrategy[Native]] = {
    "single_choice": st.fixed_dictionaries({"options": options(True)}, optional={"shuffle": st.just(False)}),
    "multiple_choice": st.fixed_dictionaries(
        {"options": options(False)},
        optional={"rule": st.sampled_from(["all_or_nothing", "per_decision", "weights"])},
    ),
    "true_false": st.fixed_dictionaries({"answer": st.booleans()}),
    "numeric": st.lists(numeric_answer(), max_size=3).map(lambda more: {"answers": [{"value": 30}, *more]}),
    "short_text": st.fixed_dictionaries(
        {"answers": st.lists(text_answer(), min_size=1, max_size=4)},
        optional={"fold": st.sampled_from([[], ["case"], ["punctuation", "space"]])},
    ),
    "date": st.fixed_dictionaries(
        {"answer": DATES},
        optional={
            "tolerance": st.dictionaries(
                st.sampled_from(["days", "months", "years"]), st.integers(0, 99), max_size=1
            ),
            "part_credit": st.dictionaries(st.sampled_from(["month", "year"]), FRACTIONS),
        },
    ),
    "ordering": st.fixed_dictionaries(
        {
            "items": st.lists(
                st.fixed_dictionaries({"text": TEXTS}, optional={"date": DATES}), min_size=2, max_size=6
            )
        },
        optional={"rule": st.sampled_from(["absolute", "all_or_nothing"])},
    ),
}


def gaps() -> st.SearchStrategy[dict[str, Native]]:
    kind = st.sampled_from(sorted(GAP_KINDS))
    gap = kind.flatmap(lambda kind: NATIVE[kind].map(lambda own: {"kind": kind, **own}))
    weighted = st.tuples(gap, st.sampled_from([{}, {"weight": 2}, {"weight": 0.5}]))
    named = st.lists(weighted.map(lambda pair: pair[0] | pair[1]), min_size=1, max_size=4)
    return named.map(lambda found: {f"gap{number}": gap for number, gap in enumerate(found, 1)})


@st.composite
def matching(draw: st.DrawFn) -> Native:
    lefts = draw(st.lists(TEXTS, min_size=2, max_size=5, unique=True))
    rights = draw(st.lists(TEXTS, min_size=len(lefts), max_size=8, unique=True))
    pairs = [{"left": left, "right": right} for left, right in zip(lefts, rights, strict=False)]
    rest = rights[len(lefts) :]
    return {"pairs": pairs} | ({"distractors": rest} if rest else {})


@st.composite
def comparison(draw: st.DrawFn) -> Native:
    marks = st.fixed_dictionaries({source: st.sampled_from(MARKS) for source in ("one", "two")})
    texts = draw(st.lists(TEXTS, min_size=1, max_size=4, unique=True))
    return {
        "sources": ["one", "two"],
        "claims": [{"text": text, "marks": draw(marks)} for text in texts],
    }


NATIVE |= {
    "matching": matching(),
    "cloze": gaps().map(lambda g: {"text": " ".join(f"{{{name}}}" for name in g), "gaps": g}),
    "source_comparison": comparison(),
    "written": st.lists(TEXTS, min_size=1, max_size=3, unique=True).map(
        lambda texts: {"rubric": [{"points": 1, "text": text} for text in texts]}
    ),
    "card": st.fixed_dictionaries({"front": TEXTS, "back": TEXTS}),
}
BODIES = st.sampled_from(sorted(KINDS)).flatmap(lambda kind: NATIVE[kind].map(KINDS[kind].from_dict))

HOSTILE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.just(10**400)
    | st.just("\ud800"),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_every_kind_is_tried() -> None:
    assert set(NATIVE) == set(KINDS)


@given(BODIES)
def test_the_native_dict_comes_back(body: Body) -> None:
    native = json.loads(json.dumps(body.to_dict()))
    assert type(body).from_dict(native) == body
    assert type(body).from_dict(native).to_dict() == native


@given(BODIES)
def test_the_right_answer_is_right(body: Body) -> None:
    assume(body.is_machine_marked and not body.problems())
    right = body.right_answer()
    assert body.is_answered(right)
    assert body.read(right) == right
    assert body.fraction(right) == 1
    assert body.summarize(right)


@given(BODIES, st.sampled_from([None, "", "  ", []]))
def test_no_answer_earns_nothing(body: Body, blank: Any) -> None:
    assert body.read(blank) is None
    assert body.from_fields([]) is None
    assert body.from_fields([""]) is None
    assert not body.is_answered(None)
    assert body.fraction(None) == 0
    assert body.summarize(None) == ""
    assert body.is_same(None, None)
    assert not body.needs_marking(None)


@given(BODIES, HOSTILE)
def test_any_value_is_a_response_or_an_invalid_response(body: Body, raw: object) -> None:
    try:
        response = body.read(raw)
    except InvalidResponse:
        return
    assert 0 <= body.fraction(response) <= 1
    assert body.is_answered(response) is (response is not None)
    assert body.needs_marking(response) is (response is not None and not body.is_machine_marked)
    assert body.is_same(response, response)
    assert body.read(response) == response
    assert isinstance(body.summarize(response), str)


def parts(body: Body) -> st.SearchStrategy[Any]:
    """Responses that a page could send, right, wrong and blank, and some that belong to another version."""
    known = [body.right_answer(), None]
    texts = st.sampled_from(["30", "30 percent", "2017", "a", "no", None])
    choice = st.none() | st.integers(0, 6) | st.booleans() | texts
    marks = st.dictionaries(st.sampled_from(["one", "two", "gap1", "gap2"]), choice | st.sampled_from(MARKS))
    return st.sampled_from(known) | choice | st.lists(choice | marks, max_size=6) | marks


@given(BODIES, st.data())
def test_whatever_was_answered_to_another_version_earns_0_to_1(body: Body, data: st.DataObject) -> None:
    response = data.draw(parts(body))
    assert 0 <= body.fraction(response) <= 1
    assert isinstance(body.summarize(response), str)
    assert body.is_same(response, response)
    body.to_places(response, 5)


@given(BODIES, st.data(), st.integers(0, 10**12))
def test_places_lead_back_to_the_response(body: Body, data: st.DataObject, seed: int) -> None:
    try:
        response = body.read(data.draw(parts(body)))
    except InvalidResponse:
        return
    sent = body.to_places(response, seed)
    assert body.from_places(body.read(sent), seed) == response


@given(BODIES, st.data())
def test_every_order_and_every_choice_earns_0_to_1(body: Body, data: st.DataObject) -> None:
    count = len(body.shuffled(0)) or 4
    response = data.draw(st.permutations(range(count)) | st.integers(0, count - 1).map(lambda i: [i]))
    for raw in (response, response[0], True, f"{count} percent", "2017"):
        try:
            fraction = body.fraction(body.read(raw))
        except InvalidResponse:
            continue
        assert 0 <= fraction <= 1


@given(
    BODIES, st.lists(st.text(max_size=8) | st.sampled_from(["0", "1", "true", "1,0", "9" * 5001]), max_size=3)
)
def test_any_fields_are_a_response_or_an_invalid_response(body: Body, values: list[str]) -> None:
    try:
        response = body.from_fields(values)
    except InvalidResponse:
        return
    assert 0 <= body.fraction(response) <= 1


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize(
    "raw",
    [
        *(10**400, -1, float("nan"), float("inf"), [[0]], [[[]]], [True, False], [0, 0, 0], {"a": 1}),
        *([10**400], [{"a": []}], {"gap1": {"a": 1}}),
    ],
)
def test_hostile_shapes_are_refused(kind: str, raw: object) -> None:
    with pytest.raises(InvalidResponse):
        sample(kind).read(raw)


@pytest.mark.parametrize("kind", ["numeric", "short_text", "date", "written"])
@pytest.mark.parametrize("raw", ["x" * (MAX_TEXT + 1), "\0", "a\ud800", 30, True])
def test_texts_that_cannot_be_stored_are_refused(kind: str, raw: object) -> None:
    with pytest.raises(InvalidResponse):
        sample(kind).read(raw)


@pytest.mark.parametrize("kind", ["numeric", "short_text", "date", "written"])
def test_the_longest_text_is_read(kind: str) -> None:
    assert sample(kind).fraction(sample(kind).read("x" * MAX_TEXT)) == 0


@given(BODIES, st.integers())
def test_the_display_order_is_a_permutation(body: Body, seed: int) -> None:
    order = body.shuffled(seed)
    assert sorted(order) == list(range(len(order)))
    assert order == body.shuffled(seed)


@given(BODIES)
def test_a_text_is_never_both_key_and_distractor(body: Body) -> None:
    assert not set(body.key_texts()) & set(body.distractor_texts())


def sample(kind: str) -> Body:
    pair: list[Native] = [{"text": "a", "key": True}, {"text": "b"}]
    content: Native = {"options": pair, "items": pair, "answer": "2017"}
    content["answers"] = [{"text": "a", "value": 30}]
    if kind == "true_false":
        content["answer"] = True
    content["pairs"] = [{"left": "a", "right": "b"}, {"left": "c", "right": "d"}]
    content |= {"text": "{gap1}", "gaps": {"gap1": {"kind": "true_false", "answer": True}}}
    content |= {"sources": ["one", "two"], "claims": [{"text": "a", "marks": {"one": "says"}}]}
    return KINDS[kind].from_dict(content)
