"""Several right options; choose all that apply."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizapp.errors import Problem
from quizapp.questions.base import Body, Response, is_blank, known_indices, read_digits, read_indices
from quizapp.questions.choices import (
    Option,
    display_order,
    native_at,
    option_problems,
    options_from,
    places_of,
)
from quizapp.values.conventions import US, Conventions

RULES = ("right_minus_wrong", "all_or_nothing", "per_decision", "weights")

# Three thirds written as 33.33% are a whole.
WHOLE = 1 - 0.0005


@dataclass(frozen=True, slots=True)
class MultipleChoice(Body):
    """The response is the list of chosen indices, in rising order."""

    kind: ClassVar[str] = "multiple_choice"
    options: tuple[Option, ...]
    rule: str = RULES[0]
    shuffle: bool = True

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        return cls(options_from(data), str(data.get("rule", RULES[0])), bool(data.get("shuffle", True)))

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {"options": [option.to_dict() for option in self.options]}
        if self.rule != RULES[0]:
            data["rule"] = self.rule
        return data if self.shuffle else data | {"shuffle": False}

    def problems(self) -> list[Problem]:
        found = option_problems(self.options)
        if self.rule not in RULES:
            found.append(Problem("unknown_rule", ("rule",), {"rule": self.rule}))
        if not self._keys():
            found.append(Problem("no_key", ("options",)))
        return found + (self._weight_problems() if self.rule == "weights" else [])

    def read(self, raw: object) -> Response:
        return None if is_blank(raw) else sorted(read_indices(raw, len(self.options)))

    def from_fields(self, values: Sequence[str]) -> Response:
        return self.read([read_digits(value) for value in values if value.strip()])

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """Mark the chosen set by the question's rule.

        right_minus_wrong: max(0, (right chosen - wrong chosen) / right options), Canvas
        multiple_answers_question.rb. all_or_nothing and per_decision (right decisions / options):
        PrairieLearn pl-checkbox. weights: the sum of the chosen fractions held to 0..1, Moodle
        question/type/multichoice/question.php (multi).
        """
        chosen = self._chosen(response)
        if not chosen or not self._keys():
            return 0.0
        return self._weighed(chosen) if self.rule == "weights" else self._counted(chosen, self._keys())

    def summarize(self, response: Response) -> str:
        return "; ".join(self.options[i].text for i in sorted(self._chosen(response)))

    def right_answer(self) -> Response:
        return sorted(self._keys()) or None

    def is_same(self, a: Response, b: Response) -> bool:
        if not (isinstance(a, list) and isinstance(b, list)):
            return type(a) is type(b) and a == b
        return self._chosen(a) == self._chosen(b)

    def shuffled(self, seed: int) -> list[int]:
        return display_order(len(self.options), seed, self.shuffle and seed >= 0)

    def to_places(self, response: Response, seed: int) -> Response:
        return sorted(places_of(self.shuffled(seed), self._chosen(response))) or None

    def from_places(self, sent: Response, seed: int) -> Response:
        order = self.shuffled(seed)
        return sorted(native_at(order, place) for place in sent) if isinstance(sent, list) else None

    def key_texts(self) -> list[str]:
        return [self.options[i].text for i in sorted(self._keys())]

    def distractor_texts(self) -> list[str]:
        return [option.text for i, option in enumerate(self.options) if i not in self._keys()]

    def _chosen(self, response: Response) -> set[int]:
        return set(known_indices(response, len(self.options)))

    def _keys(self) -> set[int]:
        if self.rule == "weights":
            return {i for i, weight in enumerate(self._weights()) if weight > 0}
        return {i for i, option in enumerate(self.options) if option.key}

    def _weights(self) -> list[float]:
        share = 1 / max(1, sum(option.key for option in self.options))
        return [share * option.key if option.fraction is None else option.fraction for option in self.options]

    def _weighed(self, chosen: set[int]) -> float:
        weights = self._weights()
        earned = math.fsum(weights[i] for i in chosen)
        return 1.0 if earned > WHOLE else max(0.0, earned)

    def _counted(self, chosen: set[int], keys: set[int]) -> float:
        if self.rule == "all_or_nothing":
            return float(chosen == keys)
        if self.rule == "per_decision":
            return 1 - len(chosen ^ keys) / len(self.options)
        return max(0.0, (len(chosen & keys) - len(chosen - keys)) / len(keys))

    def _weight_problems(self) -> list[Problem]:
        weights = self._weights()
        found = [
            Problem("fraction_out_of_range", ("options", i, "fraction"))
            for i, weight in enumerate(weights)
            if not -1 <= weight <= 1
        ]
        best = math.fsum(weight for weight in weights if weight > 0)
        return found if best > WHOLE else [*found, Problem("weights_below_one", ("options",), {"sum": best})]
