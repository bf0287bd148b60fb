"""What the pages of regrades and disputes show, as plain values for the templates."""

from collections.abc import Collection, Sequence
from typing import Any

from flask import url_for

from quizapp.attempts.contents import contents
from quizapp.attempts.pages import mark_text
from quizapp.attempts.regrades.regrade_queries import GivenRow
from quizapp.attempts.regrades.regrade_words import TOLD
from quizapp.attempts.regrades.regrading import Move, Outcome
from quizapp.bank.citations import page_url
from quizapp.bank.shown_bodies import text_of
from quizapp.bank.sources import passage_text, shown_fact
from quizapp.marking import round_for_display
from quizapp.models.bank import QuestionVersion
from quizapp.translations import gettext, ngettext
from quizapp.web.text import markdown

Context = dict[str, Any]


def assignments_of(rows: Sequence[GivenRow], chosen: Collection[int]) -> list[Context]:
    """The assignments that gave the question, each with how many attempts, and whether it is chosen."""
    found: dict[int, Context] = {}
    for row in rows:
        entry = found.setdefault(
            row.assignment_id,
            {
                "id": row.assignment_id,
                "name": gettext("%(quiz)s, %(name)s", quiz=row.title, name=row.class_name),
                "count": 0,
                "is_chosen": row.assignment_id in chosen,
            },
        )
        entry["count"] += 1
    return list(found.values())


def keys_of(rows: Sequence[GivenRow], current: QuestionVersion) -> list[Context]:
    """The versions that were given and the current one, the newest first: what each says is right."""
    given: dict[int, int] = {current.id: 0}
    pairs = {current.id: current.digest}
    numbers = {current.id: current.number}
    for row in rows:
        given[row.version_id] = given.get(row.version_id, 0) + 1
        pairs[row.version_id], numbers[row.version_id] = row.digest, row.version
    questions = contents(pairs.items())
    return [
        {
            "number": numbers[version_id],
            "count": given[version_id],
            "stem_html": markdown(questions[version_id].stem),
            "right_text": text_of(questions[version_id].body, questions[version_id].body.right_answer()),
        }
        for version_id in sorted(given, key=lambda each: -numbers[each])
    ]


def outcome_context(outcome: Outcome, unticked: Collection[int] = ()) -> Context:
    """A dry run, or what a regrade did: a headline, the means, one row for each answer."""
    return {
        "heading": moved_text(outcome),
        "waiting": outcome.waiting,
        "means": [
            (
                gettext("Mean of this question"),
                *_means(outcome.question_mean(False), outcome.question_mean(True)),
            ),
            (
                gettext("Mean of the attempts"),
                *_means(outcome.attempt_mean(False), outcome.attempt_mean(True)),
            ),
        ],
        "rows": [_row(move, move.row.attempt_id not in unticked) for move in outcome.moves],
    }


def report_context(rows: Sequence[GivenRow]) -> Context:
    """What a regrade did: `rows` as regraded_answers gives them."""
    moves = [Move(row, "", row.fraction_before, row.fraction_after) for row in rows]
    outcome = Outcome(sorted(moves, key=lambda move: not move.moves))
    return {
        "heading": moved_text(outcome),
        "waiting": outcome.waiting,
        "means": _means(outcome.question_mean(False), outcome.question_mean(True)),
        "rows": [_row(move, True) for move in outcome.moves],
    }


def moved_text(outcome: Outcome) -> str:
    """How many marks change."""
    total = len(outcome.moves)
    if not outcome.movers:
        return gettext("No mark changes")
    return ngettext(
        "%(num)d of %(total)d marks changes", "%(num)d of %(total)d marks change", outcome.movers, total=total
    )


def _means(before: float | None, after: float | None) -> tuple[str, str]:
    return _percent(before), _percent(after)


def _percent(value: float | None) -> str:
    return gettext("none yet") if value is None else f"{round_for_display(value)}%"


def _row(move: Move, is_ticked: bool) -> Context:
    row = move.row
    return {
        "attempt_id": row.attempt_id,
        "name": row.Person.sort_name,
        "number": row.number,
        "where": gettext("%(quiz)s, %(name)s", quiz=row.title, name=row.class_name),
        "version": row.version,
        "answer": move.answer or gettext("Left blank"),
        "is_waiting": move.is_open,
        "moves": move.moves,
        "before": _points(move.before, row.slot_max),
        "after": _points(move.after, row.slot_max),
        "mark_before": None if row.mark is None else round_for_display(row.mark),
        "mark_after": None if move.mark_after is None else mark_text(move.mark_after, row.max_mark),
        "is_ticked": is_ticked,
        "url": url_for("attempts.review", attempt_id=row.attempt_id),
    }


def _points(fraction: float | None, slot_max: float) -> str:
    """The mark of one answer; what a teacher has still to give is no 0."""
    return gettext("being marked") if fraction is None else round_for_display(fraction * slot_max)


def regrade_note(row: GivenRow, handed_in_at: Any, slot_max: float) -> Context | None:
    """What the review says of a regrade of one answer; None while it has nothing to say."""
    before, after = row.fraction_before, row.fraction_after
    if before is None and after is None:
        return None
    return {
        "at": row.at,
        "was_open": row.at < handed_in_at,
        "before": _points(before, slot_max),
        "after": _points(after, slot_max),
        "has_changed": before is None or after is None or abs(after - before) > 1e-9,
        "reason": row.reason,
        "told": TOLD[row.policy],
    }


def dispute_entries(rows: Sequence[Any]) -> list[Context]:
    """The disputes that wait for a teacher, each with the question as it was given and the answer."""
    questions = contents((row.version_id, row.digest) for row in rows)
    return [_dispute_entry(row, questions[row.version_id]) for row in rows]


def _dispute_entry(row: Any, question: Any) -> Context:
    # A corrected key is most often meant to count beside the old one.
    has_new_key = row.current_version > row.version and question.body.is_machine_marked
    policy = "old_and_new" if has_new_key else "full_credit"
    return {
        "dispute": row.Dispute,
        "name": row.Person.display_name,
        "where": gettext("%(quiz)s, %(name)s", quiz=row.title, name=row.class_name),
        "time_zone": row.time_zone,
        "stem_html": markdown(question.stem),
        "answer": text_of(question.body, row.response) or gettext("Left blank"),
        "right_text": text_of(question.body, question.body.right_answer()),
        "fact": shown_fact(row.Fact) if row.Fact else None,
        "fact_url": page_url(row.Fact.id) if row.Fact else None,
        "source_title": row.Source.title if row.Source else None,
        "passage_title": row.passage_title,
        "passage": passage_text(row.Dispute.source_id, row.Dispute.paragraph),
        "review_url": url_for("attempts.review", attempt_id=row.Dispute.attempt_id),
        "question_url": url_for("bank.question", question_id=row.question_id, version=row.version),
        "mark_url": None if question.body.is_machine_marked else _mark_url(row),
        "accept_url": url_for(
            "attempts.regrade", question_id=row.question_id, policy=policy, dispute=row.Dispute.id
        ),
    }


def _mark_url(row: Any) -> str:
    return url_for(
        "attempts.mark_question",
        assignment_id=row.assignment_id,
        question_id=row.question_id,
        answer=row.Dispute.attempt_id,
    )
