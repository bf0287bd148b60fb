"""What pages show of answers that arrived late, and of a hand-in that waited on a device."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from quizapp.attempts import late_queries
from quizapp.attempts.claims import Claim
from quizapp.attempts.contents import contents
from quizapp.attempts.queries import HeadRow, SlotState
from quizapp.models.attempts import LateStep
from quizapp.translations import gettext, ngettext
from quizapp.translations.times import moment_in_words

Context = dict[str, Any]


def kept_sentence(late: LateStep) -> str:
    """What a student reads when an answer has arrived after the end."""
    if late.decision == "accepted":
        return gettext("This answer arrived after the end. It was given in time, so it counts.")
    return gettext(
        "This answer arrived after the end. It is kept with the time when you gave it. "
        "Your teacher decides whether it counts."
    )


def late_section(head: HeadRow, states: Sequence[SlotState], now: datetime) -> Context:
    """The late answers of an attempt, and its hand-in by a device; empty or None where there is none."""
    by_slot = {state.slot: state for state in states}
    questions = contents((state.version_id, state.digest) for state in states)
    numbers = {state.slot: number for number, state in enumerate(states, 1)}
    entries = []
    for late in late_queries.late_steps(head.id):
        body = questions[by_slot[late.slot].version_id].body
        entries.append(
            {
                "id": late.id,
                "number": numbers[late.slot],
                "answer_text": body.summarize(late.response) or gettext("blank"),
                "counting_text": body.summarize(by_slot[late.slot].response) or gettext("blank"),
                "decision": late.decision,
                "decided_text": _decided_text(late),
                "reason": late.reason,
                **_times(Claim(late.claimed_at, late.sent_at), late.at, head, now),
            }
        )
    return {"late": entries, "device_hand_in": _device_hand_in(head, now)}


def _decided_text(late: LateStep) -> str:
    words: Mapping[tuple[str, bool], str] = {
        ("waiting", False): gettext("Waits for the teacher"),
        ("accepted", False): gettext("Counts, as the quiz was set"),
        ("refused", False): gettext("Does not count, as the quiz was set"),
        ("accepted", True): gettext("Counts: the teacher accepted it"),
        ("refused", True): gettext("Does not count: the teacher decided so"),
    }
    return words[late.decision, late.decided_by_id is not None]


def _times(claim: Claim, arrived_at: datetime, head: HeadRow, now: datetime) -> Context:
    """When it was given, when it arrived, and what is odd about the clock of the device."""
    given_at = claim.moment(arrived_at)
    zone = head.time_zone
    return {
        "given_text": moment_in_words(given_at, zone, now) if given_at else gettext("unknown"),
        "arrived_text": moment_in_words(arrived_at, zone, now),
        "clock_text": _clock_text(claim, arrived_at, given_at),
    }


def _clock_text(claim: Claim, arrived_at: datetime, given_at: datetime | None) -> str | None:
    if given_at is None:
        return gettext("The device gave no times that can be right.")
    error = claim.clock_error(arrived_at)
    if error is None:
        return None
    if error > timedelta(0):
        return gettext("The clock of the device was %(time)s ahead. This is allowed for.", time=_span(error))
    return gettext("The clock of the device was %(time)s behind. This is allowed for.", time=_span(-error))


def _span(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes < 120:
        return ngettext("%(num)d minute", "%(num)d minutes", minutes)
    if minutes < 2 * 24 * 60:
        return ngettext("%(num)d hour", "%(num)d hours", round(minutes / 60))
    return ngettext("%(num)d day", "%(num)d days", round(minutes / (24 * 60)))


def _device_hand_in(head: HeadRow, now: datetime) -> Context | None:
    found = late_queries.device_hand_in(head.id)
    if found is None:
        return None
    times = _times(Claim(found.claimed_at, found.sent_at), found.at, head, now)
    return {**times, "code": found.code, "is_matching": found.is_matching}
