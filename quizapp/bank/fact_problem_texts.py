"""For every code of a problem with facts: what is wrong, and how to mend it."""

from quizapp.translations import lazy_gettext as _l

Texts = dict[str, tuple[str, str]]

# Questions against facts, and facts against their text.
FACTS: Texts = {
    "no_fact": (
        _l("This question cites no fact of a source."),
        _l("Choose the facts it rests on, so that students can look them up."),
    ),
    "unknown_fact": (
        _l("The fact “%(fact)s” is in no source."),
        _l("Check its name, or choose another."),
    ),
    "unknown_source": (_l("There is no source “%(source)s”."), _l("Check its name.")),
    "missing_source_name": (
        _l("Sources differ on a cited fact, and the question does not say which of them it asks about."),
        _l("Name the article “%(title)s” in the question."),
    ),
    "answer_disagrees_with_fact": (
        _l("The right answer here is %(answer)s, but the cited facts give %(expected)s."),
        _l("Mend the answer, or cite the fact it comes from."),
    ),
    "distractor_is_true": (
        _l("The wrong option “%(text)s” says what the fact “%(fact)s” says."),
        _l("Change the option, or mark it as right."),
    ),
    "duplicate_stem": (
        _l("The question “%(other)s” asks the same."),
        _l("Change one of the two, or retire it."),
    ),
    "status_without_visit": (
        _l("“%(status)s” is said of visits only, and this is a fact of kind “%(kind)s”."),
        _l("Take the status out, or make it a visit."),
    ),
    "visit_without_status": (
        _l("It is not said what became of this visit."),
        _l("Add the status planned, held or cancelled."),
    ),
    "value_does_not_fit_kind": (
        _l("The value “%(value)s” does not fit a fact of kind “%(kind)s”."),
        _l("Dates are written as 2025-06-05, durations as PT90M or with a unit; a term is its own value."),
    ),
    "superseded_in_circle": (
        _l("Through “%(fact)s” this fact would come to stand in its own place."),
        _l("Name the fact that holds now, or none."),
    ),
    "expired_too_early": (
        _l("It ends (%(expired)s) before the time of which it was said (%(as_of)s)."),
        _l("Mend one of the two dates."),
    ),
    "rests_on_expired_fact": (
        _l("It rests on the fact “%(fact)s”, which holds only until %(expired)s."),
        _l("Ask about what holds now, or say in the question of which time it asks."),
    ),
    "rests_on_superseded_fact": (
        _l("It rests on the fact “%(fact)s”; now “%(by)s” holds in its place."),
        _l("Cite that fact instead, or say in the question of which time it asks."),
    ),
    "no_such_paragraph": (
        _l("There is no paragraph %(paragraph)s; the text has %(count)s."),
        _l("Count the lines of the text that are not empty, from 1."),
    ),
    "term_not_in_paragraph": (
        _l("“%(term)s” does not stand in the paragraphs that are cited."),
        _l("Mend the term, or the number of the paragraph."),
    ),
    "fact_changed_meanwhile": (
        _l("Somebody has changed this fact since you opened it. Nothing of yours is stored yet."),
        _l("Compare it with what it says now; saving again puts yours in its place."),
    ),
    "difference_is_there": (
        _l("It is said already that these two differ."),
        _l("Take that difference away first, on the page of the fact, to say it in another way."),
    ),
    "statement_says_old_value": (
        _l("The sentence still says what the fact said before (%(value)s)."),
        _l("Let it say what the value says now."),
    ),
}
