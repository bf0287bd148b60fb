"""A date, as exact as the question's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, Self

from quizapp.errors import Problem
from quizapp.questions.base import Response
from quizapp.questions.texts import TextBody
from quizapp.values.conventions import US, Conventions
from quizapp.values.edtf import EdtfDate, add_days, add_months, month_end
from quizapp.values.written_dates import read_date

UNITS = ("days", "months", "years")
PARTS = ("month", "year")


def edtf_text(value: object) -> str:
    """Return a native date as text; YAML takes a bare year for a number."""
    return f"{value:04}" if type(value) is int else str(value)


def edtf_or_none(text: str) -> EdtfDate | None:
    """Return the date, None for a text that is no EDTF date."""
    try:
        return EdtfDate.parse(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Date(TextBody):
    """The response is the text as typed.

    `answer` is EDTF; `tolerance` maps days, months or years to a number; `part_credit` maps month (with its
    year) and year to a fraction.
    """

    kind: ClassVar[str] = "date"
    answer: str
    tolerance: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    part_credit: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        tolerance = {str(unit): int(number) for unit, number in (data.get("tolerance") or {}).items()}
        part_credit = {str(part): float(number) for part, number in (data.get("part_credit") or {}).items()}
        return cls(
            edtf_text(data.get("answer", "")), MappingProxyType(tolerance), MappingProxyType(part_credit)
        )

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {"answer": self.answer}
        if self.tolerance:
            data["tolerance"] = dict(self.tolerance)
        return data | ({"part_credit": dict(self.part_credit)} if self.part_credit else {})

    def problems(self) -> list[Problem]:
        found = [] if edtf_or_none(self.answer) else [Problem("bad_date", ("answer",), {"text": self.answer})]
        for unit, number in self.tolerance.items():
            if unit not in UNITS:
                found.append(Problem("unknown_unit", ("tolerance", unit)))
            elif number < 0:
                found.append(Problem("negative_tolerance", ("tolerance", unit)))
        for part, credit in self.part_credit.items():
            if part not in PARTS:
                found.append(Problem("unknown_unit", ("part_credit", part)))
            elif not 0 <= credit <= 1:
                found.append(Problem("fraction_out_of_range", ("part_credit", part)))
        return found

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """1 for the date itself, for one more exact within it, and within the tolerance; else part credit.

        No other system marks dates by their own precision; the rule is this project's. A response that is
        less exact than the answer ("2017" for November 2017) earns what its month or year earns.
        """
        truth, given = edtf_or_none(self.answer), self.reading(response, conventions)
        if truth is None or given is None:
            return 0.0
        return 1.0 if self._is_right(truth, given) else self._part(truth, given)

    def reading(self, response: Response, conventions: Conventions = US) -> EdtfDate | None:
        """Return the date that the response is read as, to be shown; None where it is no date."""
        return read_date(response, conventions) if isinstance(response, str) else None

    def right_answer(self) -> Response:
        truth = edtf_or_none(self.answer)
        return truth.unqualified() if truth else None

    def key_texts(self) -> list[str]:
        answer = self.right_answer()
        return [answer] if isinstance(answer, str) else []

    def _is_right(self, truth: EdtfDate, given: EdtfDate) -> bool:
        if truth.contains(given):
            return True
        return any(_within(truth, given, unit, max(0, self.tolerance.get(unit, 0))) for unit in UNITS)

    def _part(self, truth: EdtfDate, given: EdtfDate) -> float:
        earned = [self.part_credit.get(part, 0.0) for part in PARTS if _is_same_part(truth, given, part)]
        return min(1.0, max([0.0, *earned]))


def _within(truth: EdtfDate, given: EdtfDate, unit: str, number: int) -> bool:
    """Widen the truth on both sides; a response given in the tolerance's own unit is compared in it."""
    if not number:
        return False
    earliest, latest = truth.earliest, truth.latest
    if given.precision == unit.removesuffix("s"):
        earliest, latest = _whole(earliest, latest, unit)
    return _moved(earliest, unit, -number) <= given.earliest and given.latest <= _moved(latest, unit, number)


def _moved(day: date, unit: str, number: int) -> date:
    if unit == "days":
        return add_days(day, number)
    months = number * (12 if unit == "years" else 1)
    # The last day of a month moves to the last day of another: November ± 1 month ends on December 31.
    is_end = day == month_end(day.year, day.month)
    moved = add_months(day, months)
    return month_end(moved.year, moved.month) if is_end else moved


def _whole(earliest: date, latest: date, unit: str) -> tuple[date, date]:
    if unit == "years":
        return date(earliest.year, 1, 1), date(latest.year, 12, 31)
    if unit == "months":
        return earliest.replace(day=1), month_end(latest.year, latest.month)
    return earliest, latest


def _is_same_part(truth: EdtfDate, given: EdtfDate, part: str) -> bool:
    """Tell whether both lie in one and the same month of one year, or in one and the same year."""
    days = (truth.earliest, truth.latest, given.earliest, given.latest)
    return len({(day.year, day.month if part == "month" else 0) for day in days}) == 1
