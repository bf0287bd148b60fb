"""The page of one question: kept as text without what is the student's own, and filled in (web/kept.py)."""

from datetime import datetime
from typing import Any

from flask import current_app, get_flashed_messages
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from quizapp.accounts.keys import device_key
from quizapp.attempts import pages
from quizapp.attempts.contents import contents
from quizapp.attempts.keeping import page_owner
from quizapp.attempts.maps import question_map
from quizapp.attempts.messages import shown_messages
from quizapp.attempts.queries import HeadRow, SlotState
from quizapp.attempts.sheets import section_html, sheet_html
from quizapp.attempts.taking import Context, Taking, practice_of, section_at
from quizapp.bank.sources import source_titles
from quizapp.translations import gettext
from quizapp.translations.times import clock_time
from quizapp.web.kept import mark, render

# Kinds with keys of their own, and how many choices these are where the question does not say.
CHOICES = {"true_false": 2}


def question_html(taking: Taking, number: int) -> Markup:
    """The page on which this question is answered, or on which a check is shown; see attempts/question.html.

    `taking.head` is that of a reader (queries.attempt_head_of_reader).
    """
    head, state = taking.head, taking.states[number - 1]
    question = contents([(state.version_id, state.digest)])[state.version_id]
    entry = pages.sheet(head, state, question, number, source_titles([question]))
    tried = practice_of(taking, [state])[0]
    fixed = _fixed(taking, number, entry, tried)
    own = _own(head, taking, number) | {
        "sequence": state.sequence,
        "asked_html": _asked(entry, tried, section_at(taking.states, number)),
    }
    own |= _texts(head, state, taking.now)
    fixed["clock"], clock = _clock(head, taking.now)
    called = {
        "csrf_token": generate_csrf(),
        "device_key": device_key(head.person_id),
        "page_owner": page_owner(head.person_id, head.id),
    }
    return render("attempts/question.html", fixed, own | clock, called)


def _fixed(taking: Taking, number: int, entry: Context, tried: Context) -> Context:
    """What the template decides by."""
    head, q = taking.head, entry["q"]
    practice, checked = tried["practice"], tried["checked"]
    return {
        "person": {"id": mark("person_id"), "username": mark("username"), "role": head.role},
        "is_first": number == 1,
        "is_last": number == len(taking.states),
        "is_flagged": bool(entry["is_flagged"]),
        "goes_back": head.layout != "forward",
        "has_larger_text": head.has_larger_text,
        "is_checked": checked is not None,
        "can_check": bool(practice) and checked is None and not practice["is_last"],
        "can_try_again": checked is not None and not practice["is_last"],
        "kind": q["kind"],
        "reads_aloud": q["reads_aloud"],
        "choices": len(q.get("options", ())) or CHOICES.get(q["kind"], 0),
        "messages": shown_messages(head),
        "notices": get_flashed_messages(with_categories=True),
    }


def _own(head: HeadRow, taking: Taking, number: int) -> Context:
    """What it prints of the student and the attempt."""
    count, goes_back = len(taking.states), head.layout != "forward"
    return {
        "person_id": head.person_id,
        "username": head.username,
        "attempt_id": head.id,
        "number": number,
        "count": count,
        "heading": gettext("Question %(number)d of %(count)d", number=number, count=count),
        "quiz_title": head.title,
        "map_html": question_map(taking.states, current=number, form="answer", goes_back=goes_back),
    }


def _texts(head: HeadRow, state: SlotState, now: datetime) -> Context:
    """When it is due; and when the answer was saved, where there is one."""
    texts = {"due_text": pages.due_text(head, head.time_zone, now)}
    if state.saved_at:
        saved = clock_time(state.saved_at, head.time_zone)
        texts["saved_text"] = gettext("Saved %(time)s", time=saved)
    return texts


def _clock(head: HeadRow, now: datetime) -> tuple[Any, Context]:
    """The running clock with marks for its texts, and these texts; None where there is no clock."""
    clock = pages.clock(head, now)
    if clock is None:
        return None, {}
    return {name: mark(f"clock_{name}") for name in clock}, {
        f"clock_{name}": text for name, text in clock.items()
    }


def _asked(entry: Context, tried: Context, section: Context | None) -> Markup:
    """The fields of the question, or how the check of it went in their place."""
    if tried["checked"] is None:
        return sheet_html(entry | tried | {"section": section})
    template = current_app.jinja_env.get_template("attempts/_checked.html")
    return Markup(template.render(**entry, **tried, section_html=section_html(section)))
