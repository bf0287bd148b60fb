"""Commands of the demo school."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from quizapp.accounts.queries import has_people
from quizapp.cli.school import open_school
from quizapp.config import Settings
from quizapp.db import db
from quizapp.errors import SetupError
from quizapp.operations.demo import SignIn, build_demo
from quizapp.operations.demo_removal import remove_demo
from quizapp.operations.remembered import remember

# Remembered, so that the next start does not build the demo school again.
DEMO_REMOVED = "demo removed"


def sign_ins_file(settings: Settings) -> Path:
    """Where the sign-ins of the demo school stand, for its owner only."""
    return settings.instance / "demo-sign-ins.txt"


def make_demo(settings: Settings) -> None:
    """Build the demo school and keep its two sign-ins for the next start."""
    click.echo("Building the demo school ...")
    lines = [_line(sign_in) for sign_in in build_demo(datetime.now(UTC))]
    db.session.commit()
    path = sign_ins_file(settings)
    try:
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}.") from None


def _line(sign_in: SignIn) -> str:
    role = sign_in.role.capitalize()
    return f"{role}: {sign_in.name}, username {sign_in.username}, password {sign_in.password}"


def read_sign_ins(settings: Settings) -> list[str]:
    """The sign-ins of the demo school, where there is one."""
    path = sign_ins_file(settings)
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@click.group()
def demo() -> None:
    """The demo school."""


@demo.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(yes: bool) -> None:
    """Take the demo school away, with its people, classes, quizzes and all work in them."""
    with open_school() as settings:
        if not yes:
            click.confirm("Delete the demo people, their classes, quizzes and all work in them?", abort=True)
        count = remove_demo()
        remember(DEMO_REMOVED, "yes")
        is_empty = not has_people()
        db.session.commit()
        sign_ins_file(settings).unlink(missing_ok=True)
    click.echo(f"Removed {count} demo people." if count else "There is no demo school here.")
    if is_empty:
        click.echo("The school is empty now. `quizapp init` makes an administrator.")
