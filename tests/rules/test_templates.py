"""Templates: every word goes through gettext, no style and no script stands in a page."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.lexer import Lexer

from quizapp.questions import KINDS

TEMPLATES = Path(__file__).parents[2] / "quizapp" / "templates"
ALL = sorted(TEMPLATES.rglob("*.html"))
# The name of the product, and signs that are the same in every language.
NOT_WORDS = {"Civics", "Desk", "kbd", "A", "B", "C", "D", "F", "J", "K", "Z", "E", "Enter", "CSV", "Q"}
TAG = re.compile(r"<[^<>]*>|<[^<>]*$|^[^<>]*>")
ENTITY = re.compile(r"&\w+;")
WORD = re.compile(r"[^\W\d_]{2,}")


def texts_outside_trans(source: str) -> str:
    """The template's own text, without tags of HTML and without what stands inside {% trans %}."""
    source = re.sub(r"{% block main_class %}.*?{% endblock %}", "", source)  # names of style classes
    environment = Environment(extensions=["jinja2.ext.i18n"])
    lexer = Lexer(environment)
    pieces, in_trans, name_next = [], False, False
    for _, token, value in lexer.tokeniter(source, None):
        if token == "block_begin":
            name_next = True
        elif token == "name" and name_next:
            in_trans = value == "trans" or (in_trans and value != "endtrans")
            name_next = False
        elif token == "data":
            pieces.append(" " if in_trans else value)
        elif token in ("variable_begin", "block_end"):
            pieces.append("\0")  # something was filled in here
    return "".join(pieces)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_every_word_goes_through_gettext(path: Path) -> None:
    text = texts_outside_trans(path.read_text(encoding="utf-8")).replace("\0", "")
    words = set(WORD.findall(ENTITY.sub(" ", TAG.sub(" ", text)))) - NOT_WORDS
    assert not words, f"not for translation: {sorted(words)[:8]}"


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_nothing_that_the_content_policy_refuses(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert " style=" not in source
    assert not re.search(r"<script(?![^>]* src=)", source)
    assert not re.search(r"\son\w+=", source)
    assert "javascript:" not in source
    assert not re.search(r"https?://(?!www\.w3\.org)", source), "an address outside"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_template_and_a_form(kind: str) -> None:
    from quizapp.bank.forms import FORMS

    assert (TEMPLATES / "questions" / f"{kind}.html").exists()
    assert kind in FORMS
