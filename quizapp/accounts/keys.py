"""Keys derived from the secret of this installation, one for each purpose."""

import base64
import hashlib
import hmac

from flask import current_app


def derived_key(purpose: str) -> str:
    """32 bytes in URL-safe base64, the same for the same purpose as long as the secret is the same."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return base64.urlsafe_b64encode(hmac.digest(secret, purpose.encode(), hashlib.sha256)).decode()


def device_key(person_id: int) -> str:
    """The key under which a browser keeps this person's unsent answers.

    Only pages that this person has signed in to hold it, so that whoever has the device next cannot read
    them.
    """
    return derived_key(f"answers on a device of person {person_id}")
