"""Commands that only read files, and so need nothing of the running school."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from quizapp.bank.files import Fault, check_against_texts, count_by_kind, read_files
from quizapp.bank.messages import mend, sentence
from quizapp.cli import Group
from quizapp.config import read_settings
from quizapp.formats.native_schema import question_file_schema, source_file_schema


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


@click.group(cls=Group, places={"check": "files:check", "load": "bank:load"})
def bank() -> None:
    """The question bank's files."""


@click.command()
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


@click.command()
@click.argument("what", type=click.Choice(["questions", "source"]), default="questions")
def schema(what: str) -> None:
    """Print the JSON Schema of question files, or of fact sheets."""
    made = question_file_schema() if what == "questions" else source_file_schema()
    click.echo(json.dumps(made, indent=2, ensure_ascii=False))
