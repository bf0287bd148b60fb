"""Commands that bring files into the school: the question bank, and copies of its sources."""

from pathlib import Path

import click

from quizapp.bank.access import known_source
from quizapp.bank.texts import attach
from quizapp.cli.files import print_faults
from quizapp.cli.school import open_school
from quizapp.db import db
from quizapp.errors import NotFound, SetupError
from quizapp.operations.setup import BankFault, load_changed_bank


@click.command()
def load() -> None:
    """Load the question files and fact sheets; harmless when nothing changed."""
    with open_school() as settings:
        try:
            loaded = load_changed_bank(settings, click.echo)
        except BankFault as fault:
            print_faults(fault.faults)
            raise
        db.session.commit()
    if loaded is None:
        click.echo("Nothing changed since the last time.")
    else:
        click.echo(
            f"{loaded.added} added, {loaded.changed} changed, {loaded.retired} retired, "
            f"{loaded.unchanged} unchanged."
        )


@click.group()
def source() -> None:
    """Sources of the question bank."""


@source.command("attach")
@click.argument("source_id")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def attach_text(source_id: str, file: Path) -> None:
    """Keep the school's own copy of an article, so that students see the passage itself.

    The copy stays in the instance folder of this installation.
    """
    with open_school() as settings:
        try:
            known_source(source_id)
        except NotFound:
            raise SetupError(f"There is no source {source_id!r}. Load the bank first.") from None
        count = attach(settings.texts, source_id, file)
    click.echo(f"Attached {count} paragraphs to {source_id}.")
