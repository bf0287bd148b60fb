"""From nothing to a school that runs: folder, key, database, bank, demo school or administrator."""

from collections.abc import Callable
from datetime import UTC, datetime

from quizapp.accounts.actions import add_person
from quizapp.accounts.passwords import make_password
from quizapp.accounts.queries import has_people
from quizapp.bank.files import BankFiles, Fault, read_files
from quizapp.bank.images import keep
from quizapp.bank.loading import Loaded, load_bank
from quizapp.config import Settings, make_instance
from quizapp.db import db
from quizapp.errors import SetupError
from quizapp.operations.database import upgrade
from quizapp.operations.remembered import recall, remember

BANK_DIGEST = "bank digest"
Say = Callable[[str], None]


def prepare(settings: Settings) -> None:
    """Make the instance folder, the key and the database where they are missing; raises SetupError."""
    make_instance(settings)
    upgrade(settings)


def load_changed_bank(settings: Settings, say: Say) -> Loaded | None:
    """Check and load the bank if its files changed since the last time; raises SetupError on any fault."""
    bank = read_files([settings.bank], [settings.articles])
    is_known = recall(BANK_DIGEST) == bank.digest
    if bank.faults and not is_known:
        raise BankFault(bank.faults)
    for image in bank.images.values():
        keep(settings.images, image)
    if is_known:
        return None
    loaded = store_bank(bank, datetime.now(UTC))
    say(f"Question bank: {len(bank.questions)} questions from {len(bank.sources)} sources.")
    for fact_id in loaded.overruled:
        say(f"Fact {fact_id}: its sheet has changed, and counts before the correction made in the app.")
    return loaded


def store_bank(bank: BankFiles, now: datetime) -> Loaded:
    """Load checked files, and remember which they were; their images are kept elsewhere."""
    loaded = load_bank(bank.questions, bank.sources, now=now)
    remember(BANK_DIGEST, bank.digest)
    return loaded


class BankFault(SetupError):
    """The bank's files are at fault; nothing was loaded."""

    def __init__(self, faults: list[Fault]) -> None:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"The question bank has {count}; nothing was loaded.")
        self.faults = faults


def add_administrator(now: datetime) -> tuple[str, str]:
    """Make the first administrator of an empty school; returns username and password.

    Raises SetupError where the school has people already.
    """
    if has_people():
        raise SetupError(
            "This school has people already. Add an administrator with `quizapp user add --role admin`."
        )
    password = make_password(12)
    add_person(
        username="admin", given_name="Administrator", family_name="", role="admin", password=password, now=now
    )
    db.session.flush()
    return "admin", password
