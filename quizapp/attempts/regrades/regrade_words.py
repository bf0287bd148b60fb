"""The words for regrades and disputes."""

from quizapp.translations import lazy_gettext as _l

POLICIES = {
    "full_credit": _l("Full credit to all who were given it, also for a blank"),
    "old_and_new": _l("Old and new key: the better of both counts"),
    "new_key": _l("New key only: marks may fall"),
    "leave": _l("Leave: the key that each attempt was given"),
}
# What a student reads beside a mark that changed.
TOLD = {
    "full_credit": _l("Everybody gets the full mark for this question."),
    "old_and_new": _l("The old and the corrected key both count."),
    "new_key": _l("The corrected key counts."),
    "leave": _l("The key of the question as it was given counts."),
}
DISPUTES = {
    "open": _l("Waits for your teacher"),
    "accepted": _l("Accepted"),
    "answered": _l("Answered"),
    "declined": _l("Declined"),
}
DISPUTE_TAGS = {"open": "wait", "accepted": "yes", "answered": "plain", "declined": "no"}
