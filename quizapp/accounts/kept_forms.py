"""Forms that came after a sign-in had ended: the sign-in page carries them, and signing in sends them on.

A room says which endpoints it wants kept (`keep_forms`), how to make a sealed text of the form, whose it is,
and what to do with it after signing in. This room knows no more of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue

from quizapp.models.accounts import Person


@dataclass(frozen=True, slots=True)
class Keeper:
    """What a room does with the forms of some endpoints."""

    endpoints: frozenset[str]
    seal: Callable[[], str | None]  # the form of this request, sealed; None where it is not to be kept
    owner: Callable[[str], int | None]  # the id of the person whose form it is; None where it cannot be read
    send_on: Callable[[str, Person], ResponseReturnValue]


def keep_forms(app: Flask, keeper: Keeper) -> None:
    """Let this room keep its forms through a sign-in."""
    app.extensions["kept_forms"] = keeper


def _keeper() -> Keeper | None:
    found: Keeper | None = current_app.extensions.get("kept_forms")
    return found


def seal_form() -> str | None:
    """The form of this request as a sealed text; None where nobody keeps it."""
    keeper = _keeper()
    is_wanted = keeper is not None and request.method == "POST" and request.endpoint in keeper.endpoints
    return keeper.seal() if keeper and is_wanted else None


def owner_of(sealed: str) -> int | None:
    """Whose form it is, or None where it cannot be read, for example since it is too old."""
    keeper = _keeper()
    return keeper.owner(sealed) if keeper else None


def send_on(sealed: str, person: Person) -> ResponseReturnValue:
    """Do what the form asked for, now that its owner has signed in."""
    keeper = _keeper()
    assert keeper is not None, "a sealed form without a keeper"
    return keeper.send_on(sealed, person)
