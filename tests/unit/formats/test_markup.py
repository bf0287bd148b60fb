"""Texts of markup that would overwhelm whoever draws them."""

import pytest

from quizapp.formats.markup import is_too_deep
from quizapp.formats.native import check_question

BOMBS = {
    "quotes": ">" * 5000,
    "quotes with spaces": "> " * 2500,
    "brackets": "[" * 5000,
    "images": "![" * 2400,
    "links": "[a](" * 1200,
    "lists": "\n".join("  " * level + "- a" for level in range(60)),
    "emphasis": "*a " * 800 + "b" + " a*" * 800,
    "references": "[a]: /u\n\n" + "[a] " * 1200,
}
HARMLESS = [
    "According to *The Report*, how many days did the pause of **April 9** last?",
    "The capital is ____________________ and the river ____________________.",
    "- one\n  - two\n    - three\n\n> a quote\n>\n> - in it\n>   1. and in that",
    "2 * 3 * 4 * 5 * 6 * 7 * 8 * 9 * 10 * 11 * 12 * 13 * 14 * 15 = ?",
    "- " + "\n- ".join("item" for _ in range(60)),
    "[one](/a) " * 50,
    "<b>" * 900,
]


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_found(name: str) -> None:
    assert is_too_deep(BOMBS[name])


@pytest.mark.parametrize("text", HARMLESS)
def test_what_people_write_is_none(text: str) -> None:
    assert not is_too_deep(text)


def test_the_field_is_named() -> None:
    question = {
        **{"id": "a", "kind": "single_choice", "topic": "T", "stem": "S?", "explanation": ">" * 100},
        "options": [{"text": "a", "key": True}, {"text": "[" * 500}],
    }
    found = {(problem.code, problem.path) for problem in check_question(question)}
    assert found == {
        ("too_much_markup", ("explanation",)),
        ("too_much_markup", ("options", 1, "text")),
    }
