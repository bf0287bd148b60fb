"""The review of an attempt with what happened to it since: regrades, and disputes of its student."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from flask import render_template, url_for
from wtforms.fields.choices import SelectChoice

from quizapp.attempts import pages, policy, queries
from quizapp.attempts.by_hand.hand_mark_review import hand_marks_of
from quizapp.attempts.contents import contents
from quizapp.attempts.forms import DisputeForm
from quizapp.attempts.late_pages import late_section
from quizapp.attempts.practice.practice_queries import missed_by
from quizapp.attempts.queries import HeadRow, SlotState
from quizapp.attempts.regrades.corrected import with_corrected_key
from quizapp.attempts.regrades.dispute_queries import disputes_of_attempt
from quizapp.attempts.regrades.regrade_pages import regrade_note
from quizapp.attempts.regrades.regrade_queries import GivenRow, regrades_of_attempt
from quizapp.attempts.regrades.regrade_words import DISPUTE_TAGS, DISPUTES
from quizapp.attempts.visible import only
from quizapp.bank.listing import texts_folder
from quizapp.bank.sources import passage_text
from quizapp.bank.texts import attached_paragraphs
from quizapp.feedback import ANSWER
from quizapp.models.accounts import Person
from quizapp.questions import Question
from quizapp.translations import gettext
from quizapp.web.forms import choices
from quizapp.web.requests import now

Context = dict[str, Any]
NO_FACT = ""
BETWEEN = ":"  # a source and the number of its paragraph
LONGEST_OF_PASSAGE = 90  # characters


def review_page(person: Person, head: HeadRow, failed: tuple[int, DisputeForm] | None = None) -> str:
    """The page of a review; `failed` is a dispute that could not be kept: its slot and its form."""
    is_own = head.person_id == person.id
    states = queries.slot_states(head.id)
    context = pages.review_page(head, states, now(), sees_all=not is_own)
    regrades = regrades_of_attempt(head.id)
    sees_answers = not is_own or policy.may_see_answers(head, head.handed_in_at, now())
    if sees_answers:
        _add_news(context["questions"], states, head, regrades, is_own=is_own)
    if failed:
        entry = next(each for each in context["questions"] if each["slot"] == failed[0])
        entry["dispute_form"] = failed[1]
    things = context["things"]
    context["questions"] = [only(each, things) for each in context["questions"]] if ANSWER in things else []
    back = (
        url_for("attempts.cover", assignment_id=head.assignment_id)
        if is_own
        else url_for("quizzes.assignment", assignment_id=head.assignment_id)
    )
    return render_template(
        "attempts/review.html",
        **context,
        back_url=back,
        student=None if is_own else queries.student_of(head),
        attempt_id=head.id,
        time_zone=head.time_zone,
        missed=len(missed_by(person.id, now(), head.id)) if is_own and sees_answers else 0,
        corrected_text=None if sees_answers else _corrected_text(context, regrades),
        passage_text=passage_text,
        **late_section(head, states, now()),
        dispute_words=DISPUTES,
        dispute_tags=DISPUTE_TAGS,
    )


def _corrected_text(context: Context, regrades: Sequence[GivenRow]) -> str | None:
    """Said while single marks are hidden: the whole mark has changed."""
    has_changed = any(
        each.fraction_after is not None and each.fraction_after != each.fraction_before for each in regrades
    )
    if not has_changed or context["mark_text"] is None:
        return None
    return gettext(
        "Your mark has changed, since a question was corrected. You see why when the answers are shown."
    )


def _add_news(
    shown: list[Context],
    states: list[SlotState],
    head: HeadRow,
    regrades: Sequence[GivenRow],
    *,
    is_own: bool,
) -> None:
    """Add to each question its regrades, the key that counts now, what a teacher gave, and its dispute."""
    given = contents((state.version_id, state.digest) for state in states)
    corrected = contents((each.version_id, each.digest) for each in regrades)
    by_hand = hand_marks_of(head, states, given, for_teacher=not is_own)
    disputes = disputes_of_attempt(head.id)
    for entry, state in zip(shown, states, strict=True):
        about = [each for each in regrades if each.slot == state.slot]
        if about and head.handed_in_at is not None:
            _add_regrades(entry, state, head, about, given[state.version_id], corrected)
        entry["slot"], entry["dispute"] = state.slot, disputes.get(state.slot)
        entry["by_hand"] = by_hand.get(state.slot)
        is_disputable = is_own and head.is_member and entry["dispute"] is None
        entry["dispute_form"] = dispute_form(state.slot, entry["sources"]) if is_disputable else None


def _add_regrades(
    entry: Context,
    state: SlotState,
    head: HeadRow,
    about: Sequence[GivenRow],
    given: Question,
    corrected: Mapping[int, Question],
) -> None:
    notes = [regrade_note(each, head.handed_in_at, state.max_mark) for each in about]
    entry["regrades"] = [note for note in notes if note]
    newest = about[-1]
    new = corrected[newest.version_id]
    if newest.policy != "leave" and newest.version_id != state.version_id and new.kind == given.kind:
        entry.update(with_corrected_key(entry, given, new, state.fraction or 0.0))


def dispute_form(slot: int, sources: Sequence[Context]) -> DisputeForm:
    """The form to dispute the question of this slot, with the facts it cites to point at."""
    form = DisputeForm(prefix=f"q{slot}-")
    facts = [(fact["id"], fact["statement"]) for source in sources for fact in source["facts"]]
    form.fact.choices = choices([*facts, (NO_FACT, gettext("None of these"))])
    if form.fact.data is None:
        form.fact.data = NO_FACT
    paragraphs = [choice for source in sources for choice in _paragraphs(source)]
    form.passage.choices = [*choices([(NO_FACT, gettext("No paragraph"))]), *paragraphs]
    if form.passage.data is None:
        form.passage.data = NO_FACT
    return form


def _paragraphs(source: Context) -> list[SelectChoice]:
    """The paragraphs of the school's copy of a source, each by its number and its first words."""
    texts = attached_paragraphs(texts_folder(), source["id"])
    return [
        SelectChoice(
            f"{source['id']}{BETWEEN}{number}",
            gettext(
                "%(number)d. %(words)s",
                number=number,
                words=shorten(text, LONGEST_OF_PASSAGE, placeholder="…"),
            ),
            optgroup=source["title"],
        )
        for number, text in enumerate(texts, 1)
    ]


def passage_of(form: DisputeForm) -> tuple[str, int] | None:
    """The source and the paragraph that a validated form points at."""
    source_id, _, number = (form.passage.data or "").partition(BETWEEN)
    return (source_id, int(number)) if number else None
