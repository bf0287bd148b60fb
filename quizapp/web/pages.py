"""Helpers that templates use: addresses of static files, notices, times, Markdown."""

import hashlib
import json
import re
from functools import cache
from pathlib import Path

from flask import Flask, current_app, get_flashed_messages, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from quizapp import translations
from quizapp.translations import times
from quizapp.web import once, scripts
from quizapp.web.requests import now
from quizapp.web.text import inline_markdown, markdown

PATH = re.compile(r"/(?!/)[^\\\x00-\x20\x7f]*")
STATIC = Path(__file__).parent.parent / "static"


def install(app: Flask) -> None:
    """Give the templates of `app` their helpers."""
    environment = app.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translations.plain_gettext, translations.plain_ngettext, newstyle=True
    )
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        markdown=markdown,
        inline_markdown=inline_markdown,
        when=lambda moment, zone: times.moment_in_words(moment, zone, now()),
        clock=times.clock_time,
        day=times.day_in_words,
    )
    environment.globals.update(
        fixed=fixed,
        fixed_labels=fixed_labels,
        static_url=static_url,
        locale=translations.current_locale,
        once_token=once.token,
    )
    scripts.install(app)
    app.context_processor(lambda: {"notices": get_flashed_messages(with_categories=True)})


def static_url(name: str) -> str:
    """The address of a static file, with a version so that browsers may keep it for good."""
    if name.startswith("js/"):
        return scripts.script_url(name.removeprefix("js/"))
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def fixed(template: str) -> Markup:
    """A part of a page that is the same for everybody who reads the same language; rendered once."""
    return _fixed(template, translations.current_locale())


@cache
def _fixed(template: str, _locale: object) -> Markup:
    return Markup(current_app.jinja_env.get_template(template).render())


@cache
def fixed_labels(words: str) -> list[str]:
    """The `labels` in a fixed part that is JSON."""
    labels: list[str] = json.loads(words)["labels"]
    return labels


def is_inside(address: str) -> bool:
    """Whether an address to return to stays in this app: a path, with no host.

    Browsers take a backslash for a slash and pass over tabs and line ends, so none may stand there.
    """
    return PATH.fullmatch(address) is not None


def go_back_or(endpoint: str, **values: object) -> Response:
    """Redirect to the address in `next` if it stays in this app, else to `endpoint`."""
    target = request.values.get("next", "")
    return redirect(target if is_inside(target) else url_for(endpoint, **values))  # type: ignore[arg-type]
