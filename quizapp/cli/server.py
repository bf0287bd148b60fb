"""Commands that set up a school and serve it."""

import os
from datetime import UTC, datetime

import click

from quizapp.accounts.queries import has_people
from quizapp.cli.demo import DEMO_REMOVED, make_demo, read_sign_ins
from quizapp.cli.files import print_faults
from quizapp.cli.school import open_school
from quizapp.config import Settings, read_settings
from quizapp.db import db
from quizapp.operations.remembered import recall
from quizapp.operations.server import check_port, serve
from quizapp.operations.setup import BankFault, add_administrator, load_changed_bank


@click.command()
@click.option("--no-server", is_flag=True, help="Set everything up, but do not start the server.")
def run(no_server: bool) -> None:
    """Set up what is missing and start the server.

    A new school gets the demo people. A school that has people, by `quizapp init` or otherwise, keeps
    what it has.
    """
    settings = read_settings()
    if not no_server:
        check_port(settings)
    with open_school() as settings:
        load_bank_or_say_why(settings)
        if not has_people() and not recall(DEMO_REMOVED):
            make_demo(settings)
        _print_welcome(settings)
    if not no_server:
        serve(settings)


def load_bank_or_say_why(settings: Settings) -> None:
    """Load the bank's files where they changed; faults are printed, and end the command."""
    try:
        load_changed_bank(settings, click.echo)
    except BankFault as fault:
        print_faults(fault.faults)
        raise
    db.session.commit()


def _print_welcome(settings: Settings) -> None:
    click.echo(f"\nCivics Desk: http://{settings.host}:{settings.port}/")
    for line in read_sign_ins(settings):
        click.echo(f"  {line}")
    if not has_people():
        click.echo("  Nobody can sign in yet. `quizapp init` makes an administrator.")
    click.echo("Stop it with Ctrl+C.\n")


@click.command()
def init() -> None:
    """Make an empty school with an administrator, instead of the demo school."""
    with open_school() as settings:
        username, password = add_administrator(datetime.now(UTC))
        load_bank_or_say_why(settings)
        db.session.commit()
    click.echo(f"The school is ready in {os.fspath(settings.instance)}.")
    click.echo(f"  Administrator: {username}  password: {password}")
    click.echo("Write the password down; it is shown only now. Start the server with `quizapp run`.")
