"""What the pages of cards say: contexts of templates/flashcards, sentences made from numbers."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for

from quizapp.bank.sources import cited_sources
from quizapp.flashcards.cards import faces
from quizapp.flashcards.decks import DeckCounts, Overview, Session
from quizapp.flashcards.memory import after_rating, memory_of
from quizapp.flashcards.queries import ShownCard
from quizapp.flashcards.queue import Rated, minutes, next_study, tally
from quizapp.questions import Question
from quizapp.scheduling import Rating
from quizapp.translations import gettext, ngettext
from quizapp.translations.times import day_in_words

Context = dict[str, Any]

LONGEST_OPEN = timedelta(days=30)  # no page of a card stays open that long


def decks_context(overview: Overview | None) -> Context:
    """The page of all decks; None for a student without a class."""
    if overview is None:
        return {"has_class": False, "decks": [], "due_total": 0, "new_total": 0, "minutes_total": 0}
    is_ready = overview.due + overview.new > 0
    return {
        "has_class": True,
        "decks": [_deck_row(deck, overview.day) for deck in overview.decks],
        "due_total": overview.due,
        "new_total": overview.new,
        "minutes_total": overview.minutes,
        "study_url": url_for("flashcards.study") if is_ready else None,
        "held_text": _held_text(overview.held),
    }


def _deck_row(deck: DeckCounts, day: date) -> Context:
    following = next_study(deck.coming, deck.unseen - deck.new, day)
    return {
        "title": deck.topic,
        "url": url_for("flashcards.study", deck=deck.topic),
        "due": deck.due,
        "new": deck.new,
        "total": deck.total,
        "minutes": minutes(deck.due + deck.new),
        "next_text": _next_cards(following[0], day) if following else None,
    }


def _next_cards(coming: date, day: date) -> str:
    if coming == day + timedelta(days=1):
        return gettext("Next cards tomorrow")
    return gettext("Next cards on %(day)s", day=day_in_words(coming))


def _held_text(held: int) -> str | None:
    if not held:
        return None
    return ngettext(
        "%(num)d card waits until its quiz is over and its answers may be seen.",
        "%(num)d cards wait until their quiz is over and its answers may be seen.",
        held,
    )


def deck_title(topic: str | None) -> str:
    """What a study session is called."""
    return gettext("All decks") if topic is None else topic


def study_context(card: ShownCard, session: Session, person_id: int, topic: str | None) -> Context:
    """The page of one card, without what depends on the moment (`is_revealed`, `shown_at`)."""
    question = Question.from_dict(card.content)
    seed = card.question_id + session.day.toordinal()  # another order on another day
    met, left = tally(session.rated, topic), session.queue.left
    return {
        "deck_title": deck_title(topic),
        "decks_url": url_for("flashcards.decks"),
        "card": faces(card.question_id, question, cited_sources(question.facts), seed),
        "reveal_url": url_for("flashcards.study", deck=topic, card=card.question_id, show=1),
        "done_count": met.met - len(session.queue.missed),
        "left_count": left,
        "good_count": met.good,
        "again_count": met.again,
        "minutes_left": minutes(left),
        "seen_text": _seen_text(card, session.day),
        "got_text": _got_text(card, person_id, session.day),
        "again_text": gettext("see it again in this session"),
        "rate_url": url_for("flashcards.rate", deck=topic),
        "undo_url": _undo_url(session.rated, topic),
    }


def _seen_text(card: ShownCard, day: date) -> str:
    if card.state is None:
        return gettext("New")
    if card.state.is_relearning and card.state.last_day >= day:
        return gettext("Missed today")
    return ngettext("Due today, seen %(num)d time", "Due today, seen %(num)d times", card.times_seen)


def _got_text(card: ShownCard, person_id: int, day: date) -> str:
    memory = after_rating(person_id, card.question_id, memory_of(card.state), Rating.GOOD, day)
    days = (memory.due_day - day).days
    if days == 1:
        return gettext("next tomorrow")
    return ngettext("next in %(num)d day", "next in %(num)d days", days)


def _undo_url(rated: list[Rated], topic: str | None) -> str | None:
    if not rated:
        return None
    return url_for("flashcards.undo", deck=topic, review=rated[-1].review_id)


def done_context(overview: Overview, topic: str | None) -> Context:
    """The page that says that nothing is left today."""
    met = tally(overview.rated, topic)
    following = overview.next_study(topic)
    others = topic is not None and overview.due + overview.new > 0
    return {
        "deck_title": deck_title(topic),
        "done_count": met.met,
        "good_count": met.good,
        "again_count": met.again,
        "next_text": _next_text(*following, overview.day) if following else None,
        "decks_url": url_for("flashcards.decks"),
        "more_url": url_for("flashcards.study") if others else None,
        "undo_url": _undo_url(overview.rated, topic),
    }


def _next_text(coming: date, count: int, day: date) -> str:
    cards = ngettext("%(num)d card", "%(num)d cards", count)
    if coming == day + timedelta(days=1):
        return gettext("Next: tomorrow, %(cards)s.", cards=cards)
    return gettext("Next: %(day)s, %(cards)s.", day=day_in_words(coming), cards=cards)


def parse_shown_at(text: str, now: datetime) -> datetime | None:
    """The moment at which a page says it showed a card; None for what no honest page says."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return moment if timedelta(0) <= now - moment <= LONGEST_OPEN else None
