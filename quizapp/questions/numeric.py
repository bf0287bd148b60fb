"""A number, with or without a unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Self

from quizapp.errors import Problem
from quizapp.questions.base import Response
from quizapp.questions.texts import TextBody
from quizapp.values.conventions import US, Conventions
from quizapp.values.quantities import Quantity, read_quantity
from quizapp.values.units import convert, converts, fold_unit, is_known

TOLERANCE_KINDS = ("nominal", "relative", "geometric")

# So that equal numbers stay equal after a division (Moodle MDL-3225).
SLACK = Decimal("1e-14")


@dataclass(frozen=True, slots=True)
class NumericAnswer:
    """An accepted number. `value` is NaN where the file held no number; `unit` None means any will do.

    `accept_ratio` lets 0.30 stand for 30 percent.
    """

    value: Decimal
    unit: str | None = None
    tolerance: Decimal = Decimal(0)
    tolerance_kind: str = TOLERANCE_KINDS[0]
    fraction: float = 1.0
    accept_ratio: bool = False

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Make an answer from its native dict."""
        return cls(
            value=_decimal(data.get("value")),
            unit=fold_unit(str(data.get("unit") or "")),
            tolerance=_decimal(data.get("tolerance", 0)),
            tolerance_kind=str(data.get("tolerance_kind", TOLERANCE_KINDS[0])),
            fraction=float(data.get("fraction", 1)),
            accept_ratio=bool(data.get("accept_ratio", False)),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the native keys that say more than their default."""
        default = type(self)(self.value)
        data: dict[str, Any] = {
            "value": _number(self.value),
            "unit": self.unit,
            "tolerance": _number(self.tolerance),
        }
        data |= {name: getattr(self, name) for name in ("tolerance_kind", "fraction", "accept_ratio")}
        return {
            name: value for name, value in data.items() if name == "value" or value != getattr(default, name)
        }

    def accepts(self, given: Quantity) -> bool:
        """Tell whether the amount is this answer, in its unit and within its tolerance."""
        value = self._in_own_unit(given)
        if value is None:
            return False
        is_ratio = self.accept_ratio and given.unit is None and self.unit == "percent"
        low, high = self.interval()
        return low <= value <= high or (is_ratio and low <= value * 100 <= high)

    def interval(self) -> tuple[Decimal, Decimal]:
        """Return the smallest and the largest accepted number.

        nominal a ± t, relative a ± |a|·t, geometric a/(1+t) to a(1+t), 1e-14 wider on both sides (Moodle
        question/type/numerical/question.php); for a below 0 the geometric ends change places.
        """
        width = self.tolerance if self.tolerance_kind == "nominal" else abs(self.value) * self.tolerance
        low, high = self.value - width, self.value + width
        if self.tolerance_kind == "geometric":
            low, high = sorted((self.value / (1 + self.tolerance), self.value * (1 + self.tolerance)))
        return low - SLACK, high + SLACK

    def text(self) -> str:
        """Return the answer as one may type it: "30 percent"."""
        return f"{self.value:f} {self.unit or ''}".rstrip()

    def is_markable(self) -> bool:
        """Whether value and tolerance are numbers that an interval can be made of."""
        return self.value.is_finite() and self.tolerance.is_finite() and self.tolerance >= 0

    def _in_own_unit(self, given: Quantity) -> Decimal | None:
        if self.unit is None or given.unit is None:
            return given.value
        if converts(given.unit, self.unit):
            return convert(given.value, given.unit, self.unit)
        return None if _contradicts(given.unit, self.unit) else given.value


@dataclass(frozen=True, slots=True)
class Numeric(TextBody):
    """The response is the text as typed; units and signs are read, not punished."""

    kind: ClassVar[str] = "numeric"
    answers: tuple[NumericAnswer, ...]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        return cls(tuple(NumericAnswer.from_dict(answer) for answer in data.get("answers", ())))

    def to_dict(self) -> dict[str, Any]:
        return {"answers": [answer.to_dict() for answer in self.answers]}

    def problems(self) -> list[Problem]:
        found = [problem for i, answer in enumerate(self.answers) for problem in _answer_problems(i, answer)]
        return found if self._full() else [Problem("no_key", ("answers",)), *found]

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """Return the highest fraction among the answers that accept the number.

        Moodle (question/type/numerical/question.php) takes the first that accepts it; the highest does not
        depend on the order in which a teacher lists them.
        """
        given = self.reading(response, conventions)
        if given is None:
            return 0.0
        earned = [a.fraction for a in self.answers if a.is_markable() and a.accepts(given)]
        return min(1.0, max([0.0, *earned]))

    def reading(self, response: Response, conventions: Conventions = US) -> Quantity | None:
        """Return the amount that the response is read as, to be shown; None where it is no amount."""
        return read_quantity(response, conventions) if isinstance(response, str) else None

    def right_answer(self) -> Response:
        return next(iter(self.key_texts()), None)

    def key_texts(self) -> list[str]:
        return [answer.text() for answer in self._full()]

    def _full(self) -> list[NumericAnswer]:
        return [answer for answer in self.answers if answer.fraction == 1 and answer.value.is_finite()]


def _contradicts(unit: str, expected: str) -> bool:
    """Of two units unknown here nobody can tell; "m" may well be what is asked for."""
    return not expected.startswith(unit) and (is_known(unit) or is_known(expected))


def _answer_problems(index: int, answer: NumericAnswer) -> list[Problem]:
    checks = {
        ("key_not_numeric", "value"): answer.value.is_finite(),
        ("tolerance_not_numeric", "tolerance"): answer.tolerance.is_finite(),
        ("negative_tolerance", "tolerance"): not answer.tolerance.is_signed(),
        ("unknown_tolerance_kind", "tolerance_kind"): answer.tolerance_kind in TOLERANCE_KINDS,
        ("fraction_out_of_range", "fraction"): 0 <= answer.fraction <= 1,
    }
    return [Problem(code, ("answers", index, key)) for (code, key), is_fine in checks.items() if not is_fine]


def _decimal(value: object) -> Decimal:
    """Take a float by its shortest decimal form: 0.1 is a tenth."""
    try:
        number = Decimal(str(value))
    except (InvalidOperation, ValueError):  # ValueError: a whole number of thousands of digits
        return Decimal("NaN")
    return number if number.is_finite() and -50 < number.adjusted() < 50 else Decimal("NaN")


def _number(value: Decimal) -> int | float | str:
    if not value.is_finite():
        return str(value)
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)
