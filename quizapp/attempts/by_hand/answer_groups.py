"""Answers that read the same, marked at once. Takes rows of `hand_mark_queries`, touches no database."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.attempts.by_hand.hand_mark_queries import AnswerRow, MarkRow, Place
from quizapp.questions.written import same_text


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that read the same, to the same version, in the same state.

    `mark` is the newest that they have, None for none. `twin` is what the same words got elsewhere, and so
    what to give here too.
    """

    answers: list[AnswerRow]
    mark: MarkRow | None
    twin: MarkRow | None = None

    @property
    def key(self) -> int:
        """An attempt in it, by which an address names the group."""
        return int(self.answers[0].attempt_id)

    @property
    def is_waiting(self) -> bool:
        """Whether it has no mark, and none by a regrade either."""
        return self.answers[0].fraction is None

    @property
    def texts(self) -> list[str]:
        """The answers as they were typed, each way of writing once."""
        return list(dict.fromkeys(row.response for row in self.answers))

    def has(self, attempt_id: int) -> bool:
        """Whether the answer of this attempt is in it."""
        return any(row.attempt_id == attempt_id for row in self.answers)


def groups_of(answers: Iterable[AnswerRow], newest: Mapping[Place, MarkRow]) -> list[Group]:
    """What waits first, then the biggest group first; groups of one size by their words."""
    found: dict[object, list[AnswerRow]] = {}
    by_text: dict[object, MarkRow] = {}
    for row in answers:
        if not row.is_answered:
            continue
        mark = newest.get((row.attempt_id, row.slot))
        text = (row.version_id, same_text(row.response))
        state = (tuple(mark.points), mark.comment) if mark else None
        found.setdefault((*text, state, row.fraction is None), []).append(row)
        if mark and (text not in by_text or by_text[text].id < mark.id):
            by_text[text] = mark
    groups = [_group(rows, newest, by_text) for rows in found.values()]
    return sorted(groups, key=lambda group: (not group.is_waiting, -len(group.answers), group.texts[0]))


def _group(
    rows: list[AnswerRow], newest: Mapping[Place, MarkRow], by_text: Mapping[object, MarkRow]
) -> Group:
    marks = [mark for row in rows if (mark := newest.get((row.attempt_id, row.slot)))]
    mark = max(marks, key=lambda each: each.id, default=None)
    twin = by_text.get((rows[0].version_id, same_text(rows[0].response))) if mark is None else None
    return Group(rows, mark, twin)


def in_no_order(answers: Iterable[AnswerRow]) -> list[AnswerRow]:
    """The same answers in an order that tells nothing of names, and is the same each time."""
    return sorted(answers, key=lambda row: hashlib.sha256(str(row.attempt_id).encode()).digest())


def next_waiting(groups: Sequence[Group], current: Group | None) -> Group | None:
    """The next group that waits, after the last one from the beginning again; None where none waits."""
    place = next((i for i, group in enumerate(groups) if current and group.key == current.key), -1)
    ahead = [*groups[place + 1 :], *groups[: max(place, 0)]]
    return next((group for group in ahead if group.is_waiting), None)
