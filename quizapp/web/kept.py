"""Pages that are the same for everybody but in a few places: rendered once, and filled in for each reader.

`render` takes what a template is given in two parts. `fixed` is what the template decides by; `own` are texts
that it only prints. The template is rendered once for each `fixed`, with a mark in place of each text of
`own`, and kept, cut at the marks. From then on a page is these pieces with the reader's texts between them.
The key is all that the template was given, so nothing that is kept can go stale, or be another reader's.
"""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from quizapp.translations import current_locale

KEPT = 2000  # pages and parts of pages, 1 to 12 KB each
# No text holds this character: requests with it are refused (web/requests.py), and no file may.
_EDGE = "\0"

_kept: OrderedDict[tuple[object, ...], list[str]] = OrderedDict()
_lock = Lock()


def mark(name: str) -> Markup:
    """What stands in a kept page for the text of this name, and is filled in for each reader."""
    return Markup(f"{_EDGE}{name}{_EDGE}")


def render(
    template: str, fixed: Mapping[str, Any], own: Mapping[str, Any], called: Mapping[str, Any] | None = None
) -> Markup:
    """Render `template` with all of these values; texts of `own` are escaped unless they are Markup.

    `called` are texts that the template gets by calling a function of that name, as csrf_token(). No context
    processor runs: the template has what it is given here, and the globals. `fixed` may hold marks too.
    """
    texts = {**own, **called} if called else own
    key = (template, current_locale(), repr(fixed), *texts)
    with _lock:
        pieces = _kept.get(key)
        if pieces is not None:
            _kept.move_to_end(key)
    if pieces is None:
        pieces = _make(template, {**fixed, **{name: mark(name) for name in own}}, called or {})
        with _lock:
            _kept[key] = pieces
            if len(_kept) > KEPT:
                _kept.popitem(last=False)  # the one that was not asked for the longest
    return _filled(pieces, texts)


def _make(template: str, given: Mapping[str, Any], called: Mapping[str, Any]) -> list[str]:
    """The rendered template, cut at the marks: pieces, with the names of texts between them."""
    functions = {name: _function(mark(name)) for name in called}
    html = current_app.jinja_env.get_template(template).render({**given, **functions})
    return html.split(_EDGE)


def _function(text: Markup) -> Any:
    return lambda *_: text


def _filled(pieces: list[str], texts: Mapping[str, Any]) -> Markup:
    filled = pieces.copy()
    filled[1::2] = [escape(texts[name]) for name in pieces[1::2]]
    return Markup("".join(filled))
