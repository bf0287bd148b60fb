"""The names that people read for kinds, states, rules and the like."""

from quizapp.translations import lazy_gettext as _l

KINDS = {
    "single_choice": _l("Single choice"),
    "multiple_choice": _l("Multiple choice"),
    "true_false": _l("True or false"),
    "numeric": _l("Number"),
    "short_text": _l("Short text"),
    "date": _l("Date"),
    "ordering": _l("Ordering"),
    "matching": _l("Matching"),
    "cloze": _l("Text with gaps"),
    "source_comparison": _l("Comparing two sources"),
    "written": _l("Written answer"),
    "card": _l("Flashcard"),
}
KIND_HINTS = {
    "single_choice": _l("One right option out of several."),
    "multiple_choice": _l("Several right options; students choose all that apply."),
    "true_false": _l("A statement that is right or wrong."),
    "numeric": _l("A figure, with or without a unit, and as exact as you say."),
    "short_text": _l("A word or a few, typed. You list what counts as right."),
    "date": _l("A day, a month or a year, in any common way of writing it."),
    "ordering": _l("Events or steps to be put in their right order."),
    "matching": _l("What belongs together; extra answers can stand among the right ones."),
    "cloze": _l("A text in which students fill in words, figures, dates or a choice."),
    "source_comparison": _l("Two sources and some claims: does each say so, say otherwise, or not say?"),
    "written": _l("Some sentences in students' own words, which you mark by points."),
    "card": _l("A front and a back to study. It never stands in a quiz."),
}
# How each kind is marked, where its form offers no choice of rules.
SCORING = {
    "single_choice": _l(
        "The chosen option earns its share of the mark: the right one all, others nothing, or"
        " the part credit that you give."
    ),
    "true_false": _l("The right one earns the mark, the other nothing."),
    "numeric": _l(
        "A number within the tolerance of an accepted one earns its share of the mark. Units, signs"
        " and separators are read and not punished."
    ),
    "short_text": _l("A text that fits an accepted answer earns its share of the mark."),
    "date": _l(
        "A date within the right one, or within the tolerance, earns the mark; the right month or year"
        " alone what you give for it."
    ),
    "matching": _l("Right pairs: each earns the same share of the mark."),
    "cloze": _l("The mean of the gaps: each is marked like a question of its kind and counts by its weight."),
    "source_comparison": _l("Right marks: each claim has one for each source, and all earn the same share."),
    "written": _l("You give the points. Until then the answer shows as being marked."),
}
SOURCE_MARKS = {
    "says": _l("says so"),
    "otherwise": _l("says otherwise"),
    "silent": _l("does not say"),
}
STATUSES = {"draft": _l("Draft"), "ready": _l("Ready"), "retired": _l("Retired")}
DIFFICULTIES = {1: _l("Easy"), 2: _l("Medium"), 3: _l("Hard")}
CHOICE_RULES = {
    "right_minus_wrong": _l("Right minus wrong: each wrong choice takes back a right one"),
    "all_or_nothing": _l("All or nothing: only the exact set of right options earns the mark"),
    "per_decision": _l("Per decision: every option rightly chosen or left counts"),
    "weights": _l("Weights: the credits of the chosen options are added up"),
}
ORDER_RULES = {
    "pairwise": _l("By pairs: every two items in the right order count"),
    "absolute": _l("By place: every item at its right place counts"),
    "all_or_nothing": _l("All or nothing: only the whole right order earns the mark"),
}
TOLERANCE_KINDS = {
    "nominal": _l("A number: 2 means 2 more or 2 less"),
    "relative": _l("A share of the value: 0.1 means 10% more or less"),
    "geometric": _l("A factor: 0.1 means divided or multiplied by 1.1"),
}
FOLDS = {
    "case": _l("Capital and small letters"),
    "accents": _l("Accents, such as é for e"),
    "punctuation": _l("Punctuation"),
    "space": _l("Spaces"),
}
DATE_UNITS = {"days": _l("days"), "months": _l("months"), "years": _l("years")}
