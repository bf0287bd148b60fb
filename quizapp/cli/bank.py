"""Commands of the question bank and its sources."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from quizapp.bank.access import known_source
from quizapp.bank.files import Fault, check_against_texts, count_by_kind, read_files
from quizapp.bank.messages import mend, sentence
from quizapp.bank.texts import attach
from quizapp.cli.school import open_school
from quizapp.config import read_settings
from quizapp.db import db
from quizapp.errors import NotFound, SetupError
from quizapp.formats.native_schema import question_file_schema, source_file_schema
from quizapp.operations.setup import BankFault, load_changed_bank


def print_faults(faults: Iterable[Fault]) -> None:
    """Print each fault with its file, line and mend."""
    for fault in faults:
        line = f"{_short(fault.file)}:{fault.line}: {sentence(fault.problem)} {mend(fault.problem)}"
        click.echo(line.rstrip(), err=True)


def _short(file: Path) -> Path:
    try:
        return file.relative_to(Path.cwd())
    except ValueError:
        return file


@click.group()
def bank() -> None:
    """The question bank's files."""


@bank.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--articles",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with the articles' texts, <source id>.txt: check that each fact's terms stand there.",
)
@click.option("--notes", is_flag=True, help="Also print what is worth a look though nothing is wrong.")
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], articles: Path | None, notes: bool) -> None:
    """Check question files (all by default) against the fact sheets. Exit code 1 if anything is wrong."""
    settings = read_settings()
    found = read_files(paths or [settings.bank], [settings.articles])
    faults = found.faults + (check_against_texts(found, articles) if articles else [])
    print_faults(faults)
    if notes:
        print_faults(found.notes)
    kinds = ", ".join(f"{count} {kind}" for kind, count in count_by_kind(found.questions).items())
    facts = sum(len(source.facts) for source in found.sources)
    click.echo(f"{len(found.questions)} questions ({kinds}); {facts} facts in {len(found.sources)} sources.")
    click.echo(f"{len(faults)} faults." if len(faults) != 1 else "1 fault.")
    if found.notes:
        click.echo(f"{len(found.notes)} notes." if len(found.notes) != 1 else "1 note.")
    ctx.exit(1 if faults else 0)


@bank.command()
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


@click.command()
@click.argument("what", type=click.Choice(["questions", "source"]), default="questions")
def schema(what: str) -> None:
    """Print the JSON Schema of question files, or of fact sheets."""
    made = question_file_schema() if what == "questions" else source_file_schema()
    click.echo(json.dumps(made, indent=2, ensure_ascii=False))


COMMANDS = (bank, source, schema)
