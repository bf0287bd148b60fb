"""What the page of one fact shows: what it says, how it was changed, and what rests on it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from flask import url_for

from quizapp.bank import fact_queries as queries
from quizapp.bank import shelves
from quizapp.bank.citations import difference_shown, page_url
from quizapp.bank.fact_queries import RestingRow
from quizapp.bank.fact_words import (
    FIELDS,
    KINDS,
    VERDICTS,
    difference_in_words,
    end_in_words,
    left_over_text,
    value_in_words,
)
from quizapp.bank.proposing import Corrected, corrected_fact
from quizapp.bank.sheets import content_of, current_sources
from quizapp.bank.sources import shown_fact
from quizapp.bank.uses import Use
from quizapp.bank.words import KINDS as QUESTION_KINDS
from quizapp.facts import Difference, FactIndex
from quizapp.facts import Fact as Content
from quizapp.facts.standing import Standing, standing
from quizapp.models.accounts import Person
from quizapp.models.bank import Fact, FactChange
from quizapp.proofreading.verdicts import DISAGREES, verdict
from quizapp.translations import gettext, ngettext

Context = dict[str, Any]
OUTDATED = "outdated"
# What the list of a fact names; the rest of the native form stands elsewhere on its page.
NAMED = ("value", "unit", "qualifier", "as_of", "speaker", "status", "paragraphs", "terms")


def fact_page(fact: Fact, reader: Person, day: date) -> Context:
    """The page of a fact; the same number of statements whatever rests on it."""
    content = content_of(fact)
    index = FactIndex.of(current_sources())
    changes = queries.changes_of(fact.id)
    corrected = corrected_fact(fact, [change.content_before for change, _ in changes], index.facts, day)
    found = standing(content, day)
    rows, editable = _resting(fact, reader)
    questions = [_question(row, corrected, index, found, editable) for row in rows]
    totals = queries.totals(fact.id, reader)
    return {
        **fact_head(fact, index, day),
        "entries": _entries(content),
        "differences": _differences(content, index),
        "in_place_of": [_link(each) for each in index.facts.values() if each.superseded_by == fact.id],
        "changes": [_change(change, person, index) for change, person in changes],
        "questions": questions,
        "questions_text": _questions_text(questions),
        "hidden": totals.all_questions - sum(row.cites_now for row in rows),
        "quizzes": queries.resting_quizzes(fact.id, reader),
        "assignments": queries.resting_assignments(fact.id, reader),
        "totals": totals,
    }


def _resting(fact: Fact, reader: Person) -> tuple[list[RestingRow], set[int]]:
    """What rests on the fact and may be read, and the ids of the banks that may be edited."""
    rows = shelves.banks_of(reader)
    readable = queries.resting_questions(fact.id, reader, [row.bank.id for row in rows])
    return readable, {row.bank.id for row in rows if row.may_edit}


def fact_head(fact: Fact, index: FactIndex, day: date) -> Context:
    """What every page of a fact says of it: its sentence, its source, and whether it holds."""
    content = content_of(fact)
    found = standing(content, day)
    corrected = corrected_fact(fact, [], index.facts, day)
    return {
        "fact": shown_fact(fact),
        "is_retired": fact.is_retired,
        "kind": KINDS[content.kind],
        "source": index.sources[fact.source_id],
        "page_url": page_url(fact.id),
        "correct_url": _url("bank.correct_fact", fact.id),
        "end_url": _url("bank.end_fact", fact.id),
        "differ_url": _url("bank.differ_fact", fact.id),
        "holds": found.holds,
        "end_text": end_in_words(found),
        "now": _link(corrected.now) if corrected.now.id != fact.id else None,
    }


def _url(endpoint: str, fact_id: str, **more: Any) -> str:
    source_id, _, name = fact_id.partition("/")
    return url_for(endpoint, source_id=source_id, name=name, **more)


def _link(fact: Content) -> Context:
    return {"statement": fact.statement, "url": page_url(fact.id)}


def _entries(content: Content) -> list[tuple[str, str]]:
    """The rest of what it says, as (name, words); only what is said."""
    native = content.to_dict()
    return [(str(FIELDS[name]), value_in_words(name, native[name])) for name in NAMED if name in native]


def _differences(content: Content, index: FactIndex) -> list[Context]:
    found = (difference_shown(each, index) for each in index.differences.get(content.id, ()))
    return [
        each | {"agree_url": _url("bank.agree_fact", content.id, **{"with": each["target"]})}
        for each in found
        if each
    ]


def _change(change: FactChange, person: Person | None, index: FactIndex) -> Context:
    """One entry of the history: who, when and why, and what stood there before."""
    before, after = change.content_before or {}, change.content_after
    names = [name for name in FIELDS if before.get(name) != after.get(name)]
    is_compared = change.cause == "corrected" and names == ["differs_from"]
    return {
        "cause": "compared" if is_compared else change.cause,
        "at": change.at,
        "by": person.display_name if person else None,
        "reason": change.reason,
        "rows": [
            (FIELDS[name], _told(name, before.get(name), index), _told(name, after.get(name), index))
            for name in names
        ],
    }


def _told(name: str, value: Any, index: FactIndex) -> str:
    if value is None or value == []:
        return gettext("nothing")
    if name == "superseded_by" and value in index.facts:
        return index.facts[value].statement
    if name == "differs_from":
        return "; ".join(difference_in_words(Difference.from_dict(each), index) for each in value)
    return value_in_words(name, value)


def _question(
    row: RestingRow,
    corrected: Corrected,
    index: FactIndex,
    found: Standing,
    editable: Collection[int],
) -> Context:
    question, fact = row.question, corrected.fact
    native = row.content | {"status": question.status}
    code = _verdict(row, corrected, index, found)
    left_over = corrected.left_over(native) if row.cites_now else []
    return {
        "id": question.id,
        "stem": native["stem"],
        "kind": QUESTION_KINDS[question.kind],
        "topic": question.topic,
        "status": question.status,
        "needs_check": question.needs_check,
        "cites_now": row.cites_now,
        "code": code,
        "tag": VERDICTS.get(code),
        "is_behind": code in (DISAGREES, OUTDATED),
        "has_answer": row.cites_now and corrected.answered(native) is not None,
        "is_rewritten": corrected.now.id != fact.id,
        "left_over": left_over_text(left_over),
        "use": Use(row.quizzes, row.given, row.given, has_others=False),
        "may_edit": question.bank_id in editable,
        "studying": row.studying,
        "waiting": row.waiting,
        "edit_url": url_for("bank.edit_question", question_id=question.id, fact=fact.id),
        "regrade_url": url_for("attempts.regrade", question_id=question.id, policy="new_key", fact=fact.id),
    }


def _verdict(row: RestingRow, corrected: Corrected, index: FactIndex, found: Standing) -> str:
    if not row.cites_now:
        return ""
    if not found.holds:
        return OUTDATED
    return verdict(row.content, corrected.befores, corrected.fact, index)


def _questions_text(rows: Sequence[Context]) -> str:
    """The headline over the questions, computed from them."""
    if not rows:
        return gettext("No question rests on it")
    total = ngettext("One question rests on it", "%(num)d questions rest on it", len(rows))
    behind = sum(row["is_behind"] for row in rows)
    if not behind:
        return total
    tail = ngettext("one is behind", "%(num)d are behind", behind)
    return gettext("%(total)s, %(tail)s", total=total, tail=tail)


def differ_text(difference: Difference, index: FactIndex, count: int) -> str:
    """What is said after a difference was added: what it is, and how many questions are marked for it."""
    return f"{difference_in_words(difference, index)} {corrected_text(count)}"


def corrected_text(count: int) -> str:
    """What is said after a change of a fact: how many questions are marked for it."""
    if not count:
        return gettext("Kept. No question has to be checked for it.")
    return ngettext(
        "Kept. One question rests on it and is marked: needs checking.",
        "Kept. %(num)d questions rest on it and are marked: needs checking.",
        count,
    )
