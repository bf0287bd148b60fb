"""Sentences for refusals: what cannot be done now, and what to do instead."""

from quizapp.errors import Refused
from quizapp.translations import gettext


def refusal_sentence(error: Refused) -> str:
    """The sentence that a person reads for this refusal."""
    known = _about_attempts() | _about_taking() | _about_the_desk()
    sentence = known.get(error.code)
    if sentence is None:
        return gettext("That cannot be done now.")
    return sentence % dict(error.params) if error.params else sentence


def _about_attempts() -> dict[str, str]:
    """Refusals that students meet on their way through a quiz, and teachers who help them."""
    return {
        "attempt_handed_in": gettext("This attempt has been handed in. Answers can no longer be changed."),
        "assignment_closed": gettext(
            "This quiz has closed. Answers saved before then were handed in for you."
        ),
        "handed_in_by_teacher": gettext(
            "Your teacher has handed this quiz in for you. What was saved before is kept."
        ),
        "assignment_withdrawn": gettext("Your teacher has withdrawn this quiz."),
        "already_withdrawn": gettext("This quiz has been withdrawn already."),
        "not_withdrawn": gettext("This quiz is not withdrawn."),
        "time_over": gettext("Your time is over. Answers saved before then were handed in for you."),
        "must_wait": gettext("You cannot start again yet. The quiz says when."),
        "wait_too_long": gettext("You would have to wait for longer than this quiz is open."),
        "too_many_codes": gettext(
            "Too many wrong codes. Wait %(minutes)s minutes, ask your teacher for the code, and try again."
        ),
        "attempt_is_in": gettext("This attempt has been handed in already. You can reopen it."),
        "attempt_is_open": gettext("This attempt is open. You can give it more time."),
        "not_the_last_attempt": gettext("Only the last attempt of a student can be reopened."),
        "not_in_class": gettext(
            "You are no longer in the class of this quiz. What you saved is kept. Ask your teacher."
        ),
        "assignment_not_open": gettext("This quiz is not open yet."),
        "attempts_used_up": gettext("You have used all your attempts."),
    }


def _about_taking() -> dict[str, str]:
    """Practice, layouts, and the versions that a quiz gives."""
    return {
        "answer_checked": gettext(
            "This question has been checked for the last time. Its answer stays as it is."
        ),
        "question_left": gettext(
            "This quiz goes forward only: a question that you have left stays as you left it."
        ),
        "nothing_to_check": gettext("Answer the question first. Then you can check it."),
        "nothing_missed": gettext(
            "There is nothing to practice now: no question that you missed is open to you."
        ),
        "question_held": gettext(
            "A quiz of your class asks this question now. You can practice it afterwards."
        ),
        "versions_stay": gettext(
            "Students have already started this quiz, so its versions stay until you bring them up to date."
        ),
    }


def _about_the_desk() -> dict[str, str]:
    """Refusals in building quizzes, in the bank, and after a quiz."""
    return {
        "quiz_in_use": gettext(
            "Students have already started this quiz, so its questions stay as they are. "
            "Copy the quiz to change them."
        ),
        "marked_meanwhile": gettext("Somebody has marked this meanwhile. Look at it again."),
        "not_released_by_teacher": gettext("Students see these marks without your release."),
        "nothing_asked": gettext("This quiz has no questions yet. Your teacher has to add some first."),
        "quiz_empty": gettext("This quiz has no questions yet. Add one before you assign it."),
        "card_in_quiz": gettext(
            "A flashcard asks nothing that could be marked, so it cannot stand in a quiz."
        ),
        "nothing_ticked": gettext("No question was ticked. Tick those that you mean, then press the button."),
        "no_tag": gettext("Write the tag that the questions should get."),
        "no_topic": gettext("Write the topic that the questions should move to."),
        "no_bank": gettext("Choose the bank that the questions should move to."),
        "no_bank_to_write_in": gettext("There is no bank that you may add questions to. Make one first."),
        "bank_not_empty": gettext(
            "This bank has questions, retired ones too. Move them to another bank; then you can delete it."
        ),
        "bank_in_quizzes": gettext("A quiz draws its questions from this bank, so it stays."),
        "school_bank_stays": gettext("The bank of the school stays."),
        "question_not_usable": gettext("One of these questions is in a bank that you may not use."),
        "draw_not_filled": gettext(
            "The bank cannot fill what this quiz draws. Its page says what is missing; change that first."
        ),
        "nothing_to_undo": gettext("There is nothing to undo."),
        "already_disputed": gettext(
            "You have disputed this question before. Your teacher has what you wrote."
        ),
        "dispute_answered": gettext("Somebody has answered this already."),
        "source_held": gettext("This page opens again when you have handed in the quiz that asks about it."),
        "card_gone": gettext("This card is no longer in your decks."),
        "card_already_rated": gettext("You have already rated this card."),
    }
