"""Sentences in the reader's language. Called in templates, forms and routes only; the rest speaks in codes.

English is the source; a catalog `<locale>/LC_MESSAGES/messages.mo` in this folder adds a language.
"""

from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.support import LazyProxy, Translations

FOLDER = Path(__file__).parent
DEFAULT_LOCALE = "en"

_locale: ContextVar[str] = ContextVar("locale", default=DEFAULT_LOCALE)


def current_locale() -> str:
    """The locale that this request or command speaks."""
    return _locale.get()


@cache
def _catalog(locale: str) -> NullTranslations:
    return Translations.load(FOLDER, [locale])


def plain_gettext(message: str) -> str:
    """Translate a message without filling it; Jinja fills it itself."""
    return _catalog(_locale.get()).gettext(message)


def plain_ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a message that depends on a number, without filling it."""
    return _catalog(_locale.get()).ngettext(singular, plural, number)


def gettext(message: str, **values: object) -> str:
    """Translate `message` and fill its %(name)s places."""
    text = plain_gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """Translate a message that depends on `num` and fill its places, %(num)d among them."""
    return plain_ngettext(singular, plural, num) % {"num": num, **values}


def lazy_gettext(message: str, **values: object) -> str:
    """Like gettext, but translated when it is shown: for labels made when a module loads."""
    return LazyProxy(gettext, message, enable_cache=False, **values)  # type: ignore[return-value]
