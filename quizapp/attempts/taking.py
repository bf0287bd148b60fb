"""What a student's pages show while taking; question_page.py makes the page of one question of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from quizapp.attempts import pages, policy
from quizapp.attempts.checked import checked_entry, practice_context
from quizapp.attempts.contents import contents
from quizapp.attempts.maps import question_map
from quizapp.attempts.messages import shown_messages
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
        if not tried:
            return False
        is_newest = tried[-1].sequence == state.sequence and state.slot not in self.again
        return tried[-1].is_last or is_newest


def whole_page(taking: Taking) -> Context:
    """All questions of an attempt on one page."""
    head, states = taking.head, taking.states
    questions = contents((state.version_id, state.digest) for state in states)
    titles = source_titles(questions.values())
    items = [
        pages.sheet(head, state, questions[state.version_id], state.slot, titles)
        | practice
        | {
            "section": section_at(states, state.slot),
            "save_url": url_for("attempts.save", attempt_id=head.id, slot=state.slot),
        }
        for state, practice in zip(states, practice_of(taking, states), strict=True)
    ]
    saved = [state.saved_at for state in states if state.saved_at]
    return {
        "quiz_title": head.title,
        "attempt_id": head.id,
        "count": len(states),
        "map_html": question_map(states, current=None, form=None, goes_back=True),
        "items": [item | {"q": item["q"] | {"suffix": f"-{item['number']}"}} for item in items],
        "has_larger_text": head.has_larger_text,
        "saved_text": gettext("Saved %(time)s", time=clock_time(max(saved), head.time_zone))
        if saved
        else None,
        "form_url": url_for("attempts.whole", attempt_id=head.id),
        "closed_url": url_for("attempts.done", attempt_id=head.id),
        "here_url": url_for("attempts.here", attempt_id=head.id),
        "messages": shown_messages(head),
    }


def sheets(taking: Taking) -> list[Context]:
    """The questions to which a page can go on when it loses its network, as they are answered.

    Not those that were left for good, or whose check is shown.
    """
    head, count = taking.head, len(taking.states)
    reached = head.reached if head.layout == "forward" else 1
    states = [state for state in taking.states if state.slot >= reached and not taking.is_checked(state)]
    questions = contents((state.version_id, state.digest) for state in states)
    titles = source_titles(questions.values())
    found = []
    for state, practice in zip(states, practice_of(taking, states), strict=True):
        heading = gettext("Question %(number)d of %(count)d", number=state.slot, count=count)
        entry = pages.sheet(head, state, questions[state.version_id], state.slot, titles) | practice
        section = section_at(taking.states, state.slot)
        found.append({**entry, "section": section, "h1": heading, "title": f"{heading}: {head.title}"})
    return found


def practice_of(taking: Taking, states: Sequence[SlotState]) -> list[Context]:
    """What practice shows of these questions beside their fields; a constant number of statements."""
    if not taking.is_practice:
        return [{"practice": None, "checked": None} for _ in states]
    questions = contents((state.version_id, state.digest) for state in states)
    titles = source_titles(questions.values())
    ended = [questions[s.version_id] for s in states if any(t.is_last for t in taking.tries_at(s.slot))]
    things = policy.visible(taking.head, None, taking.now)
    cited = [fact for question in ended for fact in question.facts] if SOURCES in things else []
    facts = facts_by_id(cited) if cited else {}
    found = []
    for state in states:
        question, tried = questions[state.version_id], taking.tries_at(state.slot)
        fractions, is_last = [each.fraction for each in tried], bool(tried) and tried[-1].is_last
        practice = practice_context(question, fractions, is_last, taking.head.tries)
        sources = group_by_source([facts[fact] for fact in question.facts if fact in facts])
        checked = _checked(taking, state, question, titles, sources) if taking.is_checked(state) else None
        found.append({"practice": practice, "checked": checked})
    return found


def _checked(
    taking: Taking,
    state: SlotState,
    question: Question,
    titles: Mapping[str, str],
    sources: Sequence[Context],
) -> Context:
    tried = taking.tries_at(state.slot)
    response, seed = tried[-1].response, pages.seed_of(taking.head.seed, state.slot)
    return checked_entry(
        shown_question(question, number=state.slot, response=response, seed=seed, titles=titles),
        question,
        response,
        fractions=[each.fraction for each in tried],
        is_last=tried[-1].is_last,
        penalty=taking.head.penalty,
        max_mark=state.max_mark,
        things=policy.visible(taking.head, None, taking.now),
        sources=sources,
    )


def section_at(states: Sequence[SlotState], number: int) -> Context | None:
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
