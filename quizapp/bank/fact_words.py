"""Facts in words: how long they hold, how they were changed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from quizapp.bank.dates import date_in_words, duration_in_words
from quizapp.facts import Difference, FactIndex
from quizapp.facts.standing import Standing
from quizapp.translations import gettext
from quizapp.translations import lazy_gettext as _l

KINDS = {
    "date": _l("Date"),
    "duration": _l("Duration"),
    "percent": _l("Percentage"),
    "money": _l("Amount of money"),
    "count": _l("Count"),
    "index": _l("Market index"),
    "person": _l("Person"),
    "place": _l("Place"),
    "organization": _l("Organization"),
    "said": _l("What somebody said"),
    "visit": _l("Visit"),
    "agreement": _l("Agreement"),
    "absence": _l("What was not said or done"),
    "term": _l("Term"),
}
CAUSES = {
    "corrected": _l("Corrected"),
    "ended": _l("Its end was changed"),
    "compared": _l("Where sources differ was changed"),
    "written": _l("Written in the app"),
    "file": _l("Its fact sheet changed"),
}
FIELDS = {
    "statement": _l("Sentence"),
    "value": _l("Value"),
    "unit": _l("Unit"),
    "qualifier": _l("Limited by"),
    "as_of": _l("As of"),
    "speaker": _l("Who says so"),
    "status": _l("Visit"),
    "paragraphs": _l("Paragraphs"),
    "terms": _l("Words that stand there"),
    "differs_from": _l("Differences"),
    "expired": _l("No longer so from"),
    "superseded_by": _l("What holds in its place"),
}
# How another source differs.
HOWS = {
    "contradicts": _l("“%(title)s” says otherwise"),
    "scope": _l("“%(title)s” speaks of something else"),
    "silent": _l("“%(title)s” does not say this"),
}
DATES = ("as_of", "expired")
# By the codes of proofreading.verdicts, and "outdated": kind of tag, and words.
VERDICTS = {
    "agrees": ("yes", _l("Says what the fact says")),
    "disagrees": ("no", _l("No longer says what the fact says")),
    "unclear": ("wait", _l("Read it: the app cannot compare it")),
    "outdated": ("wait", _l("Asks about what is no longer so")),
}
# By the codes of proofreading.left_over.
LEFT_OVER = {
    "stem": _l("question"),
    "text": _l("text"),
    "explanation": _l("explanation"),
    "feedback": _l("feedback"),
    "hints": _l("hints"),
    "options": _l("reasons beside the options"),
}


def left_over_text(names: Iterable[str]) -> str:
    """The texts of a question that say an old value still, as a list in words."""
    return ", ".join(str(LEFT_OVER[name]) for name in names)


def end_in_words(found: Standing) -> str:
    """Until when a fact holds; "" for one without an end."""
    day = date_in_words(found.expired) if found.expired else ""
    if found.code == "ending":
        return gettext("It holds until %(date)s.", date=day)
    if found.holds:
        return ""
    return gettext("It is no longer so since %(date)s.", date=day) if day else gettext("It is no longer so.")


def difference_in_words(difference: Difference, index: FactIndex) -> str:
    """Where another source differs, as a sentence: “Other title” says otherwise: “Its statement”."""
    other = index.facts.get(difference.target_fact or "")
    source = index.sources.get(other.source_id if other else difference.target_source or "")
    title = source.title if source else difference.target
    words = HOWS[difference.how] % {"title": title}
    said = f"{words}: “{other.statement}”" if other else f"{words}."
    return f"{said} {difference.note}" if difference.note else said


def value_in_words(name: str, value: Any) -> str:
    """One entry of the native form as a history shows it."""
    if name in DATES and isinstance(value, str):
        return date_in_words(value)
    if name == "value" and isinstance(value, str):
        return duration_in_words(date_in_words(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def day_of(moment: date) -> str:
    """A day with its year, as sentences about corrections have it."""
    return date_in_words(moment.isoformat())
