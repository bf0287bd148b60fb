"""What a teacher can do to students in a running quiz: who may be chosen, and the words of its page."""

from collections.abc import Callable
from dataclasses import dataclass

from quizapp.supervision.seats import Seat
from quizapp.translations import gettext, ngettext


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a deed's page. `nobody` stands where no student can be chosen."""

    title: str
    lede: str
    button: str
    nobody: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`fits` tells which students can be chosen; what the form asks for beside them and the reason."""

    kind: str
    fits: Callable[[Seat], bool]
    asks_minutes: bool = False
    asks_dates: bool = False
    needs_reason: bool = False


def _is_in(seat: Seat) -> bool:
    return seat.state == "handed_in" and not seat.has_left


def _works(seat: Seat) -> bool:
    return seat.state == "working" and not seat.has_left


def _is_running(seat: Seat) -> bool:
    """Also of somebody who left the class: what they have saved can be handed in."""
    return seat.state == "working"


def _has_nothing(seat: Seat) -> bool:
    return seat.state == "not_started"


def _is_absent(seat: Seat) -> bool:
    return seat.state in ("absent", "make_up")


def _may_make_up(seat: Seat) -> bool:
    return seat.attempt_id is None


PLANS = {
    plan.kind: plan
    for plan in (
        Plan("time", _works, asks_minutes=True),
        Plan("reopen", _is_in, asks_minutes=True, needs_reason=True),
        Plan("hand_in", _is_running, needs_reason=True),
        Plan("absent", _has_nothing),
        Plan("present", _is_absent),
        Plan("make_up", _may_make_up, asks_dates=True),
    )
}


def words_of(kind: str) -> Words:
    """The words of this deed's page."""
    works = gettext("Nobody is working on it now.")
    return {
        "time": Words(
            gettext("Give time"),
            gettext("The minutes come on top of the time that each of them has. Open pages hear of it soon."),
            gettext("Give these minutes"),
            works,
        ),
        "reopen": Words(
            gettext("Reopen"),
            gettext("The answers stay and can be changed again. Who was shown what is right has seen it."),
            gettext("Reopen for these minutes"),
            gettext("Nobody has handed in yet."),
        ),
        "hand_in": Words(
            gettext("Hand in for students"),
            gettext("What they have saved is marked as it is. They can change nothing afterwards."),
            gettext("Hand in for them"),
            works,
        ),
        "absent": Words(
            gettext("Mark absent"),
            gettext("Their work then counts neither as missing nor as 0, in no report and no file."),
            gettext("Mark absent"),
            gettext("Everybody has started, or is marked absent already."),
        ),
        "present": Words(
            gettext("No longer absent"),
            gettext("What they have not handed in counts as missing again once it was due."),
            gettext("Take “absent” back"),
            gettext("Nobody is marked absent."),
        ),
        "make_up": Words(
            gettext("Make-up"),
            gettext("They are marked absent and may take the quiz at another time, in their own dates."),
            gettext("Give these dates"),
            gettext("Everybody has started."),
        ),
    }[kind]


def done_sentence(kind: str, count: int) -> str:
    """That it is done, and for how many students."""
    if not count:
        return gettext("Nothing was changed: the students are no longer as this page showed them.")
    return {
        "time": ngettext("%(num)d student has more time.", "%(num)d students have more time.", count),
        "reopen": ngettext("%(num)d student can go on.", "%(num)d students can go on.", count),
        "hand_in": ngettext("Handed in for %(num)d student.", "Handed in for %(num)d students.", count),
        "absent": ngettext("%(num)d student is marked absent.", "%(num)d students are marked absent.", count),
        "present": ngettext(
            "%(num)d student is no longer marked absent.",
            "%(num)d students are no longer marked absent.",
            count,
        ),
        "make_up": ngettext("%(num)d student has a make-up.", "%(num)d students have a make-up.", count),
    }[kind]
