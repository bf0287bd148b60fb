"""What an assignment says beside its dates: time limit, late work, access code, waiting, order."""

from dataclasses import dataclass

from quizapp.errors import Problem
from quizapp.terms import LONGEST_CODE, LONGEST_GRACE, LONGEST_LIMIT, LONGEST_WAIT, SHORTEST_CODE

RANGES = {
    "time_limit": (1, LONGEST_LIMIT),
    "grace_minutes": (0, LONGEST_GRACE),
    "late_percent": (0, 100),
    "wait_minutes": (0, LONGEST_WAIT),
}


@dataclass(frozen=True, slots=True)
class Timing:
    """Times are minutes; `late_percent` is taken off for each day after the quiz was due."""

    time_limit: int | None = None
    grace_minutes: int = 0
    late_percent: int = 0
    access_code: str | None = None
    wait_minutes: int = 0
    shuffles_questions: bool = False
    shuffles_options: bool = True


def timing_problems(timing: Timing) -> list[Problem]:
    """What is wrong with it, for each field."""
    found = [
        Problem("out_of_range", (name,), {"minimum": low, "maximum": high})
        for name, (low, high) in RANGES.items()
        if (value := getattr(timing, name)) is not None and not low <= value <= high
    ]
    code = timing.access_code
    if code is not None and not SHORTEST_CODE <= len("".join(code.split())) <= len(code) <= LONGEST_CODE:
        found.append(
            Problem("bad_code_length", ("access_code",), {"minimum": SHORTEST_CODE, "maximum": LONGEST_CODE})
        )
    return found
