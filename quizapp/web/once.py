"""Forms that make something are counted once, however often they are sent.

Each such form carries a token by chance. The first post keeps the address it led to; a second one, from an
impatient click or a reload, is led there too and makes nothing. Works without JavaScript and in several tabs.
"""

import secrets
from datetime import datetime

from flask import redirect, request
from werkzeug.wrappers import Response

from quizapp.db import db
from quizapp.models.operations import SentForm

FIELD = "once"
LONGEST = 40


def token() -> str:
    """The token for the form on this page; the same again where the form comes back with faults."""
    return _sent_token() or secrets.token_urlsafe(16)


def _sent_token() -> str:
    return request.form.get(FIELD, "")[:LONGEST]


def earlier_result() -> Response | None:
    """Where this very form led before, if it was sent before."""
    sent = db.session.get(SentForm, _sent_token()) if _sent_token() else None
    return redirect(sent.address) if sent else None


def lead_to(address: str, now: datetime) -> Response:
    """Redirect to what the form made, and keep the address for a second post of it."""
    if _sent_token():
        db.session.add(SentForm(token=_sent_token(), address=address, at=now))
    return redirect(address)
