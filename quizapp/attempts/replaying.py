"""What the answers to a question are worth together: in practice several tries, else the newest answer alone.

Computed from the steps, so that a regrade with another key replays the tries.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizapp.attempts import queries
from quizapp.attempts.queries import TryState
from quizapp.marking import fraction_after_tries

Worth = Callable[[Any], float | None]


@dataclass(frozen=True, slots=True)
class History:
    """The checked answers of an attempt by slot, and what a failed try costs."""

    tries: Mapping[int, Sequence[TryState]]
    penalty: float

    def fraction(self, slot: int, sequence: int, response: Any, worth: Worth) -> float | None:
        """What a slot earns, 0 to 1, by `worth` of each response; `response` is the newest one.

        None where it waits for a person's mark.
        """
        return replayed(self.tries.get(slot, ()), sequence, response, self.penalty, worth)


def history_of(attempt_id: int) -> History:
    """The tries of an attempt; one statement where there are none."""
    tries = queries.tries_of([attempt_id])
    if not tries:
        return History({}, 0.0)
    head = queries.attempt_head(attempt_id)
    return History({slot: each for (_, slot), each in tries.items()}, head.penalty if head else 0.0)


def replayed(
    tries: Sequence[TryState], sequence: int, response: Any, penalty: float, worth: Worth
) -> float | None:
    """What checked answers and the newest one earn together, 0 to 1; what was never checked, by itself.

    An answer that was changed after the last check counts as one more try, unless none was left.
    """
    if not tries:
        return worth(response)
    responses = [each.response for each in tries]
    if sequence > tries[-1].sequence and not tries[-1].is_last:
        responses.append(response)
    return fraction_after_tries((worth(each) or 0.0 for each in responses), penalty)
