"""What the pages for marking written answers show, as plain values for the templates."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from quizapp.attempts import hand_mark_queries as queries
from quizapp.attempts.answer_groups import Group, groups_of, in_no_order
from quizapp.attempts.contents import contents
from quizapp.attempts.hand_mark_queries import AnswerRow, MarkRow, Place
from quizapp.bank.shown_bodies import points_in_words
from quizapp.errors import NotFound
from quizapp.marking import round_for_display, total
from quizapp.models.quizzes import Assignment
from quizapp.questions import Question
from quizapp.questions.written import Written
from quizapp.translations import gettext, ngettext
from quizapp.web.text import inline_markdown, markdown

Context = dict[str, Any]
# As a field sends points; more digits are no points that anybody gives.
PLAIN_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class Desk:
    """The answers to one question of an assignment, as they lie before the teacher."""

    answers: Sequence[AnswerRow]  # blank ones too
    marks: Sequence[MarkRow]  # every one that was ever given, the oldest first
    newest: dict[Place, MarkRow]
    groups: list[Group]
    is_anonymous: bool

    @property
    def waiting(self) -> int:
        """How many answers wait."""
        return sum(len(group.answers) for group in self.groups if group.is_waiting)

    @property
    def answered(self) -> int:
        """How many answers there are, without the blank ones."""
        return sum(len(group.answers) for group in self.groups)

    @property
    def blank(self) -> int:
        """How many left it blank."""
        return len(self.answers) - self.answered

    def group_of(self, attempt_id: int) -> Group:
        """The group with the answer of this attempt; NotFound where there is none."""
        found = next((group for group in self.groups if group.has(attempt_id)), None)
        if found is None:
            raise NotFound
        return found

    def posted(self, attempt_ids: Collection[int]) -> Group:
        """The answers of these attempts as one group, whatever their state; NotFound for what is none."""
        rows = [row for row in self.answers if row.attempt_id in attempt_ids and row.is_answered]
        if len(rows) != len(attempt_ids):
            raise NotFound
        marks = [mark for row in rows if (mark := self.newest.get((row.attempt_id, row.slot)))]
        return Group(rows, max(marks, key=lambda mark: mark.id, default=None))


def desk_of(assignment: Assignment, question_id: int) -> Desk:
    """Read the answers and marks of a question, two statements; NotFound where nobody was given it."""
    answers = queries.answers_to(assignment.id, question_id)
    if not answers:
        raise NotFound
    if assignment.is_marked_anonymously:
        answers = in_no_order(answers)
    marks = queries.marks_of({row.attempt_id for row in answers}, {row.slot for row in answers})
    newest = queries.newest_of(marks, answers)
    return Desk(answers, marks, newest, groups_of(answers, newest), assignment.is_marked_anonymously)


def version_of(group: Group) -> tuple[Question, Written]:
    """The question as this group was given it."""
    row = group.answers[0]
    content = contents([(row.version_id, row.digest)])[row.version_id]
    if not isinstance(content.body, Written):
        raise NotFound
    return content, content.body


def group_context(desk: Desk, group: Group) -> Context:
    """One group to be marked: its words, its students, what it was given before."""
    content, body = version_of(group)
    row = group.answers[0]
    return {
        "key": group.key,
        "texts": group.texts,
        "answers": [_answer(desk, each, place, group) for place, each in enumerate(group.answers, 1)],
        "is_waiting": group.is_waiting,
        "has_full_credit": group.mark is None and not group.is_waiting,
        "heading": group_name(desk, group),
        "stem_html": markdown(content.stem),
        "explanation_html": markdown(content.explanation) if content.explanation.strip() else None,
        "rubric": [inline_markdown(criterion.text) for criterion in body.rubric],
        "points_of": [points_in_words(criterion.points) for criterion in body.rubric],
        "full": round_for_display(body.points()),
        "worth": points_in_words(row.max_mark) if abs(row.max_mark - body.points()) > 1e-9 else None,
        "twin": _points(group.twin, body) if group.twin else None,
    }


def _answer(desk: Desk, row: AnswerRow, place: int, group: Group) -> Context:
    name = gettext("Answer %(number)d", number=place) if desk.is_anonymous else row.Person.display_name
    if row.number > 1:
        name = gettext("%(name)s, attempt %(number)d", name=name, number=row.number)
    mark = desk.newest.get((row.attempt_id, row.slot))
    return {
        "attempt_id": row.attempt_id,
        "name": name,
        "text": row.response if row.response != group.texts[0] else None,
        "seen": mark.id if mark else 0,
        "own_comment": mark.own_comment if mark else "",
    }


def group_name(desk: Desk, group: Group) -> str:
    """Who wrote it, or how many; nobody's name where names are hidden."""
    count = len(group.answers)
    if count > 1:
        return ngettext("The same answer, %(num)d time", "The same answer, %(num)d times", count)
    if not desk.is_anonymous:
        return gettext("Answer of %(name)s", name=group.answers[0].Person.display_name)
    place = next(i for i, row in enumerate(desk.answers, 1) if row.attempt_id == group.key)
    return gettext("Answer %(number)d", number=place)


def queue_context(desk: Desk, current: Group) -> list[Context]:
    """Every group with what it has, to go from one to the other."""
    return [
        {
            "key": group.key,
            "name": _short_name(desk, group),
            "text": group.texts[0],
            "state": _state(group),
            "is_waiting": group.is_waiting,
            "is_current": group.has(current.key),
        }
        for group in desk.groups
    ]


def _short_name(desk: Desk, group: Group) -> str:
    if len(group.answers) > 1:
        return gettext("%(num)d times", num=len(group.answers))
    return group_name(desk, group) if desk.is_anonymous else group.answers[0].Person.sort_name


def _state(group: Group) -> str:
    if group.mark:
        return _points(group.mark, version_of(group)[1])
    return gettext("waits") if group.is_waiting else gettext("full mark")


def _points(mark: MarkRow, body: Written) -> str:
    given, full = round_for_display(total(mark.points)), round_for_display(body.points())
    return gettext("%(mark)s of %(max)s", mark=given, max=full)


def history_of(desk: Desk, group: Group) -> list[Context]:
    """What was ever given to these answers, the newest first; a mark for several answers once."""
    _, body = version_of(group)
    places = {(row.attempt_id, row.slot) for row in group.answers}
    marks = {row.id: row for row in desk.marks if (row.attempt_id, row.slot) in places}
    return [past_mark(mark, body) for mark in reversed(marks.values())]


def past_mark(mark: MarkRow, body: Written) -> Context:
    """Who gave what, when and why."""
    return {
        "by": mark.Person.display_name if mark.Person else gettext("A teacher"),
        "at": mark.at,
        "points": _points(mark, body),
        "comment": mark.comment,
        "reason": mark.reason,
    }


def meanwhile_of(desk: Desk, group: Group, seen: dict[int, int]) -> list[Context]:
    """What others gave to these answers since the page was made, each mark once."""
    _, body = version_of(group)
    marks = {
        mark.id: mark
        for row in group.answers
        if (mark := desk.newest.get((row.attempt_id, row.slot))) and mark.id != seen.get(row.attempt_id)
    }
    return [past_mark(mark, body) for mark in marks.values()]


def questions_context(assignment_id: int) -> list[Context]:
    """The questions of an assignment that are marked by hand, with how much waits; versions together."""
    rows = queries.questions_by_hand(assignment_id)
    asked = contents((row.version_id, row.digest) for row in rows)
    found: dict[int, Context] = {}
    for row in rows:
        entry = found.setdefault(
            row.question_id,
            {"id": row.question_id, "number": row.number, "answered": 0, "waiting": 0, "blank": 0},
        )
        entry["stem"] = asked[row.version_id].stem
        for name in ("answered", "waiting", "blank"):
            entry[name] += getattr(row, name)
    return list(found.values())


def total_text(texts: Iterable[str], full: str) -> str:
    """What the chosen points add up to, where they are numbers: "2.5 of 5"."""
    numbers = [float(text) for text in texts if PLAIN_NUMBER.fullmatch(text)]
    return gettext("%(mark)s of %(max)s", mark=round_for_display(total(numbers)), max=full)
