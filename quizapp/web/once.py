"""Forms that make something are counted once, however often they are sent.

Each such form carries a token by chance. The first post keeps the address it led to; a second one with the
same content, from an impatient click or a reload, is led there too and makes nothing. Works without
JavaScript, in several tabs, and for a page that came back with the Back button and was changed.
"""

import hashlib
import json
import secrets
from datetime import datetime, timedelta

from flask import redirect, request, session
from sqlalchemy import delete
from werkzeug.wrappers import Response

from quizapp.db import db
from quizapp.models.operations import SentForm

FIELD = "once"
LONGEST = 40
KEPT_FOR = timedelta(days=1)


def token() -> str:
    """The token for the form on this page; the same again where the form comes back with faults."""
    return _sent_token() or secrets.token_urlsafe(16)


def _sent_token() -> str:
    return request.form.get(FIELD, "")[:LONGEST]


def earlier_result() -> Response | None:
    """Where this very form led before, if the same person sent it before with the same content."""
    sent = db.session.get(SentForm, _key()) if _sent_token() else None
    return redirect(sent.address) if sent else None


def lead_to(address: str, now: datetime) -> Response:
    """Redirect to what the form made, and keep the address for a second post of it."""
    if _sent_token():
        db.session.execute(delete(SentForm).where(SentForm.at < now - KEPT_FOR))
        db.session.add(SentForm(key=_key(), address=address, at=now))
    return redirect(address)


def _key() -> str:
    fields = sorted((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
    content = json.dumps([session.get("person_id"), request.path, fields])
    return hashlib.sha256(content.encode()).hexdigest()
