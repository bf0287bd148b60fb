"""A student's own terms in words, for the cover page."""

from datetime import datetime

from quizapp.quizzes.words import minutes_in_words
from quizapp.terms import OwnTerms
from quizapp.translations import gettext
from quizapp.translations.times import moment_in_words


def own_sentence(own: OwnTerms, zone: str, now: datetime) -> str:
    """How long this student has and until when, in one sentence that says why where it is their own."""
    closes = moment_in_words(own.closes_at, zone, now)
    if "no_timer" in own.reasons:
        return gettext(
            "You have no time limit, as arranged for you; it closes for you at %(closes)s.", closes=closes
        )
    if own.limit is None:
        return _without_limit(own, closes)
    time = minutes_in_words(own.limit)
    if "extra_time" in own.reasons:
        return gettext(
            "You have %(time)s, because you have extra time; it closes for you at %(closes)s.",
            time=time,
            closes=closes,
        )
    if "other_dates" in own.reasons:
        return gettext(
            "You have %(time)s once you start, and dates of your own; it closes for you at %(closes)s.",
            time=time,
            closes=closes,
        )
    return gettext("You have %(time)s once you start; it closes at %(closes)s.", time=time, closes=closes)


def _without_limit(own: OwnTerms, closes: str) -> str:
    if "extra_time" in own.reasons:
        return gettext("You have extra time; it closes for you at %(closes)s.", closes=closes)
    if "other_dates" in own.reasons:
        return gettext("You have dates of your own; it closes for you at %(closes)s.", closes=closes)
    return gettext("You can take as long as you like until it closes at %(closes)s.", closes=closes)


def late_text(percent: int) -> str | None:
    """What late work costs; None where it costs nothing."""
    if not percent:
        return None
    return gettext(
        "After it is due, each day that begins takes %(percent)d%% off your mark.", percent=percent
    )


def deduction_text(deduction: int) -> str | None:
    """What was taken off a mark; None where nothing was."""
    if not deduction:
        return None
    return gettext("%(percent)d%% was taken off, since it was handed in late.", percent=deduction)
