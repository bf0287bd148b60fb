"""YAML with lines: what scalars mean, what is refused, and where."""

import time

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.errors import ParseError
from quizapp.formats import yaml_lines
from quizapp.formats.yaml_lines import is_plain_text, parse
from quizapp.formats.yaml_writer import write


@pytest.mark.parametrize(
    "text",
    [
        "2025-06-05",
        "2017-11",
        "No",
        "no",
        "yes",
        "on",
        "off",
        "y",
        "12:30",
        "1_000",
        "2024-09/2024-12",
        "30%",
        "0b1",
        "1e",
        "+",
        ".",
        "<<",
        "=",
        "tRUE",
        "nULL",
    ],
)
def test_text_stays_text(text):
    assert parse(f"a: {text}").data == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020", 2020),
        ("-5", -5),
        ("+5", 5),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-1.5E-1", -0.15),
        ("true", True),
        ("TRUE", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'2020'", "2020"),
        ('"true"', "true"),
        ("'~'", "~"),
    ],
)
def test_core_schema(text, value):
    found = parse(f"a: {text}").data["a"]
    assert found == value
    assert type(found) is type(value)


def test_keys_are_always_text():
    assert parse("1: a\ntrue: b\nnull: c\n2.0: d").data == {"1": "a", "true": "b", "null": "c", "2.0": "d"}


def test_blocks_and_folded_text():
    assert parse("a: |\n  one\n  two\nb: >\n  one\n  two\n").data == {"a": "one\ntwo\n", "b": "one two\n"}


@pytest.mark.parametrize(
    ("text", "data"), [("", None), ("# only a comment\n", None), ("a\n", "a"), ("[]", [])]
)
def test_small_documents(text, data):
    assert parse(text).data == data


def test_lines_of_keys_items_and_what_is_not_there():
    document = parse(
        "\ufeff# bank\r\ntopic: t\r\nquestions:\r\n"
        "  - id: a\r\n    stem:\r\n      long\r\n  -\r\n    id: b\r\n"
    )
    lines = {
        ("topic",): 2,
        ("questions",): 3,
        ("questions", 0): 4,
        ("questions", 0, "stem"): 5,
        ("questions", 1): 8,
        ("questions", 1, "id"): 8,
        ("questions", 0, "kind"): 4,
        ("questions", 9, "x", 3): 3,
        ("nothing",): 2,
    }
    assert {path: document.line_of(path) for path in lines} == lines


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3", "duplicate_key", 3),
        ("a: {x: 1,\n  x: 2}", "duplicate_key", 2),
        ("a: 1\nb: &x 1", "anchor_not_allowed", 2),
        ("a: 1\nb: *x", "alias_not_allowed", 2),
        ("a: !!str 1", "tag_not_allowed", 1),
        ("a: !x {}", "tag_not_allowed", 1),
        ("\n- ! a", "tag_not_allowed", 2),
        ("%TAG ! tag:example.org,2000:\n---\na: b", "tag_not_allowed", 1),
        ("a: 1\n---\nb: 2", "many_documents", 2),
        ("? [a]\n: b", "key_not_text", 1),
        ("a: 1\nb: c: d", "unexpected_colon", 2),
        ("a:\n\tb: 1", "unexpected_character", 2),
        ("a: @x", "unexpected_character", 1),
        ("a: 1\nb: 'x\nc: 2\n", "unclosed_quote", 2),
        ('a: "\\q"', "bad_escape", 1),
        ('a: "\\ud800"', "bad_escape", 1),
        ("a: [1, 2\nb: 3", "unclosed_bracket", 1),
        ("a: |\n  x\n b", "bad_yaml", 3),
        ("a: 1\nb: \x00", "bad_character", 2),
        ('a: 1\nb: "x\\0"', "bad_character", 2),
        ('a: 1\n"x\\0": b', "bad_character", 2),
        ("a\u2028b", "bad_character", 1),
        ("a: \ud800", "bad_character", 1),
        ("a: .nan", "number_out_of_range", 1),
        ("a: -.Inf", "number_out_of_range", 1),
        ("a: 1e999", "number_out_of_range", 1),
        ("a: " + "9" * 5000, "number_out_of_range", 1),
        ("%YAML 3.0\n---\na", "bad_yaml", 1),
    ],
)
def test_what_is_refused_and_where(text, code, line):
    with pytest.raises(ParseError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.line) == (code, line)


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 50_000, "- " * 100_000, "? " * 50_000])
def test_deep_nesting_is_refused_at_once(text):
    begin = time.perf_counter()
    with pytest.raises(ParseError, match=r"too_deep|key_not_text"):
        parse(text)
    assert time.perf_counter() - begin < 1


def test_size_is_bounded(monkeypatch):
    monkeypatch.setattr(yaml_lines, "MAX_CHARACTERS", 10)
    with pytest.raises(ParseError, match="too_large"):
        parse("a: 12345678")
    monkeypatch.setattr(yaml_lines, "MAX_CHARACTERS", 1000)
    monkeypatch.setattr(yaml_lines, "MAX_VALUES", 5)
    with pytest.raises(ParseError, match="line 1: too_many_values"):
        parse("[a, b, c, d, e, f]")


def test_the_slower_parser_reads_the_same(monkeypatch):
    text = "a: [1, {b: 'No'}]\nc: |\n  x\n"
    fast = parse(text)
    monkeypatch.setattr(yaml_lines, "_LOADER", yaml.SafeLoader)
    slow = parse(text)
    assert (slow.data, slow.lines) == (fast.data, fast.lines)


@given(st.text() | st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#,\n\t \\0.~"))
@example("---\n...\n---")
@example("!")
@example("'a' 'b'")
@example("? ")
def test_any_text_is_read_or_refused_with_a_line(text):
    line = 1
    try:
        parse(text)
    except ParseError as error:
        line = error.line or 0
    assert 1 <= line <= text.count("\n") + text.count("\r") + 1


texts = st.text(st.characters(exclude_characters="\0", codec="utf-8"))
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**50), 10**50)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
    | st.sampled_from(
        ["No", "on", "1e3", "0o7", "2025-06-05", "~", "12:30", "a: b", "# x", " x", "x\n", "\n x\ny "]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(values)
@example("\x85")
@example({"a": "\n"})
@example({"a": {"b": "x\n\n  y\n"}})
@example(1e22)
def test_what_is_written_reads_back_equal(value):
    assert parse(write(value)).data == value


@pytest.mark.parametrize("text", ["No", "2025-06-05", "1e3", "0o17", "~", "12:30", "null"])
def test_readers_of_yaml_1_1_get_text_too(text):
    assert yaml.safe_load(write({"a": text})) == {"a": text}


def test_plain_text():
    assert is_plain_text("2025-06-05")
    assert not any(is_plain_text(text) for text in ("", "~", "true", "12", "0x1", "1.5", ".inf"))
