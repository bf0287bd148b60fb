"""What happens around every request: which transactions may write, and tokens against forged requests."""

from datetime import UTC, datetime

from flask import Flask, g, request, session
from flask_wtf.csrf import CSRFProtect

from quizapp.db import only_reading
from quizapp.errors import InvalidResponse, NotFound

csrf = CSRFProtect()

# Signing in writes nothing, and hashing a password must not hold the lock that answers need.
# Looking at a question while it is typed stores nothing.
ONLY_READ_ON_POST = frozenset(
    {
        *("accounts.sign_in", "accounts.sign_in_again", "accounts.sign_out"),
        *("bank.look_at_new", "bank.look_at_edited"),
    }
)

# Forms with a file in them. What is too large shall be said beside the field, so more than is kept is let in.
WITH_FILES = frozenset({"bank.new_question", "bank.edit_question"})
LARGEST_WITH_FILES = 32 * 1024 * 1024  # bytes


def install(app: Flask) -> None:
    """Prepare `app` so that reading requests never wait for writers."""
    app.before_request(_let_files_in)
    app.before_request(_refuse_null_characters)
    app.before_request(_choose_transaction)
    app.teardown_request(_forget_transaction)


def install_tokens(app: Flask) -> None:
    """Refuse writing requests without a token of this sign-in.

    To be called after the doors are closed to strangers: whose sign-in has ended has no valid token either,
    and must hear that they are signed out.
    """
    csrf.init_app(app)


def _let_files_in() -> None:
    if request.endpoint in WITH_FILES and "person_id" in session:
        request.max_content_length = LARGEST_WITH_FILES


def _refuse_null_characters() -> None:
    """No page sends the character NUL, and PostgreSQL stores none."""
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        raise NotFound
    if request.method == "POST" and any("\0" in text for pair in request.form.items(True) for text in pair):
        raise InvalidResponse("a null character")


def _choose_transaction() -> None:
    only_reads = request.method in ("GET", "HEAD", "OPTIONS") or request.endpoint in ONLY_READ_ON_POST
    g.transaction = only_reading(only_reads)
    g.transaction.__enter__()


def _forget_transaction(_error: BaseException | None) -> None:
    transaction = g.pop("transaction", None)
    if transaction is not None:
        transaction.__exit__(None, None, None)


def now() -> datetime:
    """This moment, the same for the whole request. Everything below routes takes it as an argument."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    moment: datetime = g.now
    return moment
