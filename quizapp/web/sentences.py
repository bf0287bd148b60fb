"""Sentences for refusals: what cannot be done now, and what to do instead."""

from quizapp.errors import Refused
from quizapp.translations import gettext


def refusal_sentence(error: Refused) -> str:
    """The sentence that a person reads for this refusal."""
    sentences = {
        "attempt_handed_in": gettext("This attempt has been handed in. Answers can no longer be changed."),
        "assignment_closed": gettext(
            "This quiz has closed. Answers saved before then were handed in for you."
        ),
        "answer_checked": gettext(
            "This question has been checked for the last time. Its answer stays as it is."
        ),
        "question_left": gettext(
            "This quiz goes forward only: a question that you have left stays as you left it."
        ),
        "nothing_to_check": gettext("Answer the question first. Then you can check it."),
        "assignment_not_open": gettext("This quiz is not open yet."),
        "attempts_used_up": gettext("You have used all your attempts."),
        "quiz_in_use": gettext(
            "Students have already started this quiz, so its questions stay as they are. "
            "Copy the quiz to change them."
        ),
        "nothing_missed": gettext(
            "There is nothing to practice now: no question that you missed is open to you."
        ),
        "question_held": gettext(
            "A quiz of your class asks this question now. You can practice it afterwards."
        ),
        "versions_stay": gettext(
            "Students have already started this quiz, so its versions stay until you bring them up to date."
        ),
        "not_released_by_teacher": gettext("Students see these marks without your release."),
        "nothing_asked": gettext("This quiz has no questions yet. Your teacher has to add some first."),
        "quiz_empty": gettext("This quiz has no questions yet. Add one before you assign it."),
        "card_in_quiz": gettext(
            "A flashcard or a written answer cannot be marked by the app, so it cannot stand in a quiz."
        ),
        "nothing_ticked": gettext("No question was ticked. Tick those that you mean, then press the button."),
        "no_tag": gettext("Write the tag that the questions should get."),
        "no_topic": gettext("Write the topic that the questions should move to."),
        "nothing_to_undo": gettext("There is nothing to undo."),
        "already_disputed": gettext(
            "You have disputed this question before. Your teacher has what you wrote."
        ),
        "dispute_answered": gettext("Somebody has answered this already."),
        "source_held": gettext("This page opens again when you have handed in the quiz that asks about it."),
        "card_gone": gettext("This card is no longer in your decks."),
        "card_already_rated": gettext("You have already rated this card."),
    }
    return sentences.get(error.code) or gettext("That cannot be done now.")
