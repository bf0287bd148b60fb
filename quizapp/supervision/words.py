"""Seats, deeds and counts in words, for the page of the monitor and for its script alike."""

from datetime import datetime, timedelta
from typing import Any

from quizapp.supervision.seats import Seat
from quizapp.translations import gettext
from quizapp.translations.times import clock_time, moment_in_words

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
Words = dict[str, Any]


def seat_words(seat: Seat, count: int, zone: str, now: datetime, *, hides_names: bool) -> Words:
    """One line of the table; `count` is the number of questions. `kind` is that of the tag."""
    place = gettext("Student %(number)d", number=seat.place)
    family_first = gettext("%(family)s, %(given)s", family=seat.family_name, given=seat.given_name)
    kind, state = _state(seat, now)
    has_work = seat.attempt_id is not None
    return {
        "id": seat.person_id,
        "name": place if hides_names else family_first,
        "kind": kind,
        "state": state,
        "note": _note(seat, zone, now),
        "question": str(seat.number) if seat.number else "",
        "answered": gettext("%(answered)d of %(count)d", answered=seat.answered, count=count)
        if has_work
        else "",
        "saved": ago(seat.saved_at, zone, now) if seat.saved_at else "",
        "left": _time_left(seat, now),
    }


def _time_left(seat: Seat, now: datetime) -> str:
    is_running = seat.state == "working" and not seat.has_left
    return left(seat.deadline_at - now) if is_running and seat.deadline_at else ""


def _state(seat: Seat, now: datetime) -> tuple[str, str]:
    if seat.has_left:
        return "plain", gettext("Left the class")
    if seat.is_silent(now):
        return "no", gettext("Offline?")
    return {
        "working": ("wait", gettext("Working")),
        "handed_in": ("yes", gettext("Handed in")),
        "absent": ("plain", gettext("Absent")),
        "make_up": ("plain", gettext("Make-up")),
        "not_started": ("plain", gettext("Not started")),
    }[seat.state]


def _note(seat: Seat, zone: str, now: datetime) -> str:
    if seat.is_silent(now) and seat.seen_at:
        return gettext("last heard of %(ago)s", ago=ago(seat.seen_at, zone, now))
    if seat.make_up_until:
        return gettext("until %(when)s", when=moment_in_words(seat.make_up_until, zone, now))
    if seat.has_left:
        return _left_with(seat, zone)
    if seat.handed_in_at:
        return clock_time(seat.handed_in_at, zone)
    return ""


def _left_with(seat: Seat, zone: str) -> str:
    """What somebody who left the class had done."""
    if seat.handed_in_at is None:
        return gettext("had not handed in")
    return gettext("had handed in at %(time)s", time=clock_time(seat.handed_in_at, zone))


def ago(moment: datetime, zone: str, now: datetime) -> str:
    """How long ago a moment was: "12 s ago"; of what is longer ago than an hour, when it was."""
    passed = max(now - moment, timedelta(0))
    if passed < MINUTE:
        return gettext("%(seconds)d s ago", seconds=passed.seconds)
    if passed < HOUR:
        return gettext("%(minutes)d min ago", minutes=passed // MINUTE)
    return clock_time(moment, zone) if passed < DAY else moment_in_words(moment, zone, now)


def left(time: timedelta) -> str:
    """How much time is left: "34 min", and under a minute "40 s"."""
    if time >= 2 * DAY:
        return gettext("%(days)d days", days=time // DAY)
    if time >= 2 * HOUR:
        return gettext("%(hours)d h", hours=time // HOUR)
    if time >= MINUTE:
        return gettext("%(minutes)d min", minutes=time // MINUTE)
    return gettext("%(seconds)d s", seconds=max(0, int(time.total_seconds())))


def figure_words(counted: dict[str, int]) -> list[tuple[str, str, int]]:
    """The counts above the table, as (key, label, number); being absent is told where somebody is."""
    labels = {
        "working": gettext("Working"),
        "silent": gettext("Of them offline?"),
        "handed_in": gettext("Handed in"),
        "not_started": gettext("Not started"),
        "absent": gettext("Absent"),
        "make_up": gettext("Make-up"),
        "left": gettext("Left the class"),
    }
    return [(key, label, counted[key]) for key, label in labels.items()]
