"""What a teacher sees of a question: the student's view of it, and its answers with their terms."""

from typing import Any

from markupsafe import Markup

from quizapp.bank import words
from quizapp.bank.dates import date_in_words
from quizapp.bank.shown import shown_question, with_answers
from quizapp.bank.shown_bodies import Shown, Titles, points_in_words
from quizapp.bank.sources import source_titles
from quizapp.formats import native
from quizapp.marking import round_for_display
from quizapp.questions import Body, Question
from quizapp.questions.choices import Option
from quizapp.questions.cloze import Cloze, Gap
from quizapp.questions.date import Date
from quizapp.questions.matching import Matching
from quizapp.questions.multiple_choice import MultipleChoice
from quizapp.questions.numeric import Numeric, NumericAnswer
from quizapp.questions.ordering import Ordering
from quizapp.questions.short_text import ShortText
from quizapp.questions.single_choice import SingleChoice, worth
from quizapp.questions.source_comparison import Claim, SourceComparison
from quizapp.questions.true_false import TrueFalse
from quizapp.questions.written import Written
from quizapp.translations import gettext
from quizapp.values.folding import DEFAULT
from quizapp.web.text import inline_markdown

# So that a question can be looked at before it has a topic.
NO_TOPIC = "–"


def preview_of(content: dict[str, Any]) -> Shown:
    """How the question would look: as `teacher_view`, or {"problems": …} that keep it from being shown."""
    content = content | {"topic": content.get("topic") or NO_TOPIC}
    problems = native.check_question(content)
    return {"problems": problems} if problems else teacher_view(Question.from_dict(content))


def teacher_view(content: Question) -> Shown:
    """A question with its answers: q for the templates, the rows of accepted answers, notes on marking."""
    titles = source_titles([content])
    shown = shown_question(content, number=1, titles=titles)
    return {
        "q": shown,
        "key": with_answers(shown, content, None),
        "accepted": accepted(content.body, titles),
        "notes": notes(content),
    }


Row = dict[str, str]  # text, plain or HTML, and a note that may be empty


def accepted(body: Body, titles: Titles) -> list[Row]:
    """What is accepted, with its terms; [] for kinds whose options show it. Items in their right order."""
    if isinstance(body, Numeric):
        return [{"text": answer.text(), "note": _number_note(answer)} for answer in body.answers]
    if isinstance(body, ShortText):
        return [{"text": answer.text, "note": _credit(answer.fraction)} for answer in body.answers]
    if isinstance(body, Date):
        return [{"text": date_in_words(body.answer), "note": _tolerance_of_date(body)}]
    if isinstance(body, Ordering):
        return [
            _row(inline_markdown(item.text), item.date and date_in_words(item.date)) for item in body.items
        ]
    return _accepted_in_parts(body, titles)


def _row(text: str, note: str = "") -> Row:
    return {"text": text, "note": note}


def _accepted_in_parts(body: Body, titles: Titles) -> list[Row]:
    if isinstance(body, Matching):
        pairs = [
            _row(Markup("{} → {}").format(inline_markdown(pair.left), inline_markdown(pair.right)))
            for pair in body.pairs
        ]
        return pairs + [_row(inline_markdown(text), gettext("belongs to none")) for text in body.distractors]
    if isinstance(body, Cloze):
        return [row for name in body.names() for row in _accepted_in_gap(name, body.gaps[name], titles)]
    if isinstance(body, SourceComparison):
        return [_row(inline_markdown(claim.text), _marks(body, claim, titles)) for claim in body.claims]
    if isinstance(body, Written):
        return [_row(inline_markdown(row.text), points_in_words(row.points)) for row in body.rubric]
    return []


def _accepted_in_gap(name: str, gap: Gap, titles: Titles) -> list[Row]:
    inner = gap.body
    if isinstance(inner, SingleChoice):
        rows = [_row(option.text, _credit_of_option(option)) for option in inner.options]
    elif isinstance(inner, TrueFalse):
        rows = [_row(gettext("True") if inner.answer else gettext("False"))]
    else:
        rows = accepted(inner, titles)
    return [row | {"text": f"{{{name}}} {row['text']}"} for row in rows]


def _credit_of_option(option: Option) -> str:
    return (
        gettext("right")
        if worth(option) == 1
        else _credit(worth(option))
        if worth(option)
        else gettext("wrong")
    )


def _marks(body: SourceComparison, claim: Claim, titles: Titles) -> str:
    return "; ".join(
        gettext(
            "“%(title)s”: %(mark)s",
            title=titles.get(source, source),
            mark=words.SOURCE_MARKS[claim.marks[source]],
        )
        for source in body.sources
    )


def _number_note(answer: NumericAnswer) -> str:
    credit = _credit(answer.fraction)
    if not answer.tolerance:
        return credit
    low, high = (round_for_display(float(end)) for end in answer.interval())
    span = gettext("%(low)s to %(high)s are accepted", low=low, high=high)
    return f"{span}; {credit}" if credit else span


def _tolerance_of_date(body: Date) -> str:
    allowed = [
        gettext("off by at most %(number)d %(unit)s", number=number, unit=words.DATE_UNITS[unit])
        for unit, number in body.tolerance.items()
        if number
    ]
    return ", ".join(allowed)


def _credit(fraction: float) -> str:
    return "" if fraction == 1 else gettext("%(percent)s%% of the mark", percent=_percent(fraction))


def _percent(fraction: float) -> str:
    return round_for_display(100 * fraction)


def notes(content: Question) -> list[str]:
    """How the question is marked, as sentences: the rule by its name, then what is not the plain way."""
    body = content.body
    found: list[str] = []
    if body.kind in words.SCORING:
        found.append(str(words.SCORING[body.kind]))
    if isinstance(body, MultipleChoice):
        found.append(f"{words.CHOICE_RULES[body.rule]}.")
    if isinstance(body, Ordering):
        found.append(f"{words.ORDER_RULES[body.rule]}.")
    if isinstance(body, SingleChoice | MultipleChoice):
        found += _notes_on_options(body)
    if isinstance(body, ShortText):
        found += _notes_on_folding(body)
    if isinstance(body, Date):
        found += _notes_on_parts(body)
    if isinstance(body, Cloze):
        found += _notes_on_weights(body)
    if content.mark != 1:
        found.append(gettext("Worth %(points)s points.", points=round_for_display(content.mark)))
    return found


def _notes_on_options(body: SingleChoice | MultipleChoice) -> list[str]:
    found = [
        gettext("“%(text)s” earns %(percent)s%%.", text=option.text, percent=_percent(option.fraction))
        for option in body.options
        if option.fraction is not None
    ]
    return found if body.shuffle else [*found, gettext("The options keep their order.")]


def _notes_on_folding(body: ShortText) -> list[str]:
    strict = [str(name) for what, name in words.FOLDS.items() if what in DEFAULT - body.fold]
    return [gettext("These must be exact: %(list)s.", list=", ".join(strict))] if strict else []


def _notes_on_parts(body: Date) -> list[str]:
    sentences = {
        "month": gettext("The right month and year alone earn %(percent)s%%."),
        "year": gettext("The right year alone earns %(percent)s%%."),
    }
    return [sentences[part] % {"percent": _percent(body.part_credit[part])} for part in body.part_credit]


def _notes_on_weights(body: Cloze) -> list[str]:
    return [
        gettext(
            "The gap {%(gap)s} has the weight %(weight)s.", gap=name, weight=round_for_display(gap.weight)
        )
        for name, gap in body.gaps.items()
        if gap.weight != 1
    ]
