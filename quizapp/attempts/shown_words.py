"""What a student sees of an attempt and when, in sentences."""

from collections.abc import Set
from datetime import datetime
from typing import Any

from quizapp.attempts import policy
from quizapp.attempts.policy import Terms
from quizapp.feedback import ANSWER, CLOSED, DURING, JUST_AFTER, OPEN, RIGHT, THINGS, TOTAL, shown_from
from quizapp.quizzes.behavior_words import list_of_things
from quizapp.translations import gettext
from quizapp.translations.times import moment_in_words


def release_text(terms: Any, closes_at: datetime, zone: str, now: datetime) -> str:
    """When marks and answers are shown; `closes_at` is the student's own."""
    table = policy.matrix_of(terms)
    when = moment_in_words(closes_at, zone, now)
    if terms.shown is not None and not table.is_practice:
        return _own_table(terms, when)
    if table.is_practice:
        return gettext("Each answer is checked when you ask for it, and you see at once whether it is right.")
    if terms.release == "after_hand_in":
        return gettext("You see your mark and the answers as soon as you hand in.")
    if terms.release == "after_close":
        return gettext("You see your mark when you hand in, and the answers after %(when)s.", when=when)
    return gettext("Your teacher decides when you see your mark and the answers.")


def _own_table(terms: Terms, when: str) -> str:
    table = policy.matrix_of(terms)
    first, last = table.shows(JUST_AFTER), table.shows(CLOSED)
    sentences = []
    if table.waits:
        sentences.append(gettext("Your teacher decides when you see more than your own answers."))
    if first:
        sentences.append(gettext("When you have handed in, you see: %(list)s.", list=_listed(first)))
    if last - first:
        sentences.append(gettext("After %(when)s: %(list)s.", when=when, list=_listed(last - first)))
    return " ".join(sentences) or gettext("Your teacher keeps the marks and the answers of this quiz.")


def _listed(things: Set[str]) -> str:
    return list_of_things([thing for thing in THINGS if thing in things])


def hidden_text(head: Any, now: datetime) -> str | None:
    """What of a review is not shown yet, and when it comes; None where all is shown."""
    shown = policy.visible(head, head.handed_in_at, now)
    table = policy.matrix_of(head)
    if table.waits and shown == {ANSWER}:
        return gettext("Your teacher has not released marks and answers yet.")
    if RIGHT in shown:
        return None
    when = moment_in_words(head.closes_at, head.time_zone, now)
    comes = shown_from(table, RIGHT)
    if comes in (OPEN, CLOSED) and now < head.closes_at and comes != DURING:
        return gettext("The right answers are shown after the quiz closes: %(when)s.", when=when)
    later = table.shows(CLOSED) - shown
    if later and now < head.closes_at:
        return gettext("After the quiz closes, %(when)s, you see: %(list)s.", when=when, list=_listed(later))
    if TOTAL not in shown:
        return gettext("Your teacher does not show the mark and the right answers of this quiz.")
    return gettext("Your teacher does not show the right answers of this quiz.")
