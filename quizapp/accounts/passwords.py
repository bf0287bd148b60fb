"""Passwords: argon2id with the parameters that OWASP lists for 19 MiB, behind two slots.

Each check takes about 36 ms of a processor and 19 MiB. The slots keep a whole class that signs in at once
from pushing aside the students who are saving answers.
"""

import secrets
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

MINIMUM_LENGTH = 8
MAXIMUM_LENGTH = 200
# Letters and figures that cannot be taken for one another: no 0/O, 1/I/l.
PLAIN_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_slots = BoundedSemaphore(2)
# Checked where there is no such person, so that the time taken does not tell who exists.
_NOBODY = _hasher.hash(secrets.token_hex(8))


def hash_password(password: str) -> str:
    """Return the argon2id hash of `password`, salted by chance."""
    with _slots:
        return _hasher.hash(password)


def is_right_password(password: str, password_hash: str | None) -> bool:
    """Whether `password` belongs to the hash; takes the same time where there is no hash."""
    with _slots:
        try:
            _hasher.verify(password_hash or _NOBODY, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
    return password_hash is not None


def make_password(length: int = 10) -> str:
    """Return a password by chance that is easy to read from paper: about 49 bits at ten signs."""
    return "".join(secrets.choice(PLAIN_SIGNS) for _ in range(length))
