"""How marks come from fractions, how they add up, and which attempt counts."""

import math
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from quizapp.questions import Body, Response
from quizapp.questions.carried import carried

COUNTINGS = ("highest", "average", "first", "last")

SAME = 1e-9  # shares of a mark closer than this are the same
POLICIES = ("full_credit", "old_and_new", "new_key", "leave")


def mark(fraction: float, max_mark: float) -> float:
    """Return the mark of a slot: `fraction` (0 to 1) of its full mark, not rounded."""
    return fraction * max_mark


def rubric_fraction(points: Sequence[float], full: float) -> float:
    """Return the share (0 to 1, not rounded) of a rubric's `full` points that were given, part by part.

    All points are exactly 1, whatever their sum leaves in the last bit.
    """
    earned = total(points) / full if full > 0 else 0.0
    return 1.0 if earned > 1 - SAME else max(0.0, earned)


def policies_for(body: Body) -> tuple[str, ...]:
    """Return the policies that a regrade of such a question may follow: without a key there is no new one."""
    return POLICIES if body.is_machine_marked else ("full_credit", "leave")


def own_fraction(response: Response, body: Body, by_hand: float | None) -> float | None:
    """Return what an answer is worth (0 to 1) before any regrade; None while it waits for a person's mark.

    `by_hand` is what a teacher gave it; only answers that no machine marks ask for it. Blanks are worth 0.
    """
    return by_hand if body.needs_marking(response) else body.fraction(response)


def regraded_fraction(
    policy: str, response: Response, old: Body, new: Body, by_hand: float | None = None
) -> float | None:
    """Return what a response to the version `old` is worth (0 to 1) after a correction to the version `new`.

    full_credit: 1 for everybody who was given the question, also for a blank; old_and_new: the better of both
    keys; new_key: the new key alone; leave: as it was given. Where the corrected question is of another kind
    the new key cannot read the response, and the old one stays; so does what a teacher gave (`by_hand`, None
    for an answer that still waits). Raises ValueError for an unknown policy.
    """
    if policy not in POLICIES:
        raise ValueError(f"unknown policy {policy!r}")
    if policy == "full_credit":
        return 1.0
    by_old = own_fraction(response, old, by_hand)
    if by_old is None or policy == "leave" or old.kind != new.kind or not old.is_machine_marked:
        return by_old
    by_new = new.fraction(carried(response, old, new))
    return max(by_old, by_new) if policy == "old_and_new" else by_new


# A fraction from here on is a right answer: sums of thirds may stop a little short of a whole.
WHOLE = 0.9999
USUAL_TRIES, MOST_TRIES = 3, 10
USUAL_PENALTY = 1 / 3


def tries_of(body: Body, hints: int, least: int) -> int:
    """Return how many tries a question has in practice: one for each hint and one more, or `least` of them.

    Source: Moodle question/behaviour/interactive (hints + 1). A true or false question has one try: the
    second would earn marks for what the first one gave away. What no machine marks has none.
    """
    if not body.is_machine_marked:
        return 0
    return 1 if body.kind == "true_false" else max(hints + 1, least)


def fraction_after_tries(fractions: Iterable[float], penalty: float) -> float:
    """Return what several tries make together, 0 to 1: the first right one, else the last, less the penalty
    for each failed try before it.

    max(0, fraction - failed tries x penalty): Moodle question/behaviour/interactive (adjust_fraction); its
    penalty is 1/3 unless the teacher says otherwise. `fractions` stand in the order of the tries.
    """
    earned = 0.0
    for failed, fraction in enumerate(fractions):
        earned = max(0.0, fraction - failed * penalty)
        if fraction >= WHOLE:
            break
    return earned


def total(marks: Iterable[float]) -> float:
    """Return the sum of the marks, exact to the last bit whatever their order."""
    return math.fsum(marks)


def after_deduction(mark: float, deduction: int) -> float:
    """Return the mark less `deduction` percent of it (0 to 100), not rounded."""
    return mark * (100 - deduction) / 100


def percent(mark: float, max_mark: float) -> float:
    """Return the mark in percent of `max_mark`, not rounded; 0.0 where there is nothing to earn."""
    return 100 * mark / max_mark if max_mark > 0 else 0.0


def round_for_display(value: float) -> str:
    """Return the value with at most two decimals, halves away from zero, no zeros at the end.

    Raises ValueError for infinity and NaN.
    """
    rounded = _rounded(value, "0.01")
    return f"{rounded:f}".rstrip("0").rstrip(".") if rounded else "0"


def whole_percent(value: float) -> int:
    """Return a percentage as it is printed: whole, halves away from zero.

    What depends on a percentage depends on this one, so that nobody reads "65%" in a list of those below 65.
    Raises ValueError for infinity and NaN.
    """
    return int(_rounded(value, "1"))


def _rounded(value: float, step: str) -> Decimal:
    """The only place where marks and percentages are rounded."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is no mark")
    # Ten decimals first: 1.0049999999999999 is what sums make of 1.005.
    exact = Decimal(repr(value)).quantize(Decimal("1e-10"), ROUND_HALF_UP)
    return exact.quantize(Decimal(step), ROUND_HALF_UP)


def counting_attempts(counting: str, marks: Sequence[float | None]) -> list[int]:
    """Return the places of the attempts that count, [] where none was handed in.

    `marks` stands in the order of the attempts, None for one that was not handed in: such an attempt never
    counts (Moodle mod/quiz: highest, average, first, last over finished attempts). Of equal highest marks
    the earliest counts. Raises ValueError where `counting` is none of COUNTINGS.
    """
    handed_in = [(place, value) for place, value in enumerate(marks) if value is not None]
    places = [place for place, _ in handed_in]
    if counting == "average":
        return places
    if counting == "highest":
        return [max(handed_in, key=lambda pair: pair[1])[0]] if handed_in else []
    if counting not in COUNTINGS:
        raise ValueError(f"unknown counting {counting!r}")
    return places[:1] if counting == "first" else places[-1:]


def is_counting_final(counting: str, waiting: Sequence[int | None]) -> bool:
    """Tell whether the mark that the attempts make together can no longer change by marking.

    `waiting` says in the order of the attempts how many answers still wait for a person, None for one that
    was not handed in. Any of several attempts may become the highest, or move the average.
    """
    handed_in = [count for count in waiting if count is not None]
    about = {"first": handed_in[:1], "last": handed_in[-1:]}.get(counting, handed_in)
    return not any(about)


def counting_mark(counting: str, marks: Sequence[float | None]) -> float | None:
    """Return the mark that the attempts make together, not rounded; None where none was handed in."""
    values = [value for place in counting_attempts(counting, marks) if (value := marks[place]) is not None]
    return total(values) / len(values) if values else None
