"""Sentences about terms and what a change of them did."""

from datetime import datetime

from babel.numbers import format_decimal

from quizapp.models.accommodations import Accommodation
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment
from quizapp.quizzes.moving import Moved
from quizapp.terms import OwnTerms
from quizapp.translations import current_locale, gettext, ngettext
from quizapp.translations.times import moment_in_words
from quizapp.web.text import as_sentence


def minutes_in_words(minutes: int) -> str:
    """A length of time: "45 minutes", "1 hour", "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(num)d hour", "%(num)d hours", hours)] if hours else []
    if rest or not hours:
        parts.append(ngettext("%(num)d minute", "%(num)d minutes", rest))
    return " ".join(parts)


def class_and_zone(classroom: Classroom, beside: Classroom) -> str:
    """The name of a class, with its time zone where that is another than that of the class beside it."""
    if classroom.time_zone == beside.time_zone:
        return classroom.name
    zone = classroom.time_zone.replace("_", " ")
    return gettext("%(name)s (time zone %(zone)s)", name=classroom.name, zone=zone)


def assigned_sentence(count: int) -> str:
    """That a quiz is assigned, to one class or to several."""
    return ngettext(
        "Assigned. Students see it on their first page when it opens.",
        "Assigned to %(num)d classes. Students see it on their first page when it opens.",
        count,
    )


def opened_sentence(count: int) -> str:
    """In how many classes students can start from now on."""
    if not count:
        return gettext("It was open already.")
    return ngettext("It is open now.", "It is open in %(num)d classes now.", count)


def withdrawn_sentence(assignment: Assignment) -> str:
    """Why a quiz is withdrawn and what that means, as its teacher reads it."""
    reason = as_sentence(assignment.withdrawal_reason)
    if assignment.withdrawal == "keep":
        return gettext("This quiz is withdrawn: %(reason)s The marks count.", reason=reason)
    return gettext(
        "This quiz is withdrawn: %(reason)s The attempts are kept and do not count.", reason=reason
    )


def saved_sentence(moved: Moved) -> str:
    """That a change is stored, and what became of attempts that are running."""
    parts = [gettext("Saved.")]
    if moved.longer:
        parts.append(
            ngettext(
                "%(num)d running attempt has more time now.",
                "%(num)d running attempts have more time now.",
                moved.longer,
            )
        )
    if moved.kept:
        parts.append(
            ngettext(
                "%(num)d running attempt keeps the time that it had.",
                "%(num)d running attempts keep the time that they had.",
                moved.kept,
            )
        )
    if moved.shorter:
        parts.append(
            ngettext(
                "%(num)d running attempt ends earlier now.",
                "%(num)d running attempts end earlier now.",
                moved.shorter,
            )
        )
    return " ".join(parts)


def given_words(found: Accommodation | None) -> list[str]:
    """What an accommodation gives, in a few words each."""
    if found is None:
        return []
    words = [
        gettext(
            "%(factor)s times the time",
            factor=format_decimal(found.time_percent / 100, locale=current_locale()),
        )
        if found.time_percent
        else "",
        gettext("%(time)s more", time=minutes_in_words(found.extra_minutes)) if found.extra_minutes else "",
        gettext("no time limit") if found.has_no_timer else "",
        ngettext("%(num)d extra attempt", "%(num)d extra attempts", found.extra_attempts)
        if found.extra_attempts
        else "",
        gettext("questions read aloud") if found.reads_aloud else "",
        gettext("larger text") if found.has_larger_text else "",
        gettext("other dates") if found.opens_at or found.due_at or found.closes_at else "",
    ]
    return [word for word in words if word]


def own_words(own: OwnTerms, zone: str, now: datetime) -> str:
    """A student's own terms as a teacher reads them, in one sentence."""
    values = {
        "time": minutes_in_words(own.limit) if own.limit is not None else gettext("no time limit"),
        "attempts": ngettext("%(num)d attempt", "%(num)d attempts", own.attempts_allowed),
        "due": moment_in_words(own.due_at, zone, now),
        "closes": moment_in_words(own.closes_at, zone, now),
    }
    return gettext(
        "As it stands: %(time)s, %(attempts)s, due %(due)s, closes %(closes)s.",
        **values,
    )


def deed_words(kind: str, minutes: int | None) -> str:
    """What a teacher did, in the list of deeds."""
    if kind == "time":
        return ngettext("%(num)d more minute", "%(num)d more minutes", minutes or 0)
    return {
        "reopen": gettext("Reopened"),
        "hand_in": gettext("Handed in for the student"),
        "absent": gettext("Marked absent"),
        "present": gettext("No longer marked absent"),
        "make_up": gettext("Make-up"),
        "open": gettext("Opened"),
        "withdraw": gettext("Quiz withdrawn"),
        "ended": gettext("Ended by the withdrawal"),
        "take_back": gettext("Withdrawal taken back"),
        "resumed": gettext("Goes on after the withdrawal"),
    }[kind]
