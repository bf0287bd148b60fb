"""The answer that follows from a corrected fact, filled in where a teacher opens a question to mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from quizapp.bank import editing
from quizapp.bank.editor import Editor
from quizapp.bank.fact_queries import changes_of
from quizapp.bank.sheets import content_of, fact_index
from quizapp.db import db
from quizapp.facts import Fact as Content
from quizapp.facts.standing import standing, successor
from quizapp.models.bank import Fact
from quizapp.proofreading.proposals import left_over, proposed

Native = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A fact: what it said until now (the newest first), and what holds now.

    `now` is the fact itself, or the one that holds in its place since it does not.
    """

    fact: Content
    befores: list[Content]
    now: Content

    def answered(self, native: Native) -> Native | None:
        """The native question with the answer that holds now; None where it takes a person to say."""
        return proposed(native, self.befores, self.now)

    def cited(self, native: Native) -> Native:
        """The native question resting on what holds now."""
        facts = [self.now.id if each == self.fact.id else each for each in native.get("facts", ())]
        return native | {"facts": list(dict.fromkeys(facts))}

    def left_over(self, native: Native) -> list[str]:
        """Which texts of the question say still what the fact said; see proofreading."""
        return left_over(native, self.befores, self.now)


@dataclass(frozen=True, slots=True)
class Filled:
    """What an editor page says of the answer that was filled in."""

    corrected: Corrected
    has_answer: bool
    left_over: list[str]


def corrected_fact(
    fact: Fact, contents_before: Sequence[Native | None], facts: Mapping[str, Content], day: date
) -> Corrected:
    """A fact with what it said before, as its changes tell it, and what holds on this day."""
    content = content_of(fact)
    befores = [Content.from_dict(each, fact.source_id) for each in contents_before if each]
    now = None if standing(content, day).holds else successor(content, facts)
    if now is not None:
        return Corrected(content, [content, *befores], now)
    value = (content.value, content.unit)
    return Corrected(content, [each for each in befores if (each.value, each.unit) != value], content)


def fill(editor: Editor, fact_id: str, day: date) -> Filled | None:
    """Fill the answer that follows from a fact into an opened editor; None for no fact of its question."""
    facts = editor.original.get("facts", ())
    fact = db.session.get(Fact, fact_id) if fact_id in facts else None
    if fact is None:
        return None
    befores = [change.content_before for change, _ in changes_of(fact_id)]
    corrected = corrected_fact(fact, befores, fact_index().facts, day)
    answered = corrected.answered(editor.original)
    made = corrected.cited(answered or editor.original)
    editor.values = editing.values_of(editor.form_class, made) | {"version": editor.stands}
    return Filled(corrected, answered is not None, corrected.left_over(made))
