"""The form in which a teacher marks answers: a field for each part of the rubric, and comments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, StopValidation

from quizapp.attempts.by_hand.hand_mark_queries import AnswerRow, MarkRow, Place
from quizapp.attempts.by_hand.hand_marks import Given
from quizapp.errors import InvalidResponse
from quizapp.marking import round_for_display
from quizapp.questions.written import Criterion, Written
from quizapp.translations import gettext
from quizapp.translations import lazy_gettext as _l
from quizapp.values.conventions import US
from quizapp.values.numbers import read_figures
from quizapp.web.addresses import whole_number
from quizapp.web.forms import DeskForm

LONGEST_COMMENT = 2000  # characters
LONGEST_REASON = 1000
MOST_STEPS = 9  # beyond which points are typed and not chosen


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


class PointsField(StringField):  # type: ignore[misc]
    """Points for one part of a rubric. `points` is their number once they may be given."""

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criterion = criterion
        self.points = 0.0

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be given, as (value, label); [] where there is too much of it to choose from."""
        steps = self.criterion.steps()
        return [(points_text(p), round_for_display(p)) for p in steps] if len(steps) <= MOST_STEPS else []

    def pre_validate(self, _form: DeskForm) -> None:
        """Read the points; whatever may not be given stops here with a sentence."""
        text, maximum = _trimmed(self.data), round_for_display(self.criterion.points)
        number = read_figures(text, US)
        if not text:
            raise StopValidation(gettext("Choose the points, also where there are none."))
        if number is None:
            raise StopValidation(gettext("Write a number from 0 to %(maximum)s.", maximum=maximum))
        if not self.criterion.is_step(float(number)):
            step = round_for_display(self.criterion.step)
            raise StopValidation(
                gettext("Give 0 to %(maximum)s points, in steps of %(step)s.", maximum=maximum, step=step)
            )
        self.points = float(number)


def points_text(points: float) -> str:
    """Points as a field sends them: exact, and whole ones without a dot."""
    return str(int(points)) if points == int(points) else repr(points)


def _comment(label: Any, longest: int = LONGEST_COMMENT, **more: Any) -> TextAreaField:
    message = _l("Write at most %(max)d characters.")
    return TextAreaField(label, [Length(max=longest, message=message)], filters=[_trimmed], **more)


class MarkForm(DeskForm):
    comment = _comment(_l("Comment"), render_kw={"rows": 3})
    reason = _comment(
        _l("Why the mark changes"),
        LONGEST_REASON,
        description=_l("The student has seen the mark before, and reads this."),
        render_kw={"rows": 2},
    )

    def points_fields(self) -> list[PointsField]:
        """The fields of the rubric, in its order."""
        return [each for each in self if isinstance(each, PointsField)]

    def given(self, attempt_ids: Iterable[int]) -> Given:
        """What the form gives to the answers of these attempts; only once it is valid."""
        comments = {number: self[f"comment_{number}"].data for number in attempt_ids}
        return Given(
            points=tuple(each.points for each in self.points_fields()),
            comment=self.comment.data,
            comments={number: text for number, text in comments.items() if text},
            reason=self.reason.data,
        )


def mark_form(body: Written, attempt_ids: Iterable[int], data: Mapping[str, str] | None = None) -> MarkForm:
    """The form for answers of these attempts to this version of a question."""
    parts = {
        f"points_{place}": PointsField(criterion.text, criterion=criterion)
        for place, criterion in enumerate(body.rubric)
    }
    comments = {f"comment_{number}": _comment(_l("Comment")) for number in attempt_ids}
    form: MarkForm = type("GroupMarkForm", (MarkForm,), parts | comments)(data=data or {})
    return form


def form_data(
    mark: MarkRow | None, answers: Iterable[AnswerRow], newest: Mapping[Place, MarkRow]
) -> dict[str, str]:
    """What stands in the form at first: what was given before, or to the same words elsewhere."""
    if mark is None:
        return {}
    data = {f"points_{place}": points_text(points) for place, points in enumerate(mark.points)}
    own = {row.attempt_id: newest.get((row.attempt_id, row.slot)) for row in answers}
    comments = {f"comment_{number}": each.own_comment for number, each in own.items() if each}
    return data | comments | {"comment": mark.comment}


@dataclass(frozen=True, slots=True)
class SentAnswers:
    """The answers that the form showed, each with its newest mark then (0 for none), and those to mark."""

    seen: dict[int, int]
    ticked: frozenset[int]

    def marked(self) -> dict[int, int]:
        """What to mark, with the marks that the teacher had before them."""
        return {number: mark for number, mark in self.seen.items() if number in self.ticked}


def sent_answers(form: MultiDict[str, str]) -> SentAnswers:
    """Read which answers a posted form is about; raises InvalidResponse for what no page sends."""
    pairs = [text.partition(":") for text in form.getlist("seen")]
    seen = {_number(attempt): _number(mark) for attempt, _, mark in pairs}
    ticked = frozenset(_number(text) for text in form.getlist("answer"))
    if not seen or not ticked <= seen.keys():
        raise InvalidResponse("answers that no page sends")
    return SentAnswers(seen, ticked)


def _number(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise InvalidResponse("not a whole number")
    return number
