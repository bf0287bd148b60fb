"""What a student's pages show while taking: one question at a time, or all of them on one page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from flask import url_for

from quizapp.attempts import policy
from quizapp.attempts.checked import checked_entry, practice_context
from quizapp.attempts.contents import contents
from quizapp.attempts.pages import seed_of
from quizapp.attempts.places import in_places
from quizapp.attempts.queries import HeadRow, SlotState, TryState
from quizapp.bank.shown import shown_question
from quizapp.bank.sources import facts_by_id, group_by_source, source_titles
from quizapp.feedback import SOURCES
from quizapp.questions import Question
from quizapp.translations import gettext
from quizapp.translations.times import clock_time

Context = dict[str, Any]
Tries = Mapping[tuple[int, int], Sequence[TryState]]


@dataclass(frozen=True, slots=True)
class Taking:
    """An attempt that is being taken. `again`: the numbers of the questions to be tried anew."""

    head: HeadRow
    states: Sequence[SlotState]
    tries: Tries
    again: Collection[int]
    now: datetime

    @property
    def is_practice(self) -> bool:
        """Whether answers are checked one by one."""
        return policy.matrix_of(self.head).is_practice

    def tries_at(self, slot: int) -> Sequence[TryState]:
        """The checks of a slot so far."""
        return self.tries.get((self.head.id, slot), ())

    def is_checked(self, state: SlotState) -> bool:
        """Whether the page shows how a check went: the newest answer is the checked one."""
        tried = self.tries_at(state.slot)
        if not tried or tried[-1].sequence != state.sequence:
            return bool(tried) and tried[-1].is_last
        return tried[-1].is_last or state.number not in self.again


def question_page(taking: Taking, number: int) -> Context:
    """One question of an attempt, to be answered."""
    head, states = taking.head, taking.states
    state = states[number - 1]
    [item] = _items(taking, [state], with_suffix=False)
    return {
        "quiz_title": head.title,
        "attempt_id": head.id,
        "number": number,
        "count": len(states),
        "sections": sections_of(taking, number),
        "section": _section(states, number),
        "goes_back": head.layout != "forward",
        **item,
        "form_url": url_for("attempts.question", attempt_id=head.id, number=number),
        "closed_url": url_for("attempts.done", attempt_id=head.id),
        "sign_in_url": url_for("accounts.sign_in"),
    }


def sheet_page(taking: Taking) -> Context:
    """All questions of an attempt on one page."""
    head = taking.head
    items = _items(taking, taking.states, with_suffix=True)
    saved = [state.saved_at for state in taking.states if state.saved_at]
    return {
        "quiz_title": head.title,
        "attempt_id": head.id,
        "count": len(taking.states),
        "sections": sections_of(taking, None),
        "items": [
            item | {"section": _section(taking.states, number)} for number, item in enumerate(items, 1)
        ],
        "saved_text": _saved_text(max(saved), head) if saved else None,
        "form_url": url_for("attempts.sheet", attempt_id=head.id),
        "closed_url": url_for("attempts.done", attempt_id=head.id),
        "sign_in_url": url_for("accounts.sign_in"),
    }


def _items(taking: Taking, states: Sequence[SlotState], *, with_suffix: bool) -> list[Context]:
    """What templates show of these questions; a constant number of statements."""
    questions = contents((state.version_id, state.digest) for state in states)
    titles = source_titles(questions.values())
    things = policy.visible(taking.head, None, taking.now)
    ended = [questions[s.version_id] for s in states if any(t.is_last for t in taking.tries_at(s.slot))]
    cited = [fact for question in ended for fact in question.facts] if SOURCES in things else []
    facts = facts_by_id(cited) if cited else {}
    items = []
    for state in states:
        question, seed = questions[state.version_id], seed_of(taking.head.seed, state.slot)
        shown = shown_question(
            question, number=state.number, response=state.response, seed=seed, titles=titles
        )
        item = _item(taking, state, question, shown)
        if taking.is_practice and taking.is_checked(state):
            sources = group_by_source([facts[fact] for fact in question.facts if fact in facts])
            item["checked"] = _checked(taking, state, question, shown, sources)
        suffix = f"-{state.number}" if with_suffix else ""
        items.append(item | {"q": in_places(shown, question.body, seed) | {"suffix": suffix}})
    return items


def _item(taking: Taking, state: SlotState, question: Question, shown: Context) -> Context:
    head, tried = taking.head, taking.tries_at(state.slot)
    fractions, is_last = [each.fraction for each in tried], bool(tried) and tried[-1].is_last
    practice = practice_context(question, fractions, is_last, head.tries) if taking.is_practice else None
    return {
        "sequence": state.sequence,
        "is_flagged": state.is_flagged,
        "saved_text": _saved_text(state.saved_at, head) if state.saved_at else None,
        "save_url": url_for("attempts.save", attempt_id=head.id, slot=state.slot),
        "practice": practice,
        "checked": None,
        "slot": state.slot,
    }


def _checked(
    taking: Taking, state: SlotState, question: Question, shown: Context, sources: Sequence[Context]
) -> Context:
    tried = taking.tries_at(state.slot)
    return checked_entry(
        shown,
        question,
        tried[-1].response,
        fractions=[each.fraction for each in tried],
        is_last=tried[-1].is_last,
        penalty=taking.head.penalty,
        max_mark=state.max_mark,
        things=policy.visible(taking.head, None, taking.now),
        sources=sources,
    )


def _saved_text(moment: datetime, head: HeadRow) -> str:
    return gettext("Saved %(time)s", time=clock_time(moment, head.time_zone))


def sections_of(taking: Taking, current: int | None) -> list[Context]:
    """The map of the questions: a list for each section, its title None where there are no sections."""
    entries = [(state, _map_entry(taking, state, current)) for state in taking.states]
    return [
        {"title": title, "slots": [entry for _, entry in group]}
        for (_, title), group in groupby(
            entries, key=lambda each: (each[0].section_id, each[0].section_title)
        )
    ]


def _map_entry(taking: Taking, state: SlotState, current: int | None) -> Context:
    return {
        "number": state.number,
        "is_answered": state.response is not None,
        "is_flagged": state.is_flagged,
        "is_current": state.number == current,
        "is_closed": taking.head.layout == "forward" and state.number != current,
    }


def _section(states: Sequence[SlotState], number: int) -> Context | None:
    """The section that a question stands in; `is_first`: the question begins it."""
    state = states[number - 1]
    if state.section_id is None:
        return None
    before = states[number - 2].section_id if number > 1 else None
    return {
        "title": state.section_title,
        "text": state.section_text,
        "is_first": before != state.section_id,
    }
